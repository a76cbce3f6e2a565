"""The page behind a certificate's QR code, and what a person prints or shows at the entrance."""

from typing import Annotated

from fastapi import Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.problem import Missing
from core.seals import Seals
from core.work import Work
from events import certificate_pdf, door_code, proven, qr_image
from nadwa.dashboard.personal_access import MailingDep, Own, Secret
from nadwa.dashboard.reader import ReaderDep
from nadwa.dashboard.rendering import private_page

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Code = Annotated[str, Path(max_length=100)]
_SEE_OTHER = 303


@router.get("/certificates", operation_id="ask_for_certificate", response_class=Response)
def ask_for_certificate(
    _work: PublicLook, reader: ReaderDep, code: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """Take the code that stands on a certificate."""
    if plain := "".join(letter for letter in code if letter.isalnum()):
        return RedirectResponse(reader.to(f"/certificates/{plain.lower()}"), _SEE_OTHER)
    return private_page(reader, "certificate.html", found=None, asked=False)


@router.get("/certificates/{code}", operation_id="show_certificate", response_class=Response)
def show_certificate(work: PublicLook, request: Request, reader: ReaderDep, code: Code) -> Response:
    """Show what a certificate's code proves: a name, an event and its days."""
    seals: Seals = request.app.state.seals
    try:
        found = proven(work, seals, code)
    except Missing:
        answer = private_page(reader, "certificate.html", found=None, asked=True)
        answer.status_code = Missing.status
        return answer
    shown = {
        "title": reader.pick(found.event.title),
        "when": reader.days(found.starts_on, found.ends_on),
    }
    return private_page(reader, "certificate.html", found=found, asked=True, **shown)


@router.get(
    "/me/{secret}/certificate.pdf", operation_id="get_own_certificate", response_class=Response
)
def get_own_certificate(
    work: PublicLook, request: Request, mailing: MailingDep, secret: Secret
) -> Response:
    """Give a person their own certificate, in their language."""
    own = Own(work, mailing, secret)
    seals: Seals = request.app.state.seals
    content, filename = certificate_pdf(work, own.registration.id, seals)
    headers = {
        "Content-Disposition": f'attachment; filename="{filename}"',
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
    }
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/me/{secret}/qr.svg", operation_id="get_own_check_in_code", response_class=Response)
def get_own_check_in_code(
    work: PublicLook, request: Request, mailing: MailingDep, secret: Secret
) -> Response:
    """Give a person the code that is scanned at the entrance."""
    own = Own(work, mailing, secret)
    seals: Seals = request.app.state.seals
    return qr_image(door_code(work, own.registration.id, seals))
