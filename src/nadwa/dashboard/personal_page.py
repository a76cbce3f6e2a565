"""A participant's own page: answer, withdraw, language, calendar, one's own data.

Looking changes nothing, since mail scanners follow links; only the buttons do (they POST). There
are no cookies: who has the secret is the person, and nothing else makes a browser send it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Form, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel
from sqlmodel import col, select

from core.http.languages import known
from core.http.threads import Router
from core.http.work import look_for, work_for
from core.people import EVERYONE
from core.problem import Invalid, Missing
from core.texts import Language
from core.work import Work
from events import (
    Answer,
    EventStatus,
    PersonChange,
    RegistrationChange,
    Seat,
    StoredFile,
    change_registration,
    download_file,
    feedback_form,
    files_for_participants,
    give_answers,
    give_feedback,
    is_due,
    may_answer,
    public_files,
    questions_asked,
    questions_in,
    questions_in_force,
    record_answer,
    registration_view,
    withdraw,
)
from nadwa.dashboard import store
from nadwa.dashboard.event_view import event_page
from nadwa.dashboard.file_lines import file_lines
from nadwa.dashboard.personal_access import MailingDep, Own, Secret
from nadwa.dashboard.question_fields import Typed, answers_of, faults_in, fields_of, typed_of
from nadwa.dashboard.reader import Reader, ReaderDep
from nadwa.dashboard.rendering import private_page
from notifications import Letter, answered_otherwise, revoke_feed

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
PublicWork = Annotated[Work, work_for(*EVERYONE)]

_SEE_OTHER = 303
_SAID = frozenset({"answered", "withdrawn", "language", "questions", "feed"})
_STANDING = frozenset({Seat.CONFIRMED, Seat.WAITLISTED, Seat.PENDING})
_AHEAD = frozenset({EventStatus.ANNOUNCED, EventStatus.POSTPONED})


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
    return _shown(reader, Own(work, mailing, secret), said=said)


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
        return _shown(reader, own, typed=typed.fields, faults=faults_in(wrong))
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
        give_feedback(work, own.registration.id, said)
    except Invalid as wrong:
        return _shown(reader, own, typed=typed.fields, faults=faults_in(wrong))
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
    found = [each for each in _files(Own(work, mailing, secret)) if each.id == file]
    if not found:
        raise Missing
    return download_file(work, found[0], request)


def _shown(
    reader: Reader,
    own: Own,
    *,
    said: str = "",
    typed: Mapping[str, str] | None = None,
    faults: set[str] | None = None,
) -> Response:
    work, reader = own.work, _spoken_to(reader, own)
    ahead = own.event.status in _AHEAD and not _begun(own)
    standing = own.registration.seat in _STANDING
    version = questions_in_force(work, own.event.id) if ahead and standing else None
    questions = questions_in(version) if version else []
    entered = typed or typed_of(questions, own.registration.answers or {})
    states = store.state_names(work, reader.language)
    registration = registration_view(work, own.registration)
    shown: dict[str, Any] = {
        "own": own,
        "event": event_page(work, reader, own.event),
        "registration": registration,
        "why": registration.explained.pick(reader.language) if registration.explained else "",
        "answers": ahead and own.registration.seat is not Seat.REJECTED,
        "withdraws": ahead and standing,
        "scanned": own.event.status is EventStatus.ANNOUNCED
        and own.registration.seat is Seat.CONFIRMED,
        "certified": is_due(own.event, own.registration),
        "files": file_lines(reader, _files(own), lambda file: f"{own.address}/files/{file.id}"),
        **_feedback(reader, own, states, typed or {}, faults or set()),
        "purpose": reader.pick(version.purpose) if version else "",
        "questions": fields_of(reader, questions, entered, faults or set(), states),
        "faults": faults or set(),
        "said": said if said in _SAID else "",
    }
    return private_page(reader, "me.html", **shown)


def _files(own: Own) -> list[StoredFile]:
    """Return the event's files for those who have a seat."""
    if own.registration.seat is not Seat.CONFIRMED:
        return public_files(own.work, own.event.id)
    return files_for_participants(own.work, own.event.id)


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


_OF_LETTERS = {"kind", "language", "subject", "recipient", "state", "queued_at", "sent_at"}


def _spoken_to(reader: Reader, own: Own) -> Reader:
    """Speak the person's language, unless another one was chosen just now."""
    language = known(own.person.language)
    return reader if reader.chosen or language is None else replace(reader, language=language)


def _begun(own: Own) -> bool:
    starts = own.event.starts_at_utc
    return starts is not None and own.work.now >= starts


def _back(reader: Reader, own: Own, said: str) -> Response:
    response = RedirectResponse(reader.to(own.address, said=said), _SEE_OTHER)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
