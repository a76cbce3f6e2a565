"""The report as one HTML file that needs nothing else."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from core.texts import Language
from reports.report.dress import BARS, HEADING
from reports.report.model import Report
from reports.report.outline import outline
from reports.report.wording import day_text, say

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("typeset")),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def html_report(report: Report) -> bytes:
    """Return the report as HTML with its styles inside; every text is escaped."""
    language = Language(report.language)
    page = _PAGES.get_template("report.html").render(
        report=report,
        language=language.value,
        direction=language.direction,
        title=say(report, "title"),
        as_of=say(report, "as_of", date=day_text(report.as_of.date(), language)),
        adopted=day_text(report.adopted_on, language) if report.adopted_on else "",
        heading=report.dress.heading if report.dress else HEADING,
        bars=report.dress.bars if report.dress else BARS,
        blocks=[(type(block).__name__.lower(), block) for block in outline(report)],
    )
    return page.encode()
