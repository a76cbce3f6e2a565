"""What people find of citations and of past events that a text reports: confirm or reject."""

from typing import Any

from core.problem import Invalid
from core.work import Work
from registry.access import resolution_of
from registry.codes import unknown_codes
from registry.facts import (
    RelationConfirmed,
    RelationRejected,
    ReportedEventConfirmed,
    ReportedEventRejected,
)
from registry.lineage.forms import EventReading, RelationReading
from registry.lineage.model import ReportedEvent, ResolutionRelation
from registry.model import Review
from registry.text_model import Paragraph, Resolution


def confirm_relation(
    work: Work, relation: ResolutionRelation, reading: RelationReading | None = None
) -> ResolutionRelation:
    """Say that the paragraph does this with that text; corrects the kind and the target if given.

    Raises `Invalid` when the target is the resolution itself.
    """
    reading = reading or RelationReading()
    values = reading.model_dump(exclude_unset=True, exclude={"target"})
    if reading.target is not None:
        values["target_id"] = resolution_of(work, reading.target).id
        if values["target_id"] == relation.resolution_id:
            raise Invalid("/target", "a resolution does not relate to itself")
    elif "target" in reading.model_fields_set:
        values["target_id"] = None
    values |= {"review": Review.CONFIRMED, "review_reason": None}
    before = _change(work, relation, values)
    if before:
        work.record(RelationConfirmed(subject=relation.id, before=before, after=values))
    return relation


def reject_relation(work: Work, relation: ResolutionRelation, reason: str) -> ResolutionRelation:
    """Say that the paragraph names no such text. It stays, with the reason, and is not shown."""
    values = {"review": Review.REJECTED, "review_reason": reason}
    before = _change(work, relation, values)
    if before:
        work.record(RelationRejected(subject=relation.id, before=before, after=values))
    return relation


def confirm_reported_event(
    work: Work, reported: ReportedEvent, reading: EventReading | None = None
) -> ReportedEvent:
    """Say that the event was held as told, after corrections; a held event is entered from it.

    Raises `Invalid` for unknown codes and for days that are not over.
    """
    values = reading.model_dump(exclude_unset=True) if reading else {}
    last = values.get("ends_on", reported.ends_on)
    if last < values.get("starts_on", reported.starts_on):
        raise Invalid("/ends_on", "the event cannot end before it starts")
    if last >= work.now.date():
        raise Invalid("/ends_on", "the event is not over; plan it instead")
    if faults := unknown_codes(work, values, ("organizers", "partners")):
        raise Invalid(*faults[0], *faults[1:])
    values |= {"review": Review.CONFIRMED, "review_reason": None}
    if _change(work, reported, values):
        work.record(_confirmed(work, reported))
    return reported


def reject_reported_event(work: Work, reported: ReportedEvent, reason: str) -> ReportedEvent:
    """Say that the text reports no such event. An event entered from it before stays as it is."""
    values = {"review": Review.REJECTED, "review_reason": reason}
    before = _change(work, reported, values)
    if before:
        work.record(ReportedEventRejected(subject=reported.id, before=before, after=values))
    return reported


def _change(work: Work, row: ResolutionRelation | ReportedEvent, values: dict[str, Any]) -> Any:
    """Change what differs; return the values before, nothing when all is so already."""
    before = {
        column: getattr(row, column)
        for column, value in values.items()
        if getattr(row, column) != value
    }
    for column in before:
        setattr(row, column, values[column])
    if before:
        row.reviewed_at = work.now
    work.session.flush()
    return before


def _confirmed(work: Work, reported: ReportedEvent) -> ReportedEventConfirmed:
    paragraph = work.get(Paragraph, reported.paragraph_id)
    resolution = work.get(Resolution, reported.resolution_id)
    said = reported.model_dump(include=set(ReportedEventConfirmed.model_fields))
    return ReportedEventConfirmed(
        subject=reported.id, resolution=resolution.slug, paragraph=paragraph.label, **said
    )
