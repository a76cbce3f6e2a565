"""What the report of an organisation looks like: by its template, as it was at the moment."""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from core.problem import Invalid
from core.texts import Language, pick
from core.work import Work
from registry import ReportTemplate, template_of
from reports.report.model import ReportDress, ReportLogo

_PNG = "data:image/png;base64,"
HEADING, BARS = "#1f5654", "#2f6f6d"


def dress(work: Work, body: str, known_at: datetime, language: Language) -> ReportDress:
    """Return the looks that a body's template gave at a moment; `Invalid` when it has none."""
    template = template_of(work, body, known_at)
    if template is None:
        raise Invalid(
            "/template",
            f"{body[:60]!r} has no report template; set one by PUT "
            "/v1/bodies/{code}/report-template, or leave it out",
        )
    return ReportDress(
        body=template.body,
        version=template.version,
        name=pick(dict(template.name), language),
        logo=_logo(template, language),
        heading=template.colours["heading"],
        bars=template.colours["bars"],
        foreword=pick(dict(template.foreword or {}), language),
        signature=list(_signature(template.signature or {}, language)),
    )


def picture(logo: ReportLogo) -> bytes:
    """Return the emblem's PNG."""
    return b64decode(logo.image.removeprefix(_PNG))


def _logo(template: ReportTemplate, language: Language) -> ReportLogo | None:
    if template.logo is None:
        return None
    image = f"{_PNG}{b64encode(template.logo).decode()}"
    return ReportLogo(image=image, alternative=pick(dict(template.logo_says or {}), language))


def _signature(signature: Mapping[str, Any], language: Language) -> Iterator[str]:
    for part in ("name", "position"):
        if words := pick(signature.get(part) or {}, language):
            yield from words.splitlines()
