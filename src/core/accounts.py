"""People who work with Nadwa on its pages: their accounts, sign-in links and sessions.

An account is made by an administrator; nobody makes one for themselves. A sign-in link goes by mail
to the account's address, is good for a quarter of an hour and once, and is computed, never stored.
A session's cookie is stored as a hash only.
"""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from core.journal import Fact
from core.people import Actor, Role
from core.storage import Row, Table, moment, use_versions, words

LINK_LIFE = timedelta(minutes=15)
IDLE_LIFE, WHOLE_LIFE = timedelta(hours=2), timedelta(hours=12)
"""A session ends so long after its last use, and so long after it began, whatever comes first."""

ROLES = (Role.ADMIN, Role.ORGANIZER, Role.FOCAL_POINT, Role.VIEWER)


class AccountOpened(Fact):
    """Somebody may sign in from now on."""

    name: ClassVar[str] = "account.opened"
    role: Role


class AccountClosed(Fact):
    """Somebody may not sign in any more; the sessions ended with it."""

    name: ClassVar[str] = "account.closed"


class AccountErased(Fact):
    """The address of an account that was closed long ago is kept no more."""

    name: ClassVar[str] = "account.erased"


class SignedIn(Fact):
    """A session began, by a link that came by mail; the subject is the account."""

    name: ClassVar[str] = "account.signed_in"
    session: UUID


class SessionEnded(Fact):
    """A session was ended by its person or with its account; the subject is the account."""

    name: ClassVar[str] = "account.session_ended"
    session: UUID


class Account(Row, table=True):
    """Who may sign in, as what. `address` is in lower case, and personal data.

    What it may do is fixed: for another role an account is closed and another one opened.
    """

    __table_args__ = (
        Index(
            "uq_account_open_address",
            "address",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    address: str = Field(max_length=254)
    role: Role = Field(sa_type=words(Role))
    body: str | None = Field(default=None, max_length=60)
    state: str | None = Field(default=None, max_length=2)
    language: str = Field(max_length=2)
    opened_at: datetime = moment()
    closed_at: datetime | None = moment(nullable=True)

    def actor(self) -> Actor:
        """Return the one who acts when this account is signed in."""
        return Actor(f"account:{self.id}", self.role, self.body, self.state)


class SignIn(Table, table=True):
    """Somebody asked for a link at an address, which may be nobody's: that is found out later.

    `due_at` is when the letter is tried (again); `account_id` whose it is, once that is known.
    """

    bookkeeping = True

    address: str = Field(max_length=254, index=True)
    language: str = Field(max_length=2)
    asked_at: datetime = moment()
    expires_at: datetime = moment(index=True)
    due_at: datetime = moment()
    account_id: UUID | None = Field(default=None, foreign_key="account.id", nullable=True)
    sent_at: datetime | None = moment(nullable=True)
    used_at: datetime | None = moment(nullable=True)

    def opens(self, now: datetime) -> bool:
        """Say whether its link is good at this moment."""
        return self.account_id is not None and self.used_at is None and now < self.expires_at


class BrowserSession(Table, table=True):
    """A browser in which somebody is signed in. `browser` says which one, in a few words."""

    bookkeeping = True

    account_id: UUID = Field(foreign_key="account.id", index=True)
    hash: str = Field(max_length=64, unique=True)
    browser: str = Field(max_length=60)
    begun_at: datetime = moment()
    seen_at: datetime = moment(index=True)
    ended_at: datetime | None = moment(nullable=True)

    def holds(self, now: datetime) -> bool:
        """Say whether it is still good at this moment."""
        lives = now < self.seen_at + IDLE_LIFE and now < self.begun_at + WHOLE_LIFE
        return self.ended_at is None and lives


use_versions(Account)
