"""The events and claims behind a status, as far as the caller may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col

from core.texts import Language, Text
from core.work import Work
from events import Event, visible_events
from registry import Evidence, visible_evidence
from reports.as_of import Snapshot, Standing
from reports.asking import columns, mappings
from reports.evidence import Piece
from reports.ladder import Judgement
from reports.mandate_views import ClaimPieceView, EventPieceView
from reports.words import because

_EVENT = (Event.id, Event.reference)
_CLAIM = (
    Evidence.id,
    Evidence.kind,
    Evidence.title,
    Evidence.url,
    Evidence.source,
    Evidence.dates,
    Evidence.state,
    Evidence.body,
)
_Rows = Mapping[UUID, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the caller may see of events and claims, by id."""

    events: _Rows
    claims: _Rows
    snapshot: Snapshot

    def events_of(self, judgement: Judgement, language: Language) -> list[EventPieceView]:
        """Show the linked events that the caller may see."""
        return [
            EventPieceView(
                **_piece(piece, language),
                **self.events[piece.id],
                **_told_then(self.snapshot.events[piece.id]),
                states=sorted(filter(None, piece.states)),
                bodies=sorted(piece.bodies),
                share=piece.share,
            )
            for piece in judgement.pieces
            if piece.id in self.events
        ]

    def claims_of(self, judgement: Judgement, language: Language) -> list[ClaimPieceView]:
        """Show the claims that the caller may see."""
        steps = {
            claim.id: step for claim, step in self.snapshot.claims.get(judgement.mandate.id, ())
        }
        return [
            ClaimPieceView(
                **_piece(piece, language), **self.claims[piece.id], status=steps[piece.id].status
            )
            for piece in judgement.pieces
            if piece.id in self.claims
        ]

    def unseen_of(self, judgement: Judgement) -> int:
        """Count the events and claims that the caller may not see."""
        seen = self.events.keys() | self.claims.keys()
        return sum(piece.id not in seen for piece in judgement.pieces)


def pieces_of(work: Work, judgements: Iterable[Judgement], snapshot: Snapshot) -> Pieces:
    """Return what the caller may see behind these judgements: two questions."""
    ids: dict[str, set[UUID]] = {"event": set(), "claim": set()}
    for judgement in judgements:
        for piece in judgement.pieces:
            ids[piece.source].add(piece.id)
    events = columns(*_EVENT).where(col(Event.id).in_(ids["event"]), visible_events(work.actor))
    claims = columns(*_CLAIM).where(
        col(Evidence.id).in_(ids["claim"]), visible_evidence(work.actor)
    )
    return Pieces(
        {row["id"]: row for row in mappings(work, events)},
        {row["id"]: row for row in mappings(work, claims)},
        snapshot,
    )


def _told_then(standing: Standing) -> dict[str, Any]:
    event = standing.event
    return {"title": Text(**event.title), "type": event.type, "status": standing.status}


def _piece(piece: Piece, language: Language) -> dict[str, Any]:
    why = piece.why
    return {
        "use": piece.use,
        "why": why,
        "because": because(why, piece.parameters, language) if why else None,
        "grade": piece.grade,
        "on": piece.on,
    }
