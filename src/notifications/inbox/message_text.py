"""The words of a message as plain text that a letter can carry. Pure."""

import re
from email.message import Message
from html.parser import HTMLParser

from notifications.inbox.message_parts import octets_of

MOST_CHARACTERS = 10_000
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff]"
)
_UNSHOWN = ("head", "script", "style", "title")
_BREAKS = ("br", "div", "li", "p", "tr")


def plain_text(parts: list[Message]) -> str:
    """Return the first plain part in words, else the first HTML part without its tags."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and not part.get_filename():
                words = _decoded(part)
                return fit(_without_tags(words) if kind == "text/html" else words)
    return ""


def fit(text: str) -> str:
    """Return what a letter can carry of a stranger's text."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub("", unified).strip()[:MOST_CHARACTERS]


def _decoded(part: Message) -> str:
    octets = octets_of(part)
    try:
        return octets.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return octets.decode("utf-8", "replace")


def _without_tags(html: str) -> str:
    reader = _Words()
    reader.feed(html[: 20 * MOST_CHARACTERS])
    return "".join(reader.found)


class _Words(HTMLParser):
    """Collects what a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break lines where a browser does."""
        del attrs
        self._hidden += tag in _UNSHOWN
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Show again what comes after something hidden."""
        self._hidden = max(0, self._hidden - (tag in _UNSHOWN))

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if not self._hidden:
            self.found.append(" ".join(data.split()))
