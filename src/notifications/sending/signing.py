"""Signs finished messages as they leave (DKIM, RFC 6376).

Signed on the way out and not when written: the key is needed by the worker alone, a new key holds
for what waits already, and what is kept has no signature that could outlive its key.
"""

from dataclasses import dataclass, field

import dkim

from notifications.sending.post import Post

_RELAXED = (b"relaxed", b"relaxed")
_SIGNED = (
    b"from",
    b"to",
    b"reply-to",
    b"subject",
    b"date",
    b"message-id",
    b"in-reply-to",
    b"references",
    b"mime-version",
    b"content-type",
    b"content-language",
    b"auto-submitted",
)
_NOT_TO_BE_ADDED = (b"from", b"to", b"reply-to", b"subject", b"date")
_TRIAL = b"From: a@example.org\r\n\r\n\r\n"


class BadKey(ValueError):  # noqa: N818 -- a refusal is named by its reason
    """A key that nothing can be signed with; says nothing of the key itself."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for a domain with an RSA key in PEM, whose public half is at `selector` in the DNS."""

    selector: str
    domain: str
    private_key: bytes = field(repr=False)

    def check(self) -> None:
        """Raise `BadKey` when the key cannot be used."""
        try:
            self.sign(_TRIAL)
        except Exception:  # noqa: BLE001 -- dkimpy raises of every kind, and quotes the key
            raise BadKey("is no RSA private key in PEM") from None

    def sign(self, message: bytes) -> bytes:
        """Return the message with a signature on top; the same message has always the same one.

        RFC 6376, section 5.4: what people read and what their programs act by is signed, and what
        is shown to them cannot be added a second time. The optional time of signing is left out.
        """
        signer = _Timeless(message)
        present = {name.lower() for name, _ in signer.headers}
        headers = [*(each for each in _SIGNED if each in present), *_NOT_TO_BE_ADDED]
        names = (self.selector.encode(), self.domain.encode())
        signature: bytes = signer.sign(
            *names, self.private_key, canonicalize=_RELAXED, include_headers=headers
        )
        return signature + message


@dataclass(frozen=True, slots=True)
class SignedPost:
    """Signs each letter and hands it to another post."""

    post: Post
    signer: Signer

    def deliver(self, envelope_from: str, recipient: str, message: bytes) -> None:
        """Hand one letter over, signed."""
        self.post.deliver(envelope_from, recipient, self.signer.sign(message))

    def close(self) -> None:
        """Let go of connections."""
        self.post.close()


class _Timeless(dkim.DKIM):  # type: ignore[misc]  # dkimpy carries no annotations
    def gen_header(  # noqa: PLR0913, PLR0917  dkimpy's own signature
        self,
        fields: list[tuple[bytes, bytes]],
        include_headers: object,
        canon_policy: object,
        header_name: object,
        pk: object,
        standardize: bool = False,
    ) -> bytes:
        kept = [field for field in fields if field[0] != b"t"]
        header: bytes = super().gen_header(
            kept, include_headers, canon_policy, header_name, pk, standardize
        )
        return header
