"""Past events that the built-in catalogue reports as held: entered once, then left to people."""

from datetime import datetime, time, timedelta

from core.work import Work
from events.facts import EventRecorded
from events.model import DateClaim, Event, InvolvedState, Milestone, Organizer, Seating
from events.store import event_with_external_id, next_reference
from events.vocabulary import BodyRole, EventStatus, Mode, StateRole
from events.wall_time import instant
from registry import CatalogueEvent, catalogue_events

_MIDNIGHT = time(0)


def load_past_events(work: Work) -> int:
    """Enter the catalogue's past events that are not there yet; return how many were new.

    They are held since their own last day, as recorded now. Their dates are claims; the first
    one stands. They answer no mandate until a person says so. Load the registry's catalogue first.
    """
    new = [
        past
        for past in catalogue_events()
        if event_with_external_id(work, past.external_id) is None
    ]
    for past in new:
        _enter(work, past)
    return len(new)


def _enter(work: Work, past: CatalogueEvent) -> None:
    claim = past.claims[0]
    starts = datetime.combine(claim.starts_on, _MIDNIGHT)
    ends = datetime.combine(claim.ends_on + timedelta(days=1), _MIDNIGHT)
    event = work.add(
        Event(
            reference=next_reference(work, claim.starts_on.year),
            external_id=past.external_id,
            type=past.type.value,
            title=dict(past.title),
            mode=Mode(past.mode) if past.mode else None,
            starts_at=starts,
            ends_at=ends,
            whole_days=True,
            timezone=past.timezone,
            starts_at_utc=instant(starts, past.timezone),
            ends_at_utc=instant(ends, past.timezone),
            venue=past.venue.model_dump() if past.venue else None,
            status=EventStatus.HELD,
            created_at=work.now,
            changed_at=work.now,
        )
    )
    work.add(Seating(event_id=event.id))
    _add_around(work, event, past)
    work.record(EventRecorded(subject=event.id, reference=event.reference))


def _add_around(work: Work, event: Event, past: CatalogueEvent) -> None:
    for one in past.organizers:
        work.session.add(Organizer(event_id=event.id, body=one.body, role=BodyRole(one.role)))
    for state in past.states:
        role = StateRole(state.role)
        work.session.add(InvolvedState(event_id=event.id, state=state.state, role=role))
    for claim in past.claims:
        work.session.add(DateClaim(event_id=event.id, **claim.model_dump()))
    held = Milestone(event_id=event.id, status=EventStatus.HELD, at=work.now)
    held.since = event.ends_at_utc
    work.session.add(held)
    work.session.flush()
