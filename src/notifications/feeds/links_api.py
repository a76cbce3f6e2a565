"""HTTP face of secret links: making them anew when somebody else has got hold of one."""

from typing import Self

from pydantic import BaseModel

from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Unauthenticated
from notifications.feeds import link_actions as actions
from notifications.roles import AdminWork, Id, MailingDep, StaffWork

router = Router(prefix="/v1", tags=["letters"])
_REFUSED = (Unauthenticated, Forbidden)


class RenewedView(BaseModel):
    """How often it was made anew; `told`: a letter with the new link is on its way."""

    links: int
    told: bool

    @classmethod
    def of(cls, renewed: actions.Renewed) -> Self:
        """Return what was renewed as the API shows it."""
        return cls(links=renewed.links, told=renewed.told)


@router.post(
    "/registrations/{id}/link-renewal",
    operation_id="renew_page_link",
    responses=answers(*_REFUSED),
)
def renew_page_link(work: StaffWork, mailing: MailingDep, id: Id) -> RenewedView:
    """Make a personal page's link anew; the old one is dead, the new one goes out by letter."""
    return RenewedView.of(actions.renew_page_link(work, mailing, id))


@router.post(
    "/people/{id}/feed-renewal", operation_id="renew_feed_address", responses=answers(*_REFUSED)
)
def renew_feed_address(work: AdminWork, id: Id) -> RenewedView:
    """Make the address of a person's own calendar anew; the old one opens nothing any more."""
    return RenewedView.of(actions.renew_feed_address(work, id))
