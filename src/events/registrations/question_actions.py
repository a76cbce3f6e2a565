"""Publishing an event's questions, and keeping the answers with the registrations."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.people import Role
from core.problem import Invalid, Missing
from core.work import Work
from events.access import event_to_run, registration_to_change
from events.question_model import FormVersion
from events.registration_facts import AnswersGiven, QuestionsPublished
from events.registration_model import Registration
from events.registrations.questions import (
    Answers,
    Audience,
    Question,
    QuestionsForm,
    checked,
    states_named,
)
from events.seat_actions import subject_of
from events.store import refuse_unknown


def publish(work: Work, event_id: UUID, form: QuestionsForm) -> FormVersion:
    """Put an event's questions in force; the same ones again change nothing.

    Earlier versions stay: each registration keeps the one that it answered.
    """
    event, _ = event_to_run(work, event_id)
    questions, purpose = form.stored()
    before = newest(work, event.id)
    if before and (before.questions, before.purpose) == (questions, purpose):
        return before
    version = work.add(
        FormVersion(
            event_id=event.id,
            number=before.number + 1 if before else 1,
            purpose=purpose,
            questions=questions,
            published_at=work.now,
        )
    )
    work.record(QuestionsPublished(subject=event.id, number=version.number))
    return version


def newest(work: Work, event_id: UUID) -> FormVersion | None:
    """Return the questions in force, None where the event asks nothing."""
    found = select(FormVersion).where(col(FormVersion.event_id) == event_id)
    return work.session.exec(found.order_by(col(FormVersion.number).desc()).limit(1)).first()


def version_of(work: Work, event_id: UUID, number: int | None = None) -> FormVersion:
    """Return a version of an event's questions, or raise `Missing`; None: the one in force."""
    if number is None:
        found = newest(work, event_id)
    else:
        asked = select(FormVersion).where(
            col(FormVersion.event_id) == event_id, col(FormVersion.number) == number
        )
        found = work.session.exec(asked).first()
    if found is None:
        raise Missing
    return found


def questions_in(version: FormVersion) -> list[Question]:
    """Return the questions of a version."""
    return [Question.model_validate(each) for each in version.questions]


def answers_to_keep(
    work: Work, version: FormVersion | None, given: dict[str, Any], pointer: str = "/answers"
) -> tuple[int | None, Answers | None]:
    """Return the number of the version in force and the answers as kept; raise `Invalid`."""
    questions = questions_in(version) if version else []
    kept = checked_answers(work, questions, given, pointer)
    return (version.number, kept) if version else (None, None)


def checked_answers(
    work: Work, questions: list[Question], given: dict[str, Any], pointer: str = "/answers"
) -> Answers:
    """Return answers to some questions as they are kept; raise `Invalid`."""
    kept, wrong = checked(questions, given)
    if wrong:
        first, *more = [(f"{pointer}/{name}", why) for name, why in wrong]
        raise Invalid(*first, *more)
    states = [(f"{pointer}/{name}", code) for name, code in states_named(questions, kept)]
    refuse_unknown(work, states=states)
    return kept


def answer(work: Work, registration: Registration, given: dict[str, Any]) -> Registration:
    """Keep somebody's answers to the questions in force; whoever calls may change them."""
    number, kept = answers_to_keep(work, newest(work, registration.event_id), given)
    if number is None or (registration.form_version, registration.answers) == (number, kept):
        return registration
    registration.form_version, registration.answers = number, kept
    work.record(AnswersGiven(**subject_of(registration), number=number))
    return registration


def answer_for(work: Work, registration_id: UUID, given: dict[str, Any]) -> Registration:
    """Keep the answers of somebody whose registration the actor may change."""
    registration, _, _ = registration_to_change(work, registration_id)
    return answer(work, registration, given)


def answers_seen(work: Work, registration: Registration) -> Answers:
    """Return the answers that the actor may read: a focal point those meant for its state too."""
    if registration.answers is None or registration.form_version is None:
        return {}
    if work.actor.role is not Role.FOCAL_POINT:
        return registration.answers
    version = version_of(work, registration.event_id, registration.form_version)
    open_ones = {each.id for each in questions_in(version) if each.audience is Audience.STATE}
    return {name: said for name, said in registration.answers.items() if name in open_ones}
