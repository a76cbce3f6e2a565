"""Reads where the mail server is from a setting."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_PORTS = {"smtp": 25, "smtps": 465}
_SHAPE = "smtp://user:password@host:port?starttls=1"
_SWITCHES = {"0": False, "1": True}


@dataclass(frozen=True, slots=True)
class Server:
    """Where a mail server is and how one signs in; `tls` from the first byte, `starttls` later."""

    host: str
    port: int
    tls: bool = False
    starttls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


def server_at(url: str) -> Server:
    """Read `smtp://user:password@host:port?starttls=1` or `smtps://...`.

    User and password are percent-encoded. Raises ValueError with the reason, never the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS:
        raise ValueError("a mail server's address starts with smtp:// or smtps://")
    if not parts.hostname or parts.path not in {"", "/"} or parts.fragment:
        raise ValueError(f"a mail server's address has the shape {_SHAPE}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    tls = parts.scheme == "smtps"
    return Server(parts.hostname, _port(parts), tls, _starttls(parts), user, password)


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise ValueError("the port of a mail server is a number up to 65535") from None


def _starttls(parts: SplitResult) -> bool:
    options = parse_qs(parts.query, keep_blank_values=True)
    given = options.pop("starttls", ["0"])
    if options or len(given) != 1 or given[0] not in _SWITCHES:
        raise ValueError("the only option of a mail server's address is starttls=1 or starttls=0")
    return _SWITCHES[given[0]]
