"""Facts with names, for the tests of coverage: a calendar of 2027 and three states."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from reports.as_of import Snapshot, as_of, snapshot
from reports.given import (
    Attendance,
    Change,
    Claim,
    EventFacts,
    Link,
    MandateFacts,
    Membership,
    Record,
    Rule,
    Step,
)
from reports.ladder import Judgement, judge

_numbers = count(1)
ADOPTED = date(2026, 6, 1)
STATES = ("DZ", "ID", "SN")
MEMBERS = tuple(Membership(state) for state in STATES)
GROUPS = {"OIC_ORGANS": frozenset({"SESRIC", "ICESCO"}), "MEMBER_STATES": frozenset()}
EACH_STATE = Rule("each_addressee")


def at(year: int, month: int = 1, day: int = 1, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


NOW = at(2028)


def an_id() -> UUID:
    return UUID(int=next(_numbers))


def a_mandate(**facts) -> MandateFacts:
    usual = {
        "id": an_id(),
        "recorded_at": at(2026, 7),
        "kind": "event",
        "activities": ("workshop",),
        "adopted_on": ADOPTED,
        "confirmed_at": at(2026, 8),
    }
    return MandateFacts(**usual | facts)


def an_event(*statuses: str, **facts) -> EventFacts:
    """A workshop of 3-5 March 2027, drafted on 1 January; each further status a month later."""
    changes = tuple(Change(status, at(2027, 1 + n)) for n, status in enumerate(statuses, 1))
    usual = {
        "id": an_id(),
        "recorded_at": at(2027),
        "type": "workshop",
        "changes": changes,
        "starts_at": at(2027, 3, 3),
        "ends_at": at(2027, 3, 5),
    }
    return EventFacts(**usual | facts)


def a_held_event(*attending: str, **facts) -> EventFacts:
    """Announced in February, held in March 2027, marked so and attended by one person of each."""
    marked = at(2027, 3, 6)
    changes = (Change("announced", at(2027, 2)), Change("held", marked))
    attendance = tuple(Attendance(state, 1, marked) for state in attending)
    return an_event(**{"changes": changes, "attendance": attendance} | facts)


def a_claim(mandate: MandateFacts, *statuses: str, grade: str | None = None, **facts) -> Claim:
    """A claim recorded on 1 January 2027, each further step a day later; approval with the grade."""
    steps = tuple(
        Step(status, at(2027, 1, n), grade if status == "approved" else None)
        for n, status in enumerate(statuses, 1)
    )
    return Claim(an_id(), mandate.id, steps, **facts)


def a_record(mandate: MandateFacts, *evidence: EventFacts | Claim, share: float = 1.0, **more):
    """A record of one mandate, with every event linked to it."""
    events = tuple(piece for piece in evidence if isinstance(piece, EventFacts))
    links = tuple(Link(mandate.id, event.id, event.recorded_at, share=share) for event in events)
    claims = tuple(piece for piece in evidence if isinstance(piece, Claim))
    usual = {"memberships": MEMBERS, "groups": GROUPS, "links": links}
    return Record(mandates=(mandate,), events=events, claims=claims, **usual | more)


def seen(record: Record, moment: datetime = NOW) -> Snapshot:
    return snapshot(record, as_of(moment))


def judged(
    mandate: MandateFacts, *evidence: EventFacts | Claim, moment: datetime = NOW, **more
) -> Judgement:
    return judge(mandate, seen(a_record(mandate, *evidence, **more), moment))
