"""Marks at the door, as they are kept."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from events.door.check_ins import Mark, Occasion
from events.registration_model import Registration
from events.sessions.model import CheckIn


def marks_of(work: Work, registrations: Collection[UUID]) -> dict[UUID, set[Mark]]:
    """Return the marks kept so far, by registration."""
    kept = select(CheckIn).where(col(CheckIn.registration_id).in_(registrations))
    found: dict[UUID, set[Mark]] = {}
    for each in work.session.exec(kept):
        mark = Mark(Occasion(each.day, each.session_id), each.at, each.undone)
        found.setdefault(each.registration_id, set()).add(mark)
    return found


def keep_mark(work: Work, registration: Registration, mark: Mark) -> None:
    """Store a mark; whoever calls holds the event's seating and knows that it is new."""
    work.session.add(
        CheckIn(
            event_id=registration.event_id,
            registration_id=registration.id,
            day=mark.occasion.day,
            session_id=mark.occasion.session,
            at=mark.at,
            undone=mark.undone,
            recorded_at=work.now,
        )
    )
