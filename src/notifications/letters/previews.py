"""Letters before they are written: which would go out, and how each kind looks. Sends nothing.

Nothing here is stored: the reader of a sample is invented, its links lead nowhere.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from email.headerregistry import Address
from uuid import uuid5

from sqlmodel import col, select

from core.texts import Language
from core.work import Work
from events import Answer, DatesMissing, Event, Person, Registration, Seat
from notifications.entries.occasion import Status
from notifications.entries.scenes import Scene, dates_of, scene, words_of
from notifications.itip import Message, Method
from notifications.letters import mime
from notifications.letters.next_letter import Stage, next_letter
from notifications.letters.outbox import Draft
from notifications.letters.party import (
    EXPECTED,
    Party,
    draft_of,
    scene_told,
    topic_of,
    with_calendar,
)
from notifications.letters.standing import stage_of
from notifications.letters.telling import case_of
from notifications.letters.writing import Topic, Written, sheet
from notifications.mailing import Mailing, uid_of
from notifications.model import Invitation, LetterKind
from notifications.wording import wording

MOST_PEOPLE = 5000
_REQUESTS = frozenset({
    LetterKind.INVITATION, LetterKind.PROMOTION, LetterKind.APPROVAL, LetterKind.SUBSTITUTE,
    LetterKind.UPDATE, LetterKind.CURRENT,
})  # fmt: skip
_CANCELS = frozenset({LetterKind.CANCELLATION, LetterKind.POSTPONEMENT})
_REMOVALS = frozenset({LetterKind.REMOVAL, LetterKind.SUBSTITUTED})
_DESKS = {
    LetterKind.ATTENDANCE: "organizer",
    LetterKind.FORWARDED: "organizer",
    LetterKind.NOMINATION_RECEIVED: "state",
    LetterKind.NOMINATION_DECIDED: "state",
}
PREVIEWED = tuple(kind for kind in LetterKind if kind is not LetterKind.DEADLINE)
"""The kinds that an event can have; a deadline is no event's."""


def kind_names(language: str) -> dict[str, str]:
    """Return what a person calls each kind of letter: what stands above its title."""
    kinds: dict[str, dict[str, str]] = wording(language)["kinds"]
    return {kind.value: kinds[kind.value]["badge"] for kind in PREVIEWED}


@dataclass(frozen=True, slots=True)
class DueLetters:
    """How many people would be written to now, by kind, iTIP method (empty: none) and language."""

    kind: LetterKind
    method: str
    language: str
    people: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A letter as an invented reader would get it; `message` are the whole bytes."""

    subject: str
    plain: str
    html: str
    message: bytes


def due_letters(work: Work, mailing: Mailing, event: Event) -> list[DueLetters]:
    """Return what would be written if everybody were brought up to date now.

    For a draft: what its announcement would cause. Raises `DatesMissing`.
    """
    stage = _stage(work, event)
    if stage is None:
        return []
    counted: Counter[tuple[LetterKind, str, str]] = Counter()
    words = {each.value: words_of(work, mailing.base_url, event, each) for each in Language}
    for registration, person, held in _people(work, event):
        copy = held or _copy(mailing, registration)
        party = Party(event, stage, registration, person, copy)
        shown = scene_told(work, party, words[person.language])
        if shown is None or person.erased_at is not None:
            continue
        if person.vouched_at is None:
            if stage is Stage.ON and registration.seat in EXPECTED:
                counted[LetterKind.ADDRESS_CONFIRMATION, "", person.language] += 1
        elif due := next_letter(case_of(work, party, shown)):
            method = due.message.method.value if due.message else ""
            counted[due.kind, method, person.language] += 1
    return [DueLetters(*key, people) for key, people in sorted(counted.items())]


def sample(
    work: Work, mailing: Mailing, event: Event, kind: LetterKind, language: Language
) -> Sample:
    """Return a kind of letter about an event to an invented reader. Raises `DatesMissing`."""
    party = _nobody(work, mailing, event, language)
    dates = dates_of(event)
    assert dates is not None
    shown = scene(event, dates, words_of(work, mailing.base_url, event, language))
    shown = replace(shown, occasion=replace(shown.occasion, status=Status.CONFIRMED))
    topic = _topic(work, party, shown, kind, language)
    link = f"{mailing.base_url}/me/..."
    written = sheet(topic).to("" if kind in _DESKS else party.person.name, link)
    draft = draft_of(party, shown.occasion, kind, written)
    if message := _message(party, kind):
        draft = with_calendar(mailing, party, shown.occasion, draft, message)
    return Sample(written.subject, written.plain, written.html, _bytes(work, mailing, draft))


def _topic(work: Work, party: Party, shown: Scene, kind: LetterKind, language: Language) -> Topic:
    topic = replace(topic_of(work, party, shown, kind), own_zone="")
    tally: dict[str, str] = wording(language)["tally"]
    if kind in _DESKS:
        topic = replace(topic, desk=_DESKS[kind])
    if kind is LetterKind.UPDATE:
        earlier = shown.occasion.starts - timedelta(days=7), shown.occasion.ends - timedelta(days=7)
        before = replace(shown.occasion, starts=earlier[0], ends=earlier[1])
        topic = replace(topic, before=before)
    if kind is LetterKind.ANSWER_RECORDED:
        topic = replace(topic, answer=Answer.ACCEPTED.value)
    if kind is LetterKind.FORWARDED:
        topic = replace(topic, author=party.person.name, message="...")
    if kind in {LetterKind.NOMINATION_RECEIVED, LetterKind.NOMINATION_DECIDED}:
        people = (tally[Seat.CONFIRMED.value].format(n=2),)
        topic = replace(topic, more=(("note", ("...",)), ("people", people)))
    return topic


def _message(party: Party, kind: LetterKind) -> Message | None:
    person, sequence = str(party.person.id), party.event.sequence
    if kind in _REQUESTS:
        return Message(person, Method.REQUEST, sequence, asks=True)
    if kind in _CANCELS | _REMOVALS:
        return Message(person, Method.CANCEL, sequence + 1, removes=kind in _REMOVALS)
    if kind is LetterKind.COUNTER_REFUSED:
        return Message(person, Method.DECLINECOUNTER, sequence)
    return None


def _bytes(work: Work, mailing: Mailing, draft: Draft) -> bytes:
    written: Written = draft.written
    letter = mime.Letter(
        sender=Address(display_name=draft.sender, addr_spec=mailing.calendar_address),
        recipient=Address(display_name=draft.name, addr_spec=draft.address),
        subject=written.subject,
        language=draft.language,
        plain=written.plain,
        html=written.html,
        date=work.now,
        message_id=f"<preview@{mailing.domain}>",
        calendar=draft.calendar() if draft.calendar else b"",
        method=draft.method,
    )
    return mime.compose(letter)


def _nobody(work: Work, mailing: Mailing, event: Event, language: Language) -> Party:
    """Return an invented person with a seat; nothing of it is stored. Raises `DatesMissing`."""
    stage = _stage(work, event) or Stage.ON
    person = Person(
        id=uuid5(event.id, "preview"),
        email="reader@example.org",
        name=wording(language)["reader"],
        language=language,
    )
    registration = Registration(
        id=uuid5(event.id, "preview seat"),
        event_id=event.id,
        person_id=person.id,
        seat=Seat.CONFIRMED,
        number=0,
        registered_at=work.now,
    )
    return Party(event, stage, registration, person, _copy(mailing, registration))


def _stage(work: Work, event: Event) -> Stage | None:
    if dates_of(event) is None:
        raise DatesMissing
    return Stage.ON if event.announced_at is None else stage_of(event, work.now)


def _copy(mailing: Mailing, registration: Registration) -> Invitation:
    """Return the invitation that somebody would get first; it is not stored."""
    return Invitation(
        registration_id=registration.id,
        event_id=registration.event_id,
        person_id=registration.person_id,
        uid=uid_of(registration.id),
        token=mailing.token(registration.id),
        made_at=registration.registered_at,
    )


def _people(work: Work, event: Event) -> Sequence[tuple[Registration, Person, Invitation | None]]:
    asked = (
        select(Registration, Person, Invitation)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .outerjoin(Invitation, col(Invitation.registration_id) == col(Registration.id))
        .where(col(Registration.event_id) == event.id)
        .order_by(col(Registration.number))
        .limit(MOST_PEOPLE)
    )
    return work.session.exec(asked).all()
