"""What a reviewer looks at: a paragraph's words with marks, beside what was read of each clause."""

import json
import shlex
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from nadwa.dashboard import store
from nadwa.dashboard.mandate_lines import asked_for, verb_of
from nadwa.dashboard.paragraphs import anchor_of
from nadwa.dashboard.reader import Reader
from registry import (
    Basis,
    Mandate,
    Paragraph,
    Part,
    Piece,
    Reason,
    Resolution,
    Review,
    pieces_of,
    reasons_in,
    texts_in,
    visible_mandates,
    vocabulary,
)
from reports import called

_BEARER = '"Authorization: Bearer $NADWA_TOKEN"'
_JSON = '"Content-Type: application/json"'


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the API that says a finding, as a shell takes it."""

    name: str
    command: str


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause: what was read of it, how surely and by which rules, and what a person found."""

    number: int
    id: UUID
    reference: str
    href: str
    review: str
    confidence: str
    notes: Sequence[Reason]
    fields: Mapping[str, str]
    reason: str
    calls: Sequence[Call]
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewedParagraph:
    """A paragraph's words in one version, cut at the marks, and its clauses."""

    id: UUID
    label: str
    anchor: str
    pieces: Sequence[Piece]
    clauses: Sequence[ClauseLine]
    add: Call


def reviewed_paragraphs(
    work: Work, reader: Reader, resolution: Resolution, version: UUID | None, language: str
) -> list[ReviewedParagraph]:
    """Return the operative paragraphs with the clauses that the reader may see, in their order."""
    texts = texts_in(work, version) if version else {}
    mandates = _mandates(work, resolution.id)
    known = vocabulary(work)
    names = store.body_names(work, reader.language) | store.state_names(work, reader.language)
    return [
        ReviewedParagraph(
            id=row.id,
            label=row.label,
            anchor=anchor_of(row.label),
            pieces=pieces_of(texts.get(row.id, ""), language, known, mandates[row.id]),
            clauses=[
                _clause(reader, each, number, names, mandates[row.id])
                for number, each in enumerate(mandates[row.id], 1)
            ],
            add=_call("add", "POST", f"/v1/paragraphs/{row.id}/mandates", _example(None)),
        )
        for row in _paragraphs(work, resolution.id)
    ]


def _paragraphs(work: Work, resolution: UUID) -> Sequence[Paragraph]:
    query = select(Paragraph).where(
        col(Paragraph.resolution_id) == resolution, col(Paragraph.part) == Part.OPERATIVE
    )
    return work.session.exec(query.order_by(col(Paragraph.position))).all()


def _mandates(work: Work, resolution: UUID) -> dict[UUID, list[Mandate]]:
    query = select(Mandate).where(
        col(Mandate.resolution_id) == resolution, visible_mandates(work.actor)
    )
    found: dict[UUID, list[Mandate]] = defaultdict(list)
    for row in work.session.exec(query.order_by(col(Mandate.position), col(Mandate.id))):
        found[row.paragraph_id].append(row)
    return found


def _clause(
    reader: Reader,
    mandate: Mandate,
    number: int,
    names: Mapping[str, str],
    beside: Sequence[Mandate],
) -> ClauseLine:
    return ClauseLine(
        number=number,
        id=mandate.id,
        reference=mandate.reference,
        href=reader.to(f"/mandates/{mandate.id}"),
        review=mandate.review.value,
        confidence=mandate.confidence,
        notes=reasons_in(reader.language, mandate.reading_notes),
        fields={name: said for name, said in _fields(reader, mandate, names).items() if said},
        reason=mandate.review_reason or "",
        calls=_calls(mandate, beside),
        said=_said(mandate),
    )


def _said(mandate: Mandate) -> dict[str, Any]:
    """Return what was read as a form takes it."""
    return {
        "kind": mandate.kind.value,
        "activities": mandate.activities,
        "addressees": ", ".join(mandate.addressees),
        "partners": ", ".join(mandate.partners),
        "quantity": str(mandate.quantity or ""),
        "reason": "",
    }


def _fields(reader: Reader, mandate: Mandate, names: Mapping[str, str]) -> dict[str, str]:
    """Return what was read, in words; a field of which the text says nothing is empty."""
    comma = reader.say("comma")
    return {
        "verb": f"{verb_of(reader, mandate)} ({mandate.verb})",
        "kind": called("kind", mandate.kind, reader.language),
        "asked": asked_for(reader, mandate) if mandate.activities or mandate.deliverables else "",
        "addressees": comma.join(names.get(code, code) for code in mandate.addressees),
        "partners": comma.join(names.get(code, code) for code in mandate.partners),
        "due": _due(reader, mandate),
        "quantity": reader.number(mandate.quantity) if mandate.quantity else "",
        "recurrence": reader.words["periods"].get(mandate.recurrence or "", ""),
    }


def _due(reader: Reader, mandate: Mandate) -> str:
    if mandate.due_basis is Basis.NONE:
        return ""
    basis = called("basis", mandate.due_basis, reader.language)
    if mandate.due_on is None:
        day = reader.say("mandate.before_session", code=mandate.due_session or "?")
    else:
        day = reader.day(mandate.due_on)
    return f"{day} ({basis})"


def _calls(mandate: Mandate, beside: Sequence[Mandate]) -> list[Call]:
    """Return how each finding is said; of a reading that was rejected, nothing more is said."""
    if mandate.review is Review.REJECTED:
        return []
    path = f"/v1/mandates/{mandate.id}"
    because = {"reason": "..."}
    others = [str(each.id) for each in beside if each.review is not Review.REJECTED]
    others = [each for each in others if each != str(mandate.id)]
    change = {"kind": mandate.kind.value, "activities": mandate.activities}
    if_match = f"If-Match: {json.dumps(str(mandate.version))}"
    split = {"clauses": [_example(mandate), _example(mandate)]}
    calls = [
        _call("confirm", "POST", f"{path}/confirmation"),
        _call("correct", "PATCH", path, {**change, **because}, if_match),
        _call("reject", "POST", f"{path}/rejection", because),
        _call("split", "POST", f"{path}/split", split),
    ]
    if others:
        calls.append(_call("merge", "POST", f"{path}/merge", {"mandates": others, **because}))
    return calls[1:] if mandate.review is Review.CONFIRMED else calls


def _example(mandate: Mandate | None) -> dict[str, Any]:
    """Return a clause to begin with: the one there is, or an empty one."""
    if mandate is None:
        return {"verb": "...", "canonical": "requests", "kind": "event", "activities": []}
    return {
        "verb": mandate.verb,
        "canonical": mandate.canonical,
        "kind": mandate.kind.value,
        "activities": mandate.activities,
        "addressees": mandate.addressees,
    }


def _call(name: str, method: str, path: str, body: Any = None, header: str = "") -> Call:
    parts = ["curl", "-X", method, f'"$NADWA_URL{path}"', "-H", _BEARER]
    if header:
        parts += ["-H", shlex.quote(header)]
    if body is not None:
        parts += ["-H", _JSON, "-d", shlex.quote(json.dumps(body, ensure_ascii=False))]
    return Call(name, " ".join(parts))
