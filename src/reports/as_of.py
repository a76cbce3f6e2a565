"""What was known, and true, at a moment: every history cut down to how things stood.

Two times: nothing recorded after `known_at` is seen, and nothing that became true after `true_at`.
Asking `as_of` one moment uses it for both. Later writes never change the answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

from reports.given import Change, Claim, EventFacts, Link, MandateFacts, Membership, Record, Step

HELD = frozenset({"held", "reported"})
ORGANIZING = frozenset({"lead", "co_organizer", "host", "auspices", "chair", "partner"})
GIVING = frozenset({"host", "provider"})


@dataclass(frozen=True, slots=True)
class Moment:
    """When is asked: what had been recorded until `known_at` about what was true at `true_at`."""

    known_at: datetime
    true_at: datetime

    @property
    def today(self) -> date:
        """Return the day asked about, in UTC; deadlines are compared with it."""
        return day(self.true_at)


def as_of(at: datetime) -> Moment:
    """Return the moment at which what was known then is told about then."""
    return Moment(at, at)


def day(moment: datetime) -> date:
    """Return a moment's date in UTC."""
    return moment.astimezone(UTC).date()


@dataclass(frozen=True, slots=True)
class Standing:
    """An event as it stood: its status, its day, and who takes part.

    `on` is the last day of a held one, else the first; `states` hosted, provided or
    attended, `bodies` organized it; `supported`: by attendance or a document.
    """

    event: EventFacts
    status: str
    on: date | None
    states: frozenset[str]
    bodies: frozenset[str]
    supported: bool


class Addressed(NamedTuple):
    """Whom a mandate addresses: states that are members, other `units`, and states by name.

    `units` are bodies and groups of bodies; `named_states` are those named, members or not.
    """

    states: frozenset[str]
    units: frozenset[str]
    named_states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that stood at a moment: links and claims by mandate, sessions' dates by code.

    `states` are all that ever were members.
    """

    moment: Moment
    mandates: Mapping[UUID, MandateFacts]
    events: Mapping[UUID, Standing]
    links: Mapping[UUID, Iterable[Link]]
    claims: Mapping[UUID, Iterable[tuple[Claim, Step]]]
    sessions: Mapping[str, date]
    memberships: tuple[Membership, ...]
    states: frozenset[str]
    groups: Mapping[str, frozenset[str]]
    state_groups: frozenset[str]
    _members: dict[date, frozenset[str]] = field(default_factory=dict[date, frozenset[str]])
    _addressed: dict[tuple[tuple[str, ...], date], Addressed] = field(
        default_factory=dict[tuple[tuple[str, ...], date], Addressed]
    )

    def addressed(self, codes: tuple[str, ...], on: date) -> Addressed:
        """Tell the states among addressees, members on a day, from the bodies and groups."""
        if (known := self._addressed.get((codes, on))) is None:
            named = frozenset(codes)
            members = self.members_on(on)
            known = self._addressed[codes, on] = Addressed(
                states=members if named & self.state_groups else named & members,
                units=named - self.state_groups - self.states,
                named_states=named & self.states,
            )
        return known

    def members_on(self, on: date) -> frozenset[str]:
        """Return the states that were members on a day."""
        if (known := self._members.get(on)) is None:
            known = self._members[on] = frozenset(
                m.state for m in self.memberships if m.since <= on and (not m.until or on < m.until)
            )
        return known


def snapshot(record: Record, moment: Moment) -> Snapshot:
    """Cut the record down to what was known and true at the moment."""
    events = {
        event.id: _standing(event, moment) for event in _versions(record.events, moment).values()
    }
    parties = next((then for then in record.earlier if moment.known_at < then.until), record)
    return Snapshot(
        moment=moment,
        mandates=_versions(record.mandates, moment),
        events={key: standing for key, standing in events.items() if standing},
        links=_links(record.links, moment.known_at),
        claims=_claims(record.claims, moment),
        sessions={
            s.code: s.on
            for s in sorted(record.sessions, key=attrgetter("recorded_at"))
            if s.recorded_at <= moment.known_at
        },
        memberships=parties.memberships,
        states=frozenset(membership.state for membership in parties.memberships),
        groups=parties.groups,
        state_groups=parties.state_groups,
    )


class _Recorded(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def recorded_at(self) -> datetime: ...


_V = TypeVar("_V", bound=_Recorded)


def _versions(versions: Iterable[_V], moment: Moment) -> dict[UUID, _V]:
    latest: dict[UUID, _V] = {}
    for version in versions:
        if version.recorded_at > moment.known_at:
            continue
        other = latest.get(version.id)
        if other is None or other.recorded_at <= version.recorded_at:
            latest[version.id] = version
    return latest


def _standing(event: EventFacts, moment: Moment) -> Standing | None:
    status = _status(event, moment)
    if status is None:
        return None
    attended: dict[str, int] = {}
    for row in sorted(event.attendance, key=attrgetter("at")):
        if row.at <= moment.known_at:
            attended[row.state] = row.attended
    present = {state for state, number in attended.items() if number > 0}
    documented = event.documented_at is not None and event.documented_at <= moment.known_at
    held = status.status in HELD
    when = event.ends_at or event.starts_at if held else event.starts_at
    return Standing(
        event=event,
        status=status.status,
        on=day(when) if when else day(status.at) if held else None,
        states=frozenset(present.union(state for state, role in event.states if role in GIVING)),
        bodies=frozenset(body for body, role in event.bodies if role in ORGANIZING),
        supported=documented or bool(present),
    )


def _status(event: EventFacts, moment: Moment) -> Change | None:
    first = min((event.recorded_at, *(change.at for change in event.changes)))
    begun = Change("draft", first)  # an edit makes a version, it does not begin the event anew
    past = sorted(  # stable: of two changes recorded at one moment the later in the list counts
        (
            change
            for change in (begun, *event.changes)
            if change.at <= moment.known_at and _since(event, change) <= moment.true_at
        ),
        key=attrgetter("at"),
    )
    return past[-1] if past else None


def _since(event: EventFacts, change: Change) -> datetime:
    if change.since is None and change.status in HELD and event.ends_at:
        return min(event.ends_at, change.at)
    return change.since or change.at


def _links(links: Iterable[Link], known_at: datetime) -> dict[UUID, Iterable[Link]]:
    """Return each mandate's links; of two to one event the later counts."""
    by_mandate: dict[UUID, dict[UUID, Link]] = {}
    for link in links:
        if link.since <= known_at and (link.until is None or known_at < link.until):
            events = by_mandate.setdefault(link.mandate, {})
            if link.event not in events or events[link.event].since <= link.since:
                events[link.event] = link
    return {mandate: tuple(events.values()) for mandate, events in by_mandate.items()}


def _claims(claims: Iterable[Claim], moment: Moment) -> dict[UUID, Iterable[tuple[Claim, Step]]]:
    by_mandate: dict[UUID, list[tuple[Claim, Step]]] = {}
    for claim in claims:
        steps = [step for step in claim.steps if step.at <= moment.known_at]
        if steps and done_on(claim) <= moment.today:
            by_mandate.setdefault(claim.mandate, []).append((claim, steps[-1]))
    return {mandate: tuple(found) for mandate, found in by_mandate.items()}


def done_on(claim: Claim) -> date:
    """Return the day when what a claim reports was done, else the day it was written."""
    return claim.on or day(claim.steps[0].at)
