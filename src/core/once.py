"""Idempotency: the same request, sent twice, happens once and is answered alike."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, col, delete, select

from core.problem import KeyReused
from core.storage import Table, document, insert_unless_there, moment
from core.work import Work

KEPT = timedelta(days=7)


class OnceKey(Table, table=True):
    """A request that was carried out, and what was answered."""

    __table_args__ = (UniqueConstraint("actor", "key"),)
    bookkeeping = True

    actor: str = Field(max_length=100)
    key: str = Field(max_length=255)
    fingerprint: str = Field(max_length=64)
    answer: dict[str, Any] | None = document()
    at: datetime = moment(index=True)


def once(
    work: Work, key: str, fingerprint: str, make: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Carry a request out, unless this key already did: then return what was answered.

    Raises `KeyReused` when the key came with another request. A twin that is still running is
    waited for (its claim is in the same transaction as its effect).
    """
    claim = {"actor": work.actor.name, "key": key, "fingerprint": fingerprint, "at": work.now}
    if insert_unless_there(work.session, OnceKey, **claim):
        answer = make()
        _of(work, key).answer = answer
        return answer
    known = _of(work, key)
    if known.fingerprint != fingerprint or known.answer is None:
        raise KeyReused
    return known.answer


def forget_old_keys(work: Work) -> None:
    """Drop the keys that are older than a week (RELIABILITY R3 promises a day)."""
    work.session.exec(delete(OnceKey).where(col(OnceKey.at) < work.now - KEPT))


def erase_from_answers(work: Work, instead: Mapping[str, str]) -> None:
    """Put other texts in the place of erased ones in kept answers, so that repeats stay answered.

    `instead` maps an erased text to what stands in its place.
    """
    for kept in work.session.exec(select(OnceKey).where(col(OnceKey.answer).is_not(None))):
        erased = _erased(kept.answer, instead)
        if erased != kept.answer:
            kept.answer = erased


def _erased(value: Any, instead: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _erased(each, instead) for key, each in value.items()}
    if isinstance(value, list):
        return [_erased(each, instead) for each in value]
    if isinstance(value, str):
        for text, other in instead.items():
            value = value.replace(text, other)
    return value


def _of(work: Work, key: str) -> OnceKey:
    mine = col(OnceKey.actor) == work.actor.name, col(OnceKey.key) == key
    return work.session.exec(select(OnceKey).where(*mine)).one()
