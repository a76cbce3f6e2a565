"""Runs `nadwa` as people do, in this process: what it printed and how it ended."""

import os
from types import SimpleNamespace
from unittest.mock import patch

from nadwa.cli import main


def nadwa(capfd, *arguments, **environment):
    """Run one command with these settings (`DATABASE_URL=...`), and nothing else set."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("NADWA_")}
    given = {f"NADWA_{name}": value for name, value in environment.items()}
    capfd.readouterr()
    with patch.dict(os.environ, {**plain, **given}, clear=True):
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as stop:  # argparse's own refusals
            code = stop.code
    out, err = capfd.readouterr()
    return SimpleNamespace(code=code, out=out, err=err)
