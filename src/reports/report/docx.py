"""The report as DOCX with real styles, so that a secretariat edits it like its own papers."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from core.pdf import drawn
from core.texts import Language
from reports.report import docx_styles as styles
from reports.report.blocks import Bars, Block, Facts, Grid, Heading, Items, Signed, Words
from reports.report.dress import BARS, HEADING, picture
from reports.report.model import Report
from reports.report.outline import outline
from reports.report.wording import day_text, say, word

_CHART = Path(__file__).parent / "typeset" / "picture.typ"
_AFTER_BIDI_IN_SECTION = ("w:rtlGutter", "w:docGrid", "w:printerSettings")
_AFTER_BIDI_IN_TABLE = ("w:tblStyleRowBandSize", "w:tblW", "w:jc", "w:tblLayout", "w:tblLook")


def docx_report(report: Report) -> bytes:
    """Return the report as a Word document; equal reports give equal bytes."""
    document = docx.Document()
    language = Language(report.language)
    styles.dress_styles(document, language, report.dress.heading if report.dress else HEADING)
    _describe(document.core_properties, report)
    _page(document.sections[0])
    _head(document, report)
    for block in outline(report):
        _write(document, block, report)
    if language is Language.AR:
        settings: Any = document.element.body.sectPr
        _flag(settings, "w:bidi", *_AFTER_BIDI_IN_SECTION)
    file = BytesIO()
    document.save(file)
    return _with_fixed_dates(file.getvalue(), _made(report))


def _describe(properties: Any, report: Report) -> None:
    properties.title = f"{say(report, 'title')}: {report.title}"
    properties.author = report.dress.name if report.dress else "Nadwa"
    properties.last_modified_by = "Nadwa"
    properties.comments, properties.language = "", styles.LOCALE[report.language]
    properties.created = properties.modified = _made(report)


def _made(report: Report) -> datetime:
    return report.as_of.replace(tzinfo=None)


def _page(section: Any) -> None:
    """Set the paper: A4 with margins of 25 mm."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)


def _head(document: Any, report: Report) -> None:
    house = report.dress
    if house and house.logo:
        _picture(document, picture(house.logo), house.logo.alternative, height=Mm(22))
    if house:
        _add(document, house.name, styles.ORGANISATION)
    _add(document, say(report, "title"), "Title")
    _add(document, report.title, "Subtitle")
    adopted = day_text(report.adopted_on, report.language) if report.adopted_on else ""
    _add(document, " · ".join(part for part in (report.symbol, report.place, adopted) if part))
    as_of = say(report, "as_of", date=day_text(report.as_of.date(), report.language))
    _add(document, as_of)
    footer = document.sections[0].footer.paragraphs[0]
    parts = (house.name if house else "", say(report, "title"), as_of, "")
    footer.add_run(" · ".join(part for part in parts[:3] if part) + " · ")
    _field(footer, "PAGE")


def _write(document: Any, block: Block, report: Report) -> None:
    language = Language(report.language)
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
        case Bars():
            _bars(document, block, report)
        case Signed(lines):
            for line in lines:
                _add(document, line, styles.SIGNATURE)
        case Grid():
            _table(document, block, language)


def _add(document: Any, text: str, style: str | None = None) -> Any:
    """Add a paragraph with a style by its id: python-docx searches long for a style by name."""
    paragraph = document.add_paragraph(text)
    if style:
        paragraph._p.style = style.replace(" ", "")  # noqa: SLF001 -- as above
    return paragraph


def _facts(document: Any, rows: Any, colon: str) -> None:
    for term, lines in rows:
        paragraph = _add(document, "", styles.FACT)
        paragraph.add_run(f"{term}{colon}")._r.style = styles.TERM.replace(" ", "")  # noqa: SLF001 -- as above
        paragraph.add_run(lines[0])
        for line in lines[1:]:
            _add(document, line, styles.FACT)


def _bars(document: Any, block: Bars, report: Report) -> None:
    """Draw the chart, with its text for those who do not see it, and the figures as a table."""
    language = Language(report.language)
    _add(document, block.caption, "Caption")
    colour = report.dress.bars if report.dress else BARS
    data = {"rows": block.rows, "lang": language.value, "colour": colour}
    chart = drawn(_CHART, data, report.as_of)
    _picture(document, chart, block.alternative, width=Mm(160))
    lines = ((label, str(value), _share(value, of)) for label, value, of in block.rows)
    _table(document, Grid("", block.heads, tuple(lines)), language)


def _picture(document: Any, content: bytes, says: str, **size: Any) -> None:
    document.add_picture(BytesIO(content), **size)
    shape = document.inline_shapes[-1]._inline.docPr  # noqa: SLF001 -- python-docx has no name for it
    shape.set("descr", says)


def _table(document: Any, grid: Grid, language: Language) -> None:
    if grid.caption:
        _add(document, grid.caption, "Caption")
    table = document.add_table(rows=1, cols=len(grid.heads), style="Table Grid")
    _flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001 -- as above
    _fill(table.rows[0], grid.heads, styles.TABLE_HEAD)
    for row in grid.rows:
        _fill(table.add_row(), row, styles.TABLE_TEXT)
    if language is Language.AR:
        _flag(table._tblPr, "w:bidiVisual", *_AFTER_BIDI_IN_TABLE)  # noqa: SLF001 -- as above
    document.add_paragraph()


def _fill(row: Any, texts: tuple[str, ...], style: str) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text)
        paragraph._p.style = style.replace(" ", "")  # noqa: SLF001 -- as above


def _flag(element: Any, name: str, *followers: str) -> None:
    """Set a switch, before those elements that the schema wants after it."""
    element.insert_element_before(OxmlElement(name), *followers)


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)  # noqa: SLF001 -- as above


def _share(value: int, of: int) -> str:
    return f"{value / of:.0%}" if of else "–"


def _with_fixed_dates(content: bytes, made: datetime) -> bytes:
    """Write the package anew, every part dated alike."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = ZipInfo(part.filename, made.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(part.filename))
    return file.getvalue()
