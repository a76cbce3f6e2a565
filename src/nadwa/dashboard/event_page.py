"""The public page of an event, and the form to register where that is open to all."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field, ValidationError

from core.http.threads import Router
from core.http.work import look_for, work_for
from core.people import EVERYONE
from core.problem import Invalid, Problem
from core.work import Work
from events import (
    PersonForm,
    Question,
    RegistrationForm,
    StoredFile,
    event_to_see,
    public_files,
    questions_in,
    questions_in_force,
    register,
)
from nadwa.dashboard import store
from nadwa.dashboard.event_view import event_page
from nadwa.dashboard.file_lines import file_lines
from nadwa.dashboard.question_fields import Typed, answers_of, faults_in, fields_of
from nadwa.dashboard.reader import Reader, ReaderDep
from nadwa.dashboard.rendering import page

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
PublicWork = Annotated[Work, work_for(*EVERYONE)]
Id = Annotated[UUID, Path()]

_SEE_OTHER = 303
_KNOWN_ALREADY = "already-registered"


class SignUp(Typed):
    """What somebody typed; it is checked by the rules of a registration, not here."""

    name: Annotated[str, Field(max_length=400)] = ""
    email: Annotated[str, Field(max_length=400)] = ""
    state: Annotated[str, Field(max_length=10)] = ""
    position: Annotated[str, Field(max_length=400)] = ""
    gender: Annotated[str, Field(max_length=10)] = ""


@router.get("/events/{id}", operation_id="show_event", response_class=Response)
def show_event(
    work: PublicLook,
    request: Request,
    reader: ReaderDep,
    id: Id,
    said: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show an event."""
    return _shown(work, request, reader, id, said=said)


@router.post("/events/{id}/sign-up", operation_id="sign_up", response_class=Response)
def sign_up(
    work: PublicWork, request: Request, reader: ReaderDep, id: Id, typed: Annotated[SignUp, Form()]
) -> Response:
    """Register somebody; who is registered already is told the same, since a stranger may ask."""
    try:
        answers = answers_of(_questions(work, id), typed.fields)
        form = RegistrationForm(person=_person(reader, typed), answers=answers)
        with work.whole():
            register(work, id, form)
    except (ValidationError, Invalid) as fault:
        return _shown(work, request, reader, id, typed=typed, faults=_faults(fault))
    except Problem as refusal:
        if refusal.slug != _KNOWN_ALREADY:
            raise
    return RedirectResponse(reader.to(f"/events/{id}", said="registered"), _SEE_OTHER)


def _person(reader: Reader, typed: SignUp) -> PersonForm:
    return PersonForm.model_validate(
        {
            "name": typed.name,
            "email": typed.email,
            "language": reader.language,
            "state": typed.state or None,
            "position": typed.position or None,
            "gender": typed.gender or None,
        }
    )


def _faults(fault: ValidationError | Invalid) -> set[str]:
    """Return the fields that cannot be right."""
    if isinstance(fault, ValidationError):
        return {str(error["loc"][-1]) for error in fault.errors()}
    return faults_in(fault)


def _questions(work: Work, id: UUID) -> list[Question]:
    version = questions_in_force(work, id)
    return questions_in(version) if version else []


def _content(file: StoredFile) -> str:
    return f"/v1/files/{file.id}/content"


def _shown(  # noqa: PLR0913 -- what was typed comes back when it cannot be right
    work: Work,
    request: Request,
    reader: Reader,
    id: UUID,
    *,
    said: str = "",
    typed: SignUp | None = None,
    faults: set[str] | None = None,
) -> Response:
    event = event_to_see(work, id)
    states = store.state_names(work, reader.language)
    version = questions_in_force(work, id)
    entered, wrong = typed or SignUp(), faults or set()
    shown: dict[str, Any] = {
        "event": event_page(work, reader, event),
        "address": f"/events/{id}",
        "feed": f"/calendars/events/{id}.ics?language={reader.language.value}",
        "api": f"/v1/events/{id}",
        "files": file_lines(reader, public_files(work, id), _content),
        "states": sorted(states.items(), key=lambda pair: pair[1]),
        "said": said,
        "typed": entered,
        "faults": wrong,
        "purpose": reader.pick(version.purpose) if version else "",
        "questions": fields_of(reader, _questions(work, id), entered.fields, wrong, states),
    }
    return page(request, reader, "event.html", **shown)
