"""Which mandates are answered: what the reports know and the calendars show."""

from collections.abc import Collection
from uuid import UUID

from core.work import Work
from reports import Status, mandate_standings

_DONE = (Status.FULFILLED, Status.SUPERSEDED, Status.NOT_APPLICABLE)


def answered_mandates(work: Work) -> Collection[UUID]:
    """Return the mandates that ask for nothing more, by evidence or by decision, as of now."""
    found = mandate_standings(work, None).by_id
    return {mandate for mandate, judgement in found.items() if judgement.status in _DONE}
