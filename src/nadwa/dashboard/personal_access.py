"""Whose page a secret link opens, and in whose name things are done there."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request

from core.people import Actor, Role
from core.problem import Missing
from core.work import Work
from events import Event, Person, Registration
from notifications import Mailing, Purpose, claimed_id, feed_of, invitation_of

Secret = Annotated[str, Path(max_length=100)]


def _mailing(request: Request) -> Mailing:
    """Return the installation's settings of mail, put there by the composition root."""
    found: Mailing = request.app.state.mailing
    return found


MailingDep = Annotated[Mailing, Depends(_mailing)]


class Own:
    """A person's registration, opened by the secret of its page.

    From then on the work is done in the person's name: the journal knows the registration.
    """

    def __init__(self, work: Work, mailing: Mailing, secret: str) -> None:
        self.work, self.mailing, self.secret = work, mailing, secret
        self.registration = _opened(work, mailing, secret)
        self.person = work.get(Person, self.registration.person_id)
        if self.person.erased_at is not None:
            raise Missing
        self.event = work.get(Event, self.registration.event_id)
        work.actor = Actor(f"registration:{self.registration.id}", Role.SYSTEM)

    @property
    def address(self) -> str:
        """Return the path of the page."""
        return f"/me/{self.secret}"

    @property
    def feed(self) -> str:
        """Return the address of the person's own calendar: the entries that came by mail."""
        kept = feed_of(self.work, self.person.id)
        return self.mailing.feed_link(self.person.id, kept.links if kept else 0)


def _opened(work: Work, mailing: Mailing, secret: str) -> Registration:
    registration_id: UUID | None = claimed_id(secret)
    invitation = invitation_of(work, registration_id) if registration_id else None
    if registration_id is None or invitation is None:
        raise Missing
    if not mailing.opens(Purpose.PAGE, secret, registration_id, invitation.links):
        raise Missing
    return work.get(Registration, registration_id)
