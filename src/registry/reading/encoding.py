"""Bytes become text: UTF-8 first, then what offices still send."""

from registry.reading.unreadable import Unreadable

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 4096
_FEW = 50  # a NUL in so many bytes is dirt, more of them are another encoding
_DIRT = 20  # so many control characters, or one in so many, may slip into a text
_NOT_IN_TEXT = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1a\x1b"})


def decoded(content: bytes) -> str:
    """Return the text of a file; a line that is not UTF-8 is read as the Windows code page it fits.

    Raises:
        Unreadable: the content is binary.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, errors="replace")
    if b"\0" in content:
        if content.count(b"\0") * _FEW > len(content):
            return _wide(content)
        content = content.replace(b"\0", b"")
    controls = len(content) - len(content.translate(None, _NOT_IN_TEXT))
    if controls > max(_DIRT, len(content) // _DIRT):
        raise Unreadable("the file is binary, not text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        page = _code_page(content)
        return "\n".join(_line(line, page) for line in content.split(b"\n"))


def _wide(content: bytes) -> str:
    """Read UTF-16 without its mark: one of the two bytes is mostly 00 (Latin) or 06 (Arabic)."""
    sample = content[:_SAMPLE]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[start::2]
        if sum(byte in {0x00, 0x06, 0x20} for byte in high) > 0.9 * len(high):
            return content.decode(encoding, errors="replace")
    raise Unreadable("the file is binary, not text")


def _code_page(content: bytes) -> str:
    """Choose between Arabic and Western: Arabic text is mostly bytes above 0xC0."""
    letters = [byte for byte in content if chr(byte).isalpha() or byte >= 0x80]  # noqa: PLR2004
    high = sum(byte >= 0xC0 for byte in letters)  # noqa: PLR2004
    return "cp1256" if 2 * high > len(letters) else "cp1252"


def _line(line: bytes, page: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(page, errors="replace")
