"""What events do when something happens in the registry below them."""

from core.work import Office
from events.reported_events import enter_reported
from registry import ReportedEventConfirmed


def subscribe(office: Office) -> None:
    """Connect the office's facts to events."""
    office.subscribe(ReportedEventConfirmed, "events", enter_reported)
