"""Who may call what about events, and what its addresses take."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request

from core.http.work import look_for, work_for
from core.people import EVERYONE, SIGNED_IN, STAFF, Role
from core.seals import Seals
from core.work import Work

PublicLook = Annotated[Work, look_for(*EVERYONE)]
InsiderLook = Annotated[Work, look_for(*SIGNED_IN)]
OrganizerLook = Annotated[Work, look_for(*STAFF)]
OrganizerWork = Annotated[Work, work_for(*STAFF)]
PlannerLook = Annotated[Work, look_for(*STAFF, Role.VIEWER)]
DelegationLook = Annotated[Work, look_for(*STAFF, Role.FOCAL_POINT)]
DelegationWork = Annotated[Work, work_for(*STAFF, Role.FOCAL_POINT)]
FocalPointWork = Annotated[Work, work_for(Role.FOCAL_POINT)]
EntryWork = Annotated[Work, work_for(*STAFF, Role.FOCAL_POINT, Role.ANONYMOUS)]

Id = Annotated[UUID, Path()]


def _seals(request: Request) -> Seals:
    """Return the installation's seal, put there by the composition root."""
    found: Seals = request.app.state.seals
    return found


SealsDep = Annotated[Seals, Depends(_seals)]
