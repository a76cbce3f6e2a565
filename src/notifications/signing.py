"""Signs finished messages (DKIM, RFC 6376)."""

import dkim

_RELAXED = (b"relaxed", b"relaxed")


def sign(message: bytes, selector: str, domain: str, private_key: bytes) -> bytes:
    """Return the message with a DKIM signature on top, made with an RSA key in PEM.

    Without the optional time of signing: the same message is always signed with the same bytes.
    Raises dkim.DKIMException for a key or a message that cannot be used.
    """
    signer = _Timeless(message)
    names = (selector.encode(), domain.encode())
    signature: bytes = signer.sign(*names, private_key, canonicalize=_RELAXED)
    return signature + message


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
