"""What the coverage page shows: counts, bars, the states, and what needs attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nadwa.dashboard.bars import STATUSES, Segment, segments
from nadwa.dashboard.mandate_lines import as_asked
from nadwa.dashboard.reader import Reader
from reports import CoverageView, GroupBy, GroupView, Judgement, TotalsView, called

LADDER = ("fulfilled", "partial", "scheduled", "planned", "unknown")
_DRILL: Mapping[str, str] = {
    "section": "section",
    "body": "body",
    "activity": "activity",
    "kind": "kind",
    "status": "status",
}


@dataclass(frozen=True, slots=True)
class Count:
    """One big number and the mandates behind it; `share` of those that ask for something."""

    status: str
    words: str
    meaning: str
    number: int
    share: str
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: its bar, said in words too, and the mandates behind it."""

    key: str
    label: str
    href: str
    segments: tuple[Segment, ...]
    totals: TotalsView
    said: str


@dataclass(frozen=True, slots=True)
class Tab:
    """Another way to group."""

    words: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pressing:
    """A mandate whose day has passed or is near."""

    label: str
    href: str
    due: str
    inferred: bool


def counts(reader: Reader, totals: TotalsView, slug: str) -> list[Count]:
    """Return the big numbers: each rung of the ladder, then what is overdue."""
    path = f"/resolutions/{slug}"
    when = as_asked(reader)
    rungs = [
        Count(
            status=status,
            words=called("status", status, reader.language),
            meaning=reader.say(f"meaning.{status}"),
            number=totals.by_status[status],
            share=_share(reader, totals.by_status[status], totals.operational),
            href=reader.to(path, status=status, **when),
        )
        for status in LADDER
    ]
    overdue = Count(
        status="overdue",
        words=reader.say("tiles.overdue"),
        meaning=reader.say("meaning.overdue"),
        number=totals.overdue,
        share=_share(reader, totals.overdue, totals.operational),
        href=reader.to(path, overdue="1", **when),
    )
    return [*rungs, overdue]


def bars(reader: Reader, found: CoverageView, by: GroupBy, slug: str) -> list[Bar]:
    """Return a bar for each group, on one scale, so that a longer bar means more mandates."""
    asking = [group for group in found.groups if group.totals.operational]
    ordered = asking if by is GroupBy.SECTION else sorted(asking, key=_by_size)
    scale = max((group.totals.operational for group in asking), default=1)
    return [_bar(reader, group, by, slug, scale) for group in ordered]


def whole_bar(reader: Reader, totals: TotalsView) -> tuple[Segment, ...]:
    """Return the one bar of all mandates that ask for something."""
    return segments(totals.by_status, totals.operational, reader.direction)


def said(reader: Reader, by_status: Mapping[str, int]) -> str:
    """Say a bar in words: each status that occurs, with its number."""
    parts = [
        reader.say("pair", what=called("status", status, reader.language), n=by_status[status])
        for status in STATUSES
        if by_status[status]
    ]
    return reader.say("comma").join(parts)


def tabs(reader: Reader, current: str) -> list[Tab]:
    """Return the ways to group, over time among them."""
    return [
        Tab(reader.say(f"by.{name}"), reader.here(group_by=name), name == current)
        for name in ("section", "activity", "body", "kind", "time")
    ]


def pressing(reader: Reader, judgements: Sequence[Judgement], most: int) -> list[Pressing]:
    """Return the open mandates that have a day, the earliest first."""
    dated = [
        (judgement.deadline.on, judgement)
        for judgement in judgements
        if judgement.operational
        and judgement.status in {"unknown", "planned", "scheduled", "partial"}
        and judgement.deadline
        and judgement.deadline.on
    ]
    return [
        Pressing(
            label=judgement.mandate.label,
            href=reader.to(f"/mandates/{judgement.mandate.id}", **as_asked(reader)),
            due=reader.day(on),
            inferred=judgement.deadline.inferred if judgement.deadline else False,
        )
        for on, judgement in sorted(dated, key=lambda pair: pair[0])[:most]
    ]


def without_event(judgements: Sequence[Judgement]) -> int:
    """Return how many mandates ask for an event and have none, not even a planned one."""
    return sum(
        judgement.mandate.kind == "event" and judgement.status == "unknown"
        for judgement in judgements
    )


def _bar(reader: Reader, group: GroupView, by: GroupBy, slug: str, scale: int) -> Bar:
    query = {_DRILL[by]: group.key}
    return Bar(
        key=group.key,
        label=group.label.pick(reader.language),
        href=reader.to(f"/resolutions/{slug}", **query, **as_asked(reader)),
        segments=segments(group.totals.by_status, scale, reader.direction),
        totals=group.totals,
        said=said(reader, group.totals.by_status),
    )


def _by_size(group: GroupView) -> tuple[int, str]:
    return -group.totals.operational, group.key


def _share(reader: Reader, number: int, of: int) -> str:
    return reader.percent(number / of) if of else ""
