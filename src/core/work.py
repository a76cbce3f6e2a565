"""A unit of work: one transaction, one moment, one actor, one place to record facts."""

from collections import defaultdict
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import event
from sqlmodel import Session, SQLModel

from core.clock import Clock, system_clock
from core.engines import Engines
from core.ids import new_id
from core.journal import Fact, JournalDelivery, JournalEntry
from core.people import Actor
from core.problem import Missing
from core.progress import Board
from core.storage import Table, into, stored, with_defaults

R = TypeVar("R", bound=Table)
S = TypeVar("S", bound=SQLModel)
F = TypeVar("F", bound=Fact)
Handler = Callable[["Work", F], None]
_TOUCHED = "tables changed in this work"
Subscribers = defaultdict[str, dict[str, Callable[["Work", dict[str, Any]], None]]]


@dataclass
class Work:
    """Everything the outside world provides to an action."""

    session: Session
    now: datetime
    actor: Actor
    office: "Office"
    client: str | None = None
    """The network a request came from; None for this machine itself."""
    recorded: int = 0
    known: list[Table] = field(default_factory=list[Table])
    """Rows that `get` finds without asking until the work ends; others the session may forget."""
    _together: list[Fact] | None = None

    def get(self, table: type[R], id: UUID, *, lock: bool = False) -> R:
        """Return the row or raise `Missing`; `lock` holds it until the work ends."""
        row = self.session.get(table, id, with_for_update=lock or None, populate_existing=lock)
        if row is None:
            raise Missing
        return row

    def add(self, row: S) -> S:
        """Store a new row now, so that constraints speak up here and foreign keys find it."""
        self.session.add(row)
        self.session.flush()
        return row

    def insert(self, table: type[R], **values: Any) -> R:
        """Store a new row at once, in one plain statement, and return it; no relation is followed.

        A third of the cost of `add`, for what is stored very often. `values` as in the constructor.
        """
        whole = with_defaults(table, values)
        self.session.connection().execute(into(table), whole)
        self.session.add(row := stored(table, whole))
        if not table.bookkeeping:
            self.session.info.setdefault(_TOUCHED, set()).add(table.__name__)
        return row

    @contextmanager
    def whole(self) -> Generator[None, None, None]:
        """Do everything in the block or, when it raises, nothing of it; the work goes on.

        For those who answer a refusal themselves: what was done before it must not be kept.
        """
        recorded, touched = self.recorded, set(self.session.info.get(_TOUCHED, ()))
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            self.recorded, self.session.info[_TOUCHED] = recorded, touched
            raise

    def record(self, fact: Fact) -> None:
        """Write the fact to the journal and address it to its subscribers."""
        self.recorded += 1
        if self._together is None:
            self._write([fact])
        else:
            self._together.append(fact)

    @contextmanager
    def facts_together(self) -> Generator[None, None, None]:
        """Write the facts of a long list at its end, in their order, in one go."""
        self._together = facts = list[Fact]()
        try:
            yield
        finally:
            self._together = None
        self._write(facts)

    def _write(self, facts: Sequence[Fact]) -> None:
        entries = [(new_id(), fact) for fact in facts]
        written = [
            {
                "id": entry,
                "at": self.now,
                "actor": self.actor.name,
                "fact": fact.name,
                "subject": fact.subject,
                "body": fact.model_dump(mode="json"),
            }
            for entry, fact in entries
        ]
        addressed = [
            {
                "id": new_id(),
                "entry_id": entry,
                "subscriber": name,
                "due_at": self.now,
                "attempts": 0,
            }
            for entry, fact in entries
            for name in self.office.subscribers[fact.name]
        ]
        connection = self.session.connection()
        if written:
            connection.execute(into(JournalEntry), written)
        if addressed:
            connection.execute(into(JournalDelivery), addressed)


class ChangedInSilence(RuntimeError):  # noqa: N818 -- says what went wrong
    """An action changed something and recorded no fact: a mistake of ours, undone at once."""


@dataclass
class Office:
    """Opens work on one database and knows who subscribes to what."""

    engines: Engines
    clock: Clock = system_clock
    board: Board = field(default_factory=Board)
    subscribers: Subscribers = field(default_factory=lambda: defaultdict(dict))
    last_commit: object = None
    """Another object after each commit of this process; nothing else is meant by it."""

    @contextmanager
    def work(self, actor: Actor) -> Generator[Work, None, None]:
        """Begin a transaction; commit it if the block succeeds, else undo all of it.

        Raises `ChangedInSilence` when rows changed and no fact was recorded.
        """
        with Session(self.engines.write, expire_on_commit=False) as session:
            work = Work(session, self.clock(), actor, self)
            yield work
            session.flush()
            if session.info.get(_TOUCHED) and not work.recorded:
                raise ChangedInSilence(", ".join(sorted(session.info[_TOUCHED])))
            session.commit()
            self.last_commit = object()

    @contextmanager
    def look(self, actor: Actor, *, public: bool = False) -> Generator[Work, None, None]:
        """Begin a read-only transaction; the database itself refuses writes in it.

        `public`: for what everybody may see; a replica may tell it, which is behind by a moment.
        """
        engine = self.engines.public if public else self.engines.read
        with Session(engine, expire_on_commit=False) as session:
            yield Work(session, self.clock(), actor, self)

    def subscribe(self, fact: type[F], name: str, handler: Handler[F]) -> None:
        """Have `handler` called once for every recorded `fact`, in its own transaction."""
        self.subscribers[fact.name][name] = lambda work, body: handler(
            work, fact.model_validate(body)
        )


@event.listens_for(Session, "after_flush")
def _remember_what_changed(session: Session, _context: object) -> None:
    rows = (*session.new, *session.dirty, *session.deleted)
    touched = {type(row).__name__ for row in rows if isinstance(row, Table) and not row.bookkeeping}
    session.info.setdefault(_TOUCHED, set()).update(touched)
