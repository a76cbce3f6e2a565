"""What a returned letter changes: the letter, and whether its address is written to again."""

from collections.abc import Sequence

from core.work import Work
from notifications.inbox.bounces import Bounce
from notifications.inbox.facts import LetterBounced
from notifications.model import Letter, LetterState
from notifications.sending.claims import suppress

_ON_ITS_WAY = (LetterState.SENT, LetterState.QUEUED)  # queued: sent, and the worker died with it


def take_back(work: Work, letter: Letter, bounces: Sequence[Bounce]) -> bool:
    """Mark a letter as bounced; say whether that is news.

    An address that does not exist is not written to any more, until somebody retries a letter.
    """
    if letter.state not in _ON_ITS_WAY:
        return False
    failed = [bounce for bounce in bounces if bounce.failed]
    worst = next((bounce for bounce in failed if bounce.for_good), failed[0])
    letter.state = LetterState.BOUNCED
    letter.error_code = (worst.status or "bounced")[:60]
    letter.error = worst.text or None
    letter.lease_owner = letter.leased_until = None
    if worst.for_good:
        suppress(work, letter.recipient, f"{worst.status} {worst.text}")
    work.record(LetterBounced(subject=letter.id, event=letter.event_id, code=letter.error_code))
    return True
