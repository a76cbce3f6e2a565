"""A participant's own page: answer, withdraw, language, calendar, one's own data.

Looking changes nothing, since mail scanners follow links; only the buttons do (they POST). There
are no cookies: who has the secret is the person, and nothing else makes a browser send it.
"""

from dataclasses import replace
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Form, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel
from sqlmodel import col, select

from core.http.threads import Router
from core.http.work import look_for, work_for
from core.people import EVERYONE
from core.problem import Invalid, Missing
from core.texts import Language
from core.work import Work
from events import (
    Answer,
    PersonChange,
    RegistrationChange,
    change_registration,
    download_file,
    feedback_form,
    give_answers,
    give_feedback,
    questions_asked,
    questions_in,
    questions_in_force,
    record_answer,
    registration_view,
    withdraw,
)
from nadwa.dashboard.personal_access import MailingDep, Own, Secret
from nadwa.dashboard.personal_view import files_of, shown
from nadwa.dashboard.question_fields import Typed, answers_of, faults_in
from nadwa.dashboard.reader import Reader, ReaderDep
from notifications import Letter, answered_otherwise, revoke_feed

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
PublicWork = Annotated[Work, work_for(*EVERYONE)]

_SEE_OTHER = 303


class AnswerForm(BaseModel):
    """The button that was pressed."""

    answer: Literal["accepted", "tentative", "declined"]


class LanguageForm(BaseModel):
    """The language for letters and for this page."""

    language: Language


@router.get("/me/{secret}", operation_id="show_own_page", response_class=Response)
def show_own_page(
    work: PublicLook,
    mailing: MailingDep,
    reader: ReaderDep,
    secret: Secret,
    said: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show a person's own page; changes nothing."""
    return shown(reader, Own(work, mailing, secret), said=said)


@router.post("/me/{secret}/answer", operation_id="answer_on_own_page", response_class=Response)
def answer_on_own_page(
    work: PublicWork,
    mailing: MailingDep,
    reader: ReaderDep,
    secret: Secret,
    form: Annotated[AnswerForm, Form()],
) -> Response:
    """Accept, accept with a doubt, or decline; who declines frees the seat."""
    own = Own(work, mailing, secret)
    record_answer(work, own.registration.id, Answer(form.answer))
    answered_otherwise(work, own.registration.id)
    return _back(reader, own, "answered")


@router.post("/me/{secret}/questions", operation_id="answer_questions", response_class=Response)
def answer_questions(
    work: PublicWork,
    mailing: MailingDep,
    reader: ReaderDep,
    secret: Secret,
    typed: Annotated[Typed, Form()],
) -> Response:
    """Give or correct one's answers to the event's questions."""
    own = Own(work, mailing, secret)
    version = questions_in_force(work, own.event.id)
    try:
        said = answers_of(questions_in(version) if version else [], typed.fields)
        with work.whole():
            give_answers(work, own.registration, said)
    except Invalid as wrong:
        return shown(reader, own, typed=typed.fields, faults=faults_in(wrong))
    return _back(reader, own, "questions")


@router.post("/me/{secret}/feedback", operation_id="give_feedback", response_class=Response)
def give_own_feedback(
    work: PublicWork,
    mailing: MailingDep,
    reader: ReaderDep,
    secret: Secret,
    typed: Annotated[Typed, Form()],
) -> Response:
    """Answer what is asked after the event, once."""
    own = Own(work, mailing, secret)
    asked = feedback_form(work, own.event.id)
    try:
        said = answers_of(questions_asked(asked) if asked else [], typed.fields)
        with work.whole():
            give_feedback(work, own.registration.id, said)
    except Invalid as wrong:
        return shown(reader, own, typed=typed.fields, faults=faults_in(wrong))
    return _back(reader, own, "questions")


@router.post("/me/{secret}/withdrawal", operation_id="withdraw_self", response_class=Response)
def withdraw_self(
    work: PublicWork, mailing: MailingDep, reader: ReaderDep, secret: Secret
) -> Response:
    """Take one's registration back; the first in line moves up."""
    own = Own(work, mailing, secret)
    withdraw(work, own.registration.id)
    return _back(reader, own, "withdrawn")


@router.post("/me/{secret}/language", operation_id="choose_language", response_class=Response)
def choose_language(
    work: PublicWork,
    mailing: MailingDep,
    reader: ReaderDep,
    secret: Secret,
    form: Annotated[LanguageForm, Form()],
) -> Response:
    """Choose the language of letters and of this page."""
    own = Own(work, mailing, secret)
    wish = RegistrationChange(person=PersonChange(language=form.language))
    change_registration(work, own.registration.id, wish)
    return _back(replace(reader, chosen=False), own, "language")


@router.post("/me/{secret}/feed", operation_id="renew_own_feed", response_class=Response)
def renew_own_feed(
    work: PublicWork, mailing: MailingDep, reader: ReaderDep, secret: Secret
) -> Response:
    """Make the address of one's own calendar anew; the old one opens nothing any more."""
    own = Own(work, mailing, secret)
    revoke_feed(work, own.person.id)
    return _back(reader, own, "feed")


@router.get("/me/{secret}/data.json", operation_id="read_own_data", response_class=Response)
def read_own_data(work: PublicLook, mailing: MailingDep, secret: Secret) -> Response:
    """Give everything that is kept about a person for this event."""
    own = Own(work, mailing, secret)
    letters = select(Letter).where(col(Letter.registration_id) == own.registration.id)
    kept = {
        "person": own.person.model_dump(mode="json"),
        "registration": registration_view(work, own.registration).model_dump(mode="json"),
        "answers": own.registration.answers,
        "event": {"id": str(own.event.id), "title": own.event.title},
        "letters": [
            each.model_dump(mode="json", include=_OF_LETTERS)
            for each in work.session.exec(letters.order_by(col(Letter.number)))
        ],
    }
    headers = {
        "Content-Disposition": 'attachment; filename="my-data.json"',
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
    }
    return JSONResponse(kept, headers=headers)


@router.get("/me/{secret}/files/{file}", operation_id="download_own_file", response_class=Response)
def download_own_file(
    work: PublicLook, request: Request, mailing: MailingDep, secret: Secret, file: UUID
) -> Response:
    """Give somebody with a seat a file that is for those who take part."""
    found = [each for each in files_of(Own(work, mailing, secret)) if each.id == file]
    if not found:
        raise Missing
    return download_file(work, found[0], request)


_OF_LETTERS = {"kind", "language", "subject", "recipient", "state", "queued_at", "sent_at"}


def _back(reader: Reader, own: Own, said: str) -> Response:
    response = RedirectResponse(reader.to(own.address, said=said), _SEE_OTHER)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
