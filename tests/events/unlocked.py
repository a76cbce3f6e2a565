"""Nadwa with the lock taken out: the negative control of the races. Never part of the product.

`python -m tests.events.unlocked serve ...` is `nadwa serve` whose SELECT ... FOR UPDATE locks
nothing. The processes that uvicorn spawns run this file again, so it holds in all of them.
"""

import sys
from typing import Any

from sqlalchemy.sql.selectable import GenerativeSelect

from nadwa.cli import main


def _without_lock(self: GenerativeSelect, **_how: Any) -> GenerativeSelect:
    return self


GenerativeSelect.with_for_update = _without_lock

if __name__ == "__main__":
    sys.exit(main())
