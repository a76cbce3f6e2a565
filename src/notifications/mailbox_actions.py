"""Where the people of a body read what participants write in words."""

from sqlmodel import col, select

from core.problem import Missing
from core.storage import insert_unless_there
from core.work import Work
from notifications.inbox_facts import MailboxChanged
from notifications.inbox_model import Mailbox
from notifications.inbox_store import mailbox_of_body
from registry import Body


def set_mailbox(work: Work, code: str, address: str) -> Mailbox:
    """Set a body's mailbox; its own organizers and administrators may."""
    body = _body(work, code)
    insert_unless_there(work.session, Mailbox, body=code, address=address, since=work.now)
    mailbox = mailbox_of_body(work, code, lock=True)
    assert mailbox is not None
    mailbox.address, mailbox.since = address, work.now
    work.record(MailboxChanged(subject=body.id, body=code, kept=True))
    return mailbox


def remove_mailbox(work: Work, code: str) -> None:
    """Forget a body's mailbox; doing so again changes nothing."""
    body = _body(work, code)
    mailbox = mailbox_of_body(work, code, lock=True)
    if mailbox is not None:
        work.session.delete(mailbox)
        work.record(MailboxChanged(subject=body.id, body=code, kept=False))


def mailbox_to_see(work: Work, code: str) -> Mailbox:
    """Return a body's mailbox for those who organize for it, or raise `Missing`."""
    _body(work, code)
    if (mailbox := mailbox_of_body(work, code)) is None:
        raise Missing
    return mailbox


def _body(work: Work, code: str) -> Body:
    found = work.session.exec(select(Body).where(col(Body.code) == code)).first()
    if found is None or not work.actor.speaks_for({code}):
        raise Missing
    return found
