"""HTTP face of papers: certificates and the proof behind their codes, lists, badges, letters."""

from datetime import date
from typing import Annotated, Any, Self

from fastapi import Path, Query, Response

from core.http.etags import digest
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Unauthenticated
from core.texts import Language, Text
from events.errors import CertificateNotDue, NotInThisStatus, SeatConflict
from events.papers import certificate_actions as actions
from events.papers import sheet_actions
from events.papers.certificate_actions import Proven
from events.roles import DelegationLook, Id, OrganizerLook, PublicLook, SealsDep
from events.views import View
from events.vocabulary import Attendance, PersonRole

router = Router(prefix="/v1", tags=["papers"])
_REFUSED = (Unauthenticated, Forbidden)
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": _BINARY}}}
Spoken = Annotated[Language, Query()]
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


@router.get(
    "/events/{id}/attendance-list.pdf",
    operation_id="download_attendance_list",
    response_class=Response,
    responses={**answers(*_REFUSED), **_PDF},
)
def download_attendance_list(
    work: OrganizerLook, id: Id, seals: SealsDep, language: Spoken = Language.EN
) -> Response:
    """Download the list of those with a seat, to sign; times where people were checked in."""
    return pdf(*sheet_actions.attendance_list_pdf(work, id, seals, language))


@router.get(
    "/events/{id}/badges.pdf",
    operation_id="download_badges",
    response_class=Response,
    responses={**answers(*_REFUSED), **_PDF},
)
def download_badges(
    work: OrganizerLook, id: Id, seals: SealsDep, language: Spoken = Language.EN
) -> Response:
    """Download the badges of those with a seat, eight on a page, with codes for the door."""
    return pdf(*sheet_actions.badges_pdf(work, id, seals, language))


@router.get(
    "/registrations/{id}/invitation-letter.pdf",
    operation_id="download_invitation_letter",
    response_class=Response,
    responses={**answers(*_REFUSED, SeatConflict, NotInThisStatus), **_PDF},
)
def download_invitation_letter(
    work: DelegationLook,
    id: Id,
    seals: SealsDep,
    language: Annotated[Language | None, Query()] = None,
) -> Response:
    """Download the letter with which somebody with a seat applies for a visa, to be signed."""
    return pdf(*sheet_actions.invitation_letter_pdf(work, id, seals, language))


def pdf(content: bytes, filename: str) -> Response:
    """Answer with a PDF that belongs to its reader: kept by no cache in between."""
    headers = {
        "Content-Disposition": f'inline; filename="{filename}"',
        "Cache-Control": "private, no-store",
        "ETag": f'"{digest(content)}"',
    }
    return Response(content, media_type="application/pdf", headers=headers)
