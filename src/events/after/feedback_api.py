"""HTTP face of feedback: what is asked after an event, and what all answers say together."""

from datetime import datetime
from uuid import UUID

from fastapi import Response

from core.http.etags import digest
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Missing, Unauthenticated
from core.texts import Text
from events.access import event_to_run_seen
from events.after import feedback_actions as actions
from events.after.feedback_model import FeedbackForm
from events.after.feedback_sums import FEWEST, sums
from events.errors import FeedbackBegun
from events.registrations.questions import Question, QuestionsForm
from events.roles import Id, OrganizerLook, OrganizerWork, PublicLook
from events.views import View

router = Router(prefix="/v1/events/{id}", tags=["feedback"])
_REFUSED = (Unauthenticated, Forbidden)


class FeedbackFormView(View):
    """What those who were at an event are asked after it."""

    event: UUID
    purpose: Text
    questions: list[Question]
    published_at: datetime

    @classmethod
    def of(cls, form: FeedbackForm) -> "FeedbackFormView":
        """Show a form."""
        plain = form.model_dump(include={"purpose", "questions", "published_at"})
        return cls.model_validate({**plain, "event": form.event_id})


class SumView(View):
    """What many answered to one question: `counts` by option, `mean` of numbers, words `said`."""

    question: str
    answered: int
    counts: dict[str, int]
    mean: float | None
    said: list[str]


class FeedbackView(View):
    """All answers together, of nobody in particular.

    `attended`: who could answer. `sums` is empty while fewer than `fewest` have.
    """

    event: UUID
    attended: int
    answered: int
    fewest: int = FEWEST
    sums: list[SumView]


@router.get("/feedback-form", operation_id="show_feedback_form", responses=answers(Unauthenticated))
def show_feedback_form(work: PublicLook, id: Id, response: Response) -> FeedbackFormView:
    """Show what is asked of those who were there."""
    if (form := actions.feedback_form_seen(work, id)) is None:
        raise Missing
    view = FeedbackFormView.of(form)
    response.headers["ETag"] = f'"{digest(view)}"'
    return view


@router.put(
    "/feedback-form",
    operation_id="ask_feedback",
    responses=answers(*_REFUSED, FeedbackBegun),
)
def ask_feedback(work: OrganizerWork, id: Id, body: QuestionsForm) -> FeedbackFormView:
    """Put the questions in force that are asked after the event, until the first answer."""
    return FeedbackFormView.of(actions.ask_feedback(work, id, body))


@router.get("/feedback", operation_id="show_feedback", responses=answers(*_REFUSED))
def show_feedback(work: OrganizerLook, id: Id, response: Response) -> FeedbackView:
    """Show what all answers say together; who answered what is kept nowhere."""
    event = event_to_run_seen(work, id)
    form, sheets = actions.feedback_form(work, event.id), actions.sheets_of(work, event.id)
    asked = actions.questions_asked(form) if form else []
    view = FeedbackView(
        event=event.id,
        attended=actions.people_there(work, event.id),
        answered=len(sheets),
        sums=[SumView.model_validate(each) for each in sums(asked, sheets)],
    )
    response.headers["ETag"] = f'"{digest(view)}"'
    return view
