"""One unit of work per request, opened for those who may.

Each endpoint says in its signature what it needs and who may call it:
`Annotated[Work, work_for(Role.ADMIN)]`; a test refuses an endpoint without such a gate.
"""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from core.http.callers import network_of
from core.http.cookies import checked_form, session_secret
from core.people import ANONYMOUS, Actor, Role, system
from core.problem import Forbidden, Unauthenticated
from core.sign_in import SEEN_EVERY, note_use, session_of
from core.tokens import bearer
from core.work import Office, Work

Identify = Callable[[str, datetime], Actor | None]
"""Says who comes with a token at a moment; None when it is not one of its own."""

CheckedForm = Annotated[None, Depends(checked_form)]
_DOOR = system("sign-in")
PUBLIC = "nadwa.public"
"""What a request's scope says when its answer is everybody's (`core.http.kept`)."""
STACK = "nadwa.stack"
"""Where in a request's scope the stack lies that its one thread closes (`core.http.threads`)."""


class Gate:
    """Lets the named roles through and hands them their work."""

    def __init__(self, roles: frozenset[Role], *, writes: bool) -> None:
        self.roles, self.writes = roles, writes

    def __call__(self, request: Request, _form: CheckedForm) -> Generator[Work, None, None]:
        """Open the request's transaction, as the one who sent it."""
        office: Office = request.app.state.office
        secret = _secret_of(request)
        if secret is None:
            yield from self._for_browser(request, office)
            return
        outside = _from_outside(request, secret, office)
        with self._opened(office) as work:
            work.client = _client_of(request)
            work.actor = outside or bearer(work.session, secret, work.now) or _nobody()
            self._admit(work.actor)
            request.state.actor = work.actor
            yield work

    def _for_browser(self, request: Request, office: Office) -> Generator[Work, None, None]:
        """Open it for somebody without a token: signed in on our pages, or nobody known."""
        secret = session_secret(request)
        if secret is None:
            self._admit(ANONYMOUS)
        unnoted: UUID | None = None
        public = secret is None and request.scope.get(PUBLIC, False)
        with self._opened(office, public=public) as work:
            work.client = _client_of(request)
            found = session_of(work.session, secret, work.now) if secret else None
            if found is not None:
                session, account = found
                work.actor = account.actor()
                request.state.session = session.id
                unnoted = session.id if session.seen_at < work.now - SEEN_EVERY else None
            self._admit(work.actor)
            request.state.actor = work.actor
            yield work
        if unnoted is not None:
            with office.work(_DOOR) as work:
                note_use(work, unnoted)

    @contextmanager
    def _opened(self, office: Office, *, public: bool = False) -> Generator[Work, None, None]:
        opened = office.work(ANONYMOUS) if self.writes else office.look(ANONYMOUS, public=public)
        with opened as work:
            yield work

    def _admit(self, actor: Actor) -> None:
        if actor.role in self.roles:
            return
        raise Unauthenticated if actor.role is Role.ANONYMOUS else Forbidden


class GateInThread(Gate):
    """The same within one thread, whose stack commits."""

    async def __call__(self, request: Request, _form: None) -> Work:  # type: ignore[override]
        """Open the request's transaction; it never waits."""
        stack: ExitStack = request.scope[STACK]
        return stack.enter_context(contextmanager(super().__call__)(request, _form))


def work_for(*roles: Role) -> Any:
    """Depend on work that may write. It commits BEFORE the response is sent.

    (`scope="function"`; FastAPI's default would commit after a 201 had left.)
    """
    return Depends(Gate(frozenset(roles), writes=True), scope="function")


def look_for(*roles: Role) -> Any:
    """Depend on work that only reads; the database refuses writes in it."""
    return Depends(Gate(frozenset(roles), writes=False), scope="function")


def gates_of(dependant: Any) -> list[Gate]:
    """Return every gate an endpoint passes (for the documentation and for tests)."""
    calls: list[Callable[..., Any]] = [each.call for each in dependant.dependencies]
    nested = [gate for each in dependant.dependencies for gate in gates_of(each)]
    return [call for call in calls if isinstance(call, Gate)] + nested


def _client_of(request: Request) -> str | None:
    return network_of(request.client.host) if request.client else None


def _secret_of(request: Request) -> str | None:
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthenticated("Send the token as: Authorization: Bearer TOKEN")
    return secret.strip()


def _from_outside(request: Request, secret: str, office: Office) -> Actor | None:
    """Ask the identity provider's keys, if there is one; before any transaction is open."""
    identities: Identify | None = getattr(request.app.state, "identities", None)
    return identities(secret, office.clock()) if identities else None


def _nobody() -> Actor:
    raise Unauthenticated("The token is unknown, expired or revoked")
