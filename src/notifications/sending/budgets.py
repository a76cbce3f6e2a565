"""How many letters a domain may still get this hour: providers slow down who sends more.

What left within the hour counts, and what is on its way. Workers that claim at the same time wait
for each other, so the budget holds however many there are.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col, func, select

from core.storage import by_database_clock
from core.work import Work
from notifications.model import Letter, LetterState
from notifications.store import held_mail_room

HOUR = timedelta(hours=1)


def spent(work: Work) -> Mapping[str, int]:
    """Return how much of its budget each domain has used; others wait until the work ends."""
    held_mail_room(work)
    counted = select(col(Letter.domain), func.count()).group_by(col(Letter.domain))
    sent = counted.where(col(Letter.sent_at) > work.now - HOUR)
    flying = counted.where(
        col(Letter.state) == LetterState.QUEUED, col(Letter.leased_until) >= by_database_clock()
    )
    used: Counter[str] = Counter(dict(work.session.exec(sent).all()))
    used.update(dict(work.session.exec(flying).all()))
    return used


def domain_share(per_domain: int, hourly: int, used: Mapping[str, int]) -> sa.ColumnElement[int]:
    """Return how many letters of its domain may be claimed at once, as a question to a letter."""
    most = min(per_domain, hourly) if hourly else per_domain
    left = {domain: max(0, min(most, hourly - count)) for domain, count in used.items()}
    everybody = sa.literal(most, sa.Integer)
    return sa.case(left, value=col(Letter.domain), else_=everybody) if left else everybody
