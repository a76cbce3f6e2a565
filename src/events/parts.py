"""Who organizes an event, which states take part, which mandates it is meant to answer."""

from core.work import Work
from events.forms import EventForm
from events.model import Event, InvolvedState, Link, Organizer
from events.store import Around


def relate(work: Work, event: Event, parts: Around, form: EventForm) -> None:
    """Store the form's bodies, states and mandates in place of those that the event has.

    A mandate that is no longer named, or that the event answers by another share, keeps its link,
    ended: coverage as of the past needs it.
    """
    _relate_bodies(work, event, parts, form)
    _relate_states(work, event, parts, form)
    _relate_mandates(work, event, parts, form)
    work.session.flush()


def _relate_bodies(work: Work, event: Event, parts: Around, form: EventForm) -> None:
    wanted = dict.fromkeys((each.body, each.role) for each in form.organizers)
    known = {(each.body, each.role): each for each in parts.organizers}
    for body, role in [pair for pair in wanted if pair not in known]:
        work.session.add(Organizer(event_id=event.id, body=body, role=role))
    for gone in known.keys() - wanted.keys():
        work.session.delete(known[gone])


def _relate_states(work: Work, event: Event, parts: Around, form: EventForm) -> None:
    wanted = dict.fromkeys((each.state, each.role) for each in form.states)
    known = {(each.state, each.role): each for each in parts.states}
    for state, role in [pair for pair in wanted if pair not in known]:
        work.session.add(InvolvedState(event_id=event.id, state=state, role=role))
    for gone in known.keys() - wanted.keys():
        work.session.delete(known[gone])


def _relate_mandates(work: Work, event: Event, parts: Around, form: EventForm) -> None:
    wanted = {each: form.shares.get(each, 1.0) for each in form.mandates}
    known = {(link.mandate_id, link.share): link for link in parts.links}
    for gone in known.keys() - wanted.items():
        known[gone].until = work.now
    for mandate, share in wanted.items():
        if (mandate, share) not in known:
            new = Link(event_id=event.id, mandate_id=mandate, since=work.now, share=share)
            work.session.add(new)
