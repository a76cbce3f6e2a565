"""HTTP face of mailboxes: where bodies and focal points read what is written to them."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import Path
from pydantic import BaseModel, ConfigDict

from core.http.problems import answers
from core.http.threads import Router
from core.http.work import look_for, work_for
from core.input import EmailAddress
from core.people import Role
from core.problem import Forbidden, Unauthenticated
from core.texts import Language
from core.work import Work
from notifications.inbox import mailbox_actions as actions
from notifications.inbox_model import Mailbox, StateMailbox
from notifications.roles import StaffLook, StaffWork

router = Router(prefix="/v1", tags=["inbox"])
_REFUSED = (Unauthenticated, Forbidden)
_OF_STATES = (Role.ADMIN, Role.FOCAL_POINT)
StateLook = Annotated[Work, look_for(*_OF_STATES)]
StateWork = Annotated[Work, work_for(*_OF_STATES)]
Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$")]


class MailboxForm(BaseModel):
    """Where somebody reads mail, and in which language; null: the event's, or the state's own."""

    model_config = ConfigDict(extra="forbid")

    address: EmailAddress
    language: Language | None = None


class _Kept(BaseModel):
    address: str
    language: Language | None
    since: datetime


class MailboxView(_Kept):
    """A body's mailbox."""

    body: str

    @classmethod
    def of(cls, mailbox: Mailbox) -> Self:
        """Return a mailbox as the API shows it."""
        return cls.model_validate(mailbox, from_attributes=True)


class StateMailboxView(_Kept):
    """The mailbox of a state's focal point."""

    state: str

    @classmethod
    def of(cls, mailbox: StateMailbox) -> Self:
        """Return a mailbox as the API shows it."""
        return cls.model_validate(mailbox, from_attributes=True)


@router.get("/bodies/{code}/mailbox", operation_id="get_mailbox", responses=answers(*_REFUSED))
def get_mailbox(work: StaffLook, code: Code) -> MailboxView:
    """Show where a body reads what participants write, and of what falls due."""
    return MailboxView.of(actions.mailbox_to_see(work, code))


@router.put("/bodies/{code}/mailbox", operation_id="set_mailbox", responses=answers(*_REFUSED))
def set_mailbox(work: StaffWork, code: Code, body: MailboxForm) -> MailboxView:
    """Set where a body reads its mail. No `If-Match`: it is one value, set whole."""
    return MailboxView.of(actions.set_mailbox(work, code, body.address, body.language))


@router.delete(
    "/bodies/{code}/mailbox",
    operation_id="remove_mailbox",
    status_code=204,
    responses=answers(*_REFUSED),
)
def remove_mailbox(work: StaffWork, code: Code) -> None:
    """Forget a body's mailbox; what participants write then waits in the review queue."""
    actions.remove_mailbox(work, code)


@router.get(
    "/states/{code}/mailbox", operation_id="get_state_mailbox", responses=answers(*_REFUSED)
)
def get_state_mailbox(work: StateLook, code: Code) -> StateMailboxView:
    """Show where the focal point of a state reads of its nominations."""
    return StateMailboxView.of(actions.state_mailbox_to_see(work, code))


@router.put(
    "/states/{code}/mailbox", operation_id="set_state_mailbox", responses=answers(*_REFUSED)
)
def set_state_mailbox(work: StateWork, code: Code, body: MailboxForm) -> StateMailboxView:
    """Set where the focal point reads its mail. No `If-Match`: it is one value, set whole."""
    return StateMailboxView.of(actions.set_state_mailbox(work, code, body.address, body.language))


@router.delete(
    "/states/{code}/mailbox",
    operation_id="remove_state_mailbox",
    status_code=204,
    responses=answers(*_REFUSED),
)
def remove_state_mailbox(work: StateWork, code: Code) -> None:
    """Forget the focal point's mailbox; nominations are then received without a letter."""
    actions.remove_state_mailbox(work, code)
