"""Who may call what, and what every router of notifications needs."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Request

from core.http.work import look_for, work_for
from core.people import EVERYONE, STAFF, Role
from core.texts import Language
from core.work import Work
from notifications.deadline_store import Answered
from notifications.mailing import Mailing

StaffLook = Annotated[Work, look_for(*STAFF)]
StaffWork = Annotated[Work, work_for(*STAFF)]
AdminLook = Annotated[Work, look_for(Role.ADMIN)]
AdminWork = Annotated[Work, work_for(Role.ADMIN)]
DelegationLook = Annotated[Work, look_for(*STAFF, Role.FOCAL_POINT)]
DelegationWork = Annotated[Work, work_for(*STAFF, Role.FOCAL_POINT)]
MailerWork = Annotated[Work, work_for(Role.ADMIN, Role.MAILER)]
PublicLook = Annotated[Work, look_for(*EVERYONE)]
PublicWork = Annotated[Work, work_for(*EVERYONE)]

Id = Annotated[UUID, Path()]
Secret = Annotated[str, Path(max_length=100)]
Reading = Annotated[Language, Query(description="The language to read in")]


def _mailing(request: Request) -> Mailing:
    """Return the installation's settings of mail, put there by the composition root."""
    found: Mailing = request.app.state.mailing
    return found


MailingDep = Annotated[Mailing, Depends(_mailing)]


def _answered(request: Request) -> Answered:
    """Return who knows which mandates are answered, put there by the composition root."""
    found: Answered = request.app.state.answered
    return found


AnsweredDep = Annotated[Answered, Depends(_answered)]
