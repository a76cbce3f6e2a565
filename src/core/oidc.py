"""Bearer tokens of an identity provider (OpenID Connect Discovery 1.0, RFC 7519, RFC 8725).

The provider's keys are fetched when the first such token comes, and again when a token names a key
that is not known (at most once a minute) or after an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from core.claims import ClaimNames, actor_of
from core.clock import stopwatch
from core.people import Actor
from core.problem import Busy

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures that only the provider can make; never `none` or a shared secret (RFC 8725, 3.1)."""

LEEWAY_SECONDS = 60
_LONGEST_TOKEN = 16_384
_FRESH_SECONDS, _AGAIN_SECONDS = 3600.0, 60.0
_LARGEST_DOCUMENT = 1 << 18


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider: `issuer` as in its tokens, `audience` what they must be meant for."""

    issuer: str
    audience: str
    names: ClaimNames = field(default_factory=ClaimNames)


class Identities:
    """Tells whom a provider's token speaks for; may be asked by many threads at once."""

    def __init__(self, provider: Provider, timer: Callable[[], float] = stopwatch) -> None:
        self.provider = provider
        self._timer, self._lock = timer, Lock()
        self._keys: KeySet | None = None
        self._fetched = 0.0

    def __call__(self, token: str, now: datetime) -> Actor | None:
        """Return who comes with a token; None for one of another kind, or one that is not good.

        Raises `Busy` when the provider does not answer.
        """
        if token.count(".") != 2 or len(token) > _LONGEST_TOKEN:  # noqa: PLR2004 -- RFC 7515, 3.1
            return None
        try:
            claims = self._verified(token).claims
            self._registry(now).validate(claims)
        except (JoseError, ValueError):
            return None
        return actor_of(claims, self.provider.names)

    def _verified(self, token: str) -> jwt.Token:
        try:
            return jwt.decode(token, self._known(_FRESH_SECONDS), ALGORITHMS)
        except InvalidKeyIdError:
            return jwt.decode(token, self._known(_AGAIN_SECONDS), ALGORITHMS)

    def _registry(self, now: datetime) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self.provider.issuer},
            aud={"essential": True, "value": self.provider.audience},
            exp={"essential": True},
            sub={"essential": True},
        )

    def _known(self, freshness: float) -> KeySet:
        """Return the keys, fetched again when they are older than that many seconds."""
        with self._lock:
            if self._keys is None or self._timer() - self._fetched > freshness:
                self._keys, self._fetched = _keys_of(self.provider.issuer), self._timer()
            return self._keys


def _keys_of(issuer: str) -> KeySet:
    """Fetch a provider's keys by way of its discovery document; raises `Busy`."""
    try:
        with httpx.Client(timeout=5, follow_redirects=False) as client:
            found = _fetched(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            keys: Any = _fetched(client, _address_of_keys(found, issuer))
        return KeySet.import_key_set(keys)
    except (httpx.HTTPError, httpx.InvalidURL, JoseError, ValueError, KeyError, TypeError):
        raise Busy("The identity provider does not answer as it should") from None


def _address_of_keys(found: dict[str, Any], issuer: str) -> str:
    """Return where the keys are: said by that very issuer, and as safe on the way as it is."""
    address = str(found["jwks_uri"])
    if found.get("issuer") != issuer or urlsplit(address).scheme != urlsplit(issuer).scheme:
        raise ValueError(
            "the document speaks of another issuer, or of keys that anybody can change"
        )
    return address


def _fetched(client: httpx.Client, url: str) -> dict[str, Any]:
    with client.stream("GET", url, headers={"Accept": "application/json"}) as answer:
        answer.raise_for_status()
        content = b""
        for part in answer.iter_bytes():
            content += part
            if len(content) > _LARGEST_DOCUMENT:
                raise ValueError("the document is too large")
    document = httpx.Response(200, content=content).json()
    if not isinstance(document, dict):
        raise ValueError("the document is no object")  # noqa: TRY004 -- a wrong value, not our type
    return document
