"""Every table of the product, registered by importing the packages that own them."""

from core import accounts, chain, journal, once, quotas, tokens
from core.storage import metadata
from events import calendar_model as events_calendars
from events import feedback_model as events_feedback
from events import file_model as events_files
from events import model as events_model
from events import question_model as events_questions
from notifications import inbox_model, webhooks_model
from notifications import model as notifications_model
from registry import evidence_model, parties_model, template_model, text_model
from registry import model as registry_model

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
