"""The parts of a message, taken out so that nothing in it can raise (RFC 2045, 2046). Pure."""

from email.message import Message


def children(message: Message) -> list[Message]:
    """Return the parts directly within a message; none for a leaf."""
    payload = message.get_payload() if message.is_multipart() else []
    found = payload if isinstance(payload, list) else []
    return [part for part in found if isinstance(part, Message)]


def leaves(message: Message) -> list[Message]:
    """Return the leaves in order, without looking into messages that are attached."""
    if message.get_content_maintype() == "message":
        return []
    found = children(message)
    return [leaf for part in found for leaf in leaves(part)] if found else [message]


def octets_of(part: Message) -> bytes:
    """Return what a part holds, decoded as far as it can be."""
    try:
        octets = part.get_payload(decode=True)
    except (LookupError, TypeError, ValueError):
        return b""
    return octets if isinstance(octets, bytes) else b""
