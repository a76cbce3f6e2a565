"""The worker's second half: sends letters, outside every transaction.

A letter is claimed, sent, and settled. Whoever dies between sending and settling leaves the lease:
after a minute another sends the same bytes with the same Message-ID. A slow domain holds two
threads; the others go on.
"""

from collections import Counter, deque
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from uuid import UUID

from core.clock import stopwatch
from core.ids import new_id
from core.people import system
from core.work import Office
from notifications.claims import LEASE, Claim, Outcome, claim, settle
from notifications.outbox import POISON
from notifications.post import Post
from notifications.smtp_post import Refused

POSTMAN = system("post")
PER_DOMAIN = 2
_AHEAD = 16  # letters claimed for each thread at once
_PER_CLAIM = 32  # letters of one domain claimed at once
_FRESH_SECONDS = LEASE.total_seconds() / 2  # a letter that waited longer is given back unsent
_LOOK_AGAIN_SECONDS = 0.2


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
        self.flying: dict[Future[Outcome], Claim] = {}
        self.busy: Counter[str] = Counter()
        self.dry_until = 0.0

    def run(self, limit: int) -> int:
        """Claim, send and settle until nothing is left to do; return how many were claimed."""
        tried = 0
        while True:
            tried += self._fill(limit - tried)
            self._start()
            if not self.flying:
                return tried
            done, _ = wait(self.flying, _LOOK_AGAIN_SECONDS, FIRST_COMPLETED)
            self._settle([self._landed(future) for future in done])

    def _fill(self, most: int) -> int:
        """Claim more once half of what was claimed is gone, and not of domains that lag behind."""
        ahead = self.concurrency * _AHEAD
        room = ahead - len(self.waiting) - len(self.flying)
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
        stale: list[Outcome] = []
        for _ in range(len(self.waiting)):
            since, each = self.waiting.popleft()
            if stopwatch() - since > _FRESH_SECONDS:
                stale.append(Outcome(each, tried=False))
            elif len(self.flying) < self.concurrency and self.busy[each.domain] < PER_DOMAIN:
                self.busy[each.domain] += 1
                self.flying[self.pool.submit(_sent, self.post, each)] = each
            else:
                self.waiting.append((since, each))
        self._settle(stale)

    def _landed(self, future: Future[Outcome]) -> Outcome:
        self.busy[self.flying.pop(future).domain] -= 1
        return future.result()

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
