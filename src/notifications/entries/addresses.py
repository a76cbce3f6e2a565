"""Addresses as mail servers and calendars write them: ASCII, with a token where we need one."""

import re

import idna

from notifications.entries.content_lines import Unwritable

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"[A-Za-z0-9.-]{1,253}")


def ascii_address(address: str) -> str:
    """Return an address with its domain in ASCII (RFC 5890); raises Unwritable for any other."""
    local, _, domain = address.rpartition("@")
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True).decode()
        except idna.IDNAError as why:
            raise Unwritable(f"the domain {domain!a} has no ASCII form") from why
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise Unwritable(f"{address!a} is not an address that can be written to")
    return f"{local}@{domain}"


def tagged(mailbox: str, token: str) -> str:
    """Return `events+TOKEN@domain`: the address that belongs to one invitation or one letter."""
    local, _, domain = mailbox.rpartition("@")
    return ascii_address(f"{local}+{token}@{domain}")
