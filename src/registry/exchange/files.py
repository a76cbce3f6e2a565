"""Files of other registries: `.xml` (Akoma Ntoso) and `.jsonld`, told apart from texts to read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.work import Work
from registry.errors import UnreadableDocument
from registry.exchange.actions import take_in
from registry.exchange.akoma_ntoso_reading import ForeignText, from_akoma_ntoso
from registry.exchange.jsonld import from_jsonld
from registry.exchange.readings import readings_of
from registry.exchange.record import ResolutionRecord
from registry.exchange.xml_tree import Refused
from registry.importing.actions import Imported, Source, store_reading
from registry.importing.parsed import read_document, read_upload
from registry.importing.tidings import Tidings, tidings_of
from registry.reading.shapes import ReadResolution, Vocabulary
from registry.vocabulary import vocabulary

Reader = Callable[[bytes, str, Vocabulary, str | None], tuple[ReadResolution, ...]]
_LARGEST = 20 * 2**20


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file, understood and not yet stored: a record of a registry, or readings of a text."""

    source: Source
    held: ResolutionRecord | tuple[ReadResolution, ...]
    told: Mapping[tuple[str, str], Tidings]

    def store(self, work: Work, slug: str | None) -> list[Imported]:
        """Store what it holds: a record as it was elsewhere, a text as suggestions."""
        if isinstance(self.held, ResolutionRecord):
            return take_in(work, self.held, self.source, slug, self.told)
        return store_reading(work, self.held, self.source, slug, told=self.told)


def import_document(
    work: Work,
    content: bytes,
    filename: str,
    language: str | None = None,
    slug: str | None = None,
) -> list[Imported]:
    """Read a file and store what it holds; the same file again changes nothing.

    Raises `UnreadableDocument`, and `Invalid` for a slug when the file holds several resolutions.
    """
    names = vocabulary(work)
    return understand(content, filename, names, language, read_document).store(work, slug)


def understand(
    content: bytes,
    filename: str,
    names: Vocabulary,
    language: str | None = None,
    reader: Reader = read_upload,
) -> Arrived:
    """Read a file of any kind; by default, texts are read in a process of their own.

    Raises `UnreadableDocument`.
    """
    source = Source.of(content, filename)
    held = _record(content, source.filename)
    if isinstance(held, ResolutionRecord):
        return Arrived(source, held, tidings_of(readings_of(held), names))
    if isinstance(held, ForeignText):
        content, filename = held.text.encode(), f"{filename}.md"
        language = language or held.language
    read = reader(content, filename, names, language)
    return Arrived(source, read, tidings_of(read, names))


def _record(content: bytes, filename: str) -> ResolutionRecord | ForeignText | None:
    """Return what an exchange file holds; None for a text that has to be read."""
    ending = filename.lower().rpartition(".")[2]
    if ending not in {"xml", "akn", "jsonld"}:
        return None
    if len(content) > _LARGEST:
        raise UnreadableDocument(f"the file is larger than {_LARGEST // 2**20} MiB")
    try:
        return from_jsonld(content) if ending == "jsonld" else from_akoma_ntoso(content)
    except Refused as refusal:
        raise UnreadableDocument(str(refusal)) from refusal
