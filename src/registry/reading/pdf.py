"""PDF to lines, by PDFium: text in reading order, one form feed between pages."""

import re

import pypdfium2

from registry.reading.lines import Line, plain_lines
from registry.reading.symbols import SYMBOL
from registry.reading.unreadable import Unreadable

MOST_PAGES = 2_000
# PDFium puts one character where a word was hyphenated over a line end
_LINE_END_HYPHENS = str.maketrans({"\ufffe": "-\n", "\x02": "-\n"})
_LAM_ALEF = re.compile("[اأإآ]ل")
_ARABIC = re.compile("[\u0621-\u064a]")
_SIGN_BEFORE_NUMBER = re.compile(r"(?:(?<=\s)|^)([.،,:؛-])(\d{1,4})(?=\s|$)")
_LATIN = "[A-Za-z\u00c0-\u024f]"
_WEAK = r"[\d/.\-]"
# PDFium gives the pieces of a Latin run inside a right-to-left line in the opposite order
_RUN = re.compile(
    rf"(?:(?:-\d{{1,4}}|/[\d/.\-]{{1,20}})(?={_LATIN}))?{_LATIN}+(?:[\d/.\- ]{{1,20}}{_LATIN}+)*"
)
_PIECE = re.compile(rf"{_LATIN}+|{_WEAK}*\d{_WEAK}*|.")
_TURNED = re.compile(r"\)([^()\u0600-\u06ff]{1,80}?) ?\)")  # `)ICESCO )` for `(ICESCO) `
_YEARS = re.compile(r"\b((?:19|20)\d\d)-((?:19|20)\d\d)\b")  # drawn from right to left
_HOUSE = re.compile(r"(?:OIC|[AES])/")
_BRACKETS = re.compile("[()]")
_MIRRORED = str.maketrans("()", ")(")


def pdf_lines(content: bytes, most_text: int) -> tuple[Line, ...]:
    """Return the lines of a PDF's text layer.

    Raises:
        Unreadable: encrypted, broken, too many pages or characters.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("the PDF document is broken or locked by a password") from error
    try:
        return plain_lines("\f".join(_pages(document, most_text)))
    except pypdfium2.PdfiumError as error:
        raise Unreadable("a page of the PDF document is broken") from error
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, most_text: int) -> list[str]:
    if len(document) > MOST_PAGES:
        raise Unreadable(f"the PDF document has more than {MOST_PAGES} pages")
    pages: list[str] = []
    size = 0
    for page in document:
        text = _page_text(page)
        size += len(text)
        if size > most_text:
            raise Unreadable("the PDF document holds more text than a resolution can")
        pages.append(text)
        page.close()
    return pages


def _page_text(page: pypdfium2.PdfPage) -> str:
    layer = page.get_textpage()
    text: str = layer.get_text_range()
    if _ARABIC.search(text):
        text = "\n".join(_unmirrored(line) for line in _ligatures(layer, text).splitlines())
    return text.translate(_LINE_END_HYPHENS).replace("\f", " ")


def _ligatures(layer: pypdfium2.PdfTextPage, text: str) -> str:
    """Turn lam-alef glyphs round: PDFium gives their two letters in visual order, in one box."""
    if len(text) != layer.count_chars():
        return text
    letters = list(text)
    for pair in _LAM_ALEF.finditer(text):
        first = pair.start()
        if layer.get_charbox(first) == layer.get_charbox(first + 1):
            letters[first], letters[first + 1] = letters[first + 1], letters[first]
    return "".join(letters)


def _unmirrored(line: str) -> str:
    """Turn brackets, Latin runs, and signs after numbers of a right-to-left line to read order."""
    turned = _RUN.sub(lambda run: "".join(reversed(_PIECE.findall(run[0]))), line)
    if not _ARABIC.search(line):
        symbol = _HOUSE.match(turned) and not _HOUSE.match(line) and SYMBOL.fullmatch(turned)
        return turned if symbol else line
    line = _YEARS.sub(lambda years: "-".join(sorted(years.groups())), turned)
    line = _TURNED.sub(r"(\1) ", line)
    line = _SIGN_BEFORE_NUMBER.sub(r"\2\1", line)
    first = _BRACKETS.search(line)
    drawn = first is not None and first[0] == ")" and line.count("(") == line.count(")")
    return line.translate(_MIRRORED) if drawn else line
