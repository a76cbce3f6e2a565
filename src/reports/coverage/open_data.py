"""Coverage as open data: JSON-LD and rows of a table, with addresses that stay. Pure.

The address of a figure is the question that gives it, at this installation: `BASE/v1/coverage?...`,
and of a group in it `#KEY`. Who asks there gets the figures of today, with `as_of` those of a day.
"""

import json
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote, urlencode

from core.sheets import Cell
from core.texts import Language
from reports.coverage.views import CoverageView, GroupView, TotalsView
from reports.words import called

MEDIA_TYPE: Final = "application/ld+json"
CONTEXT: Final[dict[str, Any]] = {
    "@version": 1.1,
    "@vocab": "urn:nadwa:vocabulary#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as_of": {"@id": "schema:temporalCoverage", "@type": "xsd:dateTime"},
    "known_at": {"@type": "xsd:dateTime"},
    "resolution": {"@id": "schema:about", "@type": "@id"},
    "license": {"@id": "schema:license", "@type": "@id"},
    "groups": {"@id": "schema:hasPart", "@container": "@list"},
    "key": "schema:identifier",
    "label": {"@id": "schema:name", "@container": "@language"},
    "fulfilled_share": {"@type": "xsd:decimal"},
}
"""What each key means. A term without an entry is our own vocabulary's."""


def to_jsonld(view: CoverageView, base: str) -> str:
    """Write the figures as one document; the same figures give the same bytes."""
    said = view.model_dump(mode="json", exclude_none=True)
    document = {
        "@context": CONTEXT,
        "@id": address(view, base),
        "@type": "schema:Dataset",
        **said,
        "totals": {"@type": "Totals", **said["totals"]},
        "groups": [
            {"@id": address(view, base, group["key"]), "@type": "Group", **group}
            for group in said["groups"]
        ],
    }
    if view.resolution:
        document["resolution"] = f"{base}/resolutions/{view.resolution}"
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def address(view: CoverageView, base: str, key: str | None = None) -> str:
    """Return the address of the figures, or of one group in them."""
    asked = {"resolution": view.resolution, "group_by": view.group_by}
    question = urlencode({name: value for name, value in asked.items() if value})
    return (
        f"{base}/v1/coverage{'?' if question else ''}{question}"
        f"{'#' + quote(key, safe='') if key is not None else ''}"
    )


def as_rows(view: CoverageView, base: str, language: Language) -> Iterable[list[Cell]]:
    """Give the figures as a table: a row for all, then one for each group, in words."""
    yield _heads(view.totals, language)
    whole = called("table", "all", language)
    yield [address(view, base), None, whole, *_numbers(view.totals)]
    for group in view.groups:
        yield _row(view, group, base, language)


def _heads(totals: TotalsView, language: Language) -> list[Cell]:
    names = ("uri", "key", "name", "mandates", "operational")
    return [
        *(called("table", name, language) for name in names),
        *(called("status", status, language) for status in totals.by_status),
        *(called("assurance", grade, language) for grade in totals.by_assurance),
        *(called("table", name, language) for name in ("overdue", "fulfilled_share")),
    ]


def _row(view: CoverageView, group: GroupView, base: str, language: Language) -> list[Cell]:
    name = group.label.pick(language)
    return [address(view, base, group.key), group.key, name, *_numbers(group.totals)]


def _numbers(totals: TotalsView) -> list[Cell]:
    return [
        totals.mandates,
        totals.operational,
        *totals.by_status.values(),
        *totals.by_assurance.values(),
        totals.overdue,
        totals.fulfilled_share,
    ]
