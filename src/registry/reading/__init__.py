"""Reading resolutions: a file's bytes in, paragraphs and suggested mandates out; pure."""

from dataclasses import replace

from registry.reading.assembly import laid_out
from registry.reading.clauses import read_mandates
from registry.reading.document import lines_of
from registry.reading.houses import speaker
from registry.reading.language import language_of
from registry.reading.shapes import ReadResolution, Vocabulary
from registry.reading.unreadable import Unreadable

__all__ = ["Unreadable", "read"]


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
    return replace(
        resolution,
        paragraphs=tuple(
            replace(
                each,
                mandates=read_mandates(
                    each.text, resolution.language, vocabulary, house=house, organ=organ
                ),
            )
            for each in resolution.paragraphs
        ),
    )
