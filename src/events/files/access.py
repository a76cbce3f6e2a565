"""Who may read which files. What one may not see is `Missing`."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from core.people import Actor, Role
from core.problem import Missing
from core.work import Work
from events.access import Condition, event_to_run, runs, visible_events
from events.files.model import StoredFile
from events.model import Event
from events.registration_model import Nomination
from events.vocabulary import FileKind, FileVisibility

FOR_PARTICIPANTS = (FileVisibility.PUBLIC, FileVisibility.PARTICIPANTS)


def visible_files(actor: Actor) -> Condition:
    """Return which files somebody may read.

    Of the events they see: strangers the public files; viewers, staff and focal points also those
    for participants; a focal point also its own state's notes verbales; who runs an event all.
    """
    seen = col(StoredFile.event_id).in_(select(Event.id).where(visible_events(actor)))
    if actor.is_staff:
        mine = col(StoredFile.event_id).in_(select(Event.id).where(runs(actor)))
        return mine | col(StoredFile.visibility).in_(FOR_PARTICIPANTS)
    if actor.role is Role.FOCAL_POINT:
        own = select(Nomination.id).where(col(Nomination.state) == actor.state)
        notes = col(StoredFile.nomination_id).in_(own)
        return seen & (notes | col(StoredFile.visibility).in_(FOR_PARTICIPANTS))
    if actor.role is Role.VIEWER:
        return col(StoredFile.visibility).in_(FOR_PARTICIPANTS)
    return seen & (col(StoredFile.visibility) == FileVisibility.PUBLIC)


def file_to_see(work: Work, id: UUID) -> StoredFile:
    """Return a file that the actor may read, or raise `Missing`."""
    return _one(work, id, visible_files(work.actor))


def file_to_change(work: Work, id: UUID) -> StoredFile:
    """Return a file of an event that the actor organizes, which is held; or raise `Missing`."""
    file = _one(work, id, sa.true())
    event_to_run(work, file.event_id)
    return file


def nomination_to_complete(work: Work, id: UUID) -> Nomination:
    """Return a nomination that the actor may hand a file in for: its state, and the organizers."""
    actor = work.actor
    if actor.role is Role.FOCAL_POINT:
        allowed: Condition = col(Nomination.state) == actor.state
    else:
        allowed = col(Nomination.event_id).in_(select(Event.id).where(runs(actor)))
    found = select(Nomination).where(col(Nomination.id) == id, allowed).with_for_update()
    if (nomination := work.session.exec(found).first()) is None:
        raise Missing
    return nomination


def notes_of(work: Work, nominations: sa.ColumnElement[bool]) -> list[StoredFile]:
    """Return the notes verbales of these nominations."""
    found = (
        select(StoredFile)
        .join(Nomination, col(Nomination.id) == col(StoredFile.nomination_id))
        .where(nominations, col(StoredFile.kind) == FileKind.NOTE_VERBALE)
    )
    return list(work.session.exec(found))


def _one(work: Work, id: UUID, allowed: Condition) -> StoredFile:
    found = select(StoredFile).where(col(StoredFile.id) == id, allowed)
    if (file := work.session.exec(found).first()) is None:
        raise Missing
    return file
