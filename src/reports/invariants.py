"""What must hold of the figures; `nadwa check` asks."""

from collections.abc import Iterator

from core.work import Work
from reports import store
from reports.coverage.figures import figures_of
from reports.standings import CONFIRMED, Standings, judged_all, mandate_standings
from reports.totals import Figures, GroupBy, Totals, grouped, totals

_PARTITIONS = (GroupBy.SECTION, GroupBy.KIND, GroupBy.STATUS)


def broken_invariants(work: Work) -> Iterator[str]:
    """Say where the figures that are kept differ from a recount, or groups from their sum."""
    slugs = [slug for slug, _id in store.resolutions(work)]
    for slug in (*slugs, None):
        kept = mandate_standings(work, slug)
        fresh = judged_all(store.record(work, slug), kept.moment, CONFIRMED, kept.version)
        for by in GroupBy:
            yield from _compared(slug or "all", by, figures_of(kept, by), fresh)


def _compared(name: str, by: GroupBy, kept: Figures, fresh: Standings) -> Iterator[str]:
    recount = totals(fresh.judgements)
    if kept != Figures(recount, grouped(fresh.judgements, by)):
        yield f"coverage of {name} by {by}: the figures kept differ from a recount"
    if by in _PARTITIONS and sum((group.totals for group in kept.groups), Totals()) != recount:
        yield f"coverage of {name}: the groups by {by} do not add up"
