"""The desk: the first page for somebody who signed in, and the decisions that are made on it."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from core.http.threads import Router
from core.http.work import look_for, work_for
from core.people import SIGNED_IN, STAFF, Role
from core.sign_in import sessions_of
from core.work import Work
from events import approve, endorse, reject
from nadwa.dashboard import store
from nadwa.dashboard.desk_lines import own_events, people_to_decide, to_review
from nadwa.dashboard.event_lines import event_lines
from nadwa.dashboard.reader import ReaderDep
from nadwa.dashboard.rendering import private_page
from nadwa.dashboard.sign_in_page import account_of, session_in

router = Router(include_in_schema=False)
InsiderLook = Annotated[Work, look_for(*SIGNED_IN)]
DelegationWork = Annotated[Work, work_for(*STAFF, Role.FOCAL_POINT)]
Id = Annotated[UUID, Path()]
_SEE_OTHER = 303
_SAID = frozenset({"ended", "approval", "rejection", "endorsement"})


class DecisionForm(BaseModel):
    """The button that was pressed."""

    decision: Literal["approval", "rejection", "endorsement"]


_DECIDE = {"approval": approve, "rejection": reject, "endorsement": endorse}


@router.get("/desk", operation_id="show_desk", response_class=Response)
def show_desk(
    work: InsiderLook,
    request: Request,
    reader: ReaderDep,
    said: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show what waits for somebody: their events, decisions, readings; and their sessions."""
    account = account_of(work)
    actor = work.actor
    states = store.state_names(work, reader.language)
    names = store.body_names(work, reader.language) | states
    return private_page(
        reader,
        "desk.html",
        calendar=actor.state or min(states, default=""),
        role=reader.words["desk"]["role"][actor.role.value],
        whose=names.get(actor.body or actor.state or "", ""),
        focal=actor.role is Role.FOCAL_POINT,
        staff=actor.is_staff,
        account=account,
        events=event_lines(work, reader, own_events(work)),
        waiting=people_to_decide(work, reader),
        names=names,
        readings=to_review(work, reader),
        sessions=sessions_of(work, account.id) if account else [],
        here=session_in(request),
        said=said if said in _SAID else "",
    )


@router.post(
    "/desk/registrations/{id}/decision", operation_id="decide_on_desk", response_class=Response
)
def decide_on_desk(
    work: DelegationWork, reader: ReaderDep, id: Id, form: Annotated[DecisionForm, Form()]
) -> Response:
    """Let somebody in, refuse them, or stand for somebody of the own state."""
    _DECIDE[form.decision](work, id)
    response = RedirectResponse(reader.to("/desk", said=form.decision), _SEE_OTHER)
    response.headers["Cache-Control"] = "private, no-store"
    return response
