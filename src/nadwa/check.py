"""`nadwa check`: what must be true of the stored data, whatever happened."""

import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files

import sqlalchemy as sa

from core.chain import broken_seals
from core.people import system
from core.work import Office, Work
from events import broken_by_zone_rules
from nadwa.migrate import newest_revision, present_revision
from reports import broken_invariants as broken_figures

CONTENT = files("nadwa").joinpath("invariants.toml").read_text(encoding="utf-8")
INVARIANTS: list[dict[str, str]] = tomllib.loads(CONTENT)["invariant"]


def broken_invariants(office: Office) -> list[str]:
    """Return a sentence for each thing that is wrong; an empty list when all is well."""
    with office.look(system("check")) as work:
        return [sentence for check in CHECKS for sentence in check(work)]


def _revision(work: Work) -> Iterator[str]:
    present, newest = present_revision(work.session.connection()), newest_revision()
    if present != newest:
        yield f"the database is at revision {present}, this program needs {newest}"


def _queries(work: Work) -> Iterator[str]:
    for invariant in INVARIANTS:
        for row in work.session.connection().execute(sa.text(invariant["query"])):
            yield invariant["sentence"].format(row[0])


CHECKS: tuple[Callable[[Work], Iterator[str]], ...] = (
    _revision,
    _queries,
    broken_seals,
    broken_by_zone_rules,
    broken_figures,
)
