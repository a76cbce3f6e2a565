"""Writes letters: plain text and HTML from the same facts, in the reader's language. Pure.

What a letter says of an event is the same for many readers, so a sheet is written once and kept;
name and personal link are filled in for each. HTML carries its styles in the tags (mail programs
drop style sheets) and loads nothing from anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from html import escape

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from core.texts import Language
from notifications.entries.occasion import Occasion
from notifications.letters.when import bare_hours, dates, hours, hours_elsewhere, tile
from notifications.model import LetterKind
from notifications.wording import wording

_NAME, _LINK = "\ue0f0", "\ue0f1"  # private characters: where each reader's own words go
CALM, _WARM, _GREY = "#0f5c4d", "#9a6a12", "#8a2f2a"
_ACCENTS = {
    LetterKind.WAITING_LIST: _WARM,
    LetterKind.POSTPONEMENT: _WARM,
    LetterKind.UPDATE: _WARM,
    LetterKind.CANCELLATION: _GREY,
    LetterKind.REMOVAL: _GREY,
    LetterKind.COUNTER_REFUSED: _WARM,
    LetterKind.REQUEST_RECEIVED: _WARM,
    LetterKind.REJECTION: _GREY,
    LetterKind.SUBSTITUTED: _GREY,
    LetterKind.DEADLINE: _WARM,
}
_COMES = (
    LetterKind.INVITATION,
    LetterKind.PROMOTION,
    LetterKind.APPROVAL,
    LetterKind.SUBSTITUTE,
    LetterKind.UPDATE,
    LetterKind.CURRENT,
    LetterKind.REMINDER,
)
_TO_DESKS = (
    LetterKind.FORWARDED,
    LetterKind.ATTENDANCE,
    LetterKind.NOMINATION_RECEIVED,
    LetterKind.NOMINATION_DECIDED,
    LetterKind.DEADLINE,
)
_TO_NOBODY = (LetterKind.ADDRESS_CONFIRMATION, *_TO_DESKS)
_SANS = Markup("'Segoe UI', 'Helvetica Neue', Arial, sans-serif")
_SERIF = Markup("Georgia, 'Times New Roman', serif")
_ARABIC = Markup("'Segoe UI', Tahoma, 'Noto Naskh Arabic', 'Geeza Pro', Arial, sans-serif")


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What a letter is about, the same for every reader of one language and country.

    `organizers` are the full names of the bodies that convene it, `own_zone` is the IANA zone of
    the reader's state (empty: unknown), `hijri` the computed dates of the first and the last day in
    words, `asks` whether an update wants a new answer, `before` the event as told earlier where
    its dates were others. `answer` is what a participant answered (a key of the wording's
    `answers`), `proposed` the dates or the person that came with it; a forwarded message has its
    `author` and its words in `message`. `more` are further facts: a key of the wording's `labels`
    and its lines. `desk` is whose mailbox a letter to nobody is for: a key of the footers.
    """

    kind: LetterKind
    occasion: Occasion
    organizers: str = ""
    own_zone: str = ""
    hijri: tuple[str, ...] = ()
    asks: bool = True
    reason: str = ""
    before: Occasion | None = None
    answer: str = ""
    proposed: str = ""
    author: str = ""
    message: str = ""
    more: tuple[tuple[str, tuple[str, ...]], ...] = ()
    desk: str = "organizer"

    @property
    def words(self) -> dict[str, str]:
        """Return our words for this kind of letter."""
        quiet = self.kind is LetterKind.UPDATE and not self.asks
        kinds = wording(self.occasion.language)["kinds"]
        return dict(kinds["details" if quiet else self.kind.value])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a fact; `url` where it leads somewhere."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact; `old` when it does not hold any more."""

    label: str
    lines: tuple[Line, ...]
    old: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A letter to one person."""

    subject: str
    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter with room for one reader's name and link."""

    subject: str
    plain: str
    html: str

    def to(self, name: str, link: str) -> Written:
        """Return the letter to one person; `link` is that person's own page."""
        plain = self.plain.replace(_NAME, name).replace(_LINK, link)
        html = self.html.replace(_NAME, escape(name)).replace(_LINK, escape(link))
        return Written(self.subject, plain, html)


@lru_cache(maxsize=512)
def sheet(topic: Topic) -> Sheet:
    """Return the letter about a topic, still without its reader."""
    occasion = topic.occasion
    words, catalogue = topic.words, wording(occasion.language)
    desk = f"_{topic.desk}" if topic.kind in _TO_DESKS else ""
    facts = {
        **words,
        "language": occasion.language,
        "direction": Language(occasion.language).direction,
        "title": occasion.title,
        "greeting": _greeting(topic),
        "rows": _rows(topic),
        "about": topic.message or occasion.description,
        "about_label": catalogue["labels"]["message" if topic.message else "about"],
        "footer": catalogue[f"footer{desk}"],
        "stop": catalogue[f"stop{desk}"],
        "link": _LINK,
        **_look(topic),
    }
    html = css_inline.inline(templates().get_template("letter.html").render(facts))
    plain = templates().get_template("letter.txt").render(facts)
    return Sheet(words["subject"].format(title=occasion.title), plain, html)


def previous(occasion: Occasion, starts: datetime, ends: datetime, zone: str) -> Occasion | None:
    """Return the event at the dates that people were told before; None when these still hold."""
    if (starts, ends, zone) == (occasion.starts, occasion.ends, occasion.zone):
        return None
    return replace(occasion, starts=starts, ends=ends, zone=zone)


def _greeting(topic: Topic) -> str:
    """Greet by name, but not an address that anybody may have typed: a name can be an insult."""
    catalogue = wording(topic.occasion.language)
    if topic.kind in _TO_NOBODY:
        return str(catalogue["greeting_nobody"])
    return str(catalogue["greeting"].format(name=_NAME))


def _rows(topic: Topic) -> list[Fact]:
    """Return the facts in the order that people look for them."""
    occasion, catalogue = topic.occasion, wording(topic.occasion.language)
    labels = catalogue["labels"]
    due = topic.kind is LetterKind.DEADLINE
    elsewhere = hours_elsewhere(occasion, topic.own_zone) if topic.own_zone else ""
    rows = (
        Fact(labels["author"], _lines(topic.author)),
        Fact(labels["answer"], _lines(catalogue["answers"].get(topic.answer, ""))),
        Fact(labels["proposed"], _lines(topic.proposed)),
        *_earlier(topic, labels["before"]),
        Fact(labels["due" if due else "when"], _lines(dates(occasion), hours(occasion))),
        Fact(labels["your_time"], _lines(elsewhere)),
        Fact(labels["hijri"], _lines(*topic.hijri)),
        Fact(labels["where"], _lines(occasion.location)),
        Fact(labels["online"], _links(occasion.online_url if topic.kind in _COMES else "")),
        Fact(labels["organizer"], _lines(topic.organizers or occasion.organizer)),
        Fact(labels["sessions"], _lines(*_sittings(topic))),
        *(Fact(labels[label], _lines(*lines)) for label, lines in topic.more),
        Fact(
            labels["open" if due else "mandates"],
            tuple(Line(each.text, each.url) for each in occasion.mandates),
        ),
        Fact(labels["reason"], _lines(topic.reason)),
    )
    return [row for row in rows if row.lines]


def _sittings(topic: Topic) -> Iterator[str]:
    """Say when the reader speaks, in letters to somebody who comes."""
    for each in topic.occasion.sittings if topic.kind in _COMES else ():
        when = replace(topic.occasion, starts=each.starts, ends=each.ends)
        room = f" ({each.room})" if each.room else ""
        yield f"{dates(when)}, {bare_hours(when)}: {each.title}{room}"


def _earlier(topic: Topic, label: str) -> tuple[Fact, ...]:
    if topic.before is None:
        return ()
    return (Fact(label, _lines(dates(topic.before), hours(topic.before)), old=True),)


def _lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text) for text in texts if text)


def _links(url: str) -> tuple[Line, ...]:
    return (Line(url, url),) if url else ()


def fonts(language: str) -> dict[str, str]:
    """Return the typefaces of a language's letters, and the side where lines start."""
    right_to_left = language == Language.AR
    return {
        "sans": _ARABIC if right_to_left else _SANS,
        "serif": _ARABIC if right_to_left else _SERIF,
        "start": "right" if right_to_left else "left",
    }


def _look(topic: Topic) -> dict[str, object]:
    leaf = tile(topic.occasion)
    return {
        "tile": leaf,
        "accent": _ACCENTS.get(topic.kind, CALM),
        "tile_size": "30px" if leaf.day.isdecimal() else "22px",
        **fonts(topic.occasion.language),
    }


@cache
def templates() -> Environment:
    """Return the templates of letters and pages; HTML ones escape whatever they are given."""
    return Environment(
        loader=PackageLoader("notifications.letters"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=False,
    )
