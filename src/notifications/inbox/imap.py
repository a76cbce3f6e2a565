"""Fetches what people answer from a mailbox (RFC 9051), for those who have no LMTP.

A message is marked as seen after it was taken in, so a crash in between fetches it again, and the
inbox knows it again. One that cannot be taken in is flagged and left for a person.
"""

import imaplib
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

import structlog
from sqlalchemy.exc import DBAPIError

from core.work import Office
from notifications.inbox.actions import Delivery
from notifications.inbox.incoming import MOST_OCTETS
from notifications.inbox.reception import take_in
from notifications.mailing import Mailing

_PORTS = {"imap": 143, "imaps": 993}
_SECONDS = 30
_MOST = 200  # messages in one go


@dataclass(frozen=True, slots=True)
class MailboxAt:
    """Where a mailbox is and how one signs in; `tls` from the first byte, else when offered."""

    host: str
    port: int
    folder: str
    tls: bool
    user: str
    password: str = field(repr=False)


def mailbox_at(url: str) -> MailboxAt:
    """Read `imaps://user:password@host:port/Folder`; without a folder it is INBOX.

    Raises ValueError with the reason, never with the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("a mailbox's address looks like imaps://user:password@host/INBOX")
    return MailboxAt(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        folder=unquote(parts.path.strip("/")) or "INBOX",
        tls=parts.scheme == "imaps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class ImapBox:
    """A mailbox that is looked into now and then; any number of processes may look."""

    def __init__(self, office: Office, mailing: Mailing, url: str) -> None:
        self._office, self._mailing, self._at = office, mailing, mailbox_at(url)

    def fetch(self) -> int:
        """Take in what is new; return how many messages that were.

        Raises OSError or imaplib's errors when the server does not answer or refuses.
        """
        with _opened(self._at) as imap:
            ids = _new(imap)
            for uid in ids:
                self._fetch(imap, uid)
            return len(ids)

    def _fetch(self, imap: imaplib.IMAP4, uid: str) -> None:
        """Take one message in. What is too large is read far enough to be found so."""
        _, found = imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_OCTETS + 1}>)")
        raw = next((part[1] for part in found if isinstance(part, tuple)), b"")
        try:
            take_in(self._office, self._mailing, Delivery(raw=raw, way="imap"))
        except DBAPIError:
            raise  # not the message's fault: it stays new
        except Exception as error:  # noqa: BLE001 -- one message must not stop the others
            structlog.get_logger().error("message left in the mailbox", kind=type(error).__name__)
            imap.uid("STORE", uid, "+FLAGS", "(\\Flagged)")
        else:
            imap.uid("STORE", uid, "+FLAGS", "(\\Seen)")


def _new(imap: imaplib.IMAP4) -> list[str]:
    _, found = imap.uid("SEARCH", "UNSEEN UNFLAGGED UNDELETED")
    return bytes(found[0] or b"").decode("ascii").split()[:_MOST]


@contextmanager
def _opened(at: MailboxAt) -> Generator[imaplib.IMAP4, None, None]:
    imap = _connected(at)
    try:
        imap.login(at.user, at.password)
        status, _ = imap.select(_quoted(at.folder))
        if status != "OK":
            raise imaplib.IMAP4.error("the folder cannot be opened")
        yield imap
    finally:
        imap.logout()


def _connected(at: MailboxAt) -> imaplib.IMAP4:
    """Connect, with TLS where the server offers it."""
    context = ssl.create_default_context()
    if at.tls:
        return imaplib.IMAP4_SSL(at.host, at.port, ssl_context=context, timeout=_SECONDS)
    imap = imaplib.IMAP4(at.host, at.port, timeout=_SECONDS)
    if "STARTTLS" in imap.capabilities:
        imap.starttls(context)
    return imap


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
