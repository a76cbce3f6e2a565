"""How many people somebody may enter in a day: each of them gets a letter, at the house's cost."""

from uuid import UUID

from core.people import Role
from core.quotas import Allowance, spend
from core.work import Work

BY_STRANGERS = Allowance("entries-event", 20_000)
"""At one event, by people without a token; all of them get a letter at an address they named."""

BY_NETWORK = Allowance("entries-network", 200)
BY_ACCOUNT = {
    Role.FOCAL_POINT: Allowance("entries-focal-point", 20_000),
    Role.ORGANIZER: Allowance("entries-organizer", 200_000),
}


def spend_entries(work: Work, event_id: UUID, amount: int = 1) -> None:
    """Count people who are about to be entered; raise `QuotaSpent` when it is too many for a day.

    Administrators and the system itself enter as many as they like. Of organizers only lists are
    counted: single entries cost them a request each, which the rate limit counts.
    """
    role = work.actor.role
    if role in BY_ACCOUNT:
        spend(work, BY_ACCOUNT[role], work.actor.name, amount)
    elif not work.actor.is_staff:
        spend(work, BY_STRANGERS, str(event_id), amount)
        if work.client is not None:
            spend(work, BY_NETWORK, work.client, amount)
