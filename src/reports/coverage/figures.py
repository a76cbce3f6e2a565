"""The figures of coverage with their names, as of a moment."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from core.texts import Text
from core.work import Work
from registry import Said
from reports import names
from reports.coverage.views import AnswersView, CoverageView, GroupView, TotalsView
from reports.kept import kept
from reports.standings import Standings, mandate_standings
from reports.states import Answers
from reports.totals import NO_KEY, Figures, Group, GroupBy, Totals, added, grouped, totals
from reports.words import label


def coverage(
    work: Work,
    resolution: str | None,
    group_by: GroupBy | None = None,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
) -> CoverageView:
    """Count how the mandates of a resolution (None: of all) stand, in all and by group.

    Raises `Missing` for an unknown resolution, `Invalid` for a moment that has not come yet.
    """
    standings = mandate_standings(work, resolution, as_of, known_at)
    return counted(work, resolution, standings, group_by, as_of, known_at)


def counted(  # noqa: PLR0913, PLR0917 -- what was asked, and what it was computed from
    work: Work,
    resolution: str | None,
    standings: Standings,
    group_by: GroupBy | None,
    as_of: datetime | None,
    known_at: datetime | None,
) -> CoverageView:
    """Count standings that are there already; equal questions are counted once."""
    at = as_of or work.now
    key = ("coverage", standings.version, resolution, group_by)
    figures = kept(work.office, key, lambda: _count(work, resolution, standings, group_by, at))
    return figures.model_copy(update={"as_of": at, "known_at": known_at or at})


def totals_view(figures: Totals) -> TotalsView:
    """Show totals."""
    return TotalsView.model_validate(figures.as_json())


def answers_view(answers: Answers) -> AnswersView:
    """Show what was expected and came."""
    return AnswersView(
        expected=answers.expected,
        answered=answers.answered,
        on_time=answers.on_time,
        late=answers.late,
        undated=answers.undated,
        claimed=answers.claimed,
        silent=answers.silent,
        blank=answers.blank,
    )


def _count(
    work: Work,
    resolution: str | None,
    standings: Standings,
    group_by: GroupBy | None,
    at: datetime,
) -> CoverageView:
    figures = figures_of(standings, group_by)
    said = names.said_at(work, standings.moment.known_at)
    known = _names(work, resolution, group_by, said) if group_by else {}
    return CoverageView(
        as_of=at,
        known_at=at,
        resolution=resolution,
        group_by=group_by,
        totals=totals_view(figures.totals),
        groups=[_group(known, group_by, group) for group in figures.groups] if group_by else [],
    )


def figures_of(standings: Standings, by: GroupBy | None) -> Figures:
    """Count standings; those of all resolutions are added up from what lies on their pages."""
    return _all(standings, by) if standings.parts else _figures(standings, by)


def _figures(standings: Standings, by: GroupBy | None) -> Figures:
    judgements = standings.judgements
    return Figures(totals(judgements), grouped(judgements, by) if by else ())


def _all(standings: Standings, by: GroupBy | None) -> Figures:
    """Add up resolution by resolution: what nothing touched is not counted again."""
    parts: list[Figures] = []
    for slug, page, mine in standings.parts:
        key = ("figures", standings.version[1:], by)
        figures = page.shelf.kept(key, partial(_figures, mine, by))
        parts.append(_apart(slug, figures) if by is GroupBy.SECTION else figures)
    return added(parts)


def _apart(slug: str, figures: Figures) -> Figures:
    groups = (
        group if group.key == NO_KEY else replace(group, key=f"{slug}/{group.key}")
        for group in figures.groups
    )
    return replace(figures, groups=tuple(groups))


def _group(known: names.Names, by: GroupBy, group: Group) -> GroupView:
    return GroupView(
        key=group.key,
        label=_label(known, by, group),
        totals=totals_view(group.totals),
        answers=answers_view(group.answers) if group.answers else None,
    )


def _names(work: Work, resolution: str | None, by: GroupBy, said: Said) -> names.Names:
    """Return what the groups were called, by what rows said at the moment."""
    match by:
        case GroupBy.SECTION:
            return names.section_titles(work, resolution, said)
        case GroupBy.BODY:
            return names.body_names(work, said)
        case GroupBy.STATE:
            return names.state_names(work, said)
        case _:
            return {}


def _label(known: names.Names, by: GroupBy, group: Group) -> Text:
    if group.key == NO_KEY:
        return label("none", by)
    if by in {GroupBy.ACTIVITY, GroupBy.KIND, GroupBy.STATUS}:
        return label(by, group.key)
    return names.text(known, group.key)
