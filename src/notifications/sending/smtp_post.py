"""Hands letters to a mail server over connections that are kept (RFC 5321)."""

import smtplib
import ssl
from collections import deque
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from core.clock import stopwatch
from notifications.entries.addresses import ascii_address
from notifications.sending.mail_server import Server
from notifications.sending.smtp_dialogue import Dialogue, TlsDialogue

SECONDS = 15  # for each answer of the server
ALL_SECONDS = 28  # for all of them: with the wait before it, a letter stays within its lease
_START_AGAIN = frozenset({421, 452})  # closing down; enough letters for one session (OpenSMTPD)
_CLOSING, _FOR_GOOD, _NO_ANSWER = 421, 500, 0
_GOOD = range(200, 300)
_BROKEN = (smtplib.SMTPException, OSError)
_LONGEST_TEXT = 500


class Refused(Exception):  # noqa: N818  a refusal is named by its reason
    """A letter was not taken. `permanent` is the server's word (5xx) on this very letter.

    `code` is the SMTP reply code, 0 when there was no answer; `text` is what to show to people.
    """

    def __init__(self, *, permanent: bool, code: int, text: str) -> None:
        super().__init__(f"{code} {text}")
        self.permanent, self.code, self.text = permanent, code, text


@dataclass(slots=True)
class _Line:
    """One open connection; `rested` once it went back to the others, so it may be stale."""

    smtp: Dialogue | TlsDialogue
    rested: bool = False


class SmtpPost:
    """Delivers over SMTP; each thread takes an idle connection or opens one.

    A kept connection that broke, or a server that has had enough letters in one session, is called
    again at once. After the letter's own bytes went out nothing is repeated here: the letter may
    have arrived, so the outbox decides (RELIABILITY R4).
    """

    def __init__(
        self,
        server: Server,
        *,
        context: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
        all_seconds: float = ALL_SECONDS,
    ) -> None:
        self._server, self._seconds, self._all_seconds = server, seconds, all_seconds
        self._context = context or ssl.create_default_context()
        self._idle: deque[_Line] = deque()

    def deliver(self, envelope_from: str, recipient: str, message: bytes) -> None:
        """Hand one letter over; raises Refused, and Unwritable for an impossible address."""
        envelope = (ascii_address(envelope_from), ascii_address(recipient), len(message))
        until = stopwatch() + self._all_seconds
        while True:  # ends with a fresh connection at the latest
            line = self._line(until)
            if self._announced(line, *envelope):
                break
        self._handed_over(line, message)
        self._rest(line)

    def close(self) -> None:
        """Say goodbye on all idle connections."""
        while self._idle:
            with suppress(*_BROKEN):
                self._idle.pop().smtp.quit()

    def _line(self, until: float) -> _Line:
        try:
            line = self._idle.pop()
        except IndexError:
            return self._opened(until)
        line.smtp.until = until
        return line

    def _rest(self, line: _Line) -> None:
        line.rested = True
        self._idle.append(line)

    def _opened(self, until: float) -> _Line:
        """Call the server; whatever goes wrong here is not the letter's fault: not permanent."""
        try:
            with ExitStack() as undo:
                smtp = self._called(until)
                undo.callback(smtp.close)
                self._introduce(smtp)
                undo.pop_all()
        except smtplib.SMTPResponseException as why:
            words = _readable(why.smtp_error)
            raise Refused(permanent=False, code=why.smtp_code, text=words) from why
        except _BROKEN as why:
            raise _unanswered(why) from why
        return _Line(smtp)

    def _introduce(self, smtp: Dialogue | TlsDialogue) -> None:
        if self._server.starttls:
            smtp.starttls(context=self._context)
        if self._server.user:
            smtp.login(self._server.user, self._server.password)
        smtp.ehlo_or_helo_if_needed()

    def _called(self, until: float) -> Dialogue | TlsDialogue:
        where = self._server.host, self._server.port
        limits = {"timeout": self._seconds, "until": until}
        if self._server.tls:
            return TlsDialogue(*where, context=self._context, **limits)
        return Dialogue(*where, **limits)

    def _announced(self, line: _Line, sender: str, receiver: str, size: int) -> bool:
        """Name sender and recipient; false when this connection is spent and the next may do."""
        options = [f"size={size}"] if line.smtp.has_extn("size") else []
        try:
            code, text = line.smtp.mail(sender, options)
            if code in _GOOD:
                code, text = line.smtp.rcpt(receiver)
        except _BROKEN as why:
            line.smtp.close()
            if line.rested:
                return False
            raise _unanswered(why) from why
        if code in _GOOD:
            return True
        if line.rested and code in _START_AGAIN:
            line.smtp.close()
            return False
        raise self._refusal(line, code, text)

    def _handed_over(self, line: _Line, message: bytes) -> None:
        try:
            code, text = line.smtp.data(message)
        except smtplib.SMTPDataError as why:  # before the first byte of the letter
            raise self._refusal(line, why.smtp_code, why.smtp_error) from why
        except _BROKEN as why:
            line.smtp.close()
            raise _unanswered(why, "the letter may have arrived: ") from why
        if code not in _GOOD:
            raise self._refusal(line, code, text)

    def _refusal(self, line: _Line, code: int, text: bytes | str) -> Refused:
        """Make the connection ready for the next letter, and say why this one stays here."""
        try:
            ready = code != _CLOSING and line.smtp.rset()[0] in _GOOD
        except _BROKEN:
            ready = False
        if ready:
            self._rest(line)
        else:
            line.smtp.close()
        return Refused(permanent=code >= _FOR_GOOD, code=code, text=_readable(text))


def _unanswered(why: Exception, known: str = "") -> Refused:
    return Refused(permanent=False, code=_NO_ANSWER, text=f"{known}{_readable(str(why))}")


def _readable(text: bytes | str) -> str:
    """Return a server's words as one short printable line."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    printable = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(printable.split())[:_LONGEST_TEXT]
