"""The styles of the report as DOCX: everything looks by its style, so that one edit changes all."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from core.texts import Language

FACT, TERM, SIGNATURE, ORGANISATION = "Fact", "Fact Term", "Signed", "Organisation"
TABLE_HEAD, TABLE_TEXT = "Table Head", "Table Text"
LOCALE = {"ar": "ar-SA", "en": "en-GB", "fr": "fr-FR"}
_FONT = {"ar": "Arial", "en": "Calibri", "fr": "Calibri"}  # what every office has
_OFFICE = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Quote")
_MORE_OFFICE = ("List Bullet", "Caption", "Header", "Footer")
_OURS = (FACT, SIGNATURE, ORGANISATION, TABLE_HEAD, TABLE_TEXT)
_AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:outlineLvl",
)


def dress_styles(document: Any, language: Language, colour: str) -> None:
    """Make our own styles, and give all the font, language and direction of the report.

    `colour` (`#rrggbb`) is that of titles and headings.
    """
    ours = {name: _added(document, name) for name in _OURS}
    _space(ours[FACT], after=3, indent=12)
    _space(ours[SIGNATURE], after=0, indent=230)
    _space(ours[TABLE_HEAD], after=1)
    _space(ours[TABLE_TEXT], after=1)
    ours[TABLE_HEAD].font.bold = ours[ORGANISATION].font.bold = True
    ours[ORGANISATION].font.size = Pt(14)
    term: Any = document.styles.add_style(TERM, WD_STYLE_TYPE.CHARACTER)
    term.font.bold = True
    for name in (*_OFFICE, *_MORE_OFFICE, *_OURS):
        _dress(document.styles[name], language, RGBColor.from_string(colour[1:].upper()))
    if language is Language.AR:
        _flag(term.element.get_or_add_rPr(), "w:bCs")


def _added(document: Any, name: str) -> Any:
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = document.styles["Normal"], True
    return style


def _space(style: Any, after: float, indent: float = 0) -> None:
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.left_indent = Pt(indent)


def _dress(style: Any, language: Language, colour: RGBColor) -> None:
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT[language])
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    if style.name.startswith(("Heading", "Title", ORGANISATION)):
        style.font.color.rgb = colour
    elif style.name == "Normal":
        style.font.size = Pt(12 if language is Language.AR else 10.5)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), LOCALE[language])
    tongue.set(qn("w:bidi"), LOCALE["ar"])
    if language is Language.AR:
        _flag(style.element.get_or_add_pPr(), "w:bidi", *_AFTER_BIDI)
        _flag(properties, "w:rtl")
    properties.append(tongue)


def _flag(element: Any, name: str, *followers: str) -> None:
    """Set a switch, before those elements that the schema wants after it."""
    element.insert_element_before(OxmlElement(name), *followers)
