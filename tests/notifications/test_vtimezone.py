"""VTIMEZONE texts are read by programs we did not write; two of them are asked here."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from notifications.entries.vtimezone import vtimezone

OTHERS = (
    "Europe/Paris", "Europe/London", "Europe/Dublin", "America/New_York", "America/Sao_Paulo",
    "Australia/Sydney", "Australia/Lord_Howe", "Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza",
    "Asia/Hebron", "Asia/Tehran", "Asia/Kathmandu", "Asia/Amman", "Asia/Almaty", "Africa/Cairo",
)  # fmt: skip
STATES = (
    "Africa/Algiers", "Asia/Bahrain", "Asia/Dhaka", "Africa/Porto-Novo", "Asia/Brunei",
    "Africa/Ouagadougou", "Asia/Baku", "Asia/Qatar", "Africa/Ndjamena", "Africa/Djibouti",
    "Africa/Abidjan", "Asia/Dubai", "Africa/Libreville", "Africa/Banjul", "Africa/Conakry",
    "Africa/Bissau", "America/Guyana", "Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar",
    "Asia/Tehran", "Asia/Baghdad", "Asia/Amman", "Asia/Almaty", "Asia/Kuwait", "Asia/Bishkek",
    "Asia/Beirut", "Africa/Tripoli", "Asia/Kuala_Lumpur", "Indian/Maldives", "Africa/Bamako",
    "Africa/Nouakchott", "Africa/Casablanca", "Africa/Maputo", "Africa/Niamey", "Africa/Lagos",
    "Asia/Muscat", "Asia/Karachi", "Asia/Gaza", "Asia/Riyadh", "Africa/Dakar",
    "Africa/Freetown", "Africa/Mogadishu", "Africa/Khartoum", "America/Paramaribo",
    "Asia/Damascus", "Asia/Dushanbe", "Africa/Lome", "Africa/Tunis", "Europe/Istanbul",
    "Asia/Ashgabat", "Africa/Kampala", "Asia/Tashkent", "Asia/Aden", "Asia/Kabul",
    "Europe/Tirane", "Africa/Douala", "Indian/Comoro", "Africa/Cairo",
)  # fmt: skip


wall = datetime.fromisoformat


def zones():
    catalogue = Path(__file__).parents[2] / "src/registry/catalogue/states.json"
    listed = set(OTHERS) | set(STATES)
    if catalogue.exists():
        read = json.loads(catalogue.read_text(encoding="utf-8"))
        states = read["states"] if isinstance(read, dict) else read
        listed |= {zone for state in states for zone in state.get("all_zones", [])}
    return sorted(listed)


def calendar(tzid, *times):
    """A calendar with an event of one hour at each wall clock time and a zone that fits."""
    aware = [time.replace(tzinfo=ZoneInfo(tzid)) for time in times]
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTAMP:20200101T000000Z\r\n"
        f"DTSTART;TZID={tzid}:{time:%Y%m%dT%H%M%S}\r\nEND:VEVENT\r\n"
        for n, time in enumerate(times)
    )
    zone = vtimezone(tzid, min(aware), max(aware) + timedelta(hours=1))
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
    return f"{head}{zone}{events}END:VCALENDAR\r\n"


def right(tzid, times):
    return [time.replace(tzinfo=ZoneInfo(tzid)).astimezone(UTC) for time in times]


def read_by_vobject(text):
    """The zone as written; left alone, vobject asks pytz for its own idea of the zone."""
    read = vobject.readOne(text)
    zone = read.vtimezone.tzinfo
    walls = [event.dtstart.value.replace(tzinfo=None) for event in read.vevent_list]
    return [time.replace(tzinfo=zone).astimezone(UTC) for time in walls]


def read_by_icalendar(text):
    """The zone as written; left alone, icalendar asks zoneinfo."""
    read = Calendar.from_ical(text)
    zone = read.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    walls = [event["DTSTART"].dt.replace(tzinfo=None) for event in read.walk("VEVENT")]
    return [time.replace(tzinfo=zone).astimezone(UTC) for time in walls]


def exists_once(tzid, time):
    """Clocks show this time exactly once: it is neither skipped nor repeated."""
    zone = ZoneInfo(tzid)
    first = time.replace(tzinfo=zone)
    return first.utcoffset() == first.replace(fold=1).utcoffset()


def sampled(tzid, years):
    """Ten o'clock every nine days, and midnight: never the same weekday twice in a row."""
    walls = [
        wall(f"{year}-01-01") + timedelta(days=9 * n, hours=10 * (n % 3 != 0))
        for year in years
        for n in range(40)
    ]
    return [each for each in walls if exists_once(tzid, each)]


@pytest.mark.parametrize("tzid", zones())
def test_one_meeting_at_a_time_is_read_at_the_right_instant(tzid):
    walls = sampled(tzid, range(2020, 2036))[::23]
    texts = [calendar(tzid, wall) for wall in walls]
    instants = right(tzid, walls)
    assert [read_by_vobject(text)[0] for text in texts] == instants
    assert [read_by_icalendar(text)[0] for text in texts] == instants


@pytest.mark.parametrize("tzid", zones())
def test_a_feed_over_years_is_read_at_the_right_instants(tzid):
    for years in ((2020, 2021), (2027,), range(2020, 2036)):
        walls = sampled(tzid, years)[:: len(years)]
        text = calendar(tzid, *walls)
        assert read_by_vobject(text) == right(tzid, walls)
        assert read_by_icalendar(text) == right(tzid, walls)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(zones()),
    st.lists(st.datetimes(wall("2019-01-01"), wall("2036-12-31")), min_size=1, max_size=5),
)
def test_any_window_is_read_at_the_right_instants(tzid, walls):
    walls = [each.replace(microsecond=0) for each in walls]
    walls = [each for each in walls if exists_once(tzid, each)] or [wall("2026-05-05 12:00")]
    text = calendar(tzid, *walls)
    assert read_by_vobject(text) == right(tzid, walls)
    assert read_by_icalendar(text) == right(tzid, walls)


def test_equal_windows_give_equal_bytes():
    window = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 2, tzinfo=UTC)
    written = vtimezone("Europe/Paris", *window)
    vtimezone.cache_clear()
    assert vtimezone("Europe/Paris", *window) == written


def test_a_zone_with_a_yearly_rule_is_written_as_two_rules():
    window = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 2, tzinfo=UTC)
    assert vtimezone("Europe/Paris", *window).split("\r\n") == [
        "BEGIN:VTIMEZONE", "TZID:Europe/Paris",
        "BEGIN:DAYLIGHT", "DTSTART:20250330T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
        "TZNAME:CEST", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20251026T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "TZNAME:CET", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD",
        "END:VTIMEZONE", "",
    ]  # fmt: skip


def test_an_ordinal_rule_is_found_where_the_week_counts_from_the_start():
    window = datetime(2027, 6, 1, tzinfo=UTC), datetime(2027, 6, 2, tzinfo=UTC)
    rules = [
        line for line in vtimezone("America/New_York", *window).split("\r\n") if "RRULE" in line
    ]
    assert rules == [
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
    ]


def test_ramadan_in_morocco_is_one_standard_observance():
    day = datetime(2027, 2, 15, 9, tzinfo=ZoneInfo("Africa/Casablanca"))
    assert vtimezone("Africa/Casablanca", day, day).split("\r\n") == [
        "BEGIN:VTIMEZONE", "TZID:Africa/Casablanca",
        "BEGIN:STANDARD", "DTSTART:20270207T030000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000",
        "TZNAME:+00", "END:STANDARD",
        "END:VTIMEZONE", "",
    ]  # fmt: skip


def test_a_zone_without_changes_has_one_observance_since_1970():
    day = datetime(2027, 2, 15, 9, tzinfo=UTC)
    assert vtimezone("Europe/Istanbul", day, day).split("\r\n") == [
        "BEGIN:VTIMEZONE", "TZID:Europe/Istanbul",
        "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300", "TZOFFSETTO:+0300",
        "TZNAME:+03", "END:STANDARD",
        "END:VTIMEZONE", "",
    ]  # fmt: skip


def test_offsets_with_seconds_keep_them():
    day = datetime(1900, 1, 1, tzinfo=UTC)
    assert "TZOFFSETTO:-001608" in vtimezone("Africa/Abidjan", day, day)


def test_a_window_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        vtimezone("Europe/Paris", wall("2027-01-01"), datetime(2027, 1, 2, tzinfo=UTC))


def test_an_unknown_zone_is_refused():
    day = datetime(2027, 1, 1, tzinfo=UTC)
    with pytest.raises(ZoneInfoNotFoundError):
        vtimezone("Atlantis/Capital", day, day)
