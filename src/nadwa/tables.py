"""Every table of the product, registered by importing the packages that own them."""

from core import accounts, chain, journal, once, quotas, tokens
from core.storage import metadata
from events import model as events_model
from events import question_model as events_questions
from events.after import feedback_model as events_feedback
from events.files import model as events_files
from events.scheduling import calendar_model as events_calendars
from notifications import inbox_model
from notifications import model as notifications_model
from notifications.webhooks import model as webhooks_model
from registry import evidence_model, parties_model, text_model
from registry import model as registry_model
from registry.templates import model as template_model

OWNERS = (
    chain,
    journal,
    once,
    quotas,
    tokens,
    accounts,
    parties_model,
    text_model,
    template_model,
    registry_model,
    evidence_model,
    events_model,
    events_calendars,
    events_feedback,
    events_files,
    events_questions,
    notifications_model,
    inbox_model,
    webhooks_model,
)

__all__ = ["OWNERS", "metadata"]
