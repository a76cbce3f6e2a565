"""What tests of events share: a small registry, and the journal as a list of names."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlmodel import col, select

from core.journal import JournalEntry
from core.people import system
from core.work import Office
from tests.factories import a_small_registry


@pytest.fixture
def mandates(office: Office) -> list[UUID]:
    """A few states and bodies, and three mandates."""
    return a_small_registry(office)


@pytest.fixture
def journal(office: Office) -> Callable[..., list[str]]:
    """The facts recorded so far, by name; of one subject if given."""

    def read(subject: UUID | None = None) -> list[str]:
        with office.look(system("tests")) as look:
            asked = select(JournalEntry).order_by(col(JournalEntry.id))
            if subject is not None:
                asked = asked.where(col(JournalEntry.subject) == subject)
            return [entry.fact for entry in look.session.exec(asked)]

    return read
