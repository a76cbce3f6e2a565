"""One mandate in a list: its verb, what it asks for, how it stands."""

from dataclasses import dataclass

from nadwa.dashboard.reader import Reader
from registry import Mandate
from reports import Judgement, called


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate in words; `asked` names the activities and deliverables, or else the kind.

    An acknowledgement has no status: `status` is empty.
    """

    href: str
    verb: str
    asked: str
    status: str
    status_words: str
    overdue: bool
    due: str


def mandate_line(reader: Reader, mandate: Mandate, judgement: Judgement) -> MandateLine:
    """Show a mandate in a list."""
    asking = judgement.operational
    return MandateLine(
        href=reader.to(f"/mandates/{mandate.id}", **as_asked(reader)),
        verb=verb_of(reader, mandate),
        asked=asked_for(reader, mandate),
        status=judgement.status.value if asking else "",
        status_words=called("status", judgement.status, reader.language) if asking else "",
        overdue=judgement.overdue and asking,
        due=_due(reader, judgement),
    )


def verb_of(reader: Reader, mandate: Mandate) -> str:
    """Return the canonical verb in the reader's language; an unknown one as printed."""
    return str(reader.words["verbs"].get(mandate.canonical, mandate.verb))


def asked_for(reader: Reader, mandate: Mandate) -> str:
    """Return the activities and deliverables in words; without any, the kind."""
    words = [called("activity", each, reader.language) for each in mandate.activities]
    words += [str(reader.words["deliverables"].get(each, each)) for each in mandate.deliverables]
    return reader.say("comma").join(words) or called("kind", mandate.kind, reader.language)


def due_of(reader: Reader, judgement: Judgement) -> str:
    """Return the day of the deadline in words, or the session that it waits for."""
    due = judgement.deadline
    if due is None:
        return ""
    return reader.day(due.on) if due.on else reader.say("mandate.before_session", code=due.session)


def _due(reader: Reader, judgement: Judgement) -> str:
    """Say of an inferred day that it is one."""
    day, due = due_of(reader, judgement), judgement.deadline
    return reader.say("mandate.due_inferred", day=day) if due and due.inferred else day


def as_asked(reader: Reader) -> dict[str, str]:
    """Return the moment that the reader asks about, as it goes into further addresses."""
    return {name: reader.query[name] for name in ("as_of", "known") if name in reader.query}
