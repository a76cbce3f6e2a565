"""Letters, invitations, replies and feeds."""

from notifications.mailing import Mailing
from notifications.subscribers import subscribe

__all__ = ["Mailing", "subscribe"]
