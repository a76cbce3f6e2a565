"""A person's own feed, and the deadlines of a body: rendered when asked, they are small."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from sqlmodel import col, select

from core.problem import Missing
from core.texts import pick
from core.work import Work
from events import Event, Person, Registration, Seat
from notifications.deadline_store import Asked, asked_of
from notifications.entries.deadlines import Deadline, deadline_entry
from notifications.entries.objects import Entry, entry, feed
from notifications.entries.scenes import Scene, scenes
from notifications.entries.sessions import session_entry, sessions_at
from notifications.feeds.contents import shown
from notifications.mailing import Mailing, Purpose, claimed_id, uid_of
from notifications.model import Invitation
from notifications.store import feed_of
from notifications.wording import wording
from registry import Basis, Body


def person_of_feed(work: Work, mailing: Mailing, secret: str) -> UUID:
    """Return whose feed a secret opens, or raise `Missing`; who was erased has none."""
    person_id = claimed_id(secret)
    if person_id is None:
        raise Missing
    kept = feed_of(work, person_id)
    if not mailing.opens(Purpose.FEED, secret, person_id, kept.links if kept else 0):
        raise Missing
    if work.get(Person, person_id).erased_at is not None:
        raise Missing
    return person_id


def personal_feed(work: Work, mailing: Mailing, person_id: UUID, language: str) -> bytes:
    """Return the events where a person has a seat: the entries that came by mail, same UID.

    The sessions at which the person speaks are entries of their own beside them.
    """
    asked = (
        select(Event, Registration.id, Invitation)
        .join(Registration, col(Registration.event_id) == col(Event.id))
        .outerjoin(Invitation, col(Invitation.registration_id) == col(Registration.id))
        .where(col(Registration.person_id) == person_id, col(Registration.seat) == Seat.CONFIRMED)
        .where(shown(work.now))
        .order_by(col(Event.starts_at_utc), col(Event.id))
    )
    rows = work.session.exec(asked).all()
    told = scenes(work, mailing.base_url, [event for event, _, _ in rows], language)
    spoken_at = sessions_at(work, [event.id for event, _, _ in rows])
    kept: list[Entry] = []
    for event, seat, invitation in rows:
        kept.append(_entry(told[event.id], uid_of(seat), invitation))
        own = [each for each in spoken_at[event.id] if seat in each.registrations]
        kept += [session_entry(each, told[event.id], uid_of(seat)) for each in own]
    return feed(wording(language)["feeds"]["mine"], kept)


def deadline_feed(
    work: Work, base_url: str, code: str, language: str, answered: Collection[UUID]
) -> bytes:
    """Return the dated deadlines of what a body, or a group it is in, was asked for.

    Those of `answered` mandates are shown as done.
    """
    body = work.session.exec(select(Body).where(col(Body.code) == code)).first()
    if body is None:
        raise Missing
    words = wording(language)["feeds"]
    name = words["deadlines"].format(name=pick(dict(body.short or body.name), language))
    source = f"{base_url}/calendars/deadlines/{code}.ics"
    listed = [
        _deadline(each, base_url, language, met=each.mandate.id in answered)
        for each in asked_of(work, code)
    ]
    return feed(name, listed, source=source)


def _entry(told: Scene, uid: UUID, invitation: Invitation | None) -> Entry:
    """Return an entry of the revision that was sent; of the event's own before any was."""
    occasion = told.occasion
    if invitation and invitation.method and invitation.stamp:
        stamped: datetime = max(invitation.stamp, occasion.stamped)
        occasion = replace(
            occasion, sequence=max(invitation.sequence, occasion.sequence), stamped=stamped
        )
    return entry(uid, occasion)


def _deadline(asked: Asked, base_url: str, language: str, *, met: bool) -> Entry:
    words, mandate = wording(language)["feeds"], asked.mandate
    basis = words["inferred"] if mandate.due_basis is not Basis.EXPLICIT else ""
    summary = pick(dict(asked.paragraph.summary), language)
    told = Deadline(
        title=words["deadline"].format(place=asked.place),
        language=language,
        due=asked.due,
        stamped=asked.stamped,
        sequence=asked.revision,
        description="\n\n".join(part for part in (summary, basis) if part),
        url=asked.page(base_url),
        met=met,
    )
    return deadline_entry(uuid5(mandate.id, "deadline"), told)
