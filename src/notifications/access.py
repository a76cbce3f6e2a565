"""Who may see which letters. What one may not see is `Missing`."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from core.people import Actor
from core.problem import Missing
from core.work import Work
from events import BodyRole, Organizer, Registration, visible_registrations
from notifications.model import Letter

_CONVENING = (BodyRole.LEAD, BodyRole.CO_ORGANIZER)


def visible_letters(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which letters somebody may see and send again.

    Administrators all, a body's organizers those about the events it runs, nobody else any.
    """
    if not actor.is_staff:
        return sa.false()
    if actor.body is None:
        return sa.true()
    mine = select(Registration.id).where(visible_registrations(actor))
    run = select(Organizer.event_id).where(
        col(Organizer.body) == actor.body, col(Organizer.role).in_(_CONVENING)
    )
    to_bodies = col(Letter.registration_id).is_(None) & col(Letter.event_id).in_(run)
    return col(Letter.registration_id).in_(mine) | to_bodies


def letter_to_see(work: Work, id: UUID, *, lock: bool = False) -> Letter:
    """Return a letter that the actor may see, or raise `Missing`; `lock` holds it."""
    found = select(Letter).where(col(Letter.id) == id, visible_letters(work.actor))
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    if (letter := work.session.exec(found).first()) is None:
        raise Missing
    return letter
