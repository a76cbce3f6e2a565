"""The parts of a document become what `nadwa parse` prints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from registry.reading.furniture import without_furniture
from registry.reading.items import items_of
from registry.reading.joining import joined, known_words, without_marks
from registry.reading.lines import Line
from registry.reading.masthead import Masthead, masthead_of
from registry.reading.parts import Paragraph, Parts, annexed, arranged
from registry.reading.shapes import (
    ReadAnnex,
    ReadParagraph,
    ReadPreamble,
    ReadResolution,
    ReadSection,
    Unread,
)
from registry.reading.splitting import Annex, Segment, segments


@dataclass(frozen=True, slots=True)
class _Words:
    """What joining needs to know of the whole document."""

    known: frozenset[str]
    notes: int

    def joined(self, texts: Sequence[str]) -> str:
        return joined(without_marks(texts, self.notes), self.known)

    def of(self, lines: Iterable[Line]) -> str:
        return self.joined([line.text for line in lines])


def laid_out(lines: tuple[Line, ...], language: str) -> tuple[ReadResolution, ...]:
    """Return the resolutions of a document's lines, without mandates; at least one."""
    kept, lost = without_furniture(lines)
    notes = [note for note in lost if note.why == "footnote"]
    words = _Words(known_words(kept), _last_note(notes))
    parts = [(each, arranged(each.lines)) for each in segments(kept)]
    end = lines[-1].number + 1
    starts = [0, *(_first_line(segment) for segment, _ in parts[1:]), end]
    heads = [0, *(_last_line(segment) + 1 for segment, _ in parts[:-1]), end]
    found: list[ReadResolution] = []
    for at, (segment, of) in enumerate(parts):
        own = [
            each
            for bounds, running in ((starts, False), (heads, True))
            for each in lost
            if each.why.startswith("running") is running
            and bounds[at] <= each.line < bounds[at + 1]
        ]
        found.append(_resolution(segment, of, words, own, language, len(parts) > 1))
    return _told_apart(found)


def _told_apart(resolutions: Sequence[ReadResolution]) -> tuple[ReadResolution, ...]:
    """Give each resolution of a document a slug of its own: the second `cfm-50` is `cfm-50-2`."""
    taken: set[str] = set()
    named: list[ReadResolution] = []
    for each in resolutions:
        names = chain([each.slug], (f"{each.slug[:70]}-{number}" for number in count(2)))
        slug = next(name for name in names if name not in taken)
        taken.add(slug)
        named.append(replace(each, slug=slug))
    return tuple(named)


def _last_note(notes: Sequence[Unread]) -> int:
    numbers = (note.text.split(" ")[0][:3] for note in notes)
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _first_line(segment: Segment) -> int:
    return min([*(line.number for line in segment.lines[:1]), *(a.line for a in segment.annexes)])


def _last_line(segment: Segment) -> int:
    """Return the last line's number: a running head behind it belongs to the next resolution."""
    annexed = [line.number for annex in segment.annexes for line in annex.lines[-1:]]
    own = [line.number for line in segment.lines[-1:]]
    return max([*own, *annexed, *(annex.line for annex in segment.annexes)])


def _resolution(  # noqa: PLR0913, PLR0917 - one call, all of it different
    segment: Segment, of: Parts, words: _Words, lost: list[Unread], language: str, several: bool
) -> ReadResolution:
    opening = words.of(of.opening)
    running = [each.text for each in lost if each.why.startswith("running")]
    head = masthead_of(of.masthead, opening, running, one_of_several=several)
    return ReadResolution(
        symbol=head.symbol,
        language=language,
        original_language=head.original_language,
        title=head.title,
        slug=head.slug,
        sections=tuple(ReadSection(each.label, each.title) for each in of.sections),
        preambular=tuple(
            ReadPreamble(n, words.of(block)) for n, block in enumerate(of.preamble, 1)
        ),
        paragraphs=tuple(_paragraph(each, words) for each in of.paragraphs),
        unread=_unread(of, head, lost),
        opening=opening,
        marker=of.marker.text if of.marker else None,
        annexes=tuple(_annex(each, words) for each in segment.annexes),
    )


def _paragraph(paragraph: Paragraph, words: _Words, annex: str = "") -> ReadParagraph:
    label = f"{annex}/{paragraph.label}" if annex else paragraph.label
    text = words.joined(paragraph.texts)
    return ReadParagraph(
        label, paragraph.section, text, paragraph.line, items=items_of(label, text)
    )


def _annex(annex: Annex, words: _Words) -> ReadAnnex:
    paragraphs = annexed(annex.lines)
    return ReadAnnex(
        label=annex.label,
        title=annex.title,
        line=annex.line,
        text="\n".join(line.text for line in annex.lines),
        paragraphs=tuple(_paragraph(each, words, annex.label) for each in paragraphs),
    )


def _unread(of: Parts, head: Masthead, lost: list[Unread]) -> tuple[Unread, ...]:
    above = (line for line in of.masthead if line.number not in head.lines)
    listed = [
        *lost,
        *(Unread(line.number, line.text, "above the resolution's text") for line in above),
        *(Unread(line.number, line.text, "outside every paragraph") for line in of.tail),
    ]
    return tuple(sorted(listed, key=lambda each: each.line))
