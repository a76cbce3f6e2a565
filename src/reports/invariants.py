"""What must hold of the figures; `nadwa check` asks."""

from collections.abc import Iterator

from sqlmodel import col

from core.work import Work
from registry import Resolution
from reports.asking import columns, tuples
from reports.standings import mandate_standings
from reports.totals import GroupBy, Totals, grouped, totals


def broken_invariants(work: Work) -> Iterator[str]:
    """Say where the figures that are kept differ from a recount, or groups from their sum."""
    slugs = tuples(work, columns(Resolution.slug).order_by(col(Resolution.slug)))
    for (slug,) in slugs:
        kept = mandate_standings(work, slug)
        recount = totals(mandate_standings(work, slug, work.now).judgements)
        if totals(kept.judgements) != recount:
            yield f"coverage of {slug}: the figures kept differ from a recount"
        for by in (GroupBy.SECTION, GroupBy.KIND, GroupBy.STATUS):
            groups = grouped(kept.judgements, by)
            if sum((group.totals for group in groups), Totals()) != recount:
                yield f"coverage of {slug}: the groups by {by} do not add up"
