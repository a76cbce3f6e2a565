"""HTTP face of the changes: server-sent events that can be taken up again where they broke off."""

from collections.abc import AsyncGenerator, Generator
from datetime import datetime
from typing import Annotated
from uuid import UUID

import anyio
from fastapi import Depends, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

from core.http.problems import answers
from core.http.threads import Router
from registry import is_insider
from reports.asked import PublicLook
from reports.changes import Places, follow, watch
from reports.errors import TooManyListeners

places = Places()
"""Those of this process."""


def _a_place() -> Generator[None, None, None]:
    """Hold a place until the last byte of the answer; refused before the first."""
    with places.taken():
        yield


router = Router(prefix="/v1/coverage", tags=["coverage"])
LONGEST_SECONDS = 300
_RETRY_MILLISECONDS = 3000


class ChangeView(BaseModel):
    """Something after which figures may be others; `subject` only for those who are signed in."""

    fact: str
    at: datetime
    subject: UUID | None


@router.get(
    "/changes",
    operation_id="follow_coverage",
    response_class=EventSourceResponse,
    responses=answers(TooManyListeners),
    dependencies=[Depends(_a_place, scope="request")],
)
async def follow_coverage(
    work: PublicLook,
    last_event_id: Annotated[
        UUID | None, Header(description="Go on after this event (browsers send it themselves)")
    ] = None,
    seconds: Annotated[
        int, Query(ge=1, le=LONGEST_SECONDS, description="How long to listen; then call again")
    ] = LONGEST_SECONDS,
) -> AsyncGenerator[ServerSentEvent, None]:
    """Tell, as it happens, that something changed the figures: fetch them anew then."""
    told = is_insider(work.actor)
    office, actor = work.office, work.actor  # the request's own transaction has ended by now
    watching = await anyio.to_thread.run_sync(watch, office, actor, last_event_id)
    yield ServerSentEvent(comment="listening", id=str(watching.last), retry=_RETRY_MILLISECONDS)
    async for change in follow(watching, seconds):
        view = ChangeView(fact=change.fact, at=change.at, subject=change.subject if told else None)
        yield ServerSentEvent(event="change", id=str(change.id), data=view)
