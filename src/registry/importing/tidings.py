"""What the paragraphs of a reading tell of other texts and of past events; pure.

Read before anything is stored, so that no writing transaction waits for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from registry.naming import symbol_key
from registry.reading.houses import speaker
from registry.reading.past_events import ReadPastEvent, past_events
from registry.reading.references import Reference, references
from registry.reading.shapes import ReadResolution, Vocabulary

MOST = 400_000
"""So many characters of one file are read for citations and past events, five long resolutions."""


@dataclass(frozen=True, slots=True)
class Tidings:
    """What one paragraph tells."""

    references: tuple[Reference, ...] = ()
    events: tuple[ReadPastEvent, ...] = ()


NONE = Tidings()


def tidings_of(
    read: Sequence[ReadResolution], vocabulary: Vocabulary
) -> Mapping[tuple[str, str], Tidings]:
    """Return what each paragraph tells, by its language and text."""
    found: dict[tuple[str, str], Tidings] = {}
    left = MOST
    for resolution in read:
        house = speaker(resolution.symbol).house or "oic"
        for text in _texts(resolution):
            left -= len(text)
            if left < 0:
                return found
            said = past_events(text, resolution.language, vocabulary, house=house)
            named = references(text, resolution.language)
            found[resolution.language, text] = Tidings(_once(named), said)
    return found


def symbol_endings(key: str) -> Iterator[str]:
    """Give all that a text may print of a symbol: `a/res/74/187`, `res/74/187`, `74/187`."""
    tokens = key.split("/")
    for start in range(max(1, len(tokens) - 1)):
        yield "/".join(tokens[start:])


def _texts(resolution: ReadResolution) -> Iterator[str]:
    yield from (each.text for each in resolution.preambular)
    yield from (each.text for each in resolution.paragraphs)


def _once(named: Iterable[Reference]) -> tuple[Reference, ...]:
    """Keep each cited text once: what is done with it, rather than that it is cited."""
    kept: dict[tuple[str, str], Reference] = {}
    for each in named:
        key = each.kind, symbol_key(each.symbol)
        if key not in kept or kept[key].relation == "cites" != each.relation:
            kept[key] = each
    return tuple(kept.values())
