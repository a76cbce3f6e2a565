"""Our own VTIMEZONEs, 2020 to 2035, in all zones of the 57 states and the usual others."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from bench.calendar.parsers import Seen
from notifications.entries.objects import Entry, entry, feed
from notifications.entries.occasion import Occasion

OTHERS = (
    "Africa/Johannesburg", "America/Chicago", "America/Los_Angeles", "America/New_York",
    "America/Santiago", "America/Sao_Paulo", "America/Toronto", "America/St_Johns", "Asia/Gaza",
    "Asia/Hebron", "Asia/Hong_Kong", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Shanghai",
    "Asia/Singapore", "Asia/Tokyo", "Atlantic/Azores", "Australia/Lord_Howe", "Australia/Sydney",
    "Europe/Berlin", "Europe/Dublin", "Europe/Athens", "Europe/London", "Europe/Madrid",
    "Europe/Moscow", "Europe/Paris", "Europe/Rome", "Europe/Vienna", "Europe/Zurich",
    "Pacific/Auckland", "Pacific/Chatham",
)  # fmt: skip
YEARS = range(2020, 2036)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_NAMESPACE = UUID("2f6c1d9e-0b37-4d3e-8a4b-0190d2f15c7a")
_STATES = Path(__file__).parents[2] / "src/registry/catalogue/states.json"


def zones() -> list[str]:
    """Return every zone that the sweep looks at."""
    states = json.loads(_STATES.read_text(encoding="utf-8"))
    rows = states if isinstance(states, list) else states["states"]
    return sorted({*OTHERS, *(row["time_zone"] for row in rows)} - {"UTC"})


def swept(folder: Path) -> dict[Path, list[Seen]]:
    """Write a feed per zone and year, and one per zone for all years; return what is true."""
    folder.mkdir(parents=True, exist_ok=True)
    expected: dict[Path, list[Seen]] = {}
    for zone in zones():
        everything: list[tuple[Entry, Seen]] = []
        for year in YEARS:
            found = [_meeting(zone, wall) for wall in _walls(zone, year)]
            everything += found
            _keep(expected, folder / f"{zone.replace('/', '_')}-{year}.ics", found)
        _keep(expected, folder / f"{zone.replace('/', '_')}.ics", everything)
    return expected


def _keep(expected: dict[Path, list[Seen]], file: Path, found: list[tuple[Entry, Seen]]) -> None:
    file.write_bytes(feed("sweep", [each for each, _ in found]))
    expected[file] = [seen for _, seen in found]


def _walls(zone: str, year: int) -> list[datetime]:
    """Return wall clock times: two in each month, and four around each change of the clocks."""
    walls = {datetime(year, month, 10, 9) for month in range(1, 13)}  # noqa: DTZ001
    walls |= {datetime(year, month, 24, 22, 30) for month in range(1, 13)}  # noqa: DTZ001
    for turn in _turns(ZoneInfo(zone), year):
        for away in (-_DAY, -3 * _HOUR, 3 * _HOUR, _DAY):
            walls.add((turn + away).astimezone(ZoneInfo(zone)).replace(tzinfo=None))
    return sorted(wall for wall in walls if _is_clear(wall, ZoneInfo(zone)))


def _turns(zone: ZoneInfo, year: int) -> list[datetime]:
    hours = [datetime(year, 1, 1, tzinfo=UTC) + n * _HOUR for n in range(366 * 24)]
    offsets = [hour.astimezone(zone).utcoffset() for hour in hours]
    return [hours[n] for n in range(1, len(hours)) if offsets[n] != offsets[n - 1]]


def _is_clear(wall: datetime, zone: ZoneInfo) -> bool:
    """Say whether a meeting of an hour begins and ends at times that happen exactly once."""
    for each in (wall, wall + _HOUR):
        early, late = (each.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        if early != late:
            return False
    return True


def _meeting(zone: str, wall: datetime) -> tuple[Entry, Seen]:
    uid, end = uuid5(_NAMESPACE, f"{zone} {wall}"), wall + _HOUR
    told = Occasion(
        title=zone, language="en", starts=wall, ends=end, zone=zone, stamped=datetime.now(UTC)
    )
    begins, ends = (
        f"{each.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC):%Y%m%dT%H%M%SZ}"
        for each in (wall, end)
    )
    return entry(uid, told), (str(uid), "0", begins, ends)
