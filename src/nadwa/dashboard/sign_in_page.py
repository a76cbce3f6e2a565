"""Signing in by a mailed link, and the sessions of somebody who did.

The page says the same for every address, and takes the same way: whether an address has an account
is found out by the worker. Looking at a link changes nothing, since mail scanners follow links; the
button on its page uses it up.
"""

from typing import Annotated
from uuid import UUID

from fastapi import Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from core import sign_in
from core.accounts import Account
from core.http.cookies import drop_session, set_session
from core.http.threads import Router
from core.http.work import look_for, work_for
from core.input import EmailAddress
from core.people import EVERYONE, SIGNED_IN
from core.problem import Missing
from core.work import Work
from nadwa.dashboard.browsers import browser_in
from nadwa.dashboard.personal_access import MailingDep, Secret
from nadwa.dashboard.reader import Reader, ReaderDep
from nadwa.dashboard.rendering import private_page
from notifications import Mailing, Purpose, claimed_id

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
PublicWork = Annotated[Work, work_for(*EVERYONE)]
InsiderWork = Annotated[Work, work_for(*SIGNED_IN)]
Id = Annotated[UUID, Path()]

_SEE_OTHER = 303
_ADDRESS: TypeAdapter[str] = TypeAdapter(EmailAddress)


class AddressForm(BaseModel):
    """The address that somebody typed."""

    address: Annotated[str, Field(max_length=400)] = ""


@router.get("/sign-in", operation_id="show_sign_in", response_class=Response)
def show_sign_in(
    _work: PublicLook, reader: ReaderDep, said: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Ask for an address."""
    shown = said if said in {"asked", "out"} else ""
    return private_page(reader, "sign_in.html", said=shown, typed="", wrong=False)


@router.post("/sign-in", operation_id="ask_for_link", response_class=Response)
def ask_for_link(
    work: PublicWork, reader: ReaderDep, form: Annotated[AddressForm, Form()]
) -> Response:
    """Have a link sent, if the address has an account; the answer is the same if it has none."""
    try:
        address = _ADDRESS.validate_python(form.address)
    except ValidationError:
        return private_page(reader, "sign_in.html", said="", typed=form.address, wrong=True)
    sign_in.ask_for_link(work, address, reader.language)
    return _to(reader, "/sign-in", said="asked")


@router.get("/sign-in/{secret}", operation_id="show_sign_in_link", response_class=Response)
def show_sign_in_link(
    work: PublicLook, mailing: MailingDep, reader: ReaderDep, secret: Secret
) -> Response:
    """Show the button that signs in; changes nothing."""
    _, account = sign_in.link_to_use(work, _opened(mailing, secret))
    return private_page(
        reader, "sign_in_link.html", account=account, address=reader.to(f"/sign-in/{secret}")
    )


@router.post("/sign-in/{secret}", operation_id="use_sign_in_link", response_class=Response)
def use_sign_in_link(
    work: PublicWork, request: Request, mailing: MailingDep, reader: ReaderDep, secret: Secret
) -> Response:
    """Begin a session, and use the link up; a session that this browser had before ends."""
    before, own = session_in(request), account_of(work)
    if before is not None and own is not None:
        sign_in.end_session(work, own.id, before)
    browser = browser_in(request.headers.get("user-agent", ""))
    session = sign_in.sign_in(work, _opened(mailing, secret), browser)
    response = _to(reader, "/desk")
    set_session(request, response, session)
    return response


@router.post("/desk/sign-out", operation_id="sign_out", response_class=Response)
def sign_out(work: InsiderWork, request: Request, reader: ReaderDep) -> Response:
    """End the session of this browser."""
    session, account = session_in(request), account_of(work)
    if session is not None and account is not None:
        sign_in.end_session(work, account.id, session)
    response = _to(reader, "/sign-in", said="out")
    drop_session(request, response)
    return response


@router.post("/desk/sessions/{id}/end", operation_id="end_own_session", response_class=Response)
def end_own_session(work: InsiderWork, reader: ReaderDep, id: Id) -> Response:
    """End one of one's own sessions, such as the one on a telephone that is lost."""
    account = account_of(work)
    if account is None:
        raise Missing
    sign_in.end_session(work, account.id, id)
    return _to(reader, "/desk", said="ended")


def session_in(request: Request) -> UUID | None:
    """Return the session that a request came in, if it came in one."""
    found: UUID | None = getattr(request.state, "session", None)
    return found


def account_of(work: Work) -> Account | None:
    """Return the account of whoever is signed in; None for tokens and strangers."""
    kind, _, name = work.actor.name.partition(":")
    return work.get(Account, UUID(name)) if kind == "account" else None


def _opened(mailing: Mailing, secret: str) -> UUID:
    link_id = claimed_id(secret)
    if link_id is None or not mailing.opens(Purpose.SIGN_IN, secret, link_id):
        raise Missing
    return link_id


def _to(reader: Reader, path: str, *, said: str = "") -> Response:
    response = RedirectResponse(reader.to(path, said=said), _SEE_OTHER)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
