"""What each problem means and the way out of it: the page behind a problem's `type`."""

from pathlib import Path
from typing import Annotated

from fastapi import Path as PathParameter
from fastapi import Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.problem import Missing
from core.work import Work

router = Router(tags=["operations"])
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Slug = Annotated[str, PathParameter(pattern="^[a-z0-9-]{1,60}$")]

_INSTALLED = Path(__file__).parent / "_problems"
_CHECKOUT = Path(__file__).parents[2] / "docs" / "problems"
FOLDER = _CHECKOUT if _CHECKOUT.is_dir() else _INSTALLED


@router.get("/problems/{slug}", operation_id="explain_problem", response_class=Response)
def explain_problem(_work: PublicLook, slug: Slug) -> Response:
    """Explain a problem: what it means, why, and what to do."""
    page = FOLDER / f"{slug}.md"
    if not page.is_file():
        raise Missing
    return Response(page.read_bytes(), media_type="text/markdown; charset=utf-8")
