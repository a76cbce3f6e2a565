"""HTTP face of new zone rules: which future events' instants moved, and taking that up."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from core.http.problems import answers
from core.http.threads import Router
from core.http.work import look_for, work_for
from core.people import Role
from core.problem import Forbidden, Unauthenticated
from core.work import Work
from events.views import View, wall
from events.zone_rules import Moved, moved_by_zone_rules, take_up_zone_rules

router = Router(prefix="/v1/scheduling/zone-rules", tags=["scheduling"])
AdminLook = Annotated[Work, look_for(Role.ADMIN)]
AdminWork = Annotated[Work, work_for(Role.ADMIN)]
_REFUSED = answers(Unauthenticated, Forbidden)


class MovedView(View):
    """A future event, its local start, and its instants by the rules in force, or `why` not."""

    event: UUID
    reference: str
    starts_at: str | None
    timezone: str
    starts_at_utc: datetime | None
    ends_at_utc: datetime | None
    why: str

    @classmethod
    def of(cls, moved: Moved) -> Self:
        """Show such an event."""
        event = moved.event
        return cls(
            event=event.id,
            reference=event.reference,
            starts_at=wall(event.starts_at) if event.starts_at else None,
            timezone=event.timezone,
            starts_at_utc=moved.starts_at_utc,
            ends_at_utc=moved.ends_at_utc,
            why=moved.why,
        )


class MovedEventsView(View):
    """Events whose instants are not those of the zone rules in force."""

    items: list[MovedView]


@router.get("", operation_id="list_moved_instants", responses=_REFUSED)
def list_moved_instants(work: AdminLook) -> MovedEventsView:
    """List the future events that new zone rules have moved; nothing is changed."""
    return MovedEventsView(items=[MovedView.of(each) for each in moved_by_zone_rules(work)])


@router.post("", operation_id="take_up_zone_rules", responses=_REFUSED)
def take_up(work: AdminWork) -> MovedEventsView:
    """Store the instants by the rules in force; people are told. Repeating it changes nothing."""
    return MovedEventsView(items=[MovedView.of(each) for each in take_up_zone_rules(work)])
