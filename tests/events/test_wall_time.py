"""Local times and instants: gaps, folds, zones that are none."""

# ruff: noqa: DTZ001 - wall times are naive on purpose

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import wall_time
from events.wall_time import (
    AmbiguousTime,
    NoSuchTime,
    UnknownZone,
    WallTimeRefused,
    YearOutOfRange,
    clock_for,
    day_begins,
    instant,
)


def test_a_local_time_becomes_the_instant_of_its_zone():
    assert instant(datetime(2027, 3, 15, 9), "Europe/Istanbul") == datetime(
        2027, 3, 15, 6, tzinfo=UTC
    )
    assert instant(datetime(2027, 3, 15, 9), "Asia/Kabul") == datetime(
        2027, 3, 15, 4, 30, tzinfo=UTC
    )
    assert instant(datetime(2027, 3, 15, 9), "UTC") == datetime(2027, 3, 15, 9, tzinfo=UTC)


def test_an_instant_becomes_what_the_clock_on_the_wall_shows():
    moment = datetime(2027, 3, 15, 6, tzinfo=UTC)
    assert wall_time.local(moment, "America/Paramaribo") == datetime(2027, 3, 15, 3)
    assert wall_time.local(moment, "Asia/Jayapura") == datetime(2027, 3, 15, 15)


@pytest.mark.parametrize(
    ("local", "zone", "before", "after"),
    [
        (
            datetime(2027, 3, 28, 2, 30),
            "Europe/Tirane",
            datetime(2027, 3, 28, 1, 59),
            datetime(2027, 3, 28, 3),
        ),
        (
            datetime(2027, 3, 28, 2, 0),
            "Europe/Tirane",
            datetime(2027, 3, 28, 1, 59),
            datetime(2027, 3, 28, 3),
        ),
        (
            datetime(2027, 3, 28, 2, 59, 59, 5),
            "Europe/Tirane",
            datetime(2027, 3, 28, 1, 59),
            datetime(2027, 3, 28, 3),
        ),
        (
            datetime(2027, 3, 28, 0, 15),
            "Asia/Beirut",
            datetime(2027, 3, 27, 23, 59),
            datetime(2027, 3, 28, 1),
        ),
        (
            datetime(2027, 10, 3, 2, 10),
            "Australia/Lord_Howe",
            datetime(2027, 10, 3, 1, 59),
            datetime(2027, 10, 3, 2, 30),
        ),
        # the whole day was skipped when Samoa crossed the date line
        (
            datetime(2011, 12, 30, 12),
            "Pacific/Apia",
            datetime(2011, 12, 29, 23, 59),
            datetime(2011, 12, 31),
        ),
    ],
)
def test_a_time_the_clocks_jump_over_is_refused_with_its_neighbours(local, zone, before, after):
    with pytest.raises(NoSuchTime) as refusal:
        instant(local, zone)
    assert (refusal.value.before, refusal.value.after) == (before, after)
    assert (refusal.value.local, refusal.value.zone) == (local, zone)


def test_the_refusal_of_a_jumped_time_says_what_to_choose():
    with pytest.raises(NoSuchTime) as refusal:
        instant(datetime(2027, 3, 28, 2, 30), "Europe/Tirane")
    assert str(refusal.value) == (
        "2027-03-28 02:30 does not exist in Europe/Tirane: the clocks go from 2027-03-28 01:59 "
        "straight to 2027-03-28 03:00; choose one of these two or another time"
    )


def test_a_time_that_happens_twice_is_refused_with_both_instants():
    with pytest.raises(AmbiguousTime) as refusal:
        instant(datetime(2027, 10, 31, 2, 30), "Europe/Tirane")
    assert refusal.value.instants == (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    )
    assert refusal.value.offsets == (timedelta(hours=2), timedelta(hours=1))
    assert str(refusal.value) == (
        "2027-10-31 02:30 happens twice in Europe/Tirane: at +02:00 (2027-10-31 00:30 UTC) "
        "and at +01:00 (2027-10-31 01:30 UTC); choose a time that happens once"
    )


def test_an_offset_west_of_greenwich_is_shown_with_its_sign():
    with pytest.raises(AmbiguousTime, match=r"at -02:30 .* and at -03:30 "):
        instant(datetime(2027, 11, 7, 1, 30), "America/St_Johns")


def test_a_fold_asked_for_by_the_caller_changes_nothing():
    with pytest.raises(AmbiguousTime):
        instant(datetime(2027, 10, 31, 2, 30, fold=1), "Europe/Tirane")
    assert instant(datetime(2027, 10, 31, 4, fold=1), "Europe/Tirane") == datetime(
        2027, 10, 31, 3, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "zone",
    [
        "", "EST5EDT", "EST", "GMT+0", "Etc/GMT+5", "UTC+3", "Turkey", "localtime", "Factory", "posixrules",
        "posix/Europe/Istanbul", "right/Europe/Istanbul", "/usr/share/zoneinfo/Europe/Istanbul",
        "../Europe/Istanbul", "Europe/../Europe/Istanbul", "Europe//Istanbul", "Europe", "America/Argentina",
        "Europe/Istanbul\n", "Europe/Istanbul\x00", "europe/istanbul", "Europe/Atlantis", "<+03>-3", "US/Eastern",
    ],
)  # fmt: skip
def test_only_iana_places_and_utc_are_zones(zone):
    with pytest.raises(UnknownZone) as refusal:
        instant(datetime(2027, 1, 1), zone)
    assert refusal.value.zone == zone
    with pytest.raises(UnknownZone):
        wall_time.local(datetime(2027, 1, 1, tzinfo=UTC), zone)


@pytest.mark.parametrize(
    "zone", ["UTC", "Etc/UTC", "Asia/Gaza", "America/Argentina/Salta", "Africa/Porto-Novo"]
)
def test_places_of_two_and_three_parts_are_zones(zone):
    assert wall_time.local(instant(datetime(2027, 6, 1, 12), zone), zone) == datetime(
        2027, 6, 1, 12
    )


def test_a_time_with_an_offset_is_refused():
    with pytest.raises(WallTimeRefused, match="without an offset"):
        instant(datetime(2027, 1, 1, tzinfo=UTC), "UTC")


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_years_that_no_event_can_be_in_are_refused(year):
    with pytest.raises(YearOutOfRange) as refusal:
        instant(datetime(year, 12, 31, 23), "America/Paramaribo")
    assert refusal.value.year == year
    with pytest.raises(YearOutOfRange):
        wall_time.local(datetime(year, 1, 1, tzinfo=UTC), "UTC")


def outcome(local, zone):
    try:
        return instant(local, zone)
    except WallTimeRefused as refusal:
        return refusal


@given(
    local=st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)),
    zone=st.sampled_from(sorted(wall_time.zones())),
)
def test_every_time_comes_back_from_its_instant_or_is_refused_rightly(local, zone):
    match outcome(local, zone):
        case AmbiguousTime(instants=instants):
            assert [wall_time.local(each, zone) for each in instants] == [local, local]
        case NoSuchTime(before=before, after=after):
            assert before < local < after
            assert instant(after, zone) - instant(before, zone) == timedelta(minutes=1)
        case moment:
            assert wall_time.local(moment, zone) == local


@pytest.mark.parametrize(
    ("midnight", "zone", "begins"),
    [
        (datetime(2027, 4, 30), "Africa/Cairo", datetime(2027, 4, 29, 22, tzinfo=UTC)),
        (datetime(2027, 4, 29), "Africa/Cairo", datetime(2027, 4, 28, 22, tzinfo=UTC)),
        (datetime(2022, 11, 6), "America/Havana", datetime(2022, 11, 6, 4, tzinfo=UTC)),
    ],
)
def test_a_day_begins_also_where_midnight_is_jumped_over_or_comes_twice(midnight, zone, begins):
    assert day_begins(midnight, zone) == begins


def test_only_whole_days_may_touch_a_midnight_that_the_clocks_jump_over():
    day, next_day = datetime(2027, 4, 29), datetime(2027, 4, 30)
    assert clock_for(day, next_day) is day_begins
    assert clock_for(day + timedelta(hours=9), next_day) is instant
