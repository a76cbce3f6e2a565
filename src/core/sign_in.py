"""What happens to accounts and sessions: opened, asked for a link, signed in, ended, closed."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, delete, select

from core.accounts import (
    LINK_LIFE,
    WHOLE_LIFE,
    Account,
    AccountClosed,
    AccountErased,
    AccountOpened,
    BrowserSession,
    SessionEnded,
    SignedIn,
    SignIn,
)
from core.people import Role
from core.problem import Missing, Problem
from core.quotas import HOUR, Allowance, spend, within
from core.work import Work

SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last use of a session is kept: not every page is a write."""

ADDRESS_KEPT = timedelta(days=90)
"""How long a closed account keeps its address."""


LINKS_TO_ADDRESS = Allowance("sign-in-address", 10, HOUR)
LINKS_FROM_NETWORK = Allowance("sign-in-network", 60, HOUR)

_LINKS_KEPT = timedelta(hours=2)  # longer than they open, to count how many were asked for
_NOBODYS = "@erased.invalid"


class AddressHasAccount(Problem):
    """An address belongs to one account, which says what it may do."""

    slug, title, status = "address-has-account", "This address has an account already", 409


def open_account(  # noqa: PLR0913 -- what an account is
    work: Work,
    address: str,
    role: Role,
    *,
    body: str | None = None,
    state: str | None = None,
    language: str = "en",
) -> Account:
    """Let somebody sign in. Raises `AddressHasAccount`."""
    address = address.lower()
    if account_at(work.session, address) is not None:
        raise AddressHasAccount("Close that account first, to give the address another role")
    account = Account(
        address=address, role=role, body=body, state=state, language=language, opened_at=work.now
    )
    work.add(account)
    work.record(AccountOpened(subject=account.id, role=role))
    return account


def close_account(work: Work, id: UUID) -> Account:
    """Let somebody not sign in any more; sessions and links end. Again: nothing happens."""
    account = work.get(Account, id, lock=True)
    if account.closed_at is None:
        account.closed_at = work.now
        end_sessions(work, account.id)
        work.record(AccountClosed(subject=account.id))
    return account


def account_at(session: Session, address: str) -> Account | None:
    """Return the open account with an address."""
    found = select(Account).where(
        col(Account.address) == address.lower(), col(Account.closed_at).is_(None)
    )
    return session.exec(found).first()


def ask_for_link(work: Work, address: str, language: str) -> None:
    """Note that somebody wants to sign in: the same for every address; the worker does the rest.

    Raises `QuotaSpent` for a network that asks too often; an address that is asked for too often
    is not noted again, and nobody is told.
    """
    if work.client is not None:
        spend(work, LINKS_FROM_NETWORK, work.client)
    if not within(work, LINKS_TO_ADDRESS, address.lower()):
        return
    work.add(
        SignIn(
            address=address.lower(),
            language=language,
            asked_at=work.now,
            expires_at=work.now + LINK_LIFE,
            due_at=work.now,
        )
    )


def link_to_use(work: Work, id: UUID, *, lock: bool = False) -> tuple[SignIn, Account]:
    """Return a link that is good now, and whose it is; raises `Missing` for every other one."""
    link = work.get(SignIn, id, lock=lock)
    if link.account_id is None or not link.opens(work.now):
        raise Missing
    account = work.get(Account, link.account_id)
    if account.closed_at is not None:
        raise Missing
    return link, account


def sign_in(work: Work, id: UUID, browser: str) -> str:
    """Use a link up and begin a session; return the secret for the cookie, which is not kept."""
    link, account = link_to_use(work, id, lock=True)
    link.used_at = work.now
    secret = secrets.token_urlsafe(32)
    session = BrowserSession(
        account_id=account.id,
        hash=_hash(secret),
        browser=browser,
        begun_at=work.now,
        seen_at=work.now,
    )
    work.add(session)
    work.actor = account.actor()
    work.record(SignedIn(subject=account.id, session=session.id))
    return secret


def session_of(
    session: Session, secret: str, now: datetime
) -> tuple[BrowserSession, Account] | None:
    """Return whose session a cookie is; None when it opens nothing (any more)."""
    found = (
        select(BrowserSession, Account)
        .join(Account, col(Account.id) == col(BrowserSession.account_id))
        .where(col(BrowserSession.hash) == _hash(secret), col(Account.closed_at).is_(None))
    )
    row = session.exec(found).first()
    return row if row is not None and row[0].holds(now) else None


def note_use(work: Work, id: UUID) -> None:
    """Remember that a session is in use."""
    mine = (col(BrowserSession.id) == id, col(BrowserSession.ended_at).is_(None))
    work.session.exec(sa.update(BrowserSession).where(*mine).values(seen_at=work.now))


def sessions_of(work: Work, account_id: UUID) -> Sequence[BrowserSession]:
    """Return the sessions of an account that are good now, the newest first."""
    mine = select(BrowserSession).where(col(BrowserSession.account_id) == account_id)
    rows = work.session.exec(mine.order_by(col(BrowserSession.id).desc())).all()
    return [row for row in rows if row.holds(work.now)]


def end_session(work: Work, account_id: UUID, id: UUID) -> None:
    """End one session of an account; raises `Missing` for anybody else's."""
    session = work.get(BrowserSession, id, lock=True)
    if session.account_id != account_id:
        raise Missing
    if session.ended_at is None:
        session.ended_at = work.now
        work.record(SessionEnded(subject=account_id, session=id))


def end_sessions(work: Work, account_id: UUID) -> None:
    """End all sessions of an account."""
    for session in sessions_of(work, account_id):
        end_session(work, account_id, session.id)


def forget_old_sign_ins(work: Work) -> None:
    """Drop links and sessions that open nothing any more, and addresses of closed accounts."""
    work.session.exec(delete(SignIn).where(col(SignIn.asked_at) < work.now - _LINKS_KEPT))
    over = col(BrowserSession.begun_at) < work.now - WHOLE_LIFE
    work.session.exec(delete(BrowserSession).where(over))
    closed = select(Account).where(col(Account.closed_at) < work.now - ADDRESS_KEPT)
    for account in work.session.exec(closed.where(~col(Account.address).endswith(_NOBODYS))):
        account.address = f"{account.id}{_NOBODYS}"
        work.record(AccountErased(subject=account.id))


def _hash(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
