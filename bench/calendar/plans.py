"""What is planned, and what is true of it: computed with `zoneinfo` and nothing of Nadwa's."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

ZONES = {  # before and after the event is moved: on both sides of a change of the clocks
    "Africa/Cairo": ("2027-04-29", "2027-05-04"),
    "Africa/Casablanca": ("2027-02-03", "2027-02-16"),  # Ramadan begins between
    "Asia/Gaza": ("2027-03-24", "2027-04-06"),
    "Europe/Istanbul": ("2027-03-24", "2027-04-06"),
    "America/New_York": ("2027-03-10", "2027-03-17"),
    "UTC": ("2027-03-24", "2027-04-06"),
}
SHAPES = ("one day", "three days", "whole days", "online", "over midnight")
_DAY = timedelta(days=1)


def plan_of(zone: str, shape: str, day: str) -> dict[str, str]:
    """Return the times of an event of a shape that begins on a day."""
    first = datetime.fromisoformat(day)
    begins, ends = {
        "one day": (first.replace(hour=9), first.replace(hour=16, minute=30)),
        "three days": (first.replace(hour=9), first.replace(hour=16) + 2 * _DAY),
        "whole days": (first, first + 2 * _DAY),
        "online": (first.replace(hour=9), first.replace(hour=10)),
        "over midnight": (first.replace(hour=20), first.replace(hour=1) + _DAY),
    }[shape]
    when = {
        "starts_at": begins.isoformat("T", "minutes"),
        "ends_at": ends.isoformat("T", "minutes"),
    }
    return {**when, "timezone": zone}


def entries_of(plan: dict[str, str], shape: str) -> tuple[tuple[str, str], list[tuple[str, str]]]:
    """Return start and end of the invitation, and of each entry in public feeds."""
    zone = ZoneInfo(plan["timezone"])
    begins, ends = (datetime.fromisoformat(plan[name]) for name in ("starts_at", "ends_at"))

    def utc(wall: datetime) -> str:
        return f"{wall.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"

    def day(wall: datetime) -> str:
        return f"{wall:%Y%m%d}"

    if shape == "whole days":
        days = [(day(begins + n * _DAY), day(begins + (n + 1) * _DAY)) for n in range(2)]
        return (day(begins), day(ends)), days
    if shape != "three days":
        return (utc(begins), utc(ends)), [(utc(begins), utc(ends))]
    hours = [(utc(begins + n * _DAY), utc(ends - (2 - n) * _DAY)) for n in range(3)]
    return (day(begins), day(ends + _DAY)), hours


def uids_of(event: UUID, days: int) -> list[UUID]:
    """Return the UIDs of an event's entries in public feeds."""
    return [event] if days == 1 else [uuid5(event, f"day {n}") for n in range(1, days + 1)]
