"""How often somebody may ask: a token bucket for each caller, pure, in one process's memory.

The generic cell rate algorithm: one number for each caller says when its bucket is full again.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass

MOST_CALLERS = 20_000
"""Callers that are remembered; who has not asked for the longest time is forgotten first."""


@dataclass(frozen=True, slots=True)
class Quota:
    """`burst` requests at once, refilled at `rate` requests a second."""

    name: str
    rate: float
    burst: int

    @property
    def window(self) -> int:
        """Return in how many seconds an empty bucket is full again."""
        return math.ceil(self.burst / self.rate)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass. `wait`: seconds until the next may; `full`: until all may."""

    passes: bool
    remaining: int
    wait: float
    full: float


class Buckets:
    """The buckets of everybody who asked lately. Not shared between processes or threads."""

    def __init__(self, most: int = MOST_CALLERS) -> None:
        self._full_at: OrderedDict[str, float] = OrderedDict()
        self._most = most

    def take(self, caller: str, quota: Quota, now: float) -> Verdict:
        """Take one request out of a caller's bucket; `now` in seconds, never going back."""
        depth = quota.burst / quota.rate
        full = max(self._full_at.pop(caller, now) - now, 0.0)
        after = full + 1 / quota.rate
        passes = after <= depth + 1e-9
        kept = after if passes else full
        self._full_at[caller] = now + kept
        while len(self._full_at) > self._most:
            self._full_at.popitem(last=False)
        remaining = max(int((depth - kept) * quota.rate + 1e-6), 0)
        return Verdict(passes, remaining, 0.0 if passes else after - depth, kept)
