"""Word's automatic lists: which number stands before a paragraph (ECMA-376 part 1, 17.9)."""

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_DIGITS = 4
_DEEPEST_STYLE = 12  # styles based on styles
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_TENS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
)
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = "%1."


@dataclass(slots=True)
class _List:
    """A `w:num`: levels, and the counters it shares with the lists of the same abstract one."""

    levels: dict[int, _Level]
    counters: dict[int, int]
    restarts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of a document; asked paragraph by paragraph, in order."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        self._lists = {} if numbering is None else _lists(numbering)
        self._styles = {} if styles is None else _styles(styles)

    def printed(self, paragraph: ET.Element) -> str:
        """Return what Word prints before the paragraph: `14.`, `(a)`, `•`, or nothing."""
        number, level = self._numbered(paragraph)
        found = self._lists.get(number)
        if found is None:
            return ""
        return _counted(found, level)

    def heading(self, paragraph: ET.Element) -> bool:
        """Tell whether the paragraph's style is a heading's or a title's."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else (attribute(style, "val") or "")
        return name.lower().startswith(("heading", "title", "titre"))

    def _numbered(self, paragraph: ET.Element) -> tuple[str, int]:
        """Return the list and level of a paragraph: its own, else its style's."""
        number, level = _number_of(paragraph.find(f"{W}pPr"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = None if style is None else attribute(style, "val")
        for _ in range(_DEEPEST_STYLE):
            if (number is not None and level is not None) or name is None:
                break
            of_style = self._styles.get(name)
            if of_style is None:
                break
            number = of_style[0] if number is None else number
            level = of_style[1] if level is None else level
            name = of_style[2]
        return number or "", level or 0


def attribute(element: ET.Element, name: str) -> str | None:
    """Return an attribute of the WordprocessingML namespace."""
    return element.get(f"{W}{name}")


def _number_of(properties: ET.Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    number, level = properties.find(f"{W}numPr/{W}numId"), properties.find(f"{W}numPr/{W}ilvl")
    return (
        None if number is None else attribute(number, "val"),
        None if level is None else _whole(level, 0),
    )


def _styles(styles: ET.Element) -> dict[str, tuple[str | None, int | None, str | None]]:
    found: dict[str, tuple[str | None, int | None, str | None]] = {}
    for style in styles.iter(f"{W}style"):
        number, level = _number_of(style.find(f"{W}pPr"))
        based = style.find(f"{W}basedOn")
        name = None if based is None else attribute(based, "val")
        found[attribute(style, "styleId") or ""] = (number, level, name)
    return found


def _lists(numbering: ET.Element) -> dict[str, _List]:
    abstract = {
        attribute(each, "abstractNumId"): (_levels(each), dict[int, int]())
        for each in numbering.iter(f"{W}abstractNum")
    }
    found: dict[str, _List] = {}
    for each in numbering.iter(f"{W}num"):
        link = each.find(f"{W}abstractNumId")
        levels, counters = abstract.get(
            None if link is None else attribute(link, "val"),
            (dict[int, _Level](), dict[int, int]()),
        )
        own = _List({**levels, **_levels(each)}, counters)
        for override in each.iter(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                own.restarts[_whole(override, 0, "ilvl")] = _whole(start, 1)
        found[attribute(each, "numId") or ""] = own
    return found


def _levels(parent: ET.Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in parent.iter(f"{W}lvl"):
        start, form, text = (level.find(f"{W}{name}") for name in ("start", "numFmt", "lvlText"))
        at = _whole(level, 0, "ilvl")
        found[at] = _Level(
            1 if start is None else _whole(start, 1),
            "decimal" if form is None else (attribute(form, "val") or "decimal"),
            f"%{at + 1}." if text is None else (attribute(text, "val") or ""),
        )
    return found


def _counted(found: _List, level: int) -> str:
    """Count the paragraph and return its number; deeper levels start anew."""
    counters = found.counters
    plain = _Level()
    if level in found.restarts:
        counters[level] = found.restarts.pop(level)
    else:
        start = found.levels.get(level, plain).start
        counters[level] = counters.get(level, start - 1) + 1
    for deeper in [each for each in counters if each > level]:
        del counters[deeper]
    here = found.levels.get(level, plain)
    if here.form == "bullet":
        return "•"
    printed = here.text
    for each in range(level + 1):
        of = found.levels.get(each, plain)
        value = counters.get(each, of.start)
        printed = printed.replace(f"%{each + 1}", _formed(value, of.form))
    return printed.strip()


def _formed(value: int, form: str) -> str:
    """Return a counter in the list's number format."""
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (value - 1) % 26) * (1 + (value - 1) // 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(value).upper() if form == "upperRoman" else _roman(value)
    if form in {"arabicAbjad", "arabicAlpha"}:
        letters = _ABJAD if form == "arabicAbjad" else _ALPHA
        return letters[(value - 1) % len(letters)]
    return "" if form == "none" else str(value)


def _roman(value: int) -> str:
    printed = ""
    for worth, letters in (*_TENS, *_ROMAN):
        while value >= worth:
            printed += letters
            value -= worth
    return printed


def _whole(element: ET.Element, otherwise: int, name: str = "val") -> int:
    """Return a small whole number of an attribute; a strange one counts as `otherwise`."""
    text = attribute(element, name) or ""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else otherwise
