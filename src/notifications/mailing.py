"""What the mail of an installation is made with: its addresses, and the secrets in its links.

Secrets are computed, never stored: 128 bits of HMAC-SHA256 over a purpose, the id they belong to,
and how often they were made anew. So a restored backup and a second process make the same ones,
and a leaked database opens nothing.
"""

import hmac
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from core.seals import ID, mac, spelled, unspelled
from notifications.entries.addresses import tagged

_MAC = 16  # octets, 128 bits


class Purpose(StrEnum):
    """What a secret opens; one for a purpose opens nothing else."""

    PAGE = "page"
    FEED = "feed"
    CONFIRMATION = "confirmation"
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class Mailing:
    """Settings. `calendar_address` is `events@calendar.example.org`, `base_url` without a slash."""

    calendar_address: str
    base_url: str
    secret_key: str

    @property
    def domain(self) -> str:
        """Return the domain that letters come from."""
        return self.calendar_address.rpartition("@")[2]

    def token(self, registration_id: UUID) -> str:
        """Return the token in an invitation's ORGANIZER address: 26 characters, 128 bits."""
        return spelled(self._mac("organizer", registration_id.bytes))

    def organizer_address(self, token: str) -> str:
        """Return `events+TOKEN@domain`: where an invitation is answered."""
        return tagged(self.calendar_address, token)

    def sender_address(self, token: str) -> str:
        """Return whom a letter is from: the invitation's own address, else the plain mailbox."""
        return self.organizer_address(token) if token else self.calendar_address

    def bounce_address(self, message_id: str) -> str:
        """Return `bounce+TOKEN@domain`: where a letter comes back when it cannot be delivered."""
        return tagged(f"bounce@{self.domain}", spelled(self._mac("bounce", message_id.encode())))

    def secret(self, purpose: Purpose, id: UUID, links: int = 0) -> str:
        """Return the secret of a link: the id and its HMAC, 52 characters."""
        return spelled(id.bytes + self._mac(purpose, id.bytes + links.to_bytes(4, "big")))

    def opens(self, purpose: Purpose, secret: str, id: UUID, links: int = 0) -> bool:
        """Say whether a secret is the one in force; takes the same time for each wrong one."""
        return hmac.compare_digest(secret.encode(), self.secret(purpose, id, links).encode())

    def page_link(self, registration_id: UUID, links: int) -> str:
        """Return the address of a participant's own page."""
        return f"{self.base_url}/me/{self.secret(Purpose.PAGE, registration_id, links)}"

    def feed_link(self, person_id: UUID, links: int) -> str:
        """Return the address of a person's own feed."""
        return f"{self.base_url}/calendars/people/{self.secret(Purpose.FEED, person_id, links)}.ics"

    def confirmation_link(self, person_id: UUID) -> str:
        """Return the address at which a person says that the e-mail address is theirs."""
        return f"{self.base_url}/confirmations/{self.secret(Purpose.CONFIRMATION, person_id)}"

    def sign_in_link(self, id: UUID, language: str) -> str:
        """Return the address behind which somebody signs in, in the language of the letter."""
        return f"{self.base_url}/sign-in/{self.secret(Purpose.SIGN_IN, id)}?lang={language}"

    def _mac(self, purpose: str, about: bytes) -> bytes:
        return mac(self.secret_key, purpose, about, _MAC)


def uid_of(registration_id: UUID) -> UUID:
    """Return an invitation's UID: made once per registration, from nothing that can change."""
    return uuid5(registration_id, "invitation")


def claimed_id(secret: str) -> UUID | None:
    """Return the id that a secret speaks of, still unproven; None when it is no secret at all."""
    octets = unspelled(secret)
    return UUID(bytes=octets[:ID]) if octets and len(octets) == ID + _MAC else None
