"""The page behind a confirmation letter: a person says that the address is theirs.

Looking changes nothing, since mail scanners follow links; the button does (RELIABILITY R12).
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from fastapi import Response
from fastapi.responses import HTMLResponse

from core.http.problems import answers
from core.http.threads import Router
from core.problem import Missing
from core.texts import Language
from core.work import Work
from events import Person, confirm_address
from notifications.letters.writing import templates
from notifications.mailing import Mailing, Purpose, claimed_id
from notifications.roles import MailingDep, PublicLook, PublicWork, Secret
from notifications.wording import wording

router = Router(prefix="/confirmations", tags=["pages"])
_STYLE = (
    "body{margin:0;background:#eef1ef;color:#17302b;font:18px/1.6 system-ui,'Segoe UI',sans-serif}"
    "main{max-width:34rem;margin:12vh auto;padding:2.5rem;background:#fff;border-radius:10px;"
    "border-top:6px solid #0f5c4d}h1{margin:0;font-size:1.6rem;line-height:1.3}"
    "button{padding:.8rem 1.8rem;border:0;border-radius:6px;background:#0f5c4d;color:#fff;"
    "font:inherit;font-weight:600;cursor:pointer}"
    "button:focus-visible{outline:3px solid #9a6a12;outline-offset:2px}"
)


@router.get(
    "/{secret}",
    operation_id="show_confirmation",
    response_class=HTMLResponse,
    responses=answers(),
)
def show_confirmation(work: PublicLook, mailing: MailingDep, secret: Secret) -> Response:
    """Show the button that confirms an address; changes nothing."""
    person = _person(work, mailing, secret)
    return _page(person, "done" if person.vouched_at else "ask")


@router.post(
    "/{secret}",
    operation_id="confirm_address",
    response_class=HTMLResponse,
    responses=answers(),
)
def confirm(work: PublicWork, mailing: MailingDep, secret: Secret) -> Response:
    """Confirm an address; what waited for it is sent. Again changes nothing."""
    person = _person(work, mailing, secret)
    return _page(confirm_address(work, person.id), "done")


def _person(work: Work, mailing: Mailing, secret: str) -> Person:
    person_id = claimed_id(secret)
    if person_id is None or not mailing.opens(Purpose.CONFIRMATION, secret, person_id):
        raise Missing
    person = work.get(Person, person_id)
    if person.erased_at is not None:
        raise Missing
    return person


def _page(person: Person, step: str) -> Response:
    words = wording(person.language)["pages"][step]
    html = (
        templates()
        .get_template("confirmation.html")
        .render(
            language=person.language,
            direction=Language(person.language).direction,
            style=_STYLE,
            **words,
        )
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": _policy()})


@cache
def _policy() -> str:
    """Return a policy that allows this page's own style and its own form."""
    style = b64encode(sha256(_STYLE.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
