"""Promises R1 and R2 against real API processes; in full size: `python -m bench.events.races`."""

from tests.events.api_processes import UNLOCKED, run
from tests.events.racing import RACES, last_seats

CLIENTS = 40
SHORT = [(race, CLIENTS) for race in RACES.values()]


def test_no_race_between_two_processes_breaks_a_promise(own_database_url):
    runs = run(own_database_url, 2, SHORT)
    assert [each.broken for each in runs] == [[] for _ in SHORT]
    assert [each.entries for each in runs] == [48, *[CLIENTS] * 4]


def test_without_the_lock_the_same_race_sells_seats_twice(own_postgres_url):
    # SQLite has one writer by nature: there is no lock to take out
    # and a busy machine may let one race pass in order by chance
    runs = run(own_postgres_url, 2, [(last_seats, CLIENTS)] * 5, UNLOCKED)
    assert any("oversold" in fault for race in runs for fault in race.broken)
