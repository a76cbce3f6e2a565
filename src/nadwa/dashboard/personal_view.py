"""What a person's own page shows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import Response
from sqlmodel import col, select

from core.http.languages import known
from events import (
    EventStatus,
    Seat,
    StoredFile,
    feedback_form,
    files_for_participants,
    is_due,
    may_answer,
    public_files,
    questions_asked,
    questions_in,
    questions_in_force,
    registration_view,
)
from nadwa.dashboard import store
from nadwa.dashboard.event_view import event_page
from nadwa.dashboard.file_lines import file_lines
from nadwa.dashboard.personal_access import Own
from nadwa.dashboard.question_fields import fields_of, typed_of
from nadwa.dashboard.reader import Reader
from nadwa.dashboard.rendering import private_page
from notifications import Letter, LetterState

_SAID = frozenset({"answered", "withdrawn", "language", "questions", "feed"})
_STANDING = frozenset({Seat.CONFIRMED, Seat.WAITLISTED, Seat.PENDING})
_MOST_LETTERS = 20
_AHEAD = frozenset({EventStatus.ANNOUNCED, EventStatus.POSTPONED})


def shown(
    reader: Reader,
    own: Own,
    *,
    said: str = "",
    typed: Mapping[str, str] | None = None,
    faults: set[str] | None = None,
) -> Response:
    """Show the page; `said`: what was just done; `typed`, `faults`: an answer that was refused."""
    work, reader = own.work, _spoken_to(reader, own)
    ahead = own.event.status in _AHEAD and not _begun(own)
    standing = own.registration.seat in _STANDING
    version = questions_in_force(work, own.event.id) if ahead and standing else None
    questions = questions_in(version) if version else []
    entered = typed or typed_of(questions, own.registration.answers or {})
    states = store.state_names(work, reader.language)
    registration = registration_view(work, own.registration)
    facts: dict[str, Any] = {
        "own": own,
        "event": event_page(work, reader, own.event),
        "registration": registration,
        "why": registration.explained.pick(reader.language) if registration.explained else "",
        "answers": ahead and own.registration.seat is not Seat.REJECTED,
        "withdraws": ahead and standing,
        "scanned": own.event.status is EventStatus.ANNOUNCED
        and own.registration.seat is Seat.CONFIRMED,
        "certified": is_due(own.event, own.registration),
        "files": file_lines(reader, files_of(own), lambda file: f"{own.address}/files/{file.id}"),
        **_feedback(reader, own, states, typed or {}, faults or set()),
        "purpose": reader.pick(version.purpose) if version else "",
        "questions": fields_of(reader, questions, entered, faults or set(), states),
        "faults": faults or set(),
        "letters": _letters(reader, own),
        "said": said if said in _SAID else "",
    }
    return private_page(reader, "me.html", **facts)


def files_of(own: Own) -> list[StoredFile]:
    """Return the event's files for those who have a seat."""
    if own.registration.seat is not Seat.CONFIRMED:
        return public_files(own.work, own.event.id)
    return files_for_participants(own.work, own.event.id)


def _letters(reader: Reader, own: Own) -> list[tuple[str, str]]:
    """Return what left for the person, newest first: subjects and days."""
    left = (
        select(Letter.subject, Letter.sent_at)
        .where(col(Letter.registration_id) == own.registration.id)
        .where(col(Letter.state) == LetterState.SENT, col(Letter.recipient) == own.person.email)
        .order_by(col(Letter.sent_at).desc(), col(Letter.id).desc())
        .limit(_MOST_LETTERS)
    )
    rows = own.work.session.exec(left)
    return [(subject, reader.day(sent_at.date())) for subject, sent_at in rows if sent_at]


def _feedback(
    reader: Reader, own: Own, states: store.Names, typed: Mapping[str, str], faults: set[str]
) -> dict[str, Any]:
    """Return the questions that are asked after the event, for those who were there."""
    asked = feedback_form(own.work, own.event.id)
    may = asked is not None and may_answer(own.event, own.registration)
    given = may and own.registration.feedback_given
    questions = questions_asked(asked) if asked and may and not given else []
    return {
        "feedback": fields_of(reader, questions, typed, faults, states),
        "feedback_given": given,
        "feedback_purpose": reader.pick(asked.purpose) if asked else "",
    }


def _spoken_to(reader: Reader, own: Own) -> Reader:
    """Speak the person's language, unless another one was chosen just now."""
    language = known(own.person.language)
    return reader if reader.chosen or language is None else replace(reader, language=language)


def _begun(own: Own) -> bool:
    starts = own.event.starts_at_utc
    return starts is not None and own.work.now >= starts
