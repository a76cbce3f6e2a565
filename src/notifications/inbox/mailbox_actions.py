"""Where the people of a body, and the focal point of a state, read what is written to them."""

from sqlmodel import col, select

from core.people import Role
from core.problem import Missing
from core.storage import insert_unless_there
from core.work import Work
from notifications.inbox.facts import MailboxChanged
from notifications.inbox_model import Mailbox, StateMailbox
from notifications.inbox_store import mailbox_of_body, state_mailbox_of
from registry import Body, State


def set_mailbox(work: Work, code: str, address: str, language: str | None = None) -> Mailbox:
    """Set a body's mailbox; its own organizers and administrators may."""
    body = _body(work, code)
    insert_unless_there(work.session, Mailbox, body=code, address=address, since=work.now)
    mailbox = mailbox_of_body(work, code, lock=True)
    assert mailbox is not None
    mailbox.address, mailbox.language, mailbox.since = address, language, work.now
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


def set_state_mailbox(
    work: Work, code: str, address: str, language: str | None = None
) -> StateMailbox:
    """Set the mailbox of a state's focal point; the focal point and administrators may."""
    state = _state(work, code)
    insert_unless_there(work.session, StateMailbox, state=code, address=address, since=work.now)
    mailbox = state_mailbox_of(work, code, lock=True)
    assert mailbox is not None
    mailbox.address, mailbox.language, mailbox.since = address, language, work.now
    work.record(MailboxChanged(subject=state.id, state=code, kept=True))
    return mailbox


def remove_state_mailbox(work: Work, code: str) -> None:
    """Forget the mailbox of a state's focal point; doing so again changes nothing."""
    state = _state(work, code)
    mailbox = state_mailbox_of(work, code, lock=True)
    if mailbox is not None:
        work.session.delete(mailbox)
        work.record(MailboxChanged(subject=state.id, state=code, kept=False))


def state_mailbox_to_see(work: Work, code: str) -> StateMailbox:
    """Return the mailbox of the own state's focal point, or raise `Missing`."""
    _state(work, code)
    if (mailbox := state_mailbox_of(work, code)) is None:
        raise Missing
    return mailbox


def _body(work: Work, code: str) -> Body:
    found = work.session.exec(select(Body).where(col(Body.code) == code)).first()
    if found is None or not work.actor.speaks_for({code}):
        raise Missing
    return found


def _state(work: Work, code: str) -> State:
    found = work.session.exec(select(State).where(col(State.code) == code)).first()
    own = work.actor.role is not Role.FOCAL_POINT or work.actor.state == code
    if found is None or not own:
        raise Missing
    return found
