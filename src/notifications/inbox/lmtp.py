"""Receives what people answer by LMTP (RFC 2033), from the mail server of the calendar domain.

Each recipient is a message of its own with a reply of its own. What is taken and judged useless is
still 250: to refuse it would send a bounce to whoever's address was forged. Only what a sender can
mend is refused, and what we cannot do right now is put off (the mail server tries again).
"""

import asyncio
from typing import Any

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from core.work import Office
from notifications.entries.addresses import ascii_address
from notifications.inbox.actions import Delivery
from notifications.inbox.incoming import MOST_OCTETS
from notifications.inbox.reception import take_in
from notifications.inbox_words import SENTENCES, Outcome, Reason
from notifications.mailing import Mailing

_MOST_RECIPIENTS = 50
_TAKEN = "250 2.0.0 {reason}"
_TOO_MUCH = "552 5.3.4 {reason}"
_LATER = "451 4.3.0 Not now; please try again"


class LmtpDoor:
    """Listens for the mail server. Several processes may try: the first has the port."""

    def __init__(self, office: Office, mailing: Mailing, host: str, port: int) -> None:
        self._hand = _Hand(office, mailing)
        self._host, self._port = host, port
        self._controller: _Controller | None = None

    def keep_open(self) -> int:
        """Listen, unless it listens already or another process has the port; return 0."""
        if self._controller is None:
            controller = _Controller(
                self._hand, hostname=self._host, port=self._port, data_size_limit=MOST_OCTETS
            )
            try:
                controller.start()
            except OSError as why:
                controller.loop.close()
                structlog.get_logger().info("lmtp port is not free", kind=type(why).__name__)
            else:
                self._controller = controller
        return 0

    def close(self) -> None:
        """Stop listening."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


class _Controller(Controller):
    """Speaks LMTP where its parent speaks SMTP."""

    def factory(self) -> SMTP:
        return LMTP(self.handler, ident="Nadwa", **self.SMTP_kwargs)


class _Hand:
    """Takes messages; aiosmtpd calls it on its own thread."""

    def __init__(self, office: Office, mailing: Mailing) -> None:
        self._office, self._mailing = office, mailing
        self._domain = ascii_address(mailing.calendar_address).rpartition("@")[2].lower()

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's own name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Take recipients at the calendar domain only: this is no relay."""
        if address.rpartition("@")[2].lower() != self._domain:
            return "550 5.7.1 Not a recipient here"
        if len(envelope.rcpt_tos) >= _MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's own name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Answer with one line for each recipient, in their order (RFC 2033, section 4.2)."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content or "").encode()
        sender = envelope.mail_from or ""
        said = [
            await asyncio.to_thread(self._take_in, Delivery(
                raw=raw, way="lmtp", envelope_to=address, envelope_from=sender
            ))
            for address in envelope.rcpt_tos
        ]  # fmt: skip
        return "\r\n".join(said)

    def _take_in(self, delivery: Delivery) -> str:
        try:
            received = take_in(self._office, self._mailing, delivery)
        except Exception as error:  # noqa: BLE001 -- the mail server keeps it and tries again
            structlog.get_logger().warning("message put off", kind=type(error).__name__)
            return _LATER
        too_much = received.outcome is Outcome.REFUSED and received.reason is Reason.TOO_MUCH
        return (_TOO_MUCH if too_much else _TAKEN).format(reason=SENTENCES[received.reason])
