"""Settings: read once from the environment, checked, passed down. A bad one stops the start."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from core.clock import Clock, running_from, system_clock
from core.http.rates import DEFAULT_RATE

_LOCAL = ("127.0.0.1", "localhost")
DEVELOPMENT_ADDRESS = "http://127.0.0.1:8000"


class BadSetting(Exception):  # noqa: N818 -- says what is wrong
    """A setting cannot be right; the message names it, the reason and the way out."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations (docs/guide/settings.md)."""

    database_url: str
    database_read_url: str | None
    base_url: str
    secret_key: str
    smtp_url: str | None
    post_folder: Path
    domain_hourly: int
    calendar_address: str
    dkim_selector: str | None
    dkim_key_file: Path | None
    imap_url: str | None
    lmtp_listen: tuple[str, int] | None
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_audience: str | None
    oidc_role_claim: str | None
    oidc_body_claim: str | None
    oidc_state_claim: str | None
    log_format: str
    rate_limit: int
    largest_file: int
    demo: bool
    clock: Clock


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings of an environment; raise `BadSetting` for the first that is wrong."""
    unknown = sorted(
        name for name in environment if name.startswith("NADWA_") and name not in KNOWN
    )
    if unknown:
        raise BadSetting(unknown[0], f"is not a setting; known are {', '.join(sorted(KNOWN))}")
    given = {name: value.strip() for name, value in environment.items() if name in KNOWN}
    demo = _switch(given, "NADWA_DEMO")
    oidc = {name: given.get(f"NADWA_{name.upper()}") or None for name in _OIDC}
    _check_issuer(oidc)
    return Settings(
        database_url=_database(given),
        database_read_url=_replica(given),
        base_url=_base(given),
        secret_key=_secret(given, demo=demo),
        smtp_url=_address(given, "NADWA_SMTP_URL", ("smtp", "smtps")),
        post_folder=Path("var/post"),
        domain_hourly=_domain_hourly(given),
        calendar_address=_mailbox(given),
        dkim_selector=_selector(given),
        dkim_key_file=_key_file(given),
        imap_url=_address(given, "NADWA_IMAP_URL", ("imap", "imaps")),
        lmtp_listen=_listen(given),
        log_format=_one_of(given, "NADWA_LOG_FORMAT", ("text", "json")),
        rate_limit=_rate(given),
        largest_file=_largest_file(given),
        demo=demo,
        clock=_clock(given, demo=demo),
        **oidc,
    )


_OIDC = (
    "oidc_issuer",
    "oidc_client_id",
    "oidc_audience",
    "oidc_role_claim",
    "oidc_body_claim",
    "oidc_state_claim",
)
KNOWN = frozenset(
    f"NADWA_{field.name.upper()}"
    for field in fields(Settings)
    if field.name not in {"post_folder", "clock"}
) | {"NADWA_NOW"}


def _check_issuer(oidc: Mapping[str, str | None]) -> None:
    """Refuse an issuer whose keys could be changed on the way, and tokens meant for anybody."""
    issuer = oidc["oidc_issuer"]
    if issuer is None:
        return
    parts = urlsplit(issuer)
    if (parts.scheme != "https" and parts.hostname not in _LOCAL) or not parts.hostname:
        raise BadSetting("NADWA_OIDC_ISSUER", "must be an address such as https://id.example.org")
    if not (oidc["oidc_audience"] or oidc["oidc_client_id"]):
        raise BadSetting("NADWA_OIDC_AUDIENCE", "is required with an issuer (or the client id)")


def _database(given: Mapping[str, str]) -> str:
    url = given.get("NADWA_DATABASE_URL") or "sqlite:///var/nadwa.db"
    if url.partition(":")[0] not in {"sqlite", "postgresql", "postgresql+psycopg"}:
        raise BadSetting("NADWA_DATABASE_URL", "must begin with sqlite:/// or postgresql://")
    if url.startswith("sqlite") and not url.startswith("sqlite:///"):
        raise BadSetting("NADWA_DATABASE_URL", "name a file, such as sqlite:///var/nadwa.db")
    return _with_known_pooler("NADWA_DATABASE_URL", url)


def _replica(given: Mapping[str, str]) -> str | None:
    url = given.get("NADWA_DATABASE_READ_URL") or None
    schemes = {"postgresql", "postgresql+psycopg"}
    if url is not None and url.partition(":")[0] not in schemes:
        raise BadSetting("NADWA_DATABASE_READ_URL", "must begin with postgresql://")
    if url is not None and _database(given).partition(":")[0] not in schemes:
        raise BadSetting("NADWA_DATABASE_READ_URL", "goes with a PostgreSQL in NADWA_DATABASE_URL")
    return _with_known_pooler("NADWA_DATABASE_READ_URL", url) if url else None


def _with_known_pooler(name: str, url: str) -> str:
    _, given, rest = url.partition("pooler=")
    if given and (rest.partition("&")[0] != "transaction" or url.startswith("sqlite")):
        raise BadSetting(name, "pooler=transaction is the only pooler, and of PostgreSQL")
    return url


def _base(given: Mapping[str, str]) -> str:
    url = given.get("NADWA_BASE_URL") or DEVELOPMENT_ADDRESS
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise BadSetting("NADWA_BASE_URL", "must be an address such as https://nadwa.example.org")
    return url.rstrip("/")


def _secret(given: Mapping[str, str], *, demo: bool) -> str:
    secret = given.get("NADWA_SECRET_KEY") or ""
    shortest = 32
    if secret and len(secret) < shortest:
        raise BadSetting("NADWA_SECRET_KEY", f"must have at least {shortest} characters")
    if secret:
        return secret
    if demo or urlsplit(_base(given)).hostname in {"127.0.0.1", "localhost"}:
        return kept_secret(Path("var/secret-key"))
    raise BadSetting("NADWA_SECRET_KEY", "is required; make one with: openssl rand -hex 32")


def kept_secret(file: Path) -> str:
    """Return this machine's own secret, made at the first start; only its owner can read it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="ascii")
    return file.read_text(encoding="ascii")


def _address(given: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    url = given.get(name)
    if not url:
        return None
    try:
        parts = urlsplit(url)
        fine = parts.scheme in schemes and parts.hostname and (parts.port or 1)
    except ValueError:
        fine = False
    if not fine:
        raise BadSetting(name, f"must look like {schemes[0]}://user:password@host:port")
    return url


def _mailbox(given: Mapping[str, str]) -> str:
    address = given.get("NADWA_CALENDAR_ADDRESS") or "events@calendar.localhost"
    local, _, domain = address.rpartition("@")
    if not local or not domain or any(each in address for each in " <>,;+\"'"):
        raise BadSetting("NADWA_CALENDAR_ADDRESS", "must be a bare address without a plus sign")
    return address.lower()


def _domain_hourly(given: Mapping[str, str]) -> int:
    value, most = given.get("NADWA_DOMAIN_HOURLY") or "0", 1_000_000
    if not value.isdecimal() or int(value) > most:
        raise BadSetting("NADWA_DOMAIN_HOURLY", "must be letters an hour, or 0 for no budget")
    return int(value)


def _selector(given: Mapping[str, str]) -> str | None:
    selector = given.get("NADWA_DKIM_SELECTOR") or None
    if (selector is None) != (not given.get("NADWA_DKIM_KEY_FILE")):
        raise BadSetting("NADWA_DKIM_SELECTOR", "goes with NADWA_DKIM_KEY_FILE: set both or none")
    if selector and not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?", selector):
        raise BadSetting("NADWA_DKIM_SELECTOR", "must be a name such as nadwa")
    return selector


def _key_file(given: Mapping[str, str]) -> Path | None:
    name = given.get("NADWA_DKIM_KEY_FILE")
    if not name:
        return None
    file = Path(name)
    if not file.is_file():
        raise BadSetting("NADWA_DKIM_KEY_FILE", "must name a file that this program can read")
    return file


def _listen(given: Mapping[str, str]) -> tuple[str, int] | None:
    value = given.get("NADWA_LMTP_LISTEN")
    if not value:
        return None
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 1 << 16:
        raise BadSetting("NADWA_LMTP_LISTEN", "must be host:port, such as 127.0.0.1:8024")
    return host, int(port)


def _one_of(given: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = given.get(name) or choices[0]
    if value not in choices:
        raise BadSetting(name, f"must be one of {', '.join(choices)}")
    return value


def _rate(given: Mapping[str, str]) -> int:
    value = given.get("NADWA_RATE_LIMIT") or str(DEFAULT_RATE)
    most = 1_000_000
    if not value.isdecimal() or int(value) > most:
        raise BadSetting("NADWA_RATE_LIMIT", "must be requests a second, or 0 for no limit")
    return int(value)


def _largest_file(given: Mapping[str, str]) -> int:
    """Return the size in bytes; it is set in MiB, below what a request may bring."""
    value, most = given.get("NADWA_LARGEST_FILE") or "10", 19
    if not value.isdecimal() or not 0 < int(value) <= most:
        raise BadSetting("NADWA_LARGEST_FILE", f"must be MiB, from 1 to {most}")
    return int(value) << 20


def _switch(given: Mapping[str, str], name: str) -> bool:
    return _one_of(given, name, ("0", "1")) == "1"


def _clock(given: Mapping[str, str], *, demo: bool) -> Clock:
    value = given.get("NADWA_NOW")
    if not value:
        return system_clock
    if not demo:
        raise BadSetting("NADWA_NOW", "needs NADWA_DEMO=1; a real installation has the real time")
    try:
        start = datetime.fromisoformat(value)
    except ValueError:
        raise BadSetting("NADWA_NOW", "must be a moment such as 2027-04-01T08:00:00Z") from None
    return running_from(start if start.tzinfo else start.replace(tzinfo=UTC))
