"""Small XML: written by hand, read by expat with document types and entities refused.

Pure. What a file may do to its reader (entities, external files, endless depth) is refused here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

DEEPEST = 100
MOST_NODES = 1_000_000
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Refused(ValueError):  # noqa: N818 - a refusal is named by its reason
    """The file is no XML that we read; the message says why."""


@dataclass(slots=True)
class Node:
    """An element: its name without namespace, its attributes, its content in order."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    content: list["Node | str"] = field(default_factory=list["Node | str"])

    @property
    def children(self) -> list["Node"]:
        """Return the elements directly in it."""
        return [each for each in self.content if isinstance(each, Node)]

    @property
    def text(self) -> str:
        """Return all characters in it, in order."""
        return "".join(each if isinstance(each, str) else each.text for each in self.content)

    def child(self, name: str) -> "Node | None":
        """Return the first element of that name directly in it."""
        return next((each for each in self.children if each.name == name), None)

    def all(self, *names: str) -> Iterator["Node"]:
        """Give the elements of these names anywhere in it, in the order of the document."""
        for each in self.children:
            if each.name in names:
                yield each
            yield from each.all(*names)


def parse(content: bytes) -> Node:
    """Return the root element. Raises `Refused`: no XML, a document type, too deep, too large."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    top = Node("")
    stack = [top]
    nodes = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal nodes
        nodes += 1
        if len(stack) > DEEPEST or nodes > MOST_NODES:
            raise Refused("the document is nested too deeply or has too many elements")
        node = Node(_local(name), {_local(key): value for key, value in attributes.items()})
        stack[-1].content.append(node)
        stack.append(node)

    def end(_name: str) -> None:
        stack.pop()

    def characters(text: str) -> None:
        stack[-1].content.append(text)

    def doctype(*_said: object) -> None:
        raise Refused("a document type is declared; it could hide entities, so it is not read")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused(f"this is no well-formed XML: {error}") from error
    return top.children[0]


def element(tag: str, /, *content: str, **attributes: str | None) -> str:
    """Write an element; `content` is markup already, attributes without value are left out."""
    said = "".join(
        f' {key}="{quoted(value)}"' for key, value in attributes.items() if value is not None
    )
    inner = "".join(content)
    return f"<{tag}{said}>{inner}</{tag}>" if inner else f"<{tag}{said}/>"


def quoted(text: str) -> str:
    """Return text as markup; what no XML document can hold is replaced by U+FFFD."""
    clean = escape(_UNWRITABLE.sub("\ufffd", text))
    return clean.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
