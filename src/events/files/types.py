"""Which files are taken, told by their content as well as by their name. Pure."""

import zipfile
from collections.abc import Callable
from io import BytesIO

PLAIN = "text/plain; charset=utf-8"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODT = "application/vnd.oasis.opendocument.text"
_MACROS = "vbaproject.bin"


class UnfitFile(ValueError):  # noqa: N818 -- a refusal is named by its reason
    """Not a file of the kinds that are taken; the message says what is wrong with it."""


def media_type_of(filename: str, content: bytes) -> str:
    """Return the media type of a file, or raise `UnfitFile`.

    The name's ending says what it claims to be; the content must be that. Office files with macros
    are not taken.
    """
    ending = filename.rpartition(".")[2].lower()
    if ending not in _KINDS:
        raise UnfitFile(f"files of these kinds are taken: {', '.join(_KINDS)}")
    media_type, is_that = _KINDS[ending]
    if not content:
        raise UnfitFile("the file is empty")
    if not is_that(content):
        raise UnfitFile(f"the name says {ending}, the content is something else")
    return media_type


def _begins(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(magic)


def _office(folder: str) -> Callable[[bytes], bool]:
    def is_that(content: bytes) -> bool:
        names = _names(content)
        if any(name.lower().endswith(_MACROS) for name in names):
            raise UnfitFile("office files with macros are not taken")
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return is_that


def _is_odt(content: bytes) -> bool:
    # the type stands uncompressed in the first member (OpenDocument 1.3, part 2, 3.3)
    return "content.xml" in _names(content) and _ODT.encode() in content[:100]


def _names(content: bytes) -> list[str]:
    """Return the names in an archive; only its directory is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []


def _is_text(content: bytes) -> bool:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(ord(letter) < ord(" ") and letter not in "\t\r\n\f" for letter in words)


_KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _begins(b"%PDF-")),
    "docx": (f"{_OFFICE}wordprocessingml.document", _office("word/")),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", _office("xl/")),
    "pptx": (f"{_OFFICE}presentationml.presentation", _office("ppt/")),
    "odt": (_ODT, _is_odt),
    "png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    "txt": (PLAIN, _is_text),
    "csv": ("text/csv; charset=utf-8", _is_text),
}
