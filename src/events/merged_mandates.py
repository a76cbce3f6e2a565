"""When one mandate takes up others, the events that were to answer those answer it."""

from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from events.facts import EventChanged
from events.model import Event, Link
from registry import MandatesMerged


def follow(work: Work, merged: MandatesMerged) -> None:
    """End the links to the mandates that were taken up, and link their events to the one left."""
    ended = work.session.exec(
        select(Link).where(col(Link.mandate_id).in_(merged.absorbed), col(Link.until).is_(None))
    ).all()
    linked = set(
        work.session.exec(
            select(Link.event_id).where(
                col(Link.mandate_id) == merged.subject, col(Link.until).is_(None)
            )
        )
    )
    for link in ended:
        link.until = work.now
    shares: dict[UUID, float] = {}
    for link in ended:
        shares[link.event_id] = max(link.share, shares.get(link.event_id, 0.0))
    for event, share in shares.items():
        if event not in linked:
            new = Link(event_id=event, mandate_id=merged.subject, since=work.now, share=share)
            work.add(new)
        _record(work, work.get(Event, event))


def _record(work: Work, event: Event) -> None:
    work.record(
        EventChanged(
            subject=event.id,
            changed=["mandates"],
            before={},
            after={},
            sequence_before=event.sequence,
            sequence=event.sequence,
        )
    )
