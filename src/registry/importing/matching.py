"""What of an arriving version belongs to which paragraph and which clause; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registry.naming import label_key
from registry.reading.shapes import ReadMandate, ReadParagraph

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of (our label, their label); what only they have and what only we have."""

    pairs: tuple[tuple[str, str], ...]
    unmatched: tuple[str, ...]
    missing: tuple[str, ...]


def labels_of(paragraphs: Sequence[ReadParagraph]) -> list[str]:
    """Return the labels of a text's paragraphs, each once: `14` printed again becomes `14~2`."""
    taken: set[str] = set()
    labels: list[str] = []
    for paragraph in paragraphs:
        label, again = paragraph.label[:50], 1
        while label_key(label) in taken:
            again += 1
            label = f"{paragraph.label[:50]}~{again}"
        taken.add(label_key(label))
        labels.append(label)
    return labels


def match_labels(ours: Iterable[str], theirs: Iterable[str]) -> Matched:
    """Match equal labels, however printed, each at most once; never by position."""
    waiting = {label_key(label): label for label in ours}
    pairs: list[tuple[str, str]] = []
    unmatched: list[str] = []
    for label in theirs:
        own = waiting.pop(label_key(label), None)
        if own is None:
            unmatched.append(label)
        else:
            pairs.append((own, label))
    return Matched(tuple(pairs), tuple(unmatched), tuple(waiting.values()))


def match_spans(ours: Sequence[str], theirs: Sequence[ReadMandate]) -> list[Span | None]:
    """Return for each of our clauses, by its canonical verb, where it stands in their text.

    Only where both have as many clauses; a clause whose verb differs at its place stays without.
    """
    if len(ours) != len(theirs):
        return [None] * len(ours)
    return [
        read.span if read.canonical == verb else None
        for verb, read in zip(ours, theirs, strict=True)
    ]
