"""HTTP face of comparisons: doubles, carry-over from an earlier resolution, the difference."""

from typing import Annotated

from fastapi import Query

from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Unauthenticated
from core.texts import Language
from registry.access import resolution_of
from registry.errors import NoCommonLanguage
from registry.forms import Slug
from registry.lineage.comparison import MOST_OTHERS, carry_over, difference, near_duplicates
from registry.lineage.comparison_views import CarryOverView, DifferenceView, NearDuplicatesView
from registry.roles import InsiderLook, SlugPath

router = Router(prefix="/v1/resolutions/{slug}", tags=["lineage"])
_REFUSED = (Unauthenticated, Forbidden, NoCommonLanguage)
From = Annotated[Slug, Query(alias="from", description="slug of the earlier resolution")]
Others = Annotated[list[Slug] | None, Query(alias="with", max_length=MOST_OTHERS)]


@router.get("/near-duplicates", operation_id="list_near_duplicates", responses=answers(*_REFUSED))
def list_near_duplicates(
    work: InsiderLook, slug: SlugPath, others: Others = None, language: Language | None = None
) -> NearDuplicatesView:
    """Find paragraphs that say nearly the same, here and in the resolutions that it names."""
    found = near_duplicates(work, resolution_of(work, slug), others or (), language)
    return NearDuplicatesView.of(slug, found)


@router.get("/carry-over", operation_id="get_carry_over", responses=answers(*_REFUSED))
def get_carry_over(
    work: InsiderLook, slug: SlugPath, earlier: From, language: Language | None = None
) -> CarryOverView:
    """Propose which paragraphs of an earlier resolution this one takes up; nothing is decided."""
    found = carry_over(work, resolution_of(work, slug), resolution_of(work, earlier), language)
    return CarryOverView.of(slug, earlier, found)


@router.get("/diff", operation_id="get_difference", responses=answers(*_REFUSED))
def get_difference(
    work: InsiderLook, slug: SlugPath, earlier: From, language: Language | None = None
) -> DifferenceView:
    """Show what was added, dropped and changed, word by word, since an earlier resolution."""
    found = difference(work, resolution_of(work, slug), resolution_of(work, earlier), language)
    return DifferenceView.of(slug, earlier, found)
