"""The worker's first half: hands journal entries to their subscribers, at least once.

A subscriber works in the delivery's own transaction, so what it writes and the mark that it is done
are one commit: a crash repeats the whole or nothing. Whatever leaves the house (mail, webhooks) is
only written down here and sent by its package under a lease.
"""

from collections.abc import Iterable
from datetime import timedelta

from sqlmodel import col, select

from core.journal import JournalDelivery, JournalEntry
from core.people import system
from core.work import Office, Work

RETRY = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 300, 3600, 6 * 3600))
DISPATCH = system("dispatch")


def deliver_due(office: Office, *, limit: int = 500) -> int:
    """Deliver what is due, one transaction each; return how many were tried."""
    for count in range(limit):
        if not _deliver_next(office):
            return count
    return limit


def _deliver_next(office: Office) -> bool:
    with office.work(DISPATCH) as work:
        found = _next_due(work)
        if found is None:
            return False
        delivery, entry = found
        handler = office.subscribers[entry.fact].get(delivery.subscriber)
        try:
            with work.session.begin_nested():
                if handler is not None:
                    handler(work, entry.body)
        except Exception as error:  # noqa: BLE001 -- one bad entry must not stop the others
            _put_off(work, delivery, error)
        else:
            delivery.done_at = work.now
    return True


def _put_off(work: Work, delivery: JournalDelivery, error: Exception) -> None:
    """Try again later; park it for a person after the last retry."""
    delivery.error = f"{type(error).__name__}: {error}"[:500]
    delivery.attempts += 1
    if delivery.attempts > len(RETRY):
        delivery.parked_at = work.now
    else:
        delivery.due_at = work.now + RETRY[delivery.attempts - 1]


def erase_from_errors(work: Work, texts: Iterable[str]) -> None:
    """Keep only the kind of those errors that quote one of these texts."""
    failed = select(JournalDelivery).where(col(JournalDelivery.error).is_not(None))
    quoted = list(texts)
    for delivery in work.session.exec(failed):
        if delivery.error and any(text in delivery.error for text in quoted):
            delivery.error = delivery.error.partition(":")[0]


def _next_due(work: Work) -> tuple[JournalDelivery, JournalEntry] | None:
    due = (
        select(JournalDelivery, JournalEntry)
        .join(JournalEntry, col(JournalEntry.id) == col(JournalDelivery.entry_id))
        .where(
            col(JournalDelivery.done_at).is_(None),
            col(JournalDelivery.parked_at).is_(None),
            col(JournalDelivery.due_at) <= work.now,
        )
        .order_by(col(JournalDelivery.due_at), col(JournalDelivery.id))
        .limit(1)
        .with_for_update(of=JournalDelivery, skip_locked=True)
    )
    return work.session.exec(due).first()
