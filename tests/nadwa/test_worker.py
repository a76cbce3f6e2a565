"""The worker as it runs beside the API: in threads, through trouble, until it is told to stop."""

from threading import Event
from typing import ClassVar

from core.ids import new_id
from core.journal import Fact
from core.people import system
from nadwa import worker as module
from nadwa.worker import Routine, Worker, routines_of
from notifications import MemoryPost


class SomethingHappened(Fact):
    name: ClassVar[str] = "test.happened"


def test_what_is_due_is_worked_off(office):
    seen = []
    office.subscribe(SomethingHappened, "list", lambda _work, fact: seen.append(fact.subject))
    with office.work(system("tests")) as work:
        for _ in range(3):
            work.record(SomethingHappened(subject=new_id()))
    Worker(*routines_of(office, MemoryPost(), 1)).work_off()
    assert len(seen) == 3


def test_it_works_in_threads_until_it_is_told_to_stop(office):
    handled, stop = Event(), Event()
    office.subscribe(SomethingHappened, "event", lambda _work, _fact: handled.set())
    worker = Worker(*routines_of(office, MemoryPost(), 1))
    worker.start(stop)
    with office.work(system("tests")) as work:
        work.record(SomethingHappened(subject=new_id()))
    assert handled.wait(20)
    stop.set()
    worker.join()
    assert not any(thread.is_alive() for thread in worker._threads)


def test_trouble_is_waited_for_and_never_ends_it(monkeypatch):
    monkeypatch.setattr(module, "TROUBLE_SECONDS", 0.01)
    stop, tries = Event(), []

    def step():
        tries.append(1)
        if len(tries) < 3:
            raise OSError("the database restarts")
        stop.set()
        return 0

    Worker(Routine("troubled", step)).run(stop)
    assert len(tries) == 3
