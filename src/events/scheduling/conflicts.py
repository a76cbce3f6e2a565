"""What stands against an event's dates: other events. Said, never blocked. Pure.

Others count while somebody still works on them: drafts with dates, announced and held ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import product
from uuid import UUID

from events.scheduling.occasions import Named, Occasion, Talk
from events.vocabulary import BodyRole
from events.wording import ENGLISH, Teller

NEAR = timedelta(days=90)
"""Two events on one task within this time could be one."""


class ConflictKind(StrEnum):
    """Why two events should not both stand as they are."""

    SAME_ORGANIZER = "same_organizer"
    SAME_STATES = "same_states"
    SAME_FOCAL_POINTS = "same_focal_points"
    SAME_SPEAKER = "same_speaker"
    SAME_ROOM = "same_room"
    SAME_TASK = "same_task"


class Ground(StrEnum):
    """What two events for one task have in common, the nearest first."""

    MANDATE = "mandate"
    PARAGRAPH = "paragraph"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class JointEvent:
    """One event in place of two: who would run it, for whom, for what, and when about."""

    type: str
    organizers: tuple[tuple[str, BodyRole], ...]
    states: tuple[str, ...]
    mandates: tuple[UUID, ...]
    expected: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another event that stands in the way, whom or what both share, and what to do about it."""

    kind: ConflictKind
    event: UUID
    reason: str
    bodies: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    mandates: tuple[UUID, ...] = ()
    ground: Ground | None = None
    joint_event: JointEvent | None = None


def conflicts(
    event: Occasion, others: Iterable[Occasion], teller: Teller = ENGLISH
) -> list[Conflict]:
    """Return what stands in the way, in the order of the others' begin."""
    found: list[Conflict] = []
    for other in sorted(others, key=lambda each: (each.starts_at, each.reference)):
        if other.id != event.id:
            found += _between(event, other, teller)
    return found


def _between(event: Occasion, other: Occasion, teller: Teller) -> Iterable[Conflict]:
    if event.overlaps(other):
        yield from _at_once(event, other, teller)
        yield from _on_stage(event, other, teller)
    yield from _asked_twice(event, other, teller)
    yield from _one_task(event, other, teller)


def _at_once(event: Occasion, other: Occasion, teller: Teller) -> Iterable[Conflict]:
    if bodies := tuple(sorted(event.bodies & other.bodies)):
        said = {"bodies": teller.listed(bodies), "event": other.reference}
        reason = teller.say("conflicts.same_organizer", **said)
        yield Conflict(ConflictKind.SAME_ORGANIZER, other.id, reason, bodies)
    if states := tuple(sorted(event.states & other.states)):
        said = {"states": teller.states(states), "event": other.reference}
        reason = teller.say("conflicts.same_states", **said)
        yield Conflict(ConflictKind.SAME_STATES, other.id, reason, states=states)


def _on_stage(event: Occasion, other: Occasion, teller: Teller) -> Iterable[Conflict]:
    """Find the people who speak, and the rooms that are used, at both at the same time."""
    meeting = [
        (one, two)
        for one, two in product(event.talks, other.talks)
        if one.starts_at < two.ends_at and two.starts_at < one.ends_at
    ]
    if speakers := _speakers(meeting):
        names = sorted({name or teller.say("conflicts.a_speaker") for name in speakers})
        said = {"speakers": teller.listed(names), "event": other.reference}
        reason = teller.say("conflicts.same_speaker", **said)
        yield Conflict(ConflictKind.SAME_SPEAKER, other.id, reason)
    rooms = {
        one.room.casefold(): one.room
        for one, two in meeting
        if one.room and two.room and one.room.casefold() == two.room.casefold()
    }
    if rooms and event.place == other.place:
        said = {"rooms": teller.listed(sorted(rooms.values())), "event": other.reference}
        reason = teller.say("conflicts.same_room", **said)
        yield Conflict(ConflictKind.SAME_ROOM, other.id, reason)


def _speakers(meeting: Iterable[tuple[Talk, Talk]]) -> Iterable[str]:
    """Return the names of who speaks in both talks of a pair; empty where none is printed."""
    found: dict[str, str] = {}
    for one, two in meeting:
        there = dict(two.speakers)
        for key, name in one.speakers:
            if key in there:
                found[key] = found.get(key) or name or there[key]
    return found.values()


def _asked_twice(event: Occasion, other: Occasion, teller: Teller) -> Iterable[Conflict]:
    states = tuple(sorted(event.states & other.states))
    if not states or event.nominating is None or other.nominating is None:
        return
    (opens, closes), (others_open, others_close) = event.nominating, other.nominating
    if event.overlaps(other) or (opens < others_close and others_open < closes):
        said = {"states": teller.states(states), "event": other.reference}
        reason = teller.say("conflicts.same_focal_points", **said)
        yield Conflict(ConflictKind.SAME_FOCAL_POINTS, other.id, reason, states=states)


def _one_task(event: Occasion, other: Occasion, teller: Teller) -> Iterable[Conflict]:
    if event.type != other.type or _apart(event, other) > NEAR:
        return
    if event.series is not None and event.series == other.series:
        return
    mandates = tuple(sorted(event.mandates & other.mandates))
    same = {key for key, _ in event.themes} & {key for key, _ in other.themes}
    themes = sorted(theme for theme in event.themes if theme[0] in same)
    ground = _ground(mandates, event.paragraphs & other.paragraphs, themes)
    if ground is None or (ground is Ground.THEME and event.bodies == other.bodies):
        return
    theme = themes[0][1] if themes else ""
    kind = teller.say(f"types.{event.type}")
    said = {"event": other.reference, "type": kind, "days": NEAR.days, "theme": theme}
    yield Conflict(
        ConflictKind.SAME_TASK,
        other.id,
        teller.say(f"conflicts.same_{ground}", **said),
        tuple(sorted(event.bodies | other.bodies)),
        mandates=mandates,
        ground=ground,
        joint_event=_joined(event, other),
    )


def _ground(
    mandates: tuple[UUID, ...], paragraphs: frozenset[UUID], themes: list[Named]
) -> Ground | None:
    if mandates:
        return Ground.MANDATE
    if paragraphs:
        return Ground.PARAGRAPH
    return Ground.THEME if themes else None


def _joined(event: Occasion, other: Occasion) -> JointEvent:
    """Propose one event: led by who leads this one, with all others who run either."""
    bodies = event.bodies | other.bodies
    lead = event.lead or other.lead
    others = sorted(bodies - {lead})
    leads = [(lead, BodyRole.LEAD)] if lead else []
    first = min(event.starts_at, other.starts_at).date()
    last = max(event.ends_at, other.ends_at).date()
    return JointEvent(
        event.type,
        (*leads, *((body, BodyRole.CO_ORGANIZER) for body in others)),
        tuple(sorted(event.states | other.states)),
        tuple(sorted(event.mandates | other.mandates)),
        f"{first}/{last}",
    )


def _apart(event: Occasion, other: Occasion) -> timedelta:
    """Return the time from the end of the one to the start of the other; none if they meet."""
    gap = max(event.starts_at, other.starts_at) - min(event.ends_at, other.ends_at)
    return max(gap, timedelta())
