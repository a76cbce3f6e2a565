"""Turns: no more requests at work than there are threads to finish them; the others wait in line.

Some requests need a thread several times: to open the transaction, to act, to commit. If every
thread waited for a database connection, the one that holds it could not come back to return it, and
all would stand still. So the line is here, before any thread is taken, first come, first served.
"""

from collections.abc import AsyncGenerator

import anyio
from anyio.lowlevel import RunVar

from core.problem import Busy

AT_WORK = 24
"""Requests at work at once in one process: fewer than the threads (40), no more than the
connections that PostgreSQL is asked for (see `core.engines`)."""

_PATIENCE_SECONDS = 30
_limiter: RunVar[anyio.CapacityLimiter] = RunVar("turns")


async def turn() -> AsyncGenerator[None, None]:
    """Wait for a turn, and give it back when the request's work is done.

    Raises `Busy` when none came within 30 seconds.
    """
    limiter, holder = _line(), object()
    try:
        with anyio.fail_after(_PATIENCE_SECONDS):
            await limiter.acquire_on_behalf_of(holder)
    except TimeoutError:
        raise Busy from None
    try:
        yield
    finally:
        limiter.release_on_behalf_of(holder)


def _line() -> anyio.CapacityLimiter:
    try:
        return _limiter.get()
    except LookupError:
        _limiter.set(made := anyio.CapacityLimiter(AT_WORK))
        return made
