"""Routes whose whole work is done in one thread: from the opened transaction to its commit.

The framework takes a thread anew for every dependency, for the endpoint, for the answer's check and
for the commit, and the event loop between them: five trips of a tenth of a millisecond, and more
when the machine is busy. Here plain functions are handed over as if they were coroutines that never
wait, and the framework's own handler runs to its end in one thread. What must wait (the body, a
turn) is waited for before. Endpoints that are coroutines and those that read forms go their usual
way.
"""

from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from functools import cache
from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response, params
from fastapi.dependencies.models import Dependant
from fastapi.routing import (
    APIRoute,
    _effective_route_context_var,  # pyright: ignore[reportPrivateUsage] -- what the handler is for
)

from core.http.turns import turn
from core.http.work import STACK, Gate, GateInThread, gates_of

Handler = Callable[[Request], Awaitable[Response]]
_take_turn = asynccontextmanager(turn)


class OneThread(APIRoute):
    """A route that does its work in one thread where it can, when it is its turn."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        found: Any = _effective_route_context_var.get()
        included = found is not None and found.original_route is self
        route: Any = found if included else self
        gated = bool(gates_of(route.dependant))
        alone = _is_plain(route)
        if alone:
            _inline(route.dependant)
        handle: Handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            if not alone:
                return await _in_threads(handle, request)
            if request.method in {"GET", "HEAD"}:
                return await to_thread.run_sync(_in_this_thread, handle, request)
            await request.body()
            if not request.headers.get("content-type", "").startswith("multipart/"):
                return await to_thread.run_sync(_in_this_thread, handle, request)
            async with request.form():  # nobody has to wait for it any more
                return await to_thread.run_sync(_in_this_thread, handle, request)

        async def answer_in_turn(request: Request) -> Response:
            async with _take_turn():
                return await answer(request)

        return answer_in_turn if gated else answer


class Router(APIRouter):
    """A router of such routes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(route_class=OneThread, **options)


async def _in_threads(handle: Handler, request: Request) -> Response:
    """Answer as usual; the transaction ends before the turn does."""
    async with AsyncExitStack() as stack:
        request.scope["fastapi_function_astack"] = stack
        return await handle(request)


def _in_this_thread(handle: Handler, request: Request) -> Response:
    with ExitStack() as stack:
        request.scope[STACK] = stack
        return _finished(handle(request))


def _finished(work: Awaitable[Response]) -> Response:
    """Run a coroutine that never waits."""
    try:
        work.__await__().send(None)
    except StopIteration as end:
        answer: Response = end.value
        return answer
    raise RuntimeError("an endpoint in a thread of its own waited for the event loop")


def _is_plain(route: Any) -> bool:
    """Say whether nothing but functions takes part, and no form is read."""
    body, endpoint = route.body_field, route.endpoint
    page_form = not route.include_in_schema and "POST" in route.methods
    if page_form or (body is not None and isinstance(body.field_info, params.Form)):
        return False
    kinds = (iscoroutinefunction, isasyncgenfunction, isgeneratorfunction)
    return not any(is_kind(endpoint) for is_kind in kinds) and _never_waits(route.dependant)


def _never_waits(dependant: Dependant) -> bool:
    return all(
        not isasyncgenfunction(each.call) and _never_waits(each) for each in dependant.dependencies
    )


def _inline(dependant: Dependant) -> None:
    """Let the framework call everything here directly, as it calls coroutines."""
    for each in dependant.dependencies:
        _inline(each)
    call = dependant.call
    if call is not None and not iscoroutinefunction(call):
        dependant.call = _inlined(call)


@cache
def _inlined(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a coroutine function in place of a function; of a generator, what it yields."""
    if isinstance(call, Gate):
        return GateInThread(call.roles, writes=call.writes)

    async def direct(**values: Any) -> Any:
        return call(**values)

    return direct
