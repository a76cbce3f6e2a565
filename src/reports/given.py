"""What coverage is computed from: plain facts, filled by the caller from column selects.

Moments are aware datetimes. Everything carries when it was *recorded*, so that any past moment can
be asked; what was *true* at another time says so (a held event: when it ended; a claim: its `on`).
Bodies and groups are codes, states ISO 3166 alpha-2. The caller holds nothing back: cancelled
events, returned claims and withdrawn decisions belong to the history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Rule:
    """How a mandate is measured: `kind` is any, each_activity, count or each_addressee.

    `n` answers are needed (of `count`), in each `period` (monthly, quarterly, annual, biennial,
    each_session; None: once for all); `partners` must have a role in an event for it to answer.
    """

    kind: str = "any"
    n: int = 1
    period: str | None = None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline; `basis`: explicit, session, policy or none; `session` is a code (`MCSD-3`)."""

    basis: str
    on: date | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded superseded, not_applicable or closed_unfulfilled, until it is withdrawn.

    `superseded_by`: the later resolution; the decision holds from that one's adoption, `since`.
    """

    kind: str
    at: datetime
    reason: str
    withdrawn_at: datetime | None = None
    superseded_by: UUID | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """One mandate as recorded at a moment; of several versions with one id the latest known counts.

    `kind`: event, deliverable, policy, acknowledgement. `session` is the adopting one (`MCSD-2`),
    `owner` the body that claimed a mandate without organizer, `programme` the organizer's own.
    One that `goes_on` asks for meetings until something is completed. Unconfirmed ones are
    suggestions.
    """

    id: UUID
    recorded_at: datetime
    kind: str
    rule: Rule = field(default=Rule())
    activities: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    section: str | None = None
    label: str = ""
    programme: str | None = None
    session: str | None = None
    adopted_on: date | None = None
    due: Due | None = None
    decisions: tuple[Decision, ...] = ()
    confirmed_at: datetime | None = None
    rejected_at: datetime | None = None
    owner: str | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An event answers a mandate, wholly or by a `share` in (0, 1], from `since` until `until`."""

    mandate: UUID
    event: UUID
    since: datetime
    until: datetime | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """An event's status: draft, announced, postponed, cancelled, held or reported.

    `at` is when it was recorded, `since` when it became true, if not then: by default a held event
    was held when it ended.
    """

    status: str
    at: datetime
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many people of a state attended; a later record of one state replaces the earlier."""

    state: str
    attended: int
    at: datetime


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event as recorded at a moment; of several versions with one id the latest known counts.

    `bodies` and `states` are pairs of code and role; `documented_at`: an outcome document came.
    What it was called, where it was and what came out of it (`title` and `summary` by language,
    `mode`, `venue`, `timezone`, `documents`) decides nothing and is told in reports.
    """

    id: UUID
    recorded_at: datetime
    type: str
    changes: tuple[Change, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    bodies: tuple[tuple[str, str], ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    attendance: tuple[Attendance, ...] = ()
    documented_at: datetime | None = None
    title: Mapping[str, str] = field(default_factory=dict[str, str])
    mode: str | None = None
    venue: Mapping[str, Any] | None = None
    timezone: str = "UTC"
    summary: Mapping[str, str] = field(default_factory=dict[str, str])
    documents: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A claim became draft, submitted, under_review, approved, returned or retracted.

    Approval gives the `grade`: supported (when None) or verified.
    """

    status: str
    at: datetime
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Evidence beside events: it speaks for a state, for a body, or for nobody in particular.

    `steps` are in the order recorded, at least one; `on` is when the reported thing was done.
    """

    id: UUID
    mandate: UUID
    steps: tuple[Step, ...]
    state: str | None = None
    body: str | None = None
    activity: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A state is a member from `since` to the day before `until`; several rows when interrupted."""

    state: str
    since: date = date.min
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SessionDate:
    """The date of a session as known from `recorded_at`; a later row of one code replaces it."""

    code: str
    on: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Parties:
    """Who belonged to what, as recorded before `until`: groups of bodies, and the organisation."""

    until: datetime
    groups: Mapping[str, frozenset[str]]
    state_groups: frozenset[str]
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything given. `groups` resolve to member bodies; `state_groups` stand for all members.

    `earlier`: the same three as they were recorded in the past, the oldest first.
    """

    mandates: tuple[MandateFacts, ...] = ()
    events: tuple[EventFacts, ...] = ()
    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()
    memberships: tuple[Membership, ...] = ()
    sessions: tuple[SessionDate, ...] = ()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    state_groups: frozenset[str] = frozenset({"MEMBER_STATES", "MEMBER_STATES_MINISTRIES"})
    earlier: tuple[Parties, ...] = ()
