"""The report as DOCX with real styles, so that a secretariat edits it like its own papers."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from core.texts import Language
from reports.blocks import Bars, Block, Facts, Grid, Heading, Items, Words
from reports.outline import outline
from reports.report_model import Report
from reports.report_wording import day_text, say, word

_DEEP = RGBColor(0x1F, 0x56, 0x54)
_FONT = {"ar": "Arial", "en": "Calibri", "fr": "Calibri"}  # what every office has
_LOCALE = {"ar": "ar-SA", "en": "en-GB", "fr": "fr-FR"}
_STYLES = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Quote")
_MORE_STYLES = ("List Bullet", "Caption", "Header", "Footer")
_FACT = "Fact"
_BAR = 20
_AFTER_BIDI_IN_SECTION = ("w:rtlGutter", "w:docGrid", "w:printerSettings")
_AFTER_BIDI_IN_TABLE = ("w:tblStyleRowBandSize", "w:tblW", "w:jc", "w:tblLayout", "w:tblLook")
_AFTER_BIDI_IN_PARAGRAPH = (
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


def docx_report(report: Report) -> bytes:
    """Return the report as a Word document; equal reports give equal bytes."""
    document = docx.Document()
    language = Language(report.language)
    fact: Any = document.styles.add_style(_FACT, WD_STYLE_TYPE.PARAGRAPH)
    fact.base_style = document.styles["Normal"]
    fact.paragraph_format.space_after = Pt(3)
    fact.paragraph_format.left_indent = Pt(12)
    for name in (*_STYLES, *_MORE_STYLES, _FACT):
        _dress(document.styles[name], language)
    properties = document.core_properties
    made = report.as_of.replace(tzinfo=None)
    properties.title = f"{say(report, 'title')}: {report.title}"
    properties.author = properties.last_modified_by = "Nadwa"
    properties.comments, properties.language = "", _LOCALE[language]
    properties.created = properties.modified = made
    _head(document, report)
    for block in outline(report):
        _write(document, block, language)
    if language is Language.AR:
        settings: Any = document.element.body.sectPr
        _flag(settings, "w:bidi", *_AFTER_BIDI_IN_SECTION)
    file = BytesIO()
    document.save(file)
    return _with_fixed_dates(file.getvalue(), made)


def _head(document: Any, report: Report) -> None:
    _add(document, say(report, "title"), "Title")
    _add(document, report.title, "Subtitle")
    adopted = day_text(report.adopted_on, report.language) if report.adopted_on else ""
    _add(document, " · ".join(part for part in (report.symbol, report.place, adopted) if part))
    as_of = say(report, "as_of", date=day_text(report.as_of.date(), report.language))
    _add(document, as_of)
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run(f"{say(report, 'title')} · {as_of} · ")
    _field(footer, "PAGE")


def _write(document: Any, block: Block, language: Language) -> None:
    match block:
        case Heading(level, text):
            _add(document, text, f"Heading{level}")
        case Words(text, quoted):
            _add(document, text, "Quote" if quoted else None)
        case Items(items):
            for item in items:
                _add(document, item, "ListBullet")
        case Facts(rows):
            _facts(document, rows, word("colon", language))
        case Bars(caption, heads, rows):
            lines = ((label, str(value), _bar(value, of)) for label, value, of in rows)
            _table(document, Grid(caption, heads, tuple(lines)), language)
        case Grid():
            _table(document, block, language)


def _add(document: Any, text: str, style: str | None = None) -> Any:
    """Add a paragraph with a style by its id: python-docx searches long for a style by name."""
    paragraph = document.add_paragraph(text)
    if style:
        paragraph._p.style = style  # noqa: SLF001 -- as above
    return paragraph


def _facts(document: Any, rows: Any, colon: str) -> None:
    for term, lines in rows:
        paragraph = _add(document, "", _FACT)
        paragraph.add_run(f"{term}{colon}").bold = True
        paragraph.add_run(lines[0])
        for line in lines[1:]:
            _add(document, line, _FACT)


def _table(document: Any, grid: Grid, language: Language) -> None:
    _add(document, grid.caption, "Caption")
    table = document.add_table(rows=1, cols=len(grid.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, grid.heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    _flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001 -- python-docx has no name for it
    for row in grid.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text)
    if language is Language.AR:
        _flag(table._tblPr, "w:bidiVisual", *_AFTER_BIDI_IN_TABLE)  # noqa: SLF001 -- as above
    document.add_paragraph()


def _dress(style: Any, language: Language) -> None:
    """Give a style the font, language and direction of the report."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT[language])
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    if style.name.startswith(("Heading", "Title")):
        style.font.color.rgb = _DEEP
    elif style.name == "Normal":
        style.font.size = Pt(12 if language is Language.AR else 10.5)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), _LOCALE[language])
    tongue.set(qn("w:bidi"), _LOCALE["ar"])
    if language is Language.AR:
        _flag(style.element.get_or_add_pPr(), "w:bidi", *_AFTER_BIDI_IN_PARAGRAPH)
        _flag(properties, "w:rtl")
    properties.append(tongue)


def _flag(element: Any, name: str, *followers: str) -> None:
    """Set a switch, before those elements that the schema wants after it."""
    element.insert_element_before(OxmlElement(name), *followers)


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)  # noqa: SLF001 -- as above


def _bar(value: int, of: int) -> str:
    share = value / of if of else 0
    return f"{'█' * round(share * _BAR)}{'░' * (_BAR - round(share * _BAR))} {share:.0%}"


def _with_fixed_dates(content: bytes, made: datetime) -> bytes:
    """Write the package anew, every part dated alike."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = ZipInfo(part.filename, made.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(part.filename))
    return file.getvalue()
