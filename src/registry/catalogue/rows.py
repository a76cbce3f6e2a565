"""Turns what the catalogue's files say into the columns of the registry."""

from datetime import datetime
from typing import Any

from registry.catalogue.files import (
    CatalogueBody,
    CatalogueMandate,
    CatalogueResolution,
    CatalogueSession,
    CatalogueState,
)
from registry.default_rule import default_rule
from registry.model import Basis, Rule

Values = dict[str, Any]


def body_values(read: CatalogueBody) -> Values:
    """Return a body's columns; a group of all Member States has the one member `states`."""
    return {
        "code": read.code,
        "kind": read.kind,
        "name": read.name,
        "short": read.short,
        "state": read.state,
        "members": ["states"] if read.members == "states" else read.members,
        "aliases": read.aliases,
        "unconfirmed": [language for language, sure in read.confirmed.items() if not sure],
    }


def state_values(read: CatalogueState) -> Values:
    """Return a state's columns."""
    return read.model_dump(exclude={"weekend_note"})


def session_values(read: CatalogueSession, now: datetime) -> Values:
    """Return a session's columns; its date counts as known from now on."""
    return {
        "code": read.code,
        "body": read.body,
        "title": read.title,
        "starts_on": read.on,
        "expected": read.expected,
        "known_at": now if read.on else None,
    }


def head_values(read: CatalogueResolution) -> Values:
    """Return the columns of the resolution itself."""
    return read.model_dump(exclude={"session", "sections", "sessions", "paragraphs"})


def mandate_values(read: CatalogueMandate) -> Values:
    """Return the columns that say what a clause asks for, with the rule that its words ask for."""
    activities = [activity.value for activity in read.activities]
    rule = default_rule(
        read.kind.value, activities, read.addressees, read.recurrence, read.quantity
    )
    due = read.due
    return {
        "verb": read.verb,
        "canonical": read.canonical,
        "kind": read.kind,
        "activities": activities,
        "deliverables": read.deliverables,
        "addressees": read.addressees,
        "partners": read.partners,
        "recurrence": read.recurrence,
        "quantity": read.quantity,
        "due_on": due.on if due else None,
        "due_basis": due.basis if due else Basis.NONE,
        "due_session": due.session if due else None,
        "rule": Rule(rule.kind.value),
        "rule_count": rule.n,
        "rule_period": rule.period,
    }
