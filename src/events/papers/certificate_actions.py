"""Certificates of attendance: for whom there is one, and what its code proves."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.days import last_day
from core.problem import Missing
from core.seals import Seals
from core.texts import Language
from core.work import Work
from events.access import registration_to_see
from events.errors import CertificateNotDue
from events.model import Event
from events.papers.certificate import Attended, certificate
from events.papers.store import occasion_of
from events.registration_model import Registration
from events.registrations.people_store import person_of
from events.registrations.person_actions import record_of
from events.vocabulary import Attendance, EventStatus, PersonRole

PURPOSE = "certificate"
_HELD = (EventStatus.HELD, EventStatus.REPORTED)


@dataclass(frozen=True, slots=True)
class Proven:
    """What a certificate's code proves; days by the clocks of the event's zone."""

    name: str
    event: Event
    starts_on: date
    ends_on: date
    role: PersonRole
    attendance: Attendance


def certificate_pdf(
    work: Work, registration_id: UUID, seals: Seals, language: Language | None = None
) -> tuple[bytes, str]:
    """Return a person's certificate and its file name; without a language, in the person's own.

    Raises `Missing`, `CertificateNotDue`.
    """
    registration = registration_to_see(work, registration_id)
    event = work.get(Event, registration.event_id)
    if not is_due(event, registration):
        raise CertificateNotDue
    details = registration.stated or record_of(person_of(work, registration))
    who = Attended(
        name=details["name"] or "",
        position=details["position"],
        from_state=registration.state,
        role=registration.role,
        attendance=registration.attendance,
        code=seals.code(PURPOSE, registration.id),
    )
    spoken = language or Language(details["language"] or Language.EN)
    content = certificate(occasion_of(work, event), who, seals.base_url, spoken)
    return content, f"certificate-{event.reference}.pdf"


def is_due(event: Event, registration: Registration) -> bool:
    """Say whether there is a certificate: the event was held and the person was there."""
    return event.status in _HELD and registration.attendance is not Attendance.NONE


def proven(work: Work, seals: Seals, code: str) -> Proven:
    """Return what a certificate's code proves, to whoever has it; `Missing` for all other codes.

    An attendance that was taken back proves nothing any more.
    """
    claimed = seals.opened(PURPOSE, code)
    registration = work.session.get(Registration, claimed) if claimed else None
    if registration is None:
        raise Missing
    event = work.get(Event, registration.event_id)
    if not is_due(event, registration) or event.starts_at is None or event.ends_at is None:
        raise Missing
    person = person_of(work, registration)
    if person.erased_at is not None:
        raise Missing
    details = registration.stated or record_of(person)
    return Proven(
        name=details["name"] or "",
        event=event,
        starts_on=event.starts_at.date(),
        ends_on=last_day(event.ends_at),
        role=registration.role,
        attendance=registration.attendance,
    )
