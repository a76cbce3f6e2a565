"""When a letter is tried again."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.sending.retries import GIVE_UP, LONGEST_WAIT, next_try

LETTER = UUID(int=7)
QUEUED = datetime(2027, 1, 5, 8, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "least", "most"), [(1, 22, 38), (2, 45, 75), (3, 90, 150)])
def test_the_wait_doubles(attempts, least, most):
    again = next_try(LETTER, attempts, QUEUED, QUEUED)
    assert timedelta(seconds=least) <= again - QUEUED <= timedelta(seconds=most)


@given(attempts=st.integers(1, 10_000), letter=st.uuids())
def test_no_wait_is_longer_than_two_hours_and_a_quarter_more(attempts, letter):
    again = next_try(letter, attempts, QUEUED, QUEUED)
    assert timedelta() < again - QUEUED <= LONGEST_WAIT * 1.25


def test_letters_that_failed_together_come_back_apart():
    times = {next_try(UUID(int=n), 5, QUEUED, QUEUED) for n in range(100)}
    assert len(times) == 100


def test_the_last_try_is_at_the_end_of_72_hours_and_then_none():
    end = QUEUED + GIVE_UP
    assert next_try(LETTER, 40, QUEUED, end - timedelta(minutes=1)) == end
    assert next_try(LETTER, 41, QUEUED, end) is None
