"""The parts that every printed form of a report is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of text; `quoted`: the official words of a resolution."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and what is said of each, one or more lines."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of lengths: a label, a number, and of how many; the same as a table stands below.

    `alternative` says the chart in one sentence.
    """

    caption: str
    alternative: str
    heads: tuple[str, str, str]
    rows: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one row of heads."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs, line by line."""

    lines: tuple[str, ...]


Block = Heading | Words | Facts | Items | Bars | Grid | Signed
