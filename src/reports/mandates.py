"""Mandates with their status and what it rests on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
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
    Said,
    mandates_then,
    places,
    said_then,
    texts_of,
    texts_then,
    visible_resolutions,
)
from reports import names
from reports.as_of import Snapshot
from reports.asking import columns, tuples
from reports.ladder import Judgement
from reports.mandate_views import DeadlineView, MandateStanding, ProgressView, ReasonView
from reports.pieces import Pieces, pieces_of
from reports.reasons import Reason
from reports.words import sentence

Summaries = dict[UUID, dict[str, str]]


def shown(
    work: Work, judgements: Sequence[Judgement], snapshot: Snapshot, language: Language
) -> list[MandateStanding]:
    """Show these mandates, in the order given, in the words of the moment that was asked about.

    A fixed number of questions, and more of them for the past than for now.
    """
    then = past(work, snapshot.moment.known_at)
    rows = _rows(work, [judgement.mandate.id for judgement in judgements], then)
    place = places(work, list(rows.values()))
    paragraphs = {row.paragraph_id for row in rows.values()}
    said = said_then(work, then) if then else names.TODAY
    texts, summaries = texts_at(work, paragraphs, then), _summaries(work, paragraphs, said)
    titles = names.section_titles(work, None, said)
    pieces = pieces_of(work, judgements, snapshot)
    later = later_resolutions(work, judgements)
    views: list[MandateStanding] = []
    for judgement in judgements:
        row = rows[judgement.mandate.id]
        where = place[row.id]
        around = {
            "section_title": _title(titles, where),
            "summary": summaries[row.paragraph_id],
            "texts": texts.get(row.paragraph_id, {}),
            "superseded_by": later.get(row.id),
        }
        views.append(
            MandateStanding.of(row, where, **around, **_standing(judgement, pieces, language))
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


def _standing(judgement: Judgement, pieces: Pieces, language: Language) -> dict[str, Any]:
    progress, due = judgement.progress, judgement.deadline
    return {
        "operational": judgement.operational,
        "status": judgement.status,
        "earned": judgement.earned,
        "assurance": judgement.assurance,
        "overdue": judgement.overdue,
        "deadline": DeadlineView(**asdict(due)) if due else None,
        "progress": ProgressView(answered=len(progress.answered), of=progress.of),
        "reasons": [_reason(reason, language) for reason in judgement.reasons],
        "events": pieces.events_of(judgement, language),
        "evidence": pieces.claims_of(judgement, language),
        "unseen": pieces.unseen_of(judgement),
    }


def _reason(reason: Reason, language: Language) -> ReasonView:
    """Say a reason; that of a decision is public, a status without one could not be believed."""
    told = dict(reason.parameters)
    return ReasonView(code=reason.why, parameters=told, sentence=sentence(reason, language))


def _title(titles: names.Names, place: Place) -> Text | None:
    known = titles.get(f"{place.resolution}/{place.section}")
    return Text(**known) if known else None


def past(work: Work, known_at: datetime) -> datetime | None:
    """Return a moment if it is past; None for now, of which the rows themselves tell."""
    return known_at if known_at < work.now else None


def texts_at(
    work: Work, paragraphs: Collection[UUID], then: datetime | None
) -> Mapping[UUID, dict[str, str]]:
    """Return the official words of these paragraphs as they had come in by then, or by now."""
    return texts_then(work, paragraphs, then) if then else texts_of(work, paragraphs)


def _rows(work: Work, ids: list[UUID], then: datetime | None) -> dict[UUID, Mandate]:
    rows = work.session.exec(select(Mandate).where(col(Mandate.id).in_(ids))).all()
    return {row.id: row for row in (mandates_then(work, rows, then) if then else rows)}


def _summaries(work: Work, paragraphs: set[UUID], said: Said) -> Summaries:
    query = columns(Paragraph.id, Paragraph.summary).where(col(Paragraph.id).in_(paragraphs))
    return {key: said.get(key, {}).get("summary", words) for key, words in tuples(work, query)}
