"""A state machine of registrations against a model of lists and queues: 2,000 steps a database."""

from collections import Counter

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col

from core.people import Actor, Role
from core.problem import Invalid, Problem
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
    change_registration,
    nominate,
    record_answer,
    register,
    reject,
    substitute,
    withdraw,
)
from events.errors import CapacityBelowConfirmed, SeatConflict
from events.registrations.approval_actions import endorse
from events.registrations.people_forms import NominationForm, RegistrationChange, SubstitutionForm
from tests.events.line_model import Guest, Limits, Line
from tests.factories import SYSTEM, a_person, an_announced_event

STANDING = ("pending", "confirmed", "waitlisted")
NAMED = st.sampled_from(["SN", "TR"])
STATES = st.sampled_from(["SN", "TR", None])
GENDERS = st.sampled_from(["female", "male", None])
FEW = st.one_of(st.none(), st.integers(1, 5))
STEPS = 2000
RULES = settings(
    max_examples=5,
    stateful_step_count=60,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@st.composite
def limits(draw):
    capacity, kept = draw(FEW), draw(st.integers(0, 2))
    for_women = kept if capacity is None else min(kept, capacity)
    return Limits(capacity, draw(FEW), for_women, draw(FEW))


def focal_point(state):
    return Actor("focal", Role.FOCAL_POINT, state=state)


class Registrations(RuleBasedStateMachine):
    """Everything that moves seats; ended registrations leave the model's line."""

    office: Office
    event: Event
    line: Line
    people: int
    gone: dict
    done: Counter

    @initialize(
        limits=limits(), manual=st.booleans(), state_first=st.booleans(), lists=st.booleans()
    )
    def begin(self, limits, manual, state_first, lists):
        rules = {"approval": "manual" if manual else "automatic", "state_first": state_first}
        self.event = an_announced_event(
            self.office,
            capacity=limits.capacity,
            seats_per_state=limits.per_state,
            quotas=limits.quotas,
            registration={**rules, "mode": "nomination" if lists else "open"},
        )
        self.line = Line(limits, manual, state_first)
        self.lists, self.people, self.gone = lists, 0, {}

    def act(self, step, action, *arguments, by=SYSTEM):
        """Carry an action out; return what it refused by, or what it gave."""
        self.done[step] += 1
        try:
            with self.office.work(by) as work:
                return action(work, *arguments)
        except Problem as refused:
            return type(refused)

    def newcomer(self, state, gender) -> PersonForm:
        self.people += 1
        name = f"{self.event.id.hex}-{self.people}"
        return PersonForm.model_validate(a_person(name, state, gender=gender))

    def one(self, data, *seats):
        held = self.line.guests.items()
        return data.draw(st.sampled_from([key for key, one in held if one.seat in seats]))

    def somebody_is_there(self) -> bool:
        return bool(self.line.guests)

    def somebody_is_undecided(self) -> bool:
        return any(each.seat == "pending" for each in self.line.guests.values())

    @rule(state=STATES, gender=GENDERS)
    def register(self, state, gender):
        form = RegistrationForm(person=self.newcomer(state, gender))
        made = self.act("register", register, self.event.id, form)
        self.line.come(made.id, Guest(state, gender))
        self.gone[made.id] = form

    @rule(state=NAMED, gender=GENDERS)
    def register_by_the_own_state(self, state, gender):
        form, by = RegistrationForm(person=self.newcomer(state, gender)), focal_point(state)
        made = self.act("own state", register, self.event.id, form, by=by)
        self.line.come(made.id, Guest(state, gender, endorsed=True))
        self.gone[made.id] = form

    @precondition(lambda self: self.lists)
    @rule(state=NAMED, genders=st.lists(GENDERS, min_size=1, max_size=3), own=st.booleans())
    def nominate(self, state, genders, own):
        people = [self.newcomer(state, gender) for gender in genders]
        form = NominationForm(
            state=state, note_reference="NV/1", people=people[:1], alternates=people[1:]
        )
        by = focal_point(state) if own else SYSTEM
        _, made = self.act("nominate", nominate, self.event.id, form, by=by)
        for each, gender in zip(made, genders, strict=True):
            self.line.come(each.id, Guest(state, gender, endorsed=own))

    @precondition(lambda self: self.gone.keys() - self.line.guests.keys())
    @rule(data=st.data())
    def come_again(self, data):
        left = [key for key in self.gone if key not in self.line.guests]
        form = self.gone[data.draw(st.sampled_from(left))]
        made = self.act("come again", register, self.event.id, form)
        self.line.come(made.id, Guest(form.person.state, form.person.gender))

    @precondition(somebody_is_undecided)
    @rule(data=st.data())
    def approve(self, data):
        who = self.one(data, "pending")
        answer = self.act("approve", approve, who)
        if self.line.awaits_state(self.line.guests[who]) or not self.line.admit(who):
            assert answer is SeatConflict

    @precondition(somebody_is_undecided)
    @rule(data=st.data())
    def endorse(self, data):
        who = self.one(data, "pending")
        guest = self.line.guests[who]
        if not self.line.awaits_state(guest):
            return
        answer = self.act("endorse", endorse, who, by=focal_point(guest.state))
        guest.endorsed = True
        if not self.line.manual and not self.line.admit(who):
            assert answer is SeatConflict
            guest.endorsed = False

    @precondition(somebody_is_there)
    @rule(data=st.data(), way=st.sampled_from([withdraw, reject]))
    def leave(self, data, way):
        who = self.one(data, *STANDING)
        self.act(way.__name__, way, who)
        self.line.leave(who)

    @precondition(somebody_is_there)
    @rule(data=st.data())
    def decline_and_change_ones_mind(self, data):
        who = self.one(data, *STANDING)
        self.act("decline", record_answer, who, Answer.DECLINED)
        guest = self.line.leave(who)
        guest.named_for = None
        self.act("accept", record_answer, who, Answer.ACCEPTED)
        if guest.seat == "pending":
            self.line.come(who, guest)
        else:
            guest.seat = "waitlisted"
            self.line.guests[who] = guest
            self.line.fill()

    @precondition(somebody_is_there)
    @rule(data=st.data(), gender=GENDERS, own=st.booleans())
    def substitute(self, data, gender, own):
        who = self.one(data, *STANDING)
        former = self.line.guests[who]
        own = own and former.state is not None
        form = SubstitutionForm(person=self.newcomer(former.state, gender))
        by = focal_point(former.state) if own else SYSTEM
        made = self.act("substitute", substitute, who, form, by=by)
        guest = Guest(former.state, gender, endorsed=own)
        awaited = self.line.awaits_state(guest) or (self.line.manual and own)
        asked = any(each.named_for == who for each in self.line.guests.values())
        if not self.line.suits(who, guest):
            assert made is Invalid
        elif former.seat == "pending":
            self.hand_on_a_request(who, made, guest)
        elif awaited and asked:
            assert made is SeatConflict
        elif awaited:
            guest.seat, guest.named_for = "pending", who
            self.line.guests[made.id] = guest
        else:
            self.line.replace(who, made.id, guest)
            self.line.fill()

    def hand_on_a_request(self, who, made, guest):
        guest.named_for = self.line.guests[who].named_for
        undecided = self.line.manual or self.line.awaits_state(guest)
        if made is Invalid:  # the seat it was for is kept for others meanwhile
            assert not undecided
            assert not self.line.suits(guest.named_for, guest)
        else:
            self.line.replace(who, made.id, guest)
            assert undecided or self.line.admit(made.id)

    @precondition(somebody_is_there)
    @rule(data=st.data(), gender=GENDERS)
    def correct_the_gender(self, data, gender):
        who = self.one(data, *STANDING)
        guest = self.line.guests[who]
        wish = RegistrationChange.model_validate({"person": {"gender": gender}})
        suits = self.line.suits(who, Guest(guest.state, gender))
        answer = self.act("gender", change_registration, who, wish)
        assert (answer is not Invalid) is suits
        if suits and guest.gender != gender:
            guest.gender = gender
            self.line.fill()

    @rule(wish=limits())
    def resize(self, wish):
        sent = {"capacity": wish.capacity, "seats_per_state": wish.per_state}
        form = EventChange.model_validate({**sent, "quotas": wish.quotas})
        fits = self.line.fits(wish)
        answer = self.act("resize", change, self.event.id, form)
        assert (answer is not CapacityBelowConfirmed) is fits
        if fits:
            self.line.limits = wish
            self.line.fill()

    @invariant()
    def seats_and_counts_are_those_of_the_model(self):
        if not hasattr(self, "event"):
            return
        standing = sa.and_(
            col(Registration.event_id) == col(Seating.event_id),
            col(Registration.seat).in_(STANDING),
        )
        rows = (
            sa.select(Seating.confirmed, Seating.waitlisted, Registration.id, Registration.seat)
            .join(Registration, standing, isouter=True)
            .where(col(Seating.event_id) == self.event.id)
            .order_by(col(Registration.number))
        )
        with self.office.look(SYSTEM) as look:
            found = look.session.execute(rows).all()
        guests = self.line.guests
        queue = [(key, seat) for _, _, key, seat in found if key]
        assert queue == [(key, one.seat) for key, one in guests.items()]
        waiting = sum(each.seat == "waitlisted" for each in guests.values())
        assert {counts[:2] for counts in found} == {(self.line.taken(), waiting)}


@pytest.fixture
def hasty(office):
    """The office, which waits for no disk: nothing here must outlive a power cut."""
    if office.engines.is_sqlite:
        writer = office.engines.write.raw_connection()  # the only one, and kept
        writer.cursor().execute("PRAGMA synchronous=off")
        writer.close()
    return office


def test_registrations_do_what_a_model_of_lists_and_queues_does(hasty, mandates, request):
    steps = Counter()
    rounds = int(request.config.getoption("--hypothesis-seed") or 0)
    while steps.total() < STEPS:
        rounds += 1
        machine = type("Registrations", (Registrations,), {"office": hasty, "done": steps})
        run_state_machine_as_test(seed(rounds)(machine), settings=RULES)
    assert set(steps) == {
        "register",
        "own state",
        "nominate",
        "come again",
        "approve",
        "endorse",
        "withdraw",
        "reject",
        "decline",
        "accept",
        "substitute",
        "gender",
        "resize",
    }
