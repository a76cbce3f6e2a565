"""Reads our own tokens from the addresses that a message was sent to. Pure."""

from collections.abc import Iterable, Iterator

from notifications.entries.addresses import ascii_address


def tokens_in(mailbox: str, addresses: Iterable[str]) -> Iterator[str]:
    """Yield TOKEN of each `events+TOKEN@domain` for our mailbox `events@domain`, in their order."""
    local, _, domain = ascii_address(mailbox).lower().rpartition("@")
    for address in addresses:
        user, _, host = address.strip().lower().rpartition("@")
        name, plus, token = user.partition("+")
        if plus and token and (name, host) == (local, domain):
            yield token
