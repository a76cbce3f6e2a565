from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import func, select

from core.once import OnceKey, forget_old_keys, once
from core.people import system
from core.problem import KeyReused

TESTER = system("tests")


def carry_out(office, key, fingerprint, made):
    with office.work(TESTER) as work:
        return once(work, key, fingerprint, lambda: made.append(key) or {"n": len(made)})


def test_the_same_key_happens_once_and_is_answered_alike(office):
    made = []
    answers = [carry_out(office, "k", "f", made) for _ in range(3)]
    assert answers == [{"n": 1}] * 3
    assert made == ["k"]


def test_the_same_key_for_another_request_is_refused(office):
    carry_out(office, "k", "f", [])
    with pytest.raises(KeyReused):
        carry_out(office, "k", "g", [])


def test_eight_twins_at_once_make_one(office):
    made = []
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: carry_out(office, "k", "f", made), range(8)))
    assert answers == [{"n": 1}] * 8
    assert made == ["k"]


def test_a_request_that_failed_may_be_tried_again(office):
    def fail():
        raise ValueError

    with pytest.raises(ValueError), office.work(TESTER) as work:
        once(work, "k", "f", fail)
    assert carry_out(office, "k", "f", []) == {"n": 1}


def test_keys_are_kept_a_day_at_least_and_forgotten_after_a_week(office, clock):
    carry_out(office, "k", "f", [])
    for days, left in ((1, 1), (8, 0)):
        clock.now += timedelta(days=days)
        with office.work(TESTER) as work:
            forget_old_keys(work)
        with office.look(TESTER) as work:
            assert work.session.exec(select(func.count()).select_from(OnceKey)).one() == left
