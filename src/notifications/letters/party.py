"""One person at one event, and what letters say and attach for that person."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from core.work import Work
from events import Event, Person, Registration, Seat, hijri_label
from notifications.entries.objects import Invitee, cancellation, counter_refusal, invitation
from notifications.entries.occasion import Occasion
from notifications.entries.scenes import Scene, Words, dates_of, scene, words_of, zone_of
from notifications.entries.sessions import sittings
from notifications.itip import Answer, Message, Method
from notifications.letters.next_letter import Stage
from notifications.letters.outbox import Draft
from notifications.letters.standing import dates_told, read
from notifications.letters.when import last_day
from notifications.letters.writing import Topic, Written, sheet
from notifications.mailing import Mailing
from notifications.model import Invitation, LetterKind

EXPECTED = (Seat.CONFIRMED, Seat.WAITLISTED)
_ENDED = (Seat.WITHDRAWN, Seat.REJECTED)
_REFUSED = "rejected: "  # before the organizer's reason in a registration's explanation
_OFF = (LetterKind.CANCELLATION, LetterKind.POSTPONEMENT)


@dataclass(frozen=True, slots=True)
class Party:
    """One person at one event, and that person's copy of it."""

    event: Event
    stage: Stage
    registration: Registration
    person: Person
    held: Invitation


def scene_for(work: Work, mailing: Mailing, party: Party) -> Scene | None:
    """Return the event at the dates to speak of: the old ones where it leaves a calendar."""
    words = words_of(work, mailing.base_url, party.event, party.person.language)
    return scene_told(work, party, words)


def scene_told(work: Work, party: Party, words: Words) -> Scene | None:
    """Return the same in words that are at hand already."""
    told = read(party.held.plan)
    leaves = party.stage is not Stage.ON or party.registration.seat in _ENDED
    dates = dates_told(told) if told and leaves else dates_of(party.event)
    if dates is None:
        return None
    shown = scene(party.event, dates, words)
    own = sittings(work, party.event.id, party.registration.id, party.person.language)
    return replace(shown, occasion=replace(shown.occasion, sittings=own)) if own else shown


def topic_of(work: Work, party: Party, shown: Scene, kind: LetterKind) -> Topic:
    """Return what a letter of this kind is about, before it speaks to anybody."""
    occasion = shown.occasion
    return Topic(
        kind=kind,
        occasion=occasion,
        organizers=shown.organizers,
        own_zone=zone_of(work, party.registration.state or party.person.state),
        hijri=hijri_of(occasion),
        reason=_reason(party, kind),
    )


def _reason(party: Party, kind: LetterKind) -> str:
    if kind is LetterKind.REJECTION:
        said = party.registration.explanation or ""
        return said.removeprefix(_REFUSED) if said.startswith(_REFUSED) else ""
    return (party.event.reason or "") if kind in _OFF else ""


def hijri_of(occasion: Occasion) -> tuple[str, ...]:
    """Return the computed Hijri dates of the first and the last day, in words."""
    days = dict.fromkeys((occasion.starts.date(), last_day(occasion)))
    labels = (hijri_label(day, occasion.language) for day in days)
    return tuple(label for label in labels if label)


def spoken(mailing: Mailing, party: Party, topic: Topic, leads_to: str = "") -> Written:
    """Return a letter's words to this person, with the link to the personal page.

    `leads_to` is what lies below that page, such as `/certificate.pdf`.
    """
    link = mailing.page_link(party.registration.id, party.held.links)
    return sheet(topic).to(party.person.name, f"{link}{leads_to}")


def draft_of(party: Party, occasion: Occasion, kind: LetterKind, written: Written) -> Draft:
    """Return a plain letter to this person; the body that organizes is its sender."""
    return Draft(
        kind=kind,
        language=occasion.language,
        sender=occasion.organizer,
        name=party.person.name,
        address=party.person.email,
        written=written,
    )


def with_calendar(
    mailing: Mailing, party: Party, occasion: Occasion, draft: Draft, message: Message
) -> Draft:
    """Return the letter with the calendar object of a message."""
    calendar: Callable[[], bytes] = partial(_calendar, mailing, party, occasion, message)
    return replace(draft, sequence=message.sequence, method=message.method, calendar=calendar)


def _calendar(mailing: Mailing, party: Party, occasion: Occasion, message: Message) -> bytes:
    """Return the calendar object, with only this person in it."""
    held = party.held
    stamped = held.stamp or occasion.stamped
    revised = replace(occasion, stamped=stamped, sequence=message.sequence)
    answer = Answer.NEEDS_ACTION if message.asks else Answer(party.registration.answer.value)
    invitee = Invitee(
        uid=held.uid,
        name=party.person.name,
        address=party.person.email,
        organizer_address=mailing.organizer_address(held.token),
        answer=answer,
    )
    if message.method is Method.REQUEST:
        return invitation(invitee, revised)
    if message.method is Method.DECLINECOUNTER:
        return counter_refusal(invitee, revised)
    return cancellation(invitee, replace(revised, online_url=""), removed=message.removes)
