"""Compiles the implementation report that paragraph 137 asks for, to the next session."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlmodel import col

from core.texts import Language, pick
from core.work import Work
from registry import (
    Paragraph,
    Part,
    Resolution,
    Said,
    Section,
    resolution_of,
    said_then,
    search_key,
)
from reports import names
from reports.asking import columns, mappings
from reports.coverage.figures import answers_view, totals_view
from reports.mandate_views import MandateStanding
from reports.mandates import past, shown, texts_at
from reports.report.dress import dress
from reports.report.events import report_events
from reports.report.mandates import report_mandate
from reports.report.model import Report, ReportParagraph, ReportState, SectionTotals
from reports.standings import Standings, mandate_standings
from reports.states import answers_by, matrix
from reports.totals import GroupBy, grouped, totals
from reports.words import called


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report is about, in which language, and the names it uses.

    `then`: the moment whose words it is in, if that is past; `said`: what rows said then.
    """

    work: Work
    resolution: Resolution
    standings: Standings
    language: Language
    then: datetime | None
    said: Said
    bodies: names.Names
    states: names.Names


def compile_report(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: Work,
    resolution: str,
    as_of: datetime | None,
    language: Language,
    known_at: datetime | None = None,
    template: str | None = None,
) -> Report:
    """Gather what was asked and done, as of a moment (by default now, to the second).

    `template`: the code of the body whose report it is, by that body's template.
    Equal data give an equal report and digest. What the actor may not see is counted, not named.
    Raises `Missing`, and `Invalid` for a moment that has not come yet or a body without template.
    """
    at = as_of or work.now.replace(microsecond=0)
    asked = _asked(work, resolution, at, known_at, language)
    found, standings = asked.resolution, asked.standings
    head = {**found.model_dump(), **asked.said.get(found.id, {})}
    views = shown(work, standings.judgements, standings.snapshot, language)
    report = Report(
        resolution=found.slug,
        symbol=head["symbol"],
        title=_pick(head["title"], language),
        adopted_on=head["adopted_on"],
        place=_pick((head["place"] or {}).get("city", {}), language),
        language=language,
        as_of=at,
        known_at=known_at or at,
        totals=totals_view(totals(standings.judgements)),
        sections=_sections(asked),
        paragraphs=_paragraphs(asked, views),
        events=report_events(work, standings, views, language, asked.bodies, asked.states),
        states=_states(asked),
        nothing_recorded=[
            view.reference for view in views if view.operational and view.status == "unknown"
        ],
        overdue=[view.reference for view in views if view.operational and view.overdue],
        dress=dress(work, template, known_at or at, language) if template else None,
    )
    digest = sha256(report.model_dump_json(exclude={"digest"}).encode()).hexdigest()
    return report.model_copy(update={"digest": digest})


def _asked(
    work: Work, resolution: str, at: datetime, known_at: datetime | None, language: Language
) -> Asked:
    found = resolution_of(work, resolution)
    standings = mandate_standings(work, resolution, at, known_at)
    then = past(work, standings.moment.known_at)
    said = said_then(work, then) if then else names.TODAY
    bodies, states = names.body_names(work, said), names.state_names(work, said)
    return Asked(work, found, standings, language, then, said, bodies, states)


def _sections(asked: Asked) -> list[SectionTotals]:
    titles = names.section_titles(asked.work, asked.resolution.slug, asked.said)
    return [
        SectionTotals(
            label=group.key,
            title=names.name(titles, group.key, asked.language)
            if group.key in titles
            else called("none", GroupBy.SECTION, asked.language),
            totals=totals_view(group.totals),
        )
        for group in grouped(asked.standings.judgements, GroupBy.SECTION)
    ]


def _paragraphs(asked: Asked, views: Sequence[MandateStanding]) -> list[ReportParagraph]:
    mandates: dict[str, list[MandateStanding]] = defaultdict(list)
    for view in views:
        mandates[view.paragraph].append(view)
    rows = _paragraph_rows(asked)
    texts = texts_at(asked.work, {row["id"] for row in rows}, asked.then)
    return [
        ReportParagraph(
            label=row["label"],
            section=row["section"],
            section_title=_pick(row["title"] or {}, asked.language),
            summary=_pick(row["summary"], asked.language),
            text=texts.get(row["id"], {}).get(asked.language),
            mandates=[
                report_mandate(view, asked.bodies, asked.states, asked.language)
                for view in mandates[row["label"]]
            ],
        )
        for row in rows
    ]


def _paragraph_rows(asked: Asked) -> list[dict[str, Any]]:
    query = (
        columns(
            Paragraph.id,
            Paragraph.label,
            Paragraph.summary,
            col(Section.label).label("section"),
            col(Section.id).label("section_id"),
            col(Section.title).label("title"),
        )
        .join(Section, col(Section.id) == col(Paragraph.section_id), isouter=True)
        .where(
            col(Paragraph.resolution_id) == asked.resolution.id,
            col(Paragraph.part) == Part.OPERATIVE,
        )
        .order_by(col(Paragraph.position), col(Paragraph.id))
    )
    said = asked.said
    return [
        {
            **row,
            "summary": said.get(row["id"], {}).get("summary", row["summary"]),
            "title": said.get(row["section_id"], {}).get("title", row["title"]),
        }
        for row in mappings(asked.work, query)
    ]


def _states(asked: Asked) -> list[ReportState]:
    """Return the states that are asked, by name as the language spells it."""
    answers = answers_by(matrix(asked.standings.judgements))
    told = [
        ReportState(
            code=state.code,
            name=pick(state.name, asked.language),
            group=called("region", state.group, asked.language),
            answers=answers_view(answers[state.code]),
        )
        for state in names.states(asked.work, asked.said)
        if state.code in answers
    ]
    return sorted(told, key=lambda state: search_key(state.name))


def _pick(texts: Mapping[str, str | None], language: str) -> str:
    return pick(dict(texts), language)
