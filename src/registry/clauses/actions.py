"""What reviewers do with clauses that were cut wrongly or missed: split, merge, add.

Nothing disappears: a merged mandate is rejected with a pointer to the one that took it up, and a
split one stays the first of its parts, so that its links and evidence stay where they were.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from core.problem import Invalid
from core.work import Work
from registry.access import mandate_of
from registry.clauses.forms import Merge, NewClause, Split
from registry.codes import unknown_codes
from registry.default_rule import default_rule
from registry.errors import MandateIsRejected, NotOneClause
from registry.evidence_actions import carry_over
from registry.facts import MandateAdded, MandateRejected, MandatesMerged, MandateSplit
from registry.model import Basis, Mandate, Review, Rule
from registry.naming import reference
from registry.store import texts_of, unknown_sessions
from registry.text_model import Paragraph, Resolution

_LISTS = ("activities", "deliverables", "addressees", "partners")


def split(work: Work, mandate: Mandate, wish: Split) -> list[Mandate]:
    """Make one mandate of each clause that it holds; the first keeps its identity.

    The parts are confirmed: a person has read them. Raises `Invalid`, `MandateIsRejected`.
    """
    if mandate.review is Review.REJECTED:
        raise MandateIsRejected
    paragraph = work.get(Paragraph, mandate.paragraph_id, lock=True)
    for place, clause in enumerate(wish.clauses):
        _check(work, paragraph, clause, f"/clauses/{place}")
    first, *others = wish.clauses
    parts = [_add(work, paragraph, clause, mandate.position, mandate.id) for clause in others]
    values = {**_columns(first), **_confirmed(work, mandate)}
    before, after = _change(work, mandate, values)
    ids = [part.id for part in parts]
    work.record(MandateSplit(subject=mandate.id, before=before, after=after, parts=ids))
    for part in parts:
        _record_added(work, part)
    return [mandate, *parts]


def merge(work: Work, mandate: Mandate, wish: Merge) -> Mandate:
    """Let one mandate take up others of its paragraph, which are rejected with a pointer to it.

    Claims about them go on as claims about it; events that were to answer them answer it.
    Raises `NotOneClause`, `Invalid`, `MandateIsRejected`, `Missing`.
    """
    if mandate.review is Review.REJECTED:
        raise MandateIsRejected
    paragraph = work.get(Paragraph, mandate.paragraph_id, lock=True)
    absorbed = [mandate_of(work, each, lock=True) for each in sorted(set(wish.mandates))]
    for each in absorbed:
        _check_part(mandate, each)
    if wish.clause:
        _check(work, paragraph, wish.clause, "/clause")
    said = _columns(wish.clause) if wish.clause else _united([mandate, *absorbed])
    before, after = _change(work, mandate, {**said, **_confirmed(work, mandate)})
    ids = [each.id for each in absorbed]
    work.record(MandatesMerged(subject=mandate.id, before=before, after=after, absorbed=ids))
    for each in absorbed:
        carry_over(work, each, mandate)
        _absorb(work, each, mandate, wish.reason)
    return mandate


def add(work: Work, paragraph_id: UUID, clause: NewClause) -> Mandate:
    """Store a clause that nobody had read, confirmed. Raises `Invalid`, `Missing`."""
    paragraph = work.get(Paragraph, paragraph_id, lock=True)
    _check(work, paragraph, clause, "")
    mandate = _add(work, paragraph, clause, _position(work, paragraph), None)
    _record_added(work, mandate)
    return mandate


def _add(
    work: Work, paragraph: Paragraph, clause: NewClause, position: int, origin: UUID | None
) -> Mandate:
    resolution = work.get(Resolution, paragraph.resolution_id)
    return work.add(
        Mandate(
            resolution_id=resolution.id,
            paragraph_id=paragraph.id,
            reference=_free_reference(work, resolution, paragraph),
            position=position,
            source="person",
            created_at=work.now,
            review=Review.CONFIRMED,
            reviewed_at=work.now,
            split_from=origin,
            **_columns(clause),
            **_rule(_columns(clause)),
        )
    )


def _record_added(work: Work, mandate: Mandate) -> None:
    work.record(
        MandateAdded(subject=mandate.id, paragraph=mandate.paragraph_id, origin=mandate.split_from)
    )


def _free_reference(work: Work, resolution: Resolution, paragraph: Paragraph) -> str:
    mine = select(Mandate.reference).where(col(Mandate.paragraph_id) == paragraph.id)
    taken = set(work.session.exec(mine))
    names = (reference(resolution.slug, paragraph.label, number) for number in count(1))
    return next(name for name in names if name not in taken)


def _position(work: Work, paragraph: Paragraph) -> int:
    """Return the place of the last mandate up to this paragraph; ids decide among equals."""
    up_to = (
        select(func.max(col(Mandate.position)))
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .where(
            col(Mandate.resolution_id) == paragraph.resolution_id,
            col(Paragraph.position) <= paragraph.position,
        )
    )
    return work.session.exec(up_to).one() or 0


def _columns(clause: NewClause) -> dict[str, Any]:
    due, span = clause.due, clause.span
    return {
        **clause.model_dump(exclude={"due", "span"}),
        "due_on": due.on if due else None,
        "due_basis": due.basis if due else Basis.NONE,
        "due_session": due.session if due else None,
        "span": [span.start, span.end] if span else None,
        "span_language": span.language.value if span else None,
        "confidence": "high",
        "reading_notes": [],
    }


def _rule(said: dict[str, Any]) -> dict[str, Any]:
    names = ("activities", "addressees", "recurrence", "quantity")
    rule = default_rule(said["kind"].value, **{name: said[name] for name in names})
    return {"rule": Rule(rule.kind.value), "rule_count": rule.n, "rule_period": rule.period}


def _confirmed(work: Work, mandate: Mandate) -> dict[str, Any]:
    if mandate.review is Review.CONFIRMED:
        return {}
    return {"review": Review.CONFIRMED, "reviewed_at": work.now, "review_reason": None}


def _change(
    work: Work, mandate: Mandate, values: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Change what differs, the rule with it unless a person set one; return before and after."""
    if mandate.rule_reason is None:
        values |= _rule({**mandate.model_dump(), **values})
    after = {name: value for name, value in values.items() if getattr(mandate, name) != value}
    before = {name: getattr(mandate, name) for name in after}
    for name, value in after.items():
        setattr(mandate, name, value)
    work.session.flush()
    return before, after


def _united(mandates: Sequence[Mandate]) -> dict[str, Any]:
    """Return what mandates say together: their lists one after the other, the span around all."""
    said: dict[str, Any] = {
        name: list(dict.fromkeys(each for one in mandates for each in getattr(one, name)))
        for name in _LISTS
    }
    spans = [one.span for one in mandates if one.span]
    if len(spans) == len(mandates) and len({one.span_language for one in mandates}) == 1:
        said["span"] = [min(start for start, _ in spans), max(end for _, end in spans)]
    return said


def _check_part(mandate: Mandate, part: Mandate) -> None:
    if part.id == mandate.id:
        raise Invalid("/mandates", "a mandate cannot take itself up")
    if part.paragraph_id != mandate.paragraph_id:
        raise NotOneClause(f"{part.reference} is in another paragraph than {mandate.reference}")
    if part.review is Review.REJECTED:
        raise NotOneClause(f"{part.reference} is rejected already")


def _absorb(work: Work, part: Mandate, into: Mandate, reason: str) -> None:
    values = {
        "review": Review.REJECTED,
        "reviewed_at": work.now,
        "review_reason": f"merged into {into.reference}: {reason}",
        "merged_into": into.id,
    }
    before = {name: getattr(part, name) for name in values}
    for name, value in values.items():
        setattr(part, name, value)
    work.session.flush()
    work.record(MandateRejected(subject=part.id, before=before, after=values))


def _check(work: Work, paragraph: Paragraph, clause: NewClause, under: str) -> None:
    """Refuse codes, sessions and places in the text that are not there, each with its pointer."""
    faults = unknown_codes(work, clause.model_dump(), ("addressees", "partners"), under)
    session = clause.due.session if clause.due else None
    if session and unknown_sessions(work, [session]):
        faults.append((f"{under}/due/session", f"there is no session {session}"))
    if clause.span:
        text = texts_of(work, [paragraph.id]).get(paragraph.id, {}).get(clause.span.language, "")
        if clause.span.end > len(text):
            faults.append((f"{under}/span", f"the text has {len(text)} characters there"))
    if faults:
        raise Invalid(*faults[0], *faults[1:])
