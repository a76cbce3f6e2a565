"""Stored files as a page lists them: the title, and what one gets: kind, size, language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from babel import Locale

from events import StoredFile
from nadwa.dashboard.reader import Reader

_KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file; `about` such as `PDF, 120 kB, French`."""

    title: str
    href: str
    about: str


def file_lines(
    reader: Reader, files: Sequence[StoredFile], address: Callable[[StoredFile], str]
) -> list[FileLine]:
    """Return the lines of a list of files."""
    return [
        FileLine(reader.pick(each.title), address(each), _about(reader, each)) for each in files
    ]


def _about(reader: Reader, file: StoredFile) -> str:
    parts = [
        file.filename.rpartition(".")[2].upper(),
        reader.say("files.size", n=-(-file.size // _KILOBYTE)),
    ]
    if file.language:
        parts.append(Locale.parse(reader.language.value).languages[file.language])
    return reader.say("comma").join(parts)
