"""Which network a request came from: an address or, of IPv6, a household."""

from functools import lru_cache
from ipaddress import ip_address

_IPV6_NETWORK = 8  # octets: a household has a /64, not an address


@lru_cache(maxsize=4096)
def network_of(host: str) -> str | None:
    """Return an address or, of IPv6, its network; None for this machine itself."""
    try:
        address = ip_address(host)
    except ValueError:
        return None  # a socket of this machine
    if address.is_loopback:
        return None
    return address.packed[:_IPV6_NETWORK].hex() if address.version == 6 else host  # noqa: PLR2004
