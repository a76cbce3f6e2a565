"""HTTP face of papers: certificates of attendance, and the proof behind their codes."""

from datetime import date
from typing import Annotated, Any, Self

from fastapi import APIRouter, Path, Query, Response

from core.http.etags import digest
from core.http.problems import answers
from core.problem import Forbidden, Unauthenticated
from core.texts import Language, Text
from events import certificate_actions as actions
from events.certificate_actions import Proven
from events.errors import CertificateNotDue
from events.roles import DelegationLook, Id, PublicLook, SealsDep
from events.views import View
from events.vocabulary import Attendance, PersonRole

router = APIRouter(prefix="/v1", tags=["papers"])
_REFUSED = (Unauthenticated, Forbidden)
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": _BINARY}}}
Code = Annotated[str, Path(min_length=1, max_length=100)]


class ProvenView(View):
    """What a certificate's code proves: a name, an event and its days; nothing else is shown."""

    name: str
    event: Text
    reference: str
    starts_on: date
    ends_on: date
    role: PersonRole
    attendance: Attendance

    @classmethod
    def of(cls, found: Proven) -> Self:
        """Show what was proven."""
        return cls(
            name=found.name,
            event=Text(**found.event.title),
            reference=found.event.reference,
            starts_on=found.starts_on,
            ends_on=found.ends_on,
            role=found.role,
            attendance=found.attendance,
        )


@router.get(
    "/registrations/{id}/certificate.pdf",
    operation_id="download_certificate",
    response_class=Response,
    responses={**answers(*_REFUSED, CertificateNotDue), **_PDF},
)
def download_certificate(
    work: DelegationLook,
    id: Id,
    seals: SealsDep,
    language: Annotated[Language | None, Query()] = None,
) -> Response:
    """Download a certificate of attendance as PDF, in the person's language or another one."""
    return pdf(*actions.certificate_pdf(work, id, seals, language))


@router.get(
    "/certificates/{code}", operation_id="verify_certificate", responses=answers(Unauthenticated)
)
def verify_certificate(
    work: PublicLook, code: Code, seals: SealsDep, response: Response
) -> ProvenView:
    """Say what a certificate's code proves; case, spaces and dashes do not matter."""
    view = ProvenView.of(actions.proven(work, seals, code))
    response.headers["ETag"] = f'"{digest(view)}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return view


def pdf(content: bytes, filename: str) -> Response:
    """Answer with a PDF that belongs to its reader: kept by no cache in between."""
    headers = {
        "Content-Disposition": f'inline; filename="{filename}"',
        "Cache-Control": "private, no-store",
        "ETag": f'"{digest(content)}"',
    }
    return Response(content, media_type="application/pdf", headers=headers)
