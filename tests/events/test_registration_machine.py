"""A state machine of registrations against a model of lists and queues.

480 steps a database; `MACHINE_STEPS=2000 pytest tests/events/test_registration_machine.py` takes more.
"""

import os
from dataclasses import dataclass, field

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col, select

from core.work import Office
from events import (
    Answer,
    Event,
    EventChange,
    PersonForm,
    Registration,
    RegistrationForm,
    Seating,
    change,
    record_answer,
    register,
    reject,
    substitute,
    withdraw,
)
from events.errors import CapacityBelowConfirmed
from events.people_forms import SubstitutionForm
from tests.factories import SYSTEM, a_person, an_announced_event, done

STATES = st.sampled_from(["SN", "TR", None])
LIMITS = st.one_of(st.none(), st.integers(1, 4))
STEPS = 40
RULES = settings(
    max_examples=int(os.environ.get("MACHINE_STEPS", "480")) // STEPS,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@dataclass
class Guest:
    """Somebody in the model."""

    state: str | None
    seat: str = "waitlisted"


@dataclass
class Model:
    """An event as three lines of rules: who is confirmed, who waits in which order."""

    capacity: int | None
    per_state: int | None
    line: dict[object, Guest] = field(default_factory=dict[object, Guest])

    def confirmed(self, state: str | None) -> int:
        return sum(each.seat == "confirmed" and each.state == state for each in self.line.values())

    def taken(self) -> int:
        return sum(each.seat == "confirmed" for each in self.line.values())

    def fill(self) -> None:
        """Give free seats to those who wait, in their order, as far as their states may."""
        for guest in self.line.values():
            if self.capacity is not None and self.taken() >= self.capacity:
                return
            full = self.per_state is not None and guest.state is not None
            if full and self.confirmed(guest.state) >= self.per_state:
                continue
            guest.seat = "confirmed"

    def fits(self, capacity: int | None, per_state: int | None) -> bool:
        states = {each.state for each in self.line.values()} - {None}
        enough = capacity is None or self.taken() <= capacity
        return enough and (
            per_state is None or all(self.confirmed(each) <= per_state for each in states)
        )


class Registrations(RuleBasedStateMachine):
    """Everything that moves seats; ended registrations leave the model's line."""

    office: Office
    event: Event
    model: Model
    people: int = 0

    @initialize(capacity=LIMITS, per_state=LIMITS)
    def begin(self, capacity, per_state):
        self.event = an_announced_event(self.office, capacity=capacity, seats_per_state=per_state)
        self.model = Model(capacity, per_state)

    def newcomer(self, state) -> PersonForm:
        self.people += 1
        name = f"{self.event.id.hex}-{self.people}"
        return PersonForm.model_validate(a_person(name, state))

    def one(self, data):
        return data.draw(st.sampled_from(list(self.model.line)))

    def somebody_is_there(self) -> bool:
        return bool(self.model.line)

    @rule(state=STATES)
    def register(self, state):
        form = RegistrationForm(person=self.newcomer(state))
        made = done(self.office, register, self.event.id, form)
        self.model.line[made.id] = Guest(state)
        self.model.fill()
        assert made.seat == self.model.line[made.id].seat

    @precondition(somebody_is_there)
    @rule(data=st.data(), way=st.sampled_from([withdraw, reject]))
    def leave(self, data, way):
        who = self.one(data)
        done(self.office, way, who)
        del self.model.line[who]
        self.model.fill()

    @precondition(somebody_is_there)
    @rule(data=st.data())
    def decline_and_change_ones_mind(self, data):
        who = self.one(data)
        done(self.office, record_answer, who, Answer.DECLINED)
        guest = self.model.line.pop(who)
        self.model.fill()
        self.model.line[who] = Guest(guest.state)
        self.model.fill()
        done(self.office, record_answer, who, Answer.ACCEPTED)

    @precondition(somebody_is_there)
    @rule(data=st.data())
    def substitute(self, data):
        who = self.one(data)
        guest = self.model.line[who]
        form = SubstitutionForm(person=self.newcomer(guest.state))
        made = done(self.office, substitute, who, form)
        line = self.model.line.items()
        self.model.line = {made.id if key == who else key: each for key, each in line}

    @rule(capacity=LIMITS, per_state=LIMITS)
    def resize(self, capacity, per_state):
        wish = EventChange(capacity=capacity, seats_per_state=per_state)
        fits = self.model.fits(capacity, per_state)
        try:
            done(self.office, change, self.event.id, wish)
        except CapacityBelowConfirmed:
            assert not fits
            return
        assert fits
        self.model.capacity, self.model.per_state = capacity, per_state
        self.model.fill()

    @invariant()
    def seats_and_counts_are_those_of_the_model(self):
        if not hasattr(self, "event"):
            return
        with self.office.look(SYSTEM) as look:
            here = col(Registration.event_id) == self.event.id
            rows = look.session.exec(
                select(Registration).where(here).order_by(col(Registration.number))
            ).all()
            seating = look.session.exec(
                select(Seating).where(col(Seating.event_id) == self.event.id)
            ).one()
        standing = [each for each in rows if each.seat in {"confirmed", "waitlisted"}]
        found = [(each.id, each.seat.value) for each in standing]
        assert found == [(key, each.seat) for key, each in self.model.line.items()]
        assert seating.confirmed == self.model.taken()
        assert seating.waitlisted == len(standing) - self.model.taken()


def test_registrations_do_what_a_model_of_lists_and_queues_does(office, mandates):
    machine = type("Registrations", (Registrations,), {"office": office})
    run_state_machine_as_test(machine, settings=RULES)
