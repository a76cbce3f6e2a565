"""`python -m nadwa`."""

import sys

from nadwa.cli import main

sys.exit(main())
