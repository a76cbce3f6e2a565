from typing import ClassVar
from uuid import UUID

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import func, select

from core.ids import new_id
from core.journal import Fact, JournalDelivery, JournalEntry
from core.people import ANONYMOUS, Role, system
from core.problem import Missing
from core.tokens import Token
from core.work import ChangedInSilence

TESTER = system("tests")


class SomethingHappened(Fact):
    name: ClassVar[str] = "test.happened"


def a_token(work, label="x"):
    return work.add(Token(hash=new_id().hex, label=label, role=Role.VIEWER, created_at=work.now))


def count(office, table):
    with office.look(ANONYMOUS) as work:
        return work.session.exec(select(func.count()).select_from(table)).one()


def test_work_that_succeeds_is_kept_with_its_fact(office):
    with office.work(TESTER) as work:
        token = a_token(work)
        work.record(SomethingHappened(subject=token.id))
    with office.look(ANONYMOUS) as work:
        entry = work.session.exec(select(JournalEntry)).one()
    assert (entry.fact, entry.subject, entry.actor) == ("test.happened", token.id, "system:tests")
    assert entry.at == office.clock()
    assert count(office, Token) == 1


def test_work_that_fails_leaves_no_trace(office):
    with pytest.raises(RuntimeError), office.work(TESTER) as work:
        token = a_token(work)
        work.record(SomethingHappened(subject=token.id))
        raise RuntimeError
    assert (count(office, Token), count(office, JournalEntry)) == (0, 0)


def test_a_change_without_a_fact_is_undone(office):
    with pytest.raises(ChangedInSilence, match="Token"), office.work(TESTER) as work:
        a_token(work)
    assert count(office, Token) == 0


def test_a_look_cannot_write(office):
    with pytest.raises(DBAPIError), office.look(TESTER) as work:
        a_token(work)
    assert count(office, Token) == 0


def test_what_is_not_there_is_missing(office):
    with pytest.raises(Missing), office.look(TESTER) as work:
        work.get(Token, new_id())


def test_a_locked_row_is_read_anew(office):
    with office.work(TESTER) as work:
        token = a_token(work)
        work.record(SomethingHappened(subject=token.id))
    with office.work(TESTER) as work:
        assert work.get(Token, token.id, lock=True).label == "x"


def test_constraints_speak_up_where_the_row_is_added(office):
    with pytest.raises(IntegrityError), office.work(TESTER) as work:
        first = a_token(work)
        work.add(Token(hash=first.hash, label="twin", role=Role.VIEWER, created_at=work.now))


def test_each_subscriber_of_a_fact_gets_a_delivery_of_its_own(office):
    office.subscribe(SomethingHappened, "one", lambda _work, _fact: None)
    office.subscribe(SomethingHappened, "two", lambda _work, _fact: None)
    with office.work(TESTER) as work:
        work.record(SomethingHappened(subject=new_id()))
    with office.look(ANONYMOUS) as work:
        names = work.session.exec(select(JournalDelivery.subscriber)).all()
    assert sorted(names) == ["one", "two"]


def test_ids_rise_in_the_order_they_are_made():
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {each.version for each in made} == {7}
    assert all(isinstance(each, UUID) for each in made)
