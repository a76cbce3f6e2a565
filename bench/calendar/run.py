"""`python bench/calendar/run.py`: runs the check with this Python, from wherever one stands."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
command = [sys.executable, "-m", "bench.calendar.check", *sys.argv[1:]]
raise SystemExit(subprocess.call(command, cwd=ROOT))
