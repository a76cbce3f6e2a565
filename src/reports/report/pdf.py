"""The report as a tagged PDF (PDF/UA-1), set by Typst with fonts that ship with the product."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.pdf import typeset
from core.texts import Language
from reports.report.dress import BARS, HEADING, picture
from reports.report.model import Report, ReportLogo
from reports.report.outline import outline
from reports.report.wording import day_text, say

_TEMPLATE = Path(__file__).parent / "typeset" / "report.typ"


def pdf_report(report: Report) -> bytes:
    """Return the report as PDF. Texts are handed over as data, so none is taken for markup."""
    language, dress = Language(report.language), report.dress
    data = {
        "name": dress.name if dress else None,
        "logo": _logo(dress.logo) if dress and dress.logo else None,
        "heading": dress.heading if dress else HEADING,
        "bars": dress.bars if dress else BARS,
        "lang": language.value,
        "dir": language.direction,
        "title": say(report, "title"),
        "subject": report.title,
        "line": " · ".join(_head(report, language)),
        "as_of": say(report, "as_of", date=day_text(report.as_of.date(), language)),
        "colon": say(report, "colon"),
        "contents": say(report, "contents"),
        "blocks": [{"kind": type(block).__name__, **asdict(block)} for block in outline(report)],
    }
    return typeset(_TEMPLATE, data, report.as_of)


def _logo(logo: ReportLogo) -> dict[str, Any]:
    return {"bytes": list(picture(logo)), "alternative": logo.alternative}


def _head(report: Report, language: Language) -> list[str]:
    adopted = day_text(report.adopted_on, language) if report.adopted_on else ""
    return [part for part in (report.symbol, report.place, adopted) if part]
