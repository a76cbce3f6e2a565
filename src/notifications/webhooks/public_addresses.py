"""Which addresses a webhook may be sent to: those of the public internet, by our own list. Pure.

Python's `is_global` lets NAT64, 6to4 and multicast pass, through which a name reaches private
addresses (RFC 6890 and its registries; RELIABILITY R10).
"""

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

_NEVER_4 = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_PUBLIC_6 = IPv6Network("2000::/3")
_NEVER_6 = tuple(
    IPv6Network(each)
    for each in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)  # Teredo and other protocols, documentation, 6to4, DNS sinks


def is_public(address: str) -> bool:
    """Say whether a text is an IP address of the public internet."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        return found in _PUBLIC_6 and not any(found in network for network in _NEVER_6)
    return not any(found in network for network in _NEVER_4)
