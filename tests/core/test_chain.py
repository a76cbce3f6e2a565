"""The journal can only grow, and any edit of it shows (RELIABILITY R16)."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from core.chain import FIRST, JournalSeal, broken_seals, fingerprint, newest_seal, seal
from core.engines import open_engines, open_plain
from core.journal import JournalEntry
from core.people import Role, system
from core.tokens import issue, revoke
from core.work import Office

TESTS = system("tests")


@pytest.fixture
def told(office):
    """Three entries, sealed."""
    with office.work(TESTS) as work:
        for label in ("a", "b"):
            token, _ = issue(work, Role.VIEWER, label)
        revoke(work, token.id)
    assert seal(office) == 3
    return office


def broken(office):
    with office.look(TESTS) as look:
        return list(broken_seals(look))


def tamper(office, database_url, *statements):
    """Change what the triggers forbid, as somebody with the database's password could."""
    engine = open_plain(database_url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SET session_replication_role = replica"))
        else:
            names = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            kept = connection.execute(sa.text("SELECT sql FROM sqlite_master WHERE type='trigger'"))
            again = [row[0] for row in kept]
            for (name,) in list(connection.execute(names)):
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(sa.text(statement))
        if engine.dialect.name == "sqlite":
            for each in again:
                connection.exec_driver_sql(each)
    engine.dispose()


def entries(office):
    with office.look(TESTS) as look:
        found = select(JournalEntry.id).order_by(col(JournalEntry.id))
        return look.session.exec(found).all()


def test_a_sealed_journal_is_whole(told):
    assert broken(told) == []
    assert seal(told) == 0
    with told.look(TESTS) as look:
        seals = look.session.exec(select(JournalSeal).order_by(col(JournalSeal.sequence))).all()
        assert [each.sequence for each in seals] == [1, 2, 3]
        assert [each.entry_id for each in seals] == list(entries(told))
        assert [each.previous for each in seals] == [FIRST, seals[0].hash, seals[1].hash]
        assert newest_seal(look) == seals[2]


def test_an_empty_journal_is_whole(office):
    assert (seal(office), broken(office)) == (0, [])


def test_an_entry_that_is_committed_late_gets_the_next_number(told):
    with told.work(TESTS) as work:
        late = JournalEntry(id=_before(entries(told)[0]), at=work.now, actor="late", fact="f",
                            subject=entries(told)[0], body={})  # fmt: skip
        work.session.add(late)
    assert seal(told) == 1
    with told.look(TESTS) as look:
        assert newest_seal(look).entry_id == late.id
    assert broken(told) == []


def test_the_database_refuses_to_change_or_remove_entries_and_seals(told):
    for table in ("journal_entry", "journal_seal"):
        for change in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(sa.exc.DBAPIError, match="append-only"), told.work(TESTS) as work:
                work.session.exec(sa.text(change))
    assert broken(told) == []


def test_an_edited_entry_is_found(told, database_url):
    tamper(told, database_url, "UPDATE journal_entry SET actor = 'somebody else'")
    assert broken(told) == [
        f"journal entry {entry} is not what was sealed" for entry in entries(told)
    ]


def test_an_entry_that_was_taken_out_is_found(told, database_url):
    gone = entries(told)[1]
    hexed = gone.hex if "sqlite" in database_url else str(gone)
    off = "PRAGMA foreign_keys=off" if "sqlite" in database_url else "SELECT 1"
    with told.look(TESTS) as look:
        row = look.session.exec(select(JournalSeal).where(JournalSeal.entry_id == gone)).one()
        assert row.sequence == 2
    tamper(told, database_url, off, f"DELETE FROM journal_seal WHERE entry_id = '{hexed}'",
           f"DELETE FROM journal_entry WHERE id = '{hexed}'")  # fmt: skip
    assert broken(told) == [
        "the journal's seals go from 1 to 3",
        "journal seal 3 does not continue the one before it",
    ]


def test_an_entry_that_was_smuggled_in_is_found(told):
    with told.work(TESTS) as work:
        work.session.add(JournalEntry(id=_before(entries(told)[0], hours=2), at=work.now,
                                      actor="x", fact="f", subject=entries(told)[0], body={}))  # fmt: skip
    assert seal(told) == 0
    [sentence] = broken(told)
    assert sentence.endswith("lies behind the seals without one")


def test_missing_triggers_are_found(own_database_url):
    engine = open_plain(own_database_url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("ALTER TABLE journal_entry DISABLE TRIGGER USER"))
        else:
            connection.execute(sa.text("DROP TRIGGER journal_entry_DELETE"))
    engine.dispose()
    office = Office(open_engines(own_database_url))
    assert broken(office) == [
        "the table journal_entry is not append-only: its triggers are missing or off"
    ]
    office.engines.close()


def test_many_are_sealed_in_turns(office):
    with office.work(TESTS) as work:
        for n in range(7):
            issue(work, Role.VIEWER, str(n))
    assert [seal(office, limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert broken(office) == []


_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.dictionaries(_words, st.one_of(_words, st.integers(), st.none(), st.booleans())))
def test_a_fingerprint_depends_on_what_is_said_and_not_on_its_order(body):
    from datetime import UTC, datetime
    from uuid import UUID

    said = {"id": UUID(int=1), "at": datetime(2026, 1, 1, tzinfo=UTC), "actor": "a", "fact": "f",
            "subject": UUID(int=2)}  # fmt: skip
    one = JournalEntry(**said, body=body)
    other = JournalEntry(**said, body=dict(reversed(body.items())))
    assert fingerprint(FIRST, one) == fingerprint(FIRST, other)
    assert fingerprint(FIRST, one) != fingerprint("1" * 64, one)


def _before(id, hours=0):
    from uuid import UUID

    return UUID(int=id.int - ((1 + hours * 3_600_000) << 80))
