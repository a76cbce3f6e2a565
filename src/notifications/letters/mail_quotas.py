"""How many letters one address may get in a day, whoever makes us write them.

A mistake in a script that moves an event a hundred times must not become a hundred letters to each
of its people. What takes something out of a calendar is always written: it is the last one, and a
meeting that stays in a calendar is worse than a letter.
"""

from datetime import timedelta

from sqlmodel import col, func, select

from core.quotas import note_refusal
from core.work import Work
from notifications.model import Letter, LetterKind

TO_ADDRESS, ABOUT_EVENT = 300, 100
"""Letters to one address in a day; of these, about the same event."""

_DAY = timedelta(days=1)
_ALWAYS = frozenset(
    {LetterKind.CANCELLATION, LetterKind.REMOVAL, LetterKind.POSTPONEMENT, LetterKind.REJECTION}
)


def had_enough(work: Work, letter: Letter) -> bool:
    """Say whether an address had as many letters as it may have today, and note that it had."""
    if letter.kind in _ALWAYS:
        return False
    same_event = func.count().filter(col(Letter.event_id) == letter.event_id)
    lately = (
        col(Letter.recipient) == letter.recipient,
        col(Letter.queued_at) > work.now - _DAY,
    )
    every, about = work.session.exec(select(func.count(), same_event).where(*lately)).one()
    for quota, count, most in (
        ("letters-address", every, TO_ADDRESS),
        ("letters-event", about, ABOUT_EVENT),
    ):
        if count >= most:
            note_refusal(quota)
            return True
    return False
