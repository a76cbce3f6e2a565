"""Making somebody's secret links anew, for those who run the event or the installation."""

from dataclasses import dataclass
from uuid import UUID

from core.work import Work
from events import Person, registration_to_see
from notifications.itip import Method
from notifications.letters.actions import revoke_feed, revoke_links
from notifications.letters.answer_letters import party_of, repeat
from notifications.letters.next_letter import Stage
from notifications.mailing import Mailing


@dataclass(frozen=True, slots=True)
class Renewed:
    """How often it was made anew by now; `told`: a letter with the new link was written."""

    links: int
    told: bool


def renew_page_link(work: Work, mailing: Mailing, registration_id: UUID) -> Renewed:
    """Make the link of a personal page anew and mail it; the old one opens nothing any more.

    The letter is the invitation as it stands; at most one of these an hour, and none to somebody
    whose calendar holds no entry. The next letter has the new link in any case.
    """
    registration_to_see(work, registration_id)
    invitation = revoke_links(work, registration_id)
    if invitation is None:
        return Renewed(0, told=False)
    party = party_of(work, invitation)
    standing = party.stage is Stage.ON and invitation.method == Method.REQUEST
    return Renewed(invitation.links, told=standing and repeat(work, mailing, party))


def renew_feed_address(work: Work, person_id: UUID) -> Renewed:
    """Make the address of a person's feed anew; the personal page and its letters show the new."""
    work.get(Person, person_id)
    return Renewed(revoke_feed(work, person_id).links, told=False)
