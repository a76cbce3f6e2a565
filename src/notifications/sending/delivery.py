"""The worker's second half: sends letters, outside every transaction.

A letter is claimed, sent, and settled. Whoever dies between sending and settling leaves the lease:
after a minute another sends the same bytes with the same Message-ID. What was handed over is
settled a few letters at a time: a crash leaves at most about sixteen in doubt, eight handed over
and eight on their way. A slow domain holds two threads; the others go on.
"""

from collections import Counter, deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from uuid import UUID

from core.clock import stopwatch
from core.ids import new_id
from core.people import system
from core.work import Office
from notifications.letters.outbox import POISON
from notifications.sending.claims import LEASE, Claim, Outcome, claim, settle
from notifications.sending.post import Post
from notifications.sending.smtp_post import Refused

POSTMAN = system("post")
PER_DOMAIN = 2
_AHEAD = 16  # letters claimed for each thread at once
_PER_CLAIM = 32  # letters of one domain claimed at once
_FRESH_SECONDS = LEASE.total_seconds() / 2  # a letter that waited longer is given back unsent
_LOOK_AGAIN_SECONDS = 0.2
_TOGETHER = 8  # letters settled in one transaction
_SETTLE_SECONDS = 0.02  # how long one that was handed over waits for others


def send_due(
    office: Office, post: Post, *, limit: int = 1000, concurrency: int = 8, hourly: int = 0
) -> int:
    """Send what is due, at most `limit` letters; return how many were tried.

    Returns when nothing is due and nothing is on its way. Sends up to `concurrency` letters at the
    same time, two of them to one domain, and to no domain more than `hourly` in an hour (0: any).
    """
    with ThreadPoolExecutor(concurrency, thread_name_prefix="post") as pool:
        return _Round(office, post, pool, concurrency, hourly).run(limit)


class _Round:
    """One call of `send_due`: only its own thread talks to the database."""

    def __init__(
        self, office: Office, post: Post, pool: ThreadPoolExecutor, concurrency: int, hourly: int
    ) -> None:
        self.office, self.post, self.pool, self.concurrency = office, post, pool, concurrency
        self.hourly = hourly
        self.owner: UUID = new_id()
        self.waiting: deque[tuple[float, Claim]] = deque()
        self.flying = 0
        self.landing: SimpleQueue[Outcome] = SimpleQueue()
        self.landed: list[Outcome] = []
        self.busy: Counter[str] = Counter()
        self.dry_until = 0.0

    def run(self, limit: int) -> int:
        """Claim, send and settle until nothing is left to do; return how many were claimed."""
        tried = 0
        while True:
            tried += self._fill(limit - tried)
            self._start()
            if not self.flying and not self.landed:
                return tried
            if not self._another_landed() or len(self.landed) >= _TOGETHER:
                self._settle(self.landed)
                self.landed = []

    def _fill(self, most: int) -> int:
        """Claim more once half of what was claimed is gone, and not of domains that lag behind."""
        ahead = self.concurrency * _AHEAD
        room = ahead - len(self.waiting) - self.flying
        if most <= 0 or room < ahead // 2 or (self.flying and stopwatch() < self.dry_until):
            return 0
        held = Counter(each.domain for _, each in self.waiting) + self.busy
        lagging = [domain for domain, count in held.items() if count >= PER_DOMAIN]
        with self.office.work(POSTMAN) as work:
            found = claim(
                work,
                self.owner,
                most=min(most, room),
                per_domain=_PER_CLAIM,
                besides=lagging,
                hourly=self.hourly,
            )
        now = stopwatch()
        self.waiting.extend((now, each) for each in found)
        if not found:
            self.dry_until = now + _LOOK_AGAIN_SECONDS
        return len(found)

    def _start(self) -> None:
        """Give free threads their letters; one that cannot go yet keeps its place."""
        self._settle(self._stale())
        passed: list[tuple[float, Claim]] = []
        while self.waiting and self.flying < self.concurrency:
            since, each = self.waiting.popleft()
            if self.busy[each.domain] < PER_DOMAIN:
                self.busy[each.domain] += 1
                self.flying += 1
                self.pool.submit(self._fly, each)
            else:
                passed.append((since, each))
        self.waiting.extendleft(reversed(passed))

    def _stale(self) -> list[Outcome]:
        """Give back what waited too long for a thread; the oldest come first."""
        found: list[Outcome] = []
        oldest = stopwatch() - _FRESH_SECONDS
        while self.waiting and self.waiting[0][0] < oldest:
            found.append(Outcome(self.waiting.popleft()[1], tried=False))
        return found

    def _fly(self, each: Claim) -> None:
        self.landing.put(_sent(self.post, each))

    def _another_landed(self) -> bool:
        """Wait for a letter on its way, but not long while others wait to be settled."""
        if not self.flying:
            return False
        try:
            outcome = self.landing.get(
                timeout=_SETTLE_SECONDS if self.landed else _LOOK_AGAIN_SECONDS
            )
        except Empty:
            return False
        self.busy[outcome.claim.domain] -= 1
        self.flying -= 1
        self.landed.append(outcome)
        return True

    def _settle(self, outcomes: Iterable[Outcome]) -> None:
        if found := list(outcomes):
            with self.office.work(POSTMAN) as work:
                settle(work, self.owner, found)


def _sent(post: Post, each: Claim) -> Outcome:
    """Hand one letter over and say what became of it; nothing escapes."""
    try:
        post.deliver(each.sender, each.recipient, each.content)
    except Refused as why:
        return Outcome(each, for_good=why.permanent, code=str(why.code), text=why.text)
    except OSError as why:
        return Outcome(each, code="post", text=str(why))
    except Exception as why:  # noqa: BLE001 -- no letter may stop the others
        return Outcome(each, for_good=True, code=POISON, text=f"{type(why).__name__}: {why}")
    return Outcome(each, taken=True)
