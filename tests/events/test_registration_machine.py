"""A state machine of registrations against a model of lists and queues: 2,000 steps a database."""

from collections import Counter
from dataclasses import dataclass, field

import pytest
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

from core.people import Actor, Role
from core.work import Office
from events import (
    Answer,
    Event,
    EventChange,
    PersonForm,
    Registration,
    RegistrationForm,
    Seating,
    approve,
    change,
    record_answer,
    register,
    reject,
    substitute,
    withdraw,
)
from events.approval_actions import endorse
from events.errors import CapacityBelowConfirmed, SeatConflict
from events.people_forms import SubstitutionForm
from tests.factories import SYSTEM, a_person, an_announced_event, done

STATES = st.sampled_from(["SN", "TR", None])
ALL = ("pending", "confirmed", "waitlisted")
LIMITS = st.one_of(st.none(), st.integers(1, 4))
STEPS = 2000
AT_ONCE = 50
RULES = settings(
    max_examples=10,
    stateful_step_count=AT_ONCE,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@dataclass
class Guest:
    """Somebody in the model; `endorsed`: the own state stands for them."""

    state: str | None
    seat: str = "waitlisted"
    endorsed: bool = False


@dataclass
class Model:
    """An event as a few lines of rules: who is confirmed, who waits in which order.

    Who is undecided keeps the place and takes part in nothing else.
    """

    capacity: int | None
    per_state: int | None
    manual: bool = False
    state_first: bool = False
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
            if guest.seat == "pending":
                continue
            full = self.per_state is not None and guest.state is not None
            if full and self.confirmed(guest.state) >= self.per_state:
                continue
            guest.seat = "confirmed"

    def awaits_state(self, guest: Guest) -> bool:
        return self.state_first and guest.state is not None and not guest.endorsed

    def come(self, guest: Guest) -> Guest:
        """Let a newcomer wait for whoever decides, else for a seat."""
        undecided = self.manual or self.awaits_state(guest)
        guest.seat = "pending" if undecided else "waitlisted"
        return guest

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
    done: Counter[str]

    @initialize(capacity=LIMITS, per_state=LIMITS, manual=st.booleans(), state_first=st.booleans())
    def begin(self, capacity, per_state, manual, state_first):
        rules = {"approval": "manual" if manual else "automatic", "state_first": state_first}
        self.event = an_announced_event(
            self.office, capacity=capacity, seats_per_state=per_state, registration=rules
        )
        self.model = Model(capacity, per_state, manual, state_first)

    def newcomer(self, state) -> PersonForm:
        self.people += 1
        name = f"{self.event.id.hex}-{self.people}"
        return PersonForm.model_validate(a_person(name, state))

    def one(self, data, *seats):
        line = self.model.line.items()
        return data.draw(st.sampled_from([key for key, one in line if one.seat in (seats or ALL)]))

    def somebody_is_there(self) -> bool:
        return bool(self.model.line)

    def somebody_waits_for_a_decision(self) -> bool:
        return any(each.seat == "pending" for each in self.model.line.values())

    def enter(self, guest: Guest, actor: Actor) -> None:
        form = RegistrationForm(person=self.newcomer(guest.state))
        with self.office.work(actor) as work:
            made = register(work, self.event.id, form)
        self.model.line[made.id] = self.model.come(guest)
        self.model.fill()
        assert made.seat == self.model.line[made.id].seat

    @rule(state=STATES)
    def register(self, state):
        self.done["register"] += 1
        self.enter(Guest(state), SYSTEM)

    @rule(state=st.sampled_from(["SN", "TR"]))
    def register_by_the_own_state(self, state):
        self.done["register by the own state"] += 1
        self.enter(Guest(state, endorsed=True), Actor("focal", Role.FOCAL_POINT, state=state))

    @precondition(somebody_waits_for_a_decision)
    @rule(data=st.data())
    def approve(self, data):
        self.done["approve"] += 1
        who = self.one(data, "pending")
        guest = self.model.line[who]
        if self.model.awaits_state(guest):
            with pytest.raises(SeatConflict):
                done(self.office, approve, who)
            return
        done(self.office, approve, who)
        guest.seat = "waitlisted"
        self.model.fill()

    @precondition(somebody_waits_for_a_decision)
    @rule(data=st.data())
    def endorse(self, data):
        who = self.one(data, "pending")
        guest = self.model.line[who]
        if guest.state is None or guest.endorsed or not self.model.state_first:
            return
        self.done["endorse"] += 1
        with self.office.work(Actor("focal", Role.FOCAL_POINT, state=guest.state)) as work:
            endorse(work, who)
        guest.endorsed = True
        self.model.come(guest)
        self.model.fill()

    @precondition(somebody_is_there)
    @rule(data=st.data(), way=st.sampled_from([withdraw, reject]))
    def leave(self, data, way):
        self.done[way.__name__] += 1
        who = self.one(data)
        done(self.office, way, who)
        del self.model.line[who]
        self.model.fill()

    @precondition(somebody_is_there)
    @rule(data=st.data())
    def decline_and_change_ones_mind(self, data):
        self.done["decline"] += 1
        who = self.one(data)
        done(self.office, record_answer, who, Answer.DECLINED)
        guest = self.model.line.pop(who)
        self.model.fill()
        undecided = guest.seat == "pending"
        guest.seat = "waitlisted"
        self.model.line[who] = self.model.come(guest) if undecided else guest
        self.model.fill()
        done(self.office, record_answer, who, Answer.ACCEPTED)

    @precondition(somebody_is_there)
    @rule(data=st.data())
    def substitute(self, data):
        self.done["substitute"] += 1
        who = self.one(data)
        guest = self.model.line[who]
        form = SubstitutionForm(person=self.newcomer(guest.state))
        made = done(self.office, substitute, who, form)
        line = self.model.line.items()
        self.model.line = {made.id if key == who else key: each for key, each in line}

    @rule(capacity=LIMITS, per_state=LIMITS)
    def resize(self, capacity, per_state):
        self.done["resize"] += 1
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
        standing = [each for each in rows if each.seat in ALL]
        found = [(each.id, each.seat.value) for each in standing]
        assert found == [(key, each.seat) for key, each in self.model.line.items()]
        assert seating.confirmed == self.model.taken()
        waiting = sum(each.seat == "waitlisted" for each in self.model.line.values())
        assert seating.waitlisted == waiting


def test_registrations_do_what_a_model_of_lists_and_queues_does(office, mandates):
    steps = Counter[str]()
    machine = type("Registrations", (Registrations,), {"office": office, "done": steps})
    while steps.total() < STEPS:
        run_state_machine_as_test(machine, settings=RULES)
    assert set(steps) == {
        "register",
        "register by the own state",
        "approve",
        "endorse",
        "withdraw",
        "reject",
        "decline",
        "substitute",
        "resize",
    }
