"""What is missing and what would help: mandates nobody owns or touches, and one event for many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from reports.as_of import Moment
from reports.deadlines import OPEN
from reports.evidence import Use
from reports.ladder import Judgement, Status


@dataclass(frozen=True, slots=True)
class Proposal:
    """One event that would answer several open mandates: its type, and their ids and paragraphs.

    `section` and `programme` are what the mandates have in common; `partners` are asked for by any.
    """

    activity: str
    section: str | None
    programme: str | None
    mandates: tuple[UUID, ...]
    paragraphs: tuple[str, ...]
    partners: tuple[str, ...]


def unowned(judgements: Iterable[Judgement], groups: Iterable[str]) -> list[Judgement]:
    """Return the open mandates for an event or deliverable that name nobody to do it.

    A group (a code of `groups`, or all Member States) is nobody in particular; a body that claimed
    the mandate or has an event on the way for it owns it.
    """
    nobody = frozenset(groups)
    return [
        judgement
        for judgement in judgements
        if _is_open(judgement)
        and judgement.mandate.kind in {"event", "deliverable"}
        and not judgement.mandate.owner
        and not judgement.asked.addressed.units - nobody
        and not judgement.asked.addressed.named_states
        and not _is_coming(judgement)
    ]


def claimable(
    judgements: Iterable[Judgement], body: str, groups: Mapping[str, frozenset[str]]
) -> list[Judgement]:
    """Return those that a body can claim: they name nobody, or a group that it is in."""
    return [
        judgement
        for judgement in judgements
        if not (units := judgement.asked.addressed.units)
        or any(body in groups.get(unit, ()) for unit in units)
    ]


def concerning(
    judgements: Iterable[Judgement], body: str, groups: Mapping[str, frozenset[str]]
) -> list[Judgement]:
    """Return those that a body owns or is asked for, itself or in one of these groups."""
    return [judgement for judgement in judgements if _is_for(judgement, body, groups)]


def untouched(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the open mandates for which nothing is recorded and no event is planned."""
    return [
        judgement
        for judgement in judgements
        if _is_open(judgement) and judgement.status is Status.UNKNOWN
    ]


def due_soon(judgements: Iterable[Judgement], moment: Moment, within: timedelta) -> list[Judgement]:
    """Return the open mandates due from today until `within` later (days), the nearest first."""
    last = moment.today + within
    near = [
        (judgement.deadline.on, judgement)
        for judgement in judgements
        if _is_open(judgement) and judgement.deadline and judgement.deadline.on
    ]
    near = [pair for pair in near if moment.today <= pair[0] <= last]
    return [judgement for _on, judgement in sorted(near, key=lambda pair: pair[0])]


def proposals(
    judgements: Iterable[Judgement],
    body: str | None = None,
    groups: Mapping[str, frozenset[str]] | None = None,
    programme: str | None = None,
) -> list[Proposal]:
    """Propose events that each would answer two or more open mandates, the largest first.

    Mandates for which none is on the way go together when one event of an asked-for activity fits
    all: same section and programme. Each is proposed once, in the largest proposal that takes it.
    With `body`: only what it owns or is asked, itself or in one of `groups`. With `programme`: what
    is in it, or in none; the event would be one of it.
    """
    wanting = {
        judgement.mandate.id: judgement
        for judgement in judgements
        if is_wanting(judgement)
        and (body is None or _is_for(judgement, body, groups or {}))
        and (programme is None or judgement.mandate.programme in {None, programme})
    }
    found: list[Proposal] = []
    while best := _largest(wanting.values(), programme):
        found.append(best)
        for mandate in best.mandates:
            del wanting[mandate]
    return found


def is_wanting(judgement: Judgement) -> bool:
    """Tell whether a mandate is open and no event is on the way for it."""
    return _is_open(judgement) and not _is_coming(judgement)


def _is_open(judgement: Judgement) -> bool:
    return judgement.operational and judgement.status in OPEN


def _is_coming(judgement: Judgement) -> bool:
    return any(piece.use in {Use.PLANNED, Use.SCHEDULED} for piece in judgement.pieces)


def _is_for(judgement: Judgement, body: str, groups: Mapping[str, frozenset[str]]) -> bool:
    asked = judgement.asked.addressed.units
    return (
        body == judgement.mandate.owner
        or body in asked
        or any(body in groups.get(unit, ()) for unit in asked)
    )


def _largest(judgements: Iterable[Judgement], within: str | None) -> Proposal | None:
    together: dict[tuple[str, str | None, str | None], list[Judgement]] = {}
    for judgement in judgements:
        mandate = judgement.mandate
        for activity in mandate.activities:
            key = (activity, mandate.section, within or mandate.programme)
            together.setdefault(key, []).append(judgement)
    if not together:
        return None
    (activity, section, programme), best = max(together.items(), key=lambda item: len(item[1]))
    if len(best) < _WORTH_PROPOSING:
        return None
    return Proposal(
        activity=activity,
        section=section,
        programme=programme,
        mandates=tuple(judgement.mandate.id for judgement in best),
        paragraphs=tuple(judgement.mandate.label for judgement in best),
        partners=tuple(sorted({code for j in best for code in j.mandate.partners})),
    )


_WORTH_PROPOSING = 2
