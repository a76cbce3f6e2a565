"""Codes that prove themselves: an id and its HMAC, for things that people print and show.

Computed, never stored: a restored backup and a second process make the same ones, and a leaked
database makes none. 40 characters of base32 (the id and 72 bits of HMAC-SHA256), in which neither
case, spaces nor dashes matter, since people read them aloud and type them.
"""

import binascii
import hmac
from base64 import b32decode, b32encode
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

_ID, _MAC = 16, 9  # octets


@dataclass(frozen=True, slots=True)
class Seals:
    """An installation's seal. `base_url` is without a slash at the end."""

    secret_key: str
    base_url: str

    def code(self, purpose: str, id: UUID) -> str:
        """Return the code of an id for one purpose; it proves nothing for another one."""
        return b32encode(id.bytes + self._mac(purpose, id)).decode().lower()

    def opened(self, purpose: str, code: str) -> UUID | None:
        """Return the id that a code stands for; None when it is not one of ours."""
        try:
            octets = b32decode("".join(code.split()).replace("-", "").upper())
        except (ValueError, binascii.Error):
            return None
        if len(octets) != _ID + _MAC:
            return None
        claimed = UUID(bytes=octets[:_ID])
        genuine = hmac.compare_digest(octets[_ID:], self._mac(purpose, claimed))
        return claimed if genuine else None

    def _mac(self, purpose: str, id: UUID) -> bytes:
        said = b"seal\0" + purpose.encode() + b"\0" + id.bytes
        return hmac.digest(self.secret_key.encode(), said, sha256)[:_MAC]
