"""Reads Akoma Ntoso: our own export without loss, anybody else's as text to be read. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from core.texts import Language
from registry.exchange.akoma_ntoso import ALPHA_3, element_ids
from registry.exchange.record import ParagraphRecord, ResolutionRecord
from registry.exchange.xml_tree import Node, Refused, parse

_SPACES = re.compile(r"\s+")
_LANGUAGES = {code: language for language, code in ALPHA_3.items()}
_CONTAINERS = frozenset({"section", "part", "chapter", "title"})
_INLINE = frozenset({"a", "b", "date", "i", "ref", "span", "sub", "sup", "term", "u"})


@dataclass(frozen=True, slots=True)
class ForeignText:
    """A text that another system marked up, as Markdown, in its language if that is one of ours."""

    text: str
    language: Language | None


def from_akoma_ntoso(content: bytes) -> ResolutionRecord | ForeignText:
    """Return what the document holds. Raises `Refused`."""
    root = parse(content)
    if root.name != "akomaNtoso" or not root.children:
        raise Refused("the root element is not akomaNtoso with a document in it")
    document = root.children[0]
    record = next(document.all("record"), None)
    return _foreign(document) if record is None else _own(document, record.text)


def _own(document: Node, said: str) -> ResolutionRecord:
    """Put the official words of the markup back into the record."""
    try:
        bare = ResolutionRecord.model_validate_json(said)
    except ValidationError as error:
        raise Refused(f"the record in the document is not right: {_first(error)}") from error
    texts = _texts(document)
    ids = element_ids(bare)
    language = bare.versions[0].language if bare.versions else None

    def with_text(paragraph: ParagraphRecord) -> ParagraphRecord:
        text = texts.get(ids[paragraph.part, paragraph.label])
        words = {language: text} if language and text else {}
        return paragraph.model_copy(update={"texts": words})

    return bare.model_copy(update={"paragraphs": [with_text(each) for each in bare.paragraphs]})


def _texts(document: Node) -> dict[str, str]:
    """Return the words of each recital and paragraph by its `eId`; remarks are not the text's."""
    return {
        node.attributes.get("eId", ""): "".join(_official(block) for block in node.all("p"))
        for node in document.all("recital", "paragraph")
    }


def _official(node: Node) -> str:
    return "".join(
        each if isinstance(each, str) else "" if each.name == "remark" else _official(each)
        for each in node.content
    )


def _foreign(document: Node) -> ForeignText:
    """Write another system's document as Markdown: symbol, title, recitals, numbered paragraphs."""
    language = next(document.all("FRBRlanguage"), Node("")).attributes.get("language", "")
    number, title = (next(document.all(name), Node("")) for name in ("docNumber", "docTitle"))
    lines = [_plain(number), f"**{_plain(title)}**"]
    lines += [_plain(each) for each in document.all("recital")]
    for body in document.all("mainBody", "body"):
        lines += _numbered(body)
    known = _LANGUAGES.get(language) or next(
        (each for each in Language if each.value == language), None
    )
    return ForeignText("\n\n".join(line for line in lines if line.strip("* ")), known)


def _numbered(node: Node) -> Iterator[str]:
    """Give headings and paragraphs, each with the number that it bears."""
    for each in node.children:
        number, heading = (_plain(each.child(name) or Node("")) for name in ("num", "heading"))
        inner = [part for part in each.children if part.name not in {"num", "heading"}]
        if each.name in _CONTAINERS or next(each.all("paragraph"), None):
            yield f"**{_marked(number)} {heading}**"
            yield from _numbered(Node("", {}, [*inner]))
        else:
            words = " ".join(_plain(part) for part in inner) if number else _plain(each)
            yield f"{_marked(number)} {words}".strip()


def _marked(number: str) -> str:
    return number if not number or number.endswith((".", ")")) else f"{number}."


def _plain(node: Node) -> str:
    return _SPACES.sub(" ", _words(node)).strip()


def _words(node: Node) -> str:
    """Return the characters in a node; what is no inline element stands apart."""
    return "".join(
        each
        if isinstance(each, str)
        else _words(each)
        if each.name in _INLINE
        else f" {_words(each)} "
        for each in node.content
    )


def _first(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f"{'/'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
