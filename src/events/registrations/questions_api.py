"""HTTP face of an event's questions and of what people answered."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from core.http.etags import digest
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Unauthenticated
from core.texts import Text
from core.work import Work
from events.access import event_to_see, registration_to_see
from events.forms import Form
from events.question_model import FormVersion
from events.registration_model import Registration
from events.registrations import question_actions as actions
from events.registrations.questions import Question, QuestionsForm
from events.roles import (
    DelegationLook,
    DelegationWork,
    Id,
    OrganizerWork,
    PublicLook,
)
from events.views import View

router = Router(prefix="/v1", tags=["questions"])
_REFUSED = (Unauthenticated, Forbidden)


class QuestionsView(View):
    """A version of an event's questions; once out it never changes."""

    event: UUID
    number: int
    purpose: Text
    questions: list[Question]
    published_at: datetime

    @classmethod
    def of(cls, version: FormVersion) -> Self:
        """Show a version."""
        plain = version.model_dump(include={"number", "purpose", "questions", "published_at"})
        return cls.model_validate({**plain, "event": version.event_id})


class AnswersForm(Form):
    """Answers by question id: text, number, true or false, an option's value, or a list of them."""

    answers: dict[str, Any] = Field(default_factory=dict, max_length=60)


class FormAnswersView(View):
    """What somebody answered, and to which version of the questions; null: not asked yet."""

    registration: UUID
    version: int | None
    answers: dict[str, Any]


@router.get(
    "/events/{id}/questions", operation_id="show_questions", responses=answers(Unauthenticated)
)
def show_questions(
    work: PublicLook,
    id: Id,
    response: Response,
    version: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> QuestionsView:
    """Show what an event asks of those who register: the version in force, or an earlier one."""
    event = event_to_see(work, id)
    view = QuestionsView.of(actions.version_of(work, event.id, version))
    response.headers["ETag"] = f'"{digest(view)}"'
    return view


@router.put(
    "/events/{id}/questions", operation_id="publish_questions", responses=answers(*_REFUSED)
)
def publish_questions(work: OrganizerWork, id: Id, body: QuestionsForm) -> QuestionsView:
    """Put questions in force, as a new version; the same ones again change nothing."""
    return QuestionsView.of(actions.publish(work, id, body))


@router.get(
    "/registrations/{id}/answers", operation_id="show_answers", responses=answers(*_REFUSED)
)
def show_answers(work: DelegationLook, id: Id) -> FormAnswersView:
    """Show what somebody answered; a focal point sees what is meant for its state."""
    return _shown(work, registration_to_see(work, id))


@router.put(
    "/registrations/{id}/answers", operation_id="give_answers", responses=answers(*_REFUSED)
)
def give_answers(work: DelegationWork, id: Id, body: AnswersForm) -> FormAnswersView:
    """Give or correct somebody's answers, to the version in force."""
    return _shown(work, actions.answer_for(work, id, body.answers))


def _shown(work: Work, registration: Registration) -> FormAnswersView:
    return FormAnswersView(
        registration=registration.id,
        version=registration.form_version,
        answers=actions.answers_seen(work, registration),
    )
