"""What events do when something happens in the registry below them."""

from core.work import Office
from events.merged_mandates import follow
from events.reported_events import enter_reported
from registry import MandatesMerged, ReportedEventConfirmed


def subscribe(office: Office) -> None:
    """Connect the office's facts to events."""
    office.subscribe(ReportedEventConfirmed, "events", enter_reported)
    office.subscribe(MandatesMerged, "events", follow)
