"""Stacked bars: where each part begins and how wide it is. Pure.

Places are in percent of the picture's width, so that patterns and text keep their size on every
screen; a reader of Arabic sees the bar from the right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

STATUSES = (
    "fulfilled",
    "partial",
    "scheduled",
    "planned",
    "unknown",
    "superseded",
    "not_applicable",
    "closed_unfulfilled",
)
"""The order in which statuses stand in a bar: what is done first."""

_WHOLE = 100.0
_NARROWEST = 0.6


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar; `x` and `width` are in percent."""

    status: str
    number: int
    x: float
    width: float


def segments(by_status: Mapping[str, int], scale: int, direction: str) -> tuple[Segment, ...]:
    """Return the parts of a bar whose full width stands for `scale` mandates.

    A part of very few is still drawn wide enough to be seen; the widest part gives way.
    """
    counted = [(status, by_status.get(status, 0)) for status in STATUSES]
    present = [(status, number) for status, number in counted if number]
    widths = _seen([number * _WHOLE / max(scale, 1) for _, number in present])
    placed: list[Segment] = []
    start = 0.0
    for (status, number), width in zip(present, widths, strict=True):
        x = start if direction == "ltr" else _WHOLE - start - width
        placed.append(Segment(status, number, round(x, 3), round(width, 3)))
        start += width
    return tuple(placed)


def _seen(widths: list[float]) -> list[float]:
    wide = [max(width, _NARROWEST) for width in widths]
    if wide:
        wide[wide.index(max(wide))] -= sum(wide) - sum(widths)
    return wide
