"""The page where what was read of a resolution is laid beside its words, to be confirmed or not.

Everybody sees what a person confirmed; what nobody has confirmed yet, those who are signed in.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Path, Query, Request, Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.work import Work
from nadwa.dashboard.reader import ReaderDep
from nadwa.dashboard.rendering import page
from nadwa.dashboard.review_lines import ReviewedParagraph, reviewed_paragraphs
from registry import Resolution, Review, Version, is_insider, resolution_of, versions_of

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Slug = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
_PARAGRAPHS = 40  # on one page


class Show(StrEnum):
    """Which paragraphs: with suggestions that are open, with such that the reader doubts, all."""

    OPEN = "open"
    DOUBTED = "doubted"
    ALL = "all"


@router.get("/resolutions/{slug}/review", operation_id="show_review", response_class=Response)
def show_review(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    reader: ReaderDep,
    slug: Slug,
    show: Show | None = None,
    version: Annotated[str, Query(max_length=2)] = "",
    sheet: Annotated[int, Query(ge=1, le=1_000)] = 1,
) -> Response:
    """Show a resolution's words with what was read in them."""
    resolution = resolution_of(work, slug)
    insider = is_insider(work.actor)
    show = show or (Show.OPEN if insider else Show.ALL)
    versions = versions_of(work, resolution.id)
    chosen = _chosen(versions, version or reader.language.value, resolution)
    language = chosen.language if chosen else reader.language.value
    listed = reviewed_paragraphs(work, reader, resolution, chosen.id if chosen else None, language)
    wanted = [each for each in listed if _fits(each, show)]
    first = (sheet - 1) * _PARAGRAPHS
    shown: dict[str, Any] = {
        "res": resolution,
        "insider": insider,
        "staff": work.actor.is_staff,
        "versions": versions,
        "chosen": chosen,
        "show": show.value,
        "shows": [each.value for each in Show] if insider else [],
        "paragraphs": wanted[first : first + _PARAGRAPHS],
        "found": len(wanted),
        "sheet": sheet,
        "sheets": -(-len(wanted) // _PARAGRAPHS),
        "counts": _counts(listed),
    }
    return page(request, reader, "review.html", **shown)


def _chosen(versions: Sequence[Version], wish: str, resolution: Resolution) -> Version | None:
    """Return the version wished for, else the original, else the first."""
    by_language = {each.language: each for each in versions}
    first = versions[0] if versions else None
    return by_language.get(wish) or by_language.get(resolution.original_language or "") or first


def _fits(paragraph: ReviewedParagraph, show: Show) -> bool:
    if show is Show.ALL:
        return True
    opened = [each for each in paragraph.clauses if each.review == Review.SUGGESTED]
    return any(each.confidence == "review" or show is Show.OPEN for each in opened)


def _counts(listed: Sequence[ReviewedParagraph]) -> dict[str, int]:
    reviews = [each.review for paragraph in listed for each in paragraph.clauses]
    return {each.value: reviews.count(each.value) for each in Review}
