"""Reading resolutions: a file's bytes in, paragraphs and suggested mandates out; pure."""

from collections.abc import Iterator
from dataclasses import replace

from registry.reading.assembly import laid_out
from registry.reading.clauses import Clauses, Setting, read_clauses
from registry.reading.document import lines_of
from registry.reading.houses import speaker
from registry.reading.language import language_of
from registry.reading.shapes import ReadParagraph, ReadResolution, Unread, Vocabulary
from registry.reading.unreadable import Unreadable

__all__ = ["Unreadable", "read"]

_REMEMBERED = 30  # names: as far back as `the Centre` may point


def read(
    content: bytes, filename: str, vocabulary: Vocabulary, language: str | None = None
) -> tuple[ReadResolution, ...]:
    """Return the resolutions of a `.md`, `.txt`, `.docx` or `.pdf` file, at least one.

    `language` (`ar`, `en`, `fr`) is found out when not given. All mandates are suggestions. Time
    and memory grow linearly with the file; `registry.reading.sandbox.read_apart` limits both.

    Raises:
        Unreadable: the file is empty, too large, broken, locked, of another kind, or without text.
    """
    lines = lines_of(content, filename)
    spoken = language or language_of(lines)
    return tuple(_understood(each, vocabulary) for each in laid_out(lines, spoken))


def _understood(resolution: ReadResolution, vocabulary: Vocabulary) -> ReadResolution:
    house, organ = speaker(resolution.symbol)
    paragraphs: list[ReadParagraph] = []
    unread = list(resolution.unread)
    spoken: tuple[str, ...] = ()
    for each in resolution.paragraphs:
        setting = Setting(house, organ, spoken)
        clauses = read_clauses(each.text, resolution.language, vocabulary, setting)
        spoken = (*spoken, *clauses.named)[-_REMEMBERED:]
        paragraphs.append(replace(each, mandates=clauses.mandates))
        unread += _missed(each, clauses)
    return replace(
        resolution,
        paragraphs=tuple(paragraphs),
        unread=tuple(sorted(unread, key=lambda line: line.line)),
    )


def _missed(paragraph: ReadParagraph, clauses: Clauses) -> Iterator[Unread]:
    """What a person must look at: no verb was read in the paragraph, or not all of them."""
    if not clauses.mandates:
        yield Unread(paragraph.line, paragraph.text, "no action verb was recognised")
    for word in clauses.missed:
        why = f"perhaps a verb, but in no lexicon: {word}"
        yield Unread(paragraph.line, paragraph.text, why)
