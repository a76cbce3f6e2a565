"""Markdown to lines: headings and emphasis are read, then taken away."""

import html
import re
from dataclasses import replace

from registry.reading.lines import Line

_HEADING = re.compile(r"#{1,6} +")
_QUOTE = re.compile(r"(?:> ?){1,5}")
_NOTE = re.compile(r"\[\^[^\]\s]{1,20}\]: ?")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,20}\]")
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,10}(?: [^<>]{0,200})?/?>")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,500}\)")
_RAISED = re.compile(r"\$?[\^_]\{([^{}]{1,20})\}\$?|\^([^\s^]{1,10})\^")
_STARS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=[\w.,;:!?)])_{1,2}(?!\w)|~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~^-])")
_RULE = re.compile(r"[-=*_ ]{3,}$|\{\d+\}-{3,}$")
_BULLET = re.compile(r"[-+*•–] +")


def without_markup(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines as a reader sees them; rules and comments are gone, headings are marked."""
    kept: list[Line] = []
    fresh = False
    for line in lines:
        read = _read(line)
        if read is None:
            fresh = True
            continue
        kept.append(replace(read, fresh=True) if fresh else read)
        fresh = read.marked
    return tuple(kept)


def _read(line: Line) -> Line | None:
    text = (
        _COMMENT.sub("", _QUOTE.sub("", line.text, count=1)) if line.text[0] == ">" else line.text
    )
    text = _COMMENT.sub("", text).strip()
    if not text or (_RULE.match(text) and "____" not in text):
        return None
    note, heading, bullet = _NOTE.match(text), _HEADING.match(text), _BULLET.match(text)
    lead = note or heading
    seen = _inline(text[lead.end() :] if lead else text)
    return (
        replace(
            line,
            text=seen,
            fresh=line.fresh or bool(lead or bullet),
            marked=bool(heading) or _all_bold(text),
            aside="footnote" if note else "",
        )
        if seen
        else None
    )


def _all_bold(text: str) -> bool:
    return len(text) > len("****") and text.startswith("**") and text.find("**", 2) == len(text) - 2


def _inline(text: str) -> str:
    bullet = _BULLET.match(text)
    lead = "- " if bullet else ""
    body = text[bullet.end() :] if bullet else text
    body = _NOTE_MARK.sub("", _TAG.sub("", body))
    body = _RAISED.sub(lambda raised: raised[1] or raised[2], _LINK.sub(r"\1", body))
    if "____" not in body:
        body = _STARS.sub(_unless_alone, body)
    return lead + html.unescape(_ESCAPE.sub(r"\1", body)).strip()


def _unless_alone(stars: re.Match[str]) -> str:
    """Keep a star that stands between spaces (`* * *`) or is escaped."""
    text, start, end = stars.string, stars.start(), stars.end()
    if start and text[start - 1] == "\\":
        return stars[0]
    alone = (start == 0 or text[start - 1] == " ") and (end == len(text) or text[end] == " ")
    return stars[0] if alone else ""
