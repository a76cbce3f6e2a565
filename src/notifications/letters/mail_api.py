"""HTTP face of the mail as a whole: stop it, let it go on, see how it stands."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.http.problems import answers
from core.http.threads import Router
from core.input import Line
from core.problem import Forbidden, Unauthenticated
from core.work import Work
from notifications.letters import actions
from notifications.model import MailRoom
from notifications.roles import AdminLook, AdminWork
from notifications.store import backlog, mail_room

router = Router(prefix="/v1/mail", tags=["letters"])
_REFUSED = (Unauthenticated, Forbidden)


class PauseForm(BaseModel):
    """Why no letter may leave."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[Line, Field(max_length=500)]


class MailView(BaseModel):
    """Whether letters leave; `since` when that was last changed, `epoch` the restored backups."""

    paused: bool
    reason: str | None
    since: datetime | None
    epoch: int
    letters_waiting: int
    oldest_letter_seconds: float


@router.get("", operation_id="get_mail", responses=answers(*_REFUSED))
def get_mail(work: AdminLook) -> MailView:
    """Show whether letters leave, and how many wait."""
    return _view(work, mail_room(work))


@router.post("/pause", operation_id="pause_mail", responses=answers(*_REFUSED))
def pause_mail(work: AdminWork, body: PauseForm) -> MailView:
    """Let no letter leave until the mail is resumed; nothing is lost."""
    return _view(work, actions.pause(work, body.reason))


@router.post("/resumption", operation_id="resume_mail", responses=answers(*_REFUSED))
def resume_mail(work: AdminWork) -> MailView:
    """Let letters leave again."""
    return _view(work, actions.resume(work))


def _view(work: Work, room: MailRoom | None) -> MailView:
    waiting, oldest = backlog(work)
    return MailView(
        paused=room.paused if room else False,
        reason=room.reason if room else None,
        since=room.since if room else None,
        epoch=room.epoch if room else 0,
        letters_waiting=waiting,
        oldest_letter_seconds=oldest,
    )
