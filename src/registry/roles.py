"""Who may call what in the registry, and the codes that its addresses take."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from core.http.work import look_for, work_for
from core.people import EVERYONE, SIGNED_IN, STAFF, Role
from core.work import Work

PublicLook = Annotated[Work, look_for(*EVERYONE)]
InsiderLook = Annotated[Work, look_for(*SIGNED_IN)]
StaffLook = Annotated[Work, look_for(*STAFF)]
StaffWork = Annotated[Work, work_for(*STAFF)]
ClaimantWork = Annotated[Work, work_for(*STAFF, Role.FOCAL_POINT)]

Id = Annotated[UUID, Path()]
Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$")]
SlugPath = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
