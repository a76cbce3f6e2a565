"""Whom an identity provider's token speaks for: claims become a role, a body, a state. Pure.

No privilege is ever assumed: a token without a known role opens nothing, an organizer's names a
body (`*` for all of them), a focal point's names a state.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from core.people import Actor, Role

EVERY_BODY = "*"
_ROLES = (Role.ADMIN, Role.ORGANIZER, Role.FOCAL_POINT, Role.VIEWER, Role.MAILER)
_BODY, _STATE = re.compile(r"[A-Z0-9_]{1,60}"), re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class ClaimNames:
    """Where a provider's tokens say it; dots lead into objects, such as `realm_access.roles`."""

    role: str = "nadwa_role"
    body: str = "nadwa_body"
    state: str = "nadwa_state"


def actor_of(claims: Mapping[str, Any], names: ClaimNames) -> Actor | None:
    """Return who a verified token speaks for; None when it names nobody who may do anything.

    Of several roles the most powerful counts. The name is a digest of issuer and subject: the
    journal holds no personal data.
    """
    said = set(_words(claims, names.role))
    role = next((role for role in _ROLES if role.value in said), None)
    subject = claims.get("sub")
    if role is None or not isinstance(subject, str) or not subject:
        return None
    digest = sha256(f"{claims.get('iss')}\n{subject}".encode()).hexdigest()
    name = f"oidc:{digest[:32]}"
    if role is Role.ORGANIZER:
        return _organizer(name, next(_words(claims, names.body), ""))
    if role is Role.FOCAL_POINT:
        state = next(_words(claims, names.state), "")
        return Actor(name, role, state=state) if _STATE.fullmatch(state) else None
    return Actor(name, role)


def _organizer(name: str, body: str) -> Actor | None:
    if body == EVERY_BODY:
        return Actor(name, Role.ORGANIZER)
    return Actor(name, Role.ORGANIZER, body=body) if _BODY.fullmatch(body) else None


def _words(claims: Mapping[str, Any], path: str) -> Iterator[str]:
    """Yield the texts that a claim holds: one, or each of a list."""
    value: Any = claims
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each
