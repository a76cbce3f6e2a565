"""When one mandate takes up others, the events that were to answer those answer it."""

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
    for event in dict.fromkeys(link.event_id for link in ended):
        if event not in linked:
            work.add(Link(event_id=event, mandate_id=merged.subject, since=work.now))
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
