"""The report as a tagged PDF (PDF/UA-1), set by Typst with fonts that ship with the product."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from core.texts import Language
from reports.outline import outline
from reports.report_model import Report
from reports.report_wording import day_text, say

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "typeset" / "report.typ"
_FONTS = _HERE / "fonts"


def pdf_report(report: Report) -> bytes:
    """Return the report as PDF. Texts are handed over as data, so none is taken for markup."""
    language = Language(report.language)
    data = {
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
    return typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(report.as_of.timestamp()),
    )


def _head(report: Report, language: Language) -> list[str]:
    adopted = day_text(report.adopted_on, language) if report.adopted_on else ""
    return [part for part in (report.symbol, report.place, adopted) if part]
