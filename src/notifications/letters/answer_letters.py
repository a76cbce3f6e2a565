"""Letters that answer what came in: to the person, and to the people who organize."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from core.input import EmailAddress
from core.texts import Language
from core.work import Work
from events import Event, Person, Registration
from notifications.entries.scenes import Scene, dates_of, scene, words_of
from notifications.inbox_store import mailbox_of, state_mailbox_of, written_since
from notifications.itip import Message, Method
from notifications.letters.next_letter import Stage
from notifications.letters.outbox import Draft, next_stamp, post_letter
from notifications.letters.party import Party, draft_of, scene_for, spoken, topic_of, with_calendar
from notifications.letters.standing import stage_of
from notifications.letters.telling import tell
from notifications.mailing import Mailing
from notifications.model import Invitation, LetterKind

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_MOST_CONFIRMED = 5  # a day and person: an answer that goes to and fro is not worth more letters
_MOST_FORWARDED = 20
_ADDRESS: TypeAdapter[str] = TypeAdapter(EmailAddress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a participant wrote: `answer` is a key of the wording's answers, the rest their words.

    `thread` names the conversation that the letter about it belongs to. `to_state`: the focal point
    of the person's state reads it first, where it has a mailbox.
    """

    thread: str
    answer: str = ""
    proposed: str = ""
    sender: str = ""
    message: str = ""
    to_state: bool = False


def party_of(work: Work, held: Invitation) -> Party:
    """Return the person whose invitation it is; an event that is over is off for its people."""
    registration = work.get(Registration, held.registration_id)
    event = work.get(Event, held.event_id)
    stage = stage_of(event, work.now) or Stage.OFF
    return Party(event, stage, registration, work.get(Person, held.person_id), held)


def confirm(work: Work, mailing: Mailing, party: Party, heard: Heard) -> None:
    """Tell a person what was recorded; not more than a few times a day."""
    kind = LetterKind.ANSWER_RECORDED
    if written_since(work, party.registration.id, kind, work.now - _DAY) >= _MOST_CONFIRMED:
        return
    shown = _shown(work, mailing, party)
    topic = replace(
        topic_of(work, party, shown, kind), answer=heard.answer, proposed=heard.proposed
    )
    draft = draft_of(party, shown.occasion, kind, spoken(mailing, party, topic))
    post_letter(work, mailing, party.held, replace(draft, thread="answers"))


def repeat(work: Work, mailing: Mailing, party: Party) -> bool:
    """Send the invitation as it stands once more; at most hourly. Return whether it was sent.

    What the person was not told yet is told instead.
    """
    kind, held = LetterKind.CURRENT, party.held
    if written_since(work, party.registration.id, kind, work.now - _HOUR):
        return False
    before = held.stamp
    tell(work, mailing, party.registration.id)
    if held.stamp != before:
        return True
    shown = _shown(work, mailing, party)
    next_stamp(work, held)
    written = spoken(mailing, party, topic_of(work, party, shown, kind))
    draft = draft_of(party, shown.occasion, kind, written)
    message = Message(str(party.person.id), Method.REQUEST, held.sequence, asks=True)
    draft = with_calendar(mailing, party, shown.occasion, draft, message)
    post_letter(work, mailing, held, draft)
    return True


def refuse_counter(work: Work, mailing: Mailing, party: Party, proposal_id: UUID) -> None:
    """Tell a person, and the calendar (DECLINECOUNTER), that the dates stay as they are."""
    if party.stage is not Stage.ON or party.held.method != Method.REQUEST:
        return  # nothing stays: the entry has left the calendar
    shown = _shown(work, mailing, party)
    next_stamp(work, party.held)
    kind = LetterKind.COUNTER_REFUSED
    written = spoken(mailing, party, topic_of(work, party, shown, kind))
    draft = draft_of(party, shown.occasion, kind, written)
    message = Message(str(party.person.id), Method.DECLINECOUNTER, party.held.sequence)
    draft = with_calendar(mailing, party, shown.occasion, draft, message)
    post_letter(work, mailing, party.held, replace(draft, thread=f"proposal {proposal_id}"))


def forward(work: Work, mailing: Mailing, party: Party, heard: Heard) -> bool:
    """Pass a participant's words on to those who decide; say whether they have a mailbox."""
    state = party.registration.state
    focal = state_mailbox_of(work, state) if heard.to_state and state else None
    mailbox = focal or mailbox_of(work, party.event)
    dates = dates_of(party.event)
    kind = LetterKind.FORWARDED
    lately = written_since(work, party.registration.id, kind, work.now - _DAY)
    if mailbox is None or dates is None or lately >= _MOST_FORWARDED:
        return False
    language = mailbox.language or language_of(party.event)
    shown = scene(party.event, dates, words_of(work, mailing.base_url, party.event, language))
    address = mailbox.address
    post_letter(work, mailing, party.held, _forwarded(work, mailing, party, heard, shown, address))
    return True


def _shown(work: Work, mailing: Mailing, party: Party) -> Scene:
    shown = scene_for(work, mailing, party)
    assert shown is not None, "an event that people are asked to has dates"
    return shown


def _forwarded(  # noqa: PLR0913, PLR0917 -- the letter, whom it is about, whom it is for
    work: Work, mailing: Mailing, party: Party, heard: Heard, shown: Scene, mailbox: str
) -> Draft:
    person = party.person
    topic = replace(
        topic_of(work, party, shown, LetterKind.FORWARDED),
        own_zone="",
        answer=heard.answer,
        proposed=heard.proposed,
        author=f"{person.name}, {person.email}",
        message=heard.message,
    )
    link = f"{mailing.base_url}/events/{party.event.id}"
    reply_to = _writable(heard.sender) or person.email
    return replace(Draft.to_mailbox(topic, mailbox, link), reply_to=reply_to, thread=heard.thread)


def language_of(event: Event) -> str:
    """Return the language to write to the organizers in: English where the event speaks it."""
    ours = [each for each in event.languages if each in set(Language)]
    return "en" if "en" in ours or not ours else ours[0]


def _writable(address: str) -> str:
    try:
        return _ADDRESS.validate_python(address)
    except ValidationError:
        return ""
