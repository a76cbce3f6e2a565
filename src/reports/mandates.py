"""Mandates with their status and what it rests on."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.texts import Language, Text
from core.work import Work
from registry import (
    Mandate,
    Paragraph,
    Place,
    Resolution,
    is_insider,
    places,
    texts_of,
    visible_resolutions,
)
from reports import names
from reports.as_of import Snapshot
from reports.asking import columns, tuples
from reports.ladder import Judgement
from reports.mandate_views import DeadlineView, MandateStanding, ProgressView, ReasonView
from reports.pieces import Pieces, pieces_of
from reports.reasons import Reason, Why
from reports.words import sentence

Summaries = dict[UUID, dict[str, str]]


def shown(
    work: Work, judgements: Sequence[Judgement], snapshot: Snapshot, language: Language
) -> list[MandateStanding]:
    """Show these mandates, in the order given: a fixed number of questions."""
    rows = _rows(work, [judgement.mandate.id for judgement in judgements])
    place = places(work, list(rows.values()))
    paragraphs = {row.paragraph_id for row in rows.values()}
    texts, summaries = texts_of(work, paragraphs), _summaries(work, paragraphs)
    titles = names.section_titles(work, None)
    pieces = pieces_of(work, judgements, snapshot)
    later = later_resolutions(work, judgements)
    views: list[MandateStanding] = []
    for judgement in judgements:
        row = rows[judgement.mandate.id]
        where = place[row.id]
        said = {
            "section_title": _title(titles, where),
            "summary": summaries[row.paragraph_id],
            "texts": texts.get(row.paragraph_id, {}),
            "superseded_by": later.get(row.id),
        }
        views.append(
            MandateStanding.of(row, where, **said, **_standing(work, judgement, pieces, language))
        )
    return views


def later_resolutions(work: Work, judgements: Sequence[Judgement]) -> dict[UUID, str]:
    """Return by mandate the slug of the resolution that superseded it, where one may be seen."""
    named = {
        each.mandate.id: each.decision.superseded_by
        for each in judgements
        if each.decision and each.decision.superseded_by
    }
    query = columns(Resolution.id, Resolution.slug).where(
        col(Resolution.id).in_(named.values()), visible_resolutions(work.actor)
    )
    slugs = dict(list(tuples(work, query))) if named else {}
    return {mandate: slugs[later] for mandate, later in named.items() if later in slugs}


def _standing(
    work: Work, judgement: Judgement, pieces: Pieces, language: Language
) -> dict[str, Any]:
    progress, due = judgement.progress, judgement.deadline
    return {
        "operational": judgement.operational,
        "status": judgement.status,
        "earned": judgement.earned,
        "assurance": judgement.assurance,
        "overdue": judgement.overdue,
        "deadline": DeadlineView(**asdict(due)) if due else None,
        "progress": ProgressView(answered=len(progress.answered), of=progress.of),
        "reasons": [_reason(work, reason, language) for reason in judgement.reasons],
        "events": pieces.events_of(judgement, language),
        "evidence": pieces.claims_of(judgement, language),
        "unseen": pieces.unseen_of(judgement),
    }


def _reason(work: Work, reason: Reason, language: Language) -> ReasonView:
    """Say a reason; the words of a decision are for those who are signed in."""
    told = dict(reason.parameters)
    if reason.why is Why.DECIDED and not is_insider(work.actor):
        del told["reason"]
    return ReasonView(code=reason.why, parameters=told, sentence=sentence(reason, language))


def _title(titles: names.Names, place: Place) -> Text | None:
    known = titles.get(f"{place.resolution}/{place.section}")
    return Text(**known) if known else None


def _rows(work: Work, ids: list[UUID]) -> dict[UUID, Mandate]:
    query = select(Mandate).where(col(Mandate.id).in_(ids))
    return {row.id: row for row in work.session.exec(query)}


def _summaries(work: Work, paragraphs: set[UUID]) -> Summaries:
    query = columns(Paragraph.id, Paragraph.summary).where(col(Paragraph.id).in_(paragraphs))
    return dict(list(tuples(work, query)))
