"""Sends one webhook: signed, to a public address only, following no redirect.

A name is resolved once, each of its addresses is judged, and the connection goes to one of those
very addresses, so that a name which changes in between leads nowhere (RELIABILITY R10).
"""

import hmac
import socket
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Timer
from uuid import UUID

import httpx

from core.seals import mac
from notifications.webhooks.public_addresses import is_public

SECONDS = 20.0
_GONE = 410
_PORTS = {"http": 80, "https": 443}


class NotPublic(OSError):  # noqa: N818 -- a refusal is named by its reason
    """The host has an address that is not of the public internet."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a receiver answered; `status` None: it did not, and `error` says why."""

    status: int | None
    error: str = ""

    @property
    def taken(self) -> bool:
        """Say whether it took the webhook: 2xx and nothing else."""
        return self.status is not None and httpx.codes.is_success(self.status)

    @property
    def gone(self) -> bool:
        """Say whether it wants no more of them."""
        return self.status == _GONE


def secret_of(key: str, webhook: UUID) -> bytes:
    """Return the secret that a webhook's messages are signed with: computed, never stored."""
    return mac(key, "webhook", webhook.bytes, 32)


def shown_secret(secret: bytes) -> str:
    """Return a secret as the Standard Webhooks scheme writes it."""
    return f"whsec_{b64encode(secret).decode()}"


def signed(secret: bytes, id: UUID, at: datetime, body: bytes) -> dict[str, str]:
    """Return the headers of a message (Standard Webhooks: HMAC-SHA256 of id.timestamp.body)."""
    name, moment = f"msg_{id.hex}", str(int(at.timestamp()))
    signature = hmac.digest(secret, f"{name}.{moment}.".encode() + body, sha256)
    return {
        "webhook-id": name,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{b64encode(signature).decode()}",
    }


class WebhookPost:
    """Sends to public addresses; `judge` says which those are (another one in tests)."""

    def __init__(self, judge: Callable[[str], bool] = is_public, seconds: float = SECONDS) -> None:
        self._judge, self._seconds = judge, seconds

    def send(self, url: str, headers: dict[str, str], body: bytes) -> Answered:
        """Send one message; nothing escapes but what the answer tells."""
        transport = _Pinned(self._judge)
        deadline = Timer(self._seconds, transport.close)  # a receiver that drips is cut off
        deadline.daemon = True
        deadline.start()
        try:
            with httpx.Client(transport=transport, timeout=self._seconds, trust_env=False) as to:
                return Answered(to.post(url, content=body, headers=headers).status_code)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, RuntimeError, ValueError) as why:
            return Answered(None, f"{type(why).__name__}: {why}"[:300])
        finally:
            deadline.cancel()


class _Pinned(httpx.BaseTransport):
    """Connects to the very address that was judged; TLS still checks the name.

    Only the status of the answer is read: nothing in it is of use.
    """

    def __init__(self, judge: Callable[[str], bool]) -> None:
        self._judge = judge
        self._wire = httpx.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host, port = host_of(str(request.url))
        request.url = request.url.copy_with(host=public_address(host, port, self._judge))
        request.extensions = {**request.extensions, "sni_hostname": host}
        answer = self._wire.handle_request(request)
        answer.close()
        return httpx.Response(answer.status_code)

    def close(self) -> None:
        self._wire.close()


def host_of(url: str) -> tuple[str, int]:
    """Return host and port of an address, as the connection will use them; raises ValueError."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as why:
        raise ValueError(str(why)) from why
    if not parsed.host or parsed.scheme not in _PORTS:
        raise ValueError("a webhook goes to a host by http or https")
    return parsed.host, parsed.port or _PORTS[parsed.scheme]


def public_address(host: str, port: int, judge: Callable[[str], bool] = is_public) -> str:
    """Return an address of a host; raises NotPublic when any of them is not a public one."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(judge(address) for address in addresses):
        raise NotPublic("the host has an address that is not of the public internet")
    return addresses[0]
