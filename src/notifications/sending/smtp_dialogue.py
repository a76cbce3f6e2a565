"""An SMTP connection whose dialogue about one letter ends in time, whatever the server does.

The standard library's limit is for each piece that arrives: a server that sends one letter of its
answer every few seconds is never late. Here all answers together have a limit too, so that no
letter is on its way longer than it is leased.
"""

import smtplib
from typing import Any

from core.clock import stopwatch

_TOO_LONG = "the server takes too long over one letter"


class _Timed(smtplib.SMTP):
    """Reads answers until `until`, a moment of the stopwatch; raises TimeoutError after it."""

    def __init__(self, *where: Any, until: float, **more: Any) -> None:
        self.until = until
        super().__init__(*where, **more)

    def getreply(self) -> tuple[int, bytes]:
        """Return the server's next answer."""
        if self.file is None:
            self.file = _Answers(self)
        return super().getreply()


class Dialogue(_Timed):
    """A dialogue in the clear, or with STARTTLS."""


class TlsDialogue(_Timed, smtplib.SMTP_SSL):
    """A dialogue within TLS from the beginning."""


class _Answers:
    """The lines that the server sends, as smtplib reads them."""

    def __init__(self, smtp: _Timed) -> None:
        self._smtp, self._kept = smtp, b""
        assert smtp.sock is not None
        self._each = smtp.sock.gettimeout()

    def readline(self, most: int) -> bytes:
        """Return one line, or `most` octets of it; less where the server hung up."""
        while b"\n" not in self._kept and len(self._kept) < most:
            if not (more := self._more()):
                break
            self._kept += more
        end = self._kept.find(b"\n") + 1 or most
        line, self._kept = self._kept[: min(end, most)], self._kept[min(end, most) :]
        return line

    def close(self) -> None:
        """Forget what was not read."""
        self._kept = b""

    def _more(self) -> bytes:
        left = self._smtp.until - stopwatch()
        if left <= 0:
            raise TimeoutError(_TOO_LONG)
        sock = self._smtp.sock
        assert sock is not None
        sock.settimeout(left if self._each is None else min(left, self._each))
        try:
            return sock.recv(4096)
        except TimeoutError:
            raise TimeoutError(_TOO_LONG) from None
