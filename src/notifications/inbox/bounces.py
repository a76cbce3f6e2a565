"""Reads reports about letters that came back (RFC 3464, RFC 3463). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from notifications.inbox.message_parts import children

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_GONE = ("5.0.0", "5.1.", "5.2.1", "5.4.1")  # nobody there, closed, or the server knows nobody such
_MOST = 500


@dataclass(frozen=True, slots=True)
class Bounce:
    """What became of a letter: `action` of RFC 3464, section 2.3.3, `status` such as 5.1.1."""

    action: str
    status: str
    text: str = ""

    @property
    def failed(self) -> bool:
        """Say whether the letter did not and will not arrive."""
        return self.action == "failed"

    @property
    def for_good(self) -> bool:
        """Say whether nothing will ever arrive there; a full mailbox or a policy may change."""
        return self.failed and self.status.startswith(_GONE)


def bounces_in(message: Message) -> Iterator[Bounce]:
    """Yield what a multipart/report says of each recipient; nothing for any other message."""
    if message.get_content_type() != "multipart/report":
        return
    for part in message.walk():
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}:
            yield from filter(None, map(_bounce, children(part)))


def _bounce(group: Message) -> Bounce | None:
    """Read one recipient's group; the first group is about the whole message and has no Action."""
    action = str(group.get("Action", "")).strip().partition(" ")[0].lower()
    if not action or "Final-Recipient" not in group:
        return None
    said = " ".join(str(group.get("Diagnostic-Code", "")).split())
    found = _STATUS.search(str(group.get("Status", ""))) or _STATUS.search(said)
    printable = "".join(each for each in said if each.isprintable())
    return Bounce(action, found.group() if found else "", printable[:_MOST])
