"""The page where what was read of a resolution is laid beside its words, to be confirmed or not.

Everybody sees what a person confirmed; what nobody has confirmed yet, those who are signed in.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from core.http.threads import Router
from core.http.work import look_for, work_for
from core.people import EVERYONE, STAFF
from core.work import Work
from nadwa.dashboard.paragraphs import anchor_of
from nadwa.dashboard.reader import Reader, ReaderDep
from nadwa.dashboard.rendering import page
from nadwa.dashboard.review_forms import ReviewForm, Wrong, find
from nadwa.dashboard.review_lines import ReviewedParagraph, reviewed_paragraphs
from registry import (
    Activity,
    Kind,
    Paragraph,
    Resolution,
    Review,
    Version,
    is_insider,
    mandate_of,
    reasons_in,
    resolution_of,
    versions_of,
)
from reports import called

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Slug = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
StaffWork = Annotated[Work, work_for(*STAFF)]
Id = Annotated[UUID, Path()]
_PARAGRAPHS = 40  # on one page
_SEE_OTHER = 303


class Show(StrEnum):
    """Which paragraphs: with suggestions that are open, with such that the reader doubts, all."""

    OPEN = "open"
    DOUBTED = "doubted"
    ALL = "all"


class Asked:
    """Which part of a review is looked at: it goes along with every form and link of the page."""

    def __init__(
        self,
        show: Show | None = None,
        version: Annotated[str, Query(max_length=2)] = "",
        sheet: Annotated[int, Query(ge=1, le=1_000)] = 1,
    ) -> None:
        self.show, self.version, self.sheet = show, version, sheet

    def query(self) -> dict[str, object]:
        """Return it as an address says it."""
        show = self.show.value if self.show else ""
        return {"show": show, "version": self.version, "sheet": self.sheet}


AskedDep = Annotated[Asked, Depends()]


@router.get("/resolutions/{slug}/review", operation_id="show_review", response_class=Response)
def show_review(
    work: PublicLook, request: Request, reader: ReaderDep, slug: Slug, asked: AskedDep
) -> Response:
    """Show a resolution's words with what was read in them."""
    return _shown(work, request, reader, resolution_of(work, slug), asked, Wrong())


@router.post("/mandates/{id}/review", operation_id="review_mandate", response_class=Response)
def review_mandate(  # noqa: PLR0913, PLR0917 -- the form, and where its page was
    work: StaffWork,
    request: Request,
    reader: ReaderDep,
    id: Id,
    asked: AskedDep,
    form: Annotated[ReviewForm, Form()],
) -> Response:
    """Confirm a reading, correct and confirm it, or reject it; whole or not at all."""
    mandate = mandate_of(work, id, lock=True)
    resolution = work.get(Resolution, mandate.resolution_id)
    wrong = find(work, mandate, form)
    if wrong is not None:
        return _shown(work, request, reader, resolution, asked, wrong)
    anchor = anchor_of(work.get(Paragraph, mandate.paragraph_id).label)
    there = reader.to(f"/resolutions/{resolution.slug}/review", anchor, **asked.query())
    return RedirectResponse(there, _SEE_OTHER)


def _shown(  # noqa: PLR0913, PLR0917 -- what was typed comes back when it cannot be right
    work: Work,
    request: Request,
    reader: Reader,
    resolution: Resolution,
    asked: Asked,
    wrong: Wrong,
) -> Response:
    insider = is_insider(work.actor)
    show = asked.show or (Show.OPEN if insider else Show.ALL)
    versions = versions_of(work, resolution.id)
    chosen = _chosen(versions, asked.version or reader.language.value, resolution)
    language = chosen.language if chosen else reader.language.value
    listed = reviewed_paragraphs(work, reader, resolution, chosen.id if chosen else None, language)
    wanted = [each for each in listed if _fits(each, show)]
    first = (asked.sheet - 1) * _PARAGRAPHS
    shown: dict[str, Any] = {
        "res": resolution,
        "insider": insider,
        "staff": work.actor.is_staff,
        "versions": versions,
        "reasons": partial(reasons_in, reader.language),
        "chosen": chosen,
        "show": show.value,
        "shows": [each.value for each in Show] if insider else [],
        "paragraphs": wanted[first : first + _PARAGRAPHS],
        "found": len(wanted),
        "sheet": asked.sheet,
        "sheets": -(-len(wanted) // _PARAGRAPHS),
        "counts": _counts(listed),
        "asked": asked.query(),
        "wrong": wrong,
        "kinds": [(each.value, called("kind", each, reader.language)) for each in Kind],
        "activities": [(one.value, called("activity", one, reader.language)) for one in Activity],
        "here": f"/resolutions/{resolution.slug}/review",
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
