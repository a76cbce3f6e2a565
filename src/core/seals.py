"""What only this installation can make: links, addresses, and codes that prove themselves.

Computed, never stored: a restored backup and a second process make the same ones, and a leaked
database makes none. A code is an id and its HMAC, for things that people print and show: 40
characters of base32 (the id and 72 bits of HMAC-SHA256), in which neither case, spaces nor dashes
matter, since people read them aloud and type them.
"""

import binascii
import hmac
from base64 import b32decode, b32encode
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

ID = 16  # octets of an id
_MAC = 9


def mac(secret_key: str, purpose: str, about: bytes, octets: int) -> bytes:
    """Return so many octets that only who has the key can make, about something, for one purpose.

    No purpose may be the beginning of another one up to a NUL, so no two say the same.
    """
    said = purpose.encode() + b"\0" + about
    return hmac.digest(secret_key.encode(), said, sha256)[:octets]


def spelled(octets: bytes) -> str:
    """Return octets in lower-case base32: mail programs change case, and cut `-` and `_` off."""
    return b32encode(octets).decode().rstrip("=").lower()


def unspelled(text: str) -> bytes | None:
    """Return the octets again; None for what is no base32."""
    try:
        return b32decode(text.upper() + "=" * (-len(text) % 8))
    except (ValueError, binascii.Error):
        return None


@dataclass(frozen=True, slots=True)
class Seals:
    """An installation's seal. `base_url` is without a slash at the end."""

    secret_key: str
    base_url: str

    def code(self, purpose: str, id: UUID) -> str:
        """Return the code of an id for one purpose; it proves nothing for another one."""
        return spelled(id.bytes + self._mac(purpose, id))

    def opened(self, purpose: str, code: str) -> UUID | None:
        """Return the id that a code stands for; None when it is not one of ours."""
        octets = unspelled("".join(code.split()).replace("-", ""))
        if octets is None or len(octets) != ID + _MAC:
            return None
        claimed = UUID(bytes=octets[:ID])
        genuine = hmac.compare_digest(octets[ID:], self._mac(purpose, claimed))
        return claimed if genuine else None

    def _mac(self, purpose: str, id: UUID) -> bytes:
        return mac(self.secret_key, f"seal\0{purpose}", id.bytes, _MAC)
