"""How far long work is, for those who ask while its transaction is still open.

What an open transaction writes nobody else sees, so this lies outside the database: in a small file
for each piece of work, in a folder that all processes on one machine share.
"""

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Progress:
    """So many `of` so many are `done`, `since` it began (ISO 8601)."""

    done: int
    of: int
    since: str


class Board:
    """Where work on one database says how far it is."""

    def __init__(self, database_url: str = "") -> None:
        name = sha256(f"{os.getuid()} {database_url}".encode()).hexdigest()[:16]
        self._folder = Path(tempfile.gettempdir()) / f"nadwa-progress-{name}"

    def say(self, work: UUID, done: int, of: int, since: datetime) -> None:
        """Say how far a piece of work is; the last word is kept until `forget`."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        said = json.dumps(asdict(Progress(done, of, since.isoformat())))
        fresh = self._folder / f"{work}.new"
        fresh.write_text(said, encoding="utf-8")
        fresh.replace(self._folder / str(work))

    def read(self, work: UUID) -> Progress | None:
        """Return how far it is; None when nothing is under way."""
        try:
            return Progress(**json.loads((self._folder / str(work)).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def forget(self, work: UUID) -> None:
        """Say no more about it: it has ended."""
        (self._folder / str(work)).unlink(missing_ok=True)
