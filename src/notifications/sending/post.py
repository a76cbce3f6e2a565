"""Hands finished letters over: to a mail server, to a folder, or to a list (for tests)."""

import os
from dataclasses import dataclass, field
from datetime import UTC
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from notifications.sending.mail_server import server_at
from notifications.sending.smtp_post import Refused, SmtpPost

__all__ = ["FilePost", "MemoryPost", "Post", "Refused", "SmtpPost", "post_for"]


class Post(Protocol):
    """Takes letters away. One instance serves any number of threads."""

    def deliver(self, envelope_from: str, recipient: str, message: bytes) -> None:
        """Hand one finished message over, or raise Refused; a return means it was taken."""
        ...

    def close(self) -> None:
        """Let go of connections; the next letter opens a new one."""
        ...


@dataclass(frozen=True, slots=True)
class FilePost:
    """Writes each letter as an .eml file (exactly its bytes), for installations without mail.

    Names begin with the letter's own Date, so they sort by time; the same letter for the same
    recipient has the same name and replaces itself. A file is there whole or not at all.
    """

    folder: Path

    def deliver(self, envelope_from: str, recipient: str, message: bytes) -> None:
        """Write the letter; OSError when the folder cannot be written."""
        del envelope_from  # no bounces here
        self.folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self.folder, prefix=".", suffix=".part", delete=False) as part:
            part.write(message)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(self.folder / _file_name(recipient, message))

    def close(self) -> None:
        """Keep nothing open."""


@dataclass(slots=True)
class MemoryPost:
    """Keeps what was delivered; the order is the order of delivery."""

    delivered: list[tuple[str, str, bytes]] = field(default_factory=list)

    def deliver(self, envelope_from: str, recipient: str, message: bytes) -> None:
        """Keep the letter."""
        self.delivered.append((envelope_from, recipient, message))

    def close(self) -> None:
        """Keep nothing open."""


def post_for(url: str, folder: Path) -> Post:
    """Return the post of a setting: a mail server's URL, or nothing for files in a folder.

    `smtp://user:password@host:port?starttls=1` or `smtps://...`; raises ValueError with the reason
    (never with the password) for anything else.
    """
    return SmtpPost(server_at(url)) if url else FilePost(folder)


def _file_name(recipient: str, message: bytes) -> str:
    """Return `20270105T083100Z-DIGEST.eml`: when it was written, which letter, for whom."""
    headers = BytesHeaderParser().parsebytes(message)
    written = parsedate_to_datetime(headers["Date"]).astimezone(UTC)
    digest = sha256(f"{headers['Message-ID']}\n{recipient}".encode()).hexdigest()[:16]
    return f"{written:%Y%m%dT%H%M%SZ}-{digest}.eml"
