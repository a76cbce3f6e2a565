"""Asking those who were at an event what they think of it; who answered what is kept nowhere."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from core.people import system
from core.work import Work
from events.access import event_to_run, event_to_see, registration_held
from events.after.feedback_model import FeedbackForm, FeedbackSheet
from events.errors import FeedbackBegun, FeedbackGiven, FeedbackNotDue
from events.model import Event
from events.registration_facts import FeedbackAsked, FeedbackReceived
from events.registration_model import Registration
from events.registrations.question_actions import checked_answers
from events.registrations.questions import Question, QuestionsForm
from events.vocabulary import Attendance, EventStatus

_NOBODY = system("feedback")
_HELD = (EventStatus.HELD, EventStatus.REPORTED)


def ask_feedback(work: Work, event_id: UUID, form: QuestionsForm) -> FeedbackForm:
    """Put the questions in force that are asked after the event; the same again change nothing.

    Raises `FeedbackBegun` once somebody has answered.
    """
    event, _ = event_to_run(work, event_id)
    questions, purpose = form.stored()
    asked = feedback_form(work, event.id)
    if asked and (asked.questions, asked.purpose) == (questions, purpose):
        return asked
    if asked and sheets_of(work, event.id):
        raise FeedbackBegun
    if asked is None:
        asked = work.add(FeedbackForm(event_id=event.id, published_at=work.now))
    asked.purpose, asked.questions, asked.published_at = purpose, questions, work.now
    work.record(FeedbackAsked(subject=event.id))
    return asked


def give_feedback(work: Work, registration_id: UUID, given: dict[str, Any]) -> None:
    """Keep what somebody who was there answers; whoever calls has made sure that it is the person.

    The journal says that the event had an answer, not whose. Raises `FeedbackNotDue`,
    `FeedbackGiven`, `Invalid`.
    """
    registration, event, _ = registration_held(work, registration_id)
    asked = feedback_form(work, event.id)
    if asked is None or not may_answer(event, registration):
        raise FeedbackNotDue
    if registration.feedback_given:
        raise FeedbackGiven
    kept = checked_answers(work, questions_asked(asked), given)
    registration.feedback_given = True
    work.session.add(FeedbackSheet(event_id=event.id, answers=kept))
    work.actor = _NOBODY
    work.record(FeedbackReceived(subject=event.id))


def may_answer(event: Event, registration: Registration) -> bool:
    """Say whether somebody was at an event that was held."""
    return event.status in _HELD and registration.attendance is not Attendance.NONE


def feedback_form(work: Work, event_id: UUID) -> FeedbackForm | None:
    """Return what is asked after an event; None where nothing is."""
    found = select(FeedbackForm).where(col(FeedbackForm.event_id) == event_id)
    return work.session.exec(found).first()


def feedback_form_seen(work: Work, event_id: UUID) -> FeedbackForm | None:
    """Return the same of an event that the actor may see, or raise `Missing`."""
    return feedback_form(work, event_to_see(work, event_id).id)


def questions_asked(form: FeedbackForm) -> list[Question]:
    """Return the questions of a form."""
    return [Question.model_validate(each) for each in form.questions]


def sheets_of(work: Work, event_id: UUID) -> list[dict[str, Any]]:
    """Return all filled-in forms of an event, in the order of a lottery."""
    found = select(FeedbackSheet).where(col(FeedbackSheet.event_id) == event_id)
    return [each.answers for each in work.session.exec(found.order_by(col(FeedbackSheet.id)))]


def people_there(work: Work, event_id: UUID) -> int:
    """Return how many of those registered were there."""
    there = select(sa.func.count()).where(
        col(Registration.event_id) == event_id, col(Registration.attendance) != Attendance.NONE
    )
    return work.session.exec(there).one()
