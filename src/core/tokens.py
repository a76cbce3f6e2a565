"""API tokens: who a bearer is. Only a hash is stored; the token itself is shown once."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field, Session, col, select

from core.journal import Fact
from core.people import Actor, Role
from core.storage import Row, moment, use_versions, words
from core.work import Work

_PREFIX = "nadwa_"


class TokenIssued(Fact):
    """A token was made; its label and role, never the token."""

    name: ClassVar[str] = "token.issued"
    role: Role


class TokenRevoked(Fact):
    """A token was taken back; it opens nothing any more."""

    name: ClassVar[str] = "token.revoked"


class Token(Row, table=True):
    """What a bearer may do, until it expires or is revoked."""

    hash: str = Field(max_length=64, unique=True)
    label: str = Field(max_length=200)
    role: Role = Field(sa_type=words(Role))
    body: str | None = Field(default=None, max_length=60)
    state: str | None = Field(default=None, max_length=2)
    created_at: datetime = moment()
    expires_at: datetime | None = moment(nullable=True)
    revoked_at: datetime | None = moment(nullable=True)

    def opens(self, now: datetime) -> bool:
        """Say whether it is good at this moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def actor(self) -> Actor:
        """Return the one who acts with it."""
        return Actor(f"token:{self.id}", self.role, self.body, self.state)


use_versions(Token)


def issue(
    work: Work, role: Role, label: str, *, body: str | None = None, state: str | None = None
) -> tuple[Token, str]:
    """Make a token; return its row and the secret, which is not kept."""
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = work.add(
        Token(
            hash=_hash(secret), label=label, role=role, body=body, state=state, created_at=work.now
        )
    )
    work.record(TokenIssued(subject=token.id, role=role))
    return token, secret


def revoke(work: Work, token_id: UUID) -> Token:
    """Take a token back; doing so again changes nothing."""
    token = work.get(Token, token_id, lock=True)
    if token.revoked_at is None:
        token.revoked_at = work.now
        work.record(TokenRevoked(subject=token.id))
    return token


def bearer(session: Session, secret: str, now: datetime) -> Actor | None:
    """Return who comes with this secret; None when it opens nothing."""
    found = session.exec(select(Token).where(col(Token.hash) == _hash(secret))).first()
    return found.actor() if found is not None and found.opens(now) else None


def _hash(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
