from datetime import timedelta
from typing import ClassVar

from sqlmodel import select

from core.dispatch import RETRY, deliver_due
from core.ids import new_id
from core.journal import Fact, JournalDelivery
from core.people import ANONYMOUS, system

TESTER = system("tests")


class SomethingHappened(Fact):
    name: ClassVar[str] = "test.happened"


def happen(office):
    with office.work(TESTER) as work:
        work.record(SomethingHappened(subject=new_id()))


def the_delivery(office):
    with office.look(ANONYMOUS) as work:
        return work.session.exec(select(JournalDelivery)).one()


def test_a_fact_reaches_its_subscriber_once(office):
    seen = []
    office.subscribe(SomethingHappened, "list", lambda _work, fact: seen.append(fact))
    happen(office)
    assert deliver_due(office) == 1
    assert deliver_due(office) == 0
    assert [type(fact) for fact in seen] == [SomethingHappened]
    assert the_delivery(office).done_at == office.clock()


def test_what_a_failing_subscriber_wrote_is_undone_and_tried_again_later(office, clock):
    tries = []

    def fail(work, fact):
        tries.append(fact)
        work.record(SomethingHappened(subject=fact.subject))
        raise ValueError("not now")

    office.subscribe(SomethingHappened, "fails", fail)
    happen(office)
    assert deliver_due(office) == 1
    assert deliver_due(office) == 0
    delivery = the_delivery(office)
    assert (delivery.attempts, delivery.error) == (1, "ValueError: not now")
    assert delivery.due_at == clock.now + RETRY[0]
    clock.now += RETRY[0]
    assert deliver_due(office) == 1
    assert len(tries) == 2


def test_a_fact_that_always_fails_is_parked_and_holds_nothing_up(office, clock):
    def fail(_work, _fact):
        raise ValueError("never")

    office.subscribe(SomethingHappened, "fails", fail)
    happen(office)
    for _ in range(len(RETRY) + 1):
        deliver_due(office)
        clock.now += timedelta(days=1)
    assert the_delivery(office).parked_at is not None
    seen = []
    office.subscribers.clear()
    office.subscribe(SomethingHappened, "fine", lambda _work, fact: seen.append(fact))
    happen(office)
    assert deliver_due(office) == 1
    assert len(seen) == 1


def test_a_fact_whose_subscriber_is_gone_is_done(office):
    office.subscribe(SomethingHappened, "gone", lambda _work, _fact: None)
    happen(office)
    office.subscribers.clear()
    assert deliver_due(office) == 1
    assert the_delivery(office).done_at is not None


def test_no_more_than_the_limit_is_tried(office):
    office.subscribe(SomethingHappened, "list", lambda _work, _fact: None)
    for _ in range(3):
        happen(office)
    assert deliver_due(office, limit=2) == 2
    assert deliver_due(office) == 1
