"""Word documents to lines: text with the numbers that Word would print.

Mammoth and python-docx lose where an automatic list goes on after a heading, so the numbers are
computed here from `word/numbering.xml` (ECMA-376 part 1, 17.9).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from registry.reading.docx_lists import Lists, W, attribute
from registry.reading.lines import Line, cleaned
from registry.reading.unreadable import Unreadable

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 2**20  # bytes
MOST_RATIO = 100  # unpacked to packed, above SMALL
SMALL = 2**20
_DOCTYPES = tuple("<!DOCTYPE".encode(each) for each in ("utf-8", "utf-16-le", "utf-16-be"))
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXTS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


def docx_lines(content: bytes) -> tuple[Line, ...]:
    """Return one fresh line for each paragraph of a Word document.

    Running heads come first; footnotes, endnotes and running feet last, each text once.

    Raises:
        Unreadable: broken, encrypted, a zip bomb, or XML with a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _within_limits(package)
            body = _part(package, "word/document.xml")
            lists = Lists(_part(package, "word/numbering.xml"), _part(package, "word/styles.xml"))
            heads, feet = _parts(package, "header"), _parts(package, "footer")
            notes = _parts(package, "footnotes"), _parts(package, "endnotes")
    except (
        zipfile.BadZipFile,
        ET.ParseError,
        EOFError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise Unreadable("the Word document is broken or encrypted") from error
    except (OSError, ValueError, zlib.error) as error:
        raise Unreadable("the Word document is broken") from error
    if body is None:
        raise Unreadable("the file is a ZIP archive but no Word document")
    lines = _asides(heads, "p", "running head", 0)
    for each in _lines(body, lists):
        lines.append(replace(each, number=len(lines) + 1))
    for parts, name, what in (
        (notes[0], "footnote", "footnote"),
        (notes[1], "endnote", "endnote"),
        (feet, "p", "running foot"),
    ):
        lines += _asides(parts, name, what, len(lines))
    return tuple(lines)


def _parts(package: zipfile.ZipFile, name: str) -> list[ET.Element]:
    """Return the parts with that name, numbered or not: `header1.xml`, `header2.xml`."""
    known = re.compile(rf"word/{name}\d{{0,3}}\.xml")
    found = (_part(package, each) for each in package.namelist() if known.fullmatch(each))
    return [each for each in found if each is not None]


def _asides(parts: list[ET.Element], name: str, what: str, above: int) -> list[Line]:
    """Return the lines of what stands beside the text; a text that comes again is one line."""
    elements = (each for part in parts for each in part.iter(f"{W}{name}"))
    printed = (
        cleaned(" ".join("".join(_printed(each)).split()))
        for each in elements
        if attribute(each, "type") is None
    )
    texts = [text for text in dict.fromkeys(printed) if text]
    return [Line(above + n, text, fresh=True, aside=what) for n, text in enumerate(texts, 1)]


def _printed(element: ET.Element) -> Iterator[str]:
    """Yield what is printed: no deleted words, no codes of fields, nothing twice."""
    stack = [element]
    while stack:
        node = stack.pop()
        tag = node.tag.removeprefix(W)
        if tag == "t":
            yield node.text or ""
        elif tag == "p" or tag in _TEXTS:
            yield _TEXTS.get(tag, " ")
        if node.tag != _MC_FALLBACK and tag != "del":
            stack.extend(reversed(node))


def _within_limits(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise Unreadable("the Word document unpacks to more than is allowed")
    if unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1):
        raise Unreadable("the Word document unpacks to more than is allowed")


def _part(package: zipfile.ZipFile, name: str) -> ET.Element | None:
    if name not in package.namelist():
        return None
    content = package.read(name)
    if any(doctype in content for doctype in _DOCTYPES):
        raise Unreadable("the Word document declares XML entities")
    return ET.fromstring(content)  # noqa: S314 - no document type, so no entity, is in it


def _lines(body: ET.Element, lists: Lists) -> Iterator[Line]:
    number = 0
    for paragraph in _paragraphs(body):
        text, bold = _text(paragraph)
        printed = lists.printed(paragraph) if text.strip() else ""
        pieces = cleaned(f"{printed} {text}" if printed else text).split("\n")
        for at, piece in enumerate(pieces):
            stripped = " ".join(piece.split())
            if stripped:
                number += 1
                marked = bold or lists.heading(paragraph)
                yield Line(number, stripped, fresh=at == 0, marked=marked)


def _paragraphs(element: ET.Element) -> Iterator[ET.Element]:
    """Yield paragraphs in reading order, tables and text boxes included, each once."""
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == f"{W}p":
            yield node
        if node.tag != _MC_FALLBACK:
            stack.extend(reversed(node))


def _text(paragraph: ET.Element) -> tuple[str, bool]:
    """Return a paragraph's text and whether all of it is bold; nested and deleted text stay out."""
    pieces: list[str] = []
    bold = True
    stack: list[ET.Element] = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        tag = node.tag.removeprefix(W)
        if tag in {"p", "txbxContent", "del", "pPr"} or node.tag == _MC_FALLBACK:
            continue
        if tag == "r" and _has_text(node):
            bold = bold and _on(node.find(f"{W}rPr/{W}b"))
        if tag == "t":
            pieces.append(node.text or "")
        elif tag in _TEXTS:
            pieces.append(_TEXTS[tag])
        stack.extend(reversed(node))
    return "".join(pieces), bold and bool(pieces)


def _has_text(run: ET.Element) -> bool:
    return any((each.text or "").strip() for each in run.iter(f"{W}t"))


def _on(switch: ET.Element | None) -> bool:
    return switch is not None and attribute(switch, "val") not in {"0", "false", "off"}
