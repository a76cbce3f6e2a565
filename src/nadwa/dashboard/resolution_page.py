"""The page of one resolution: its paragraphs, filtered, each with its mandates."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request, Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.work import Work
from nadwa.dashboard import store
from nadwa.dashboard.choices import choices
from nadwa.dashboard.filters import Filters
from nadwa.dashboard.moments import moment_of
from nadwa.dashboard.paragraphs import SectionBlock, section_blocks
from nadwa.dashboard.reader import ReaderDep
from nadwa.dashboard.rendering import page
from registry import resolution_of
from reports import mandate_standings

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Slug = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
Wish = Annotated[str, Query(max_length=80)]


@router.get("/resolutions/{slug}", operation_id="show_resolution", response_class=Response)
def show_resolution(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    reader: ReaderDep,
    slug: Slug,
    filters: Annotated[Filters, Depends()],
    as_of: Wish = "",
    known: Wish = "",
) -> Response:
    """Show a resolution's paragraphs and how their mandates stand."""
    resolution = resolution_of(work, slug)
    moment = moment_of(as_of, work.now)
    known_at = work.now if moment and known == "now" else None
    standings = mandate_standings(work, slug, moment, known_at)
    by_id = standings.by_id
    blocks = section_blocks(work, reader, resolution, by_id, filters)
    sections = store.sections(work, resolution.id)
    shown: dict[str, Any] = {
        "res": resolution,
        "blocks": blocks,
        "choices": choices(work, reader, standings.judgements, sections, filters),
        "filters": filters,
        "moment": moment,
        "unreviewed": store.unreviewed(work, resolution.id),
        "known_at": known_at,
        **_numbers(blocks),
    }
    return page(request, reader, "resolution.html", **shown)


def _numbers(blocks: Sequence[SectionBlock]) -> dict[str, int]:
    """Count what is shown."""
    paragraphs = [each for block in blocks for each in block.paragraphs]
    lines = [line for each in paragraphs for line in each.mandates]
    return {
        "paragraphs": len(paragraphs),
        "mandates": len(lines),
        "asking": sum(bool(line.status) for line in lines),
    }
