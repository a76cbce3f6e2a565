"""Through PgBouncer in transaction mode: transactions share connections, and nothing stays in one."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import InternalError, OperationalError

from core.dispatch import deliver_due
from core.engines import open_plain
from nadwa.app import build_office
from nadwa.backup import NotSqlite
from nadwa.migrate import migrate
from nadwa.settings import BadSetting, read_settings
from tests.conftest import NOW
from tests.events.test_seat_races import audit, register_one
from tests.factories import SYSTEM, a_small_registry, an_announced_event

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SETTINGS = """
[databases]
* = host={server.host} port={server.port} user={server.username}{password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
logfile = {folder}/pgbouncer.log
"""


@pytest.fixture
def pooled(own_postgres_url):
    """Yield the URL of an own database through a pooler with two connections to it."""
    if PGBOUNCER is None:
        pytest.skip("PgBouncer is not installed (Debian: pgbouncer)")
    server, folder = sa.make_url(own_postgres_url), Path(tempfile.mkdtemp(prefix="nadwa-pooler-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    password = f" password={server.password}" if server.password else ""
    text = SETTINGS.format(server=server, password=password, port=port, folder=folder)
    (folder / "pgbouncer.ini").write_text(text)
    command = [PGBOUNCER, "-q", str(folder / "pgbouncer.ini")]
    if os.geteuid() == 0:  # PgBouncer refuses root
        folder.chmod(0o777)
        command[1:1] = ["-u", "nobody"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        plain = server.set(drivername="postgresql", host="127.0.0.1", port=port)
        _wait_for(plain.render_as_string(hide_password=False), process)
        shared = plain.update_query_dict({"pooler": "transaction"})
        yield shared.render_as_string(hide_password=False)
    finally:
        process.kill()
        process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def pooled_office(pooled):
    """Yield an office whose connections go through it."""
    office = build_office(pooled, lambda: NOW)
    yield office
    office.engines.close()


def _wait_for(url, process):
    for _ in range(300):
        assert process.poll() is None, "PgBouncer ended at its start"
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(url).close()
            return
        time.sleep(0.1)
    raise AssertionError("PgBouncer did not answer within 30 seconds")


def test_the_last_seats_go_to_as_many_people_as_there_are_seats(pooled_office):
    a_small_registry(pooled_office)
    event = an_announced_event(pooled_office, capacity=5)
    with ThreadPoolExecutor(8) as pool:
        seats = list(pool.map(partial(register_one, pooled_office, event), range(24)))
    assert Counter(seats) == {"confirmed": 5, "waitlisted": 19}
    assert audit(pooled_office, event) == Counter(seats)
    assert deliver_due(pooled_office, limit=3) == 3


def test_limits_hold_in_each_transaction_and_are_left_in_none(pooled, pooled_office):
    shown = sa.text("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
    with pooled_office.look(SYSTEM) as look:
        assert look.session.connection().execute(shown).one() == ("3s", "5s")
    plain = open_plain(pooled)
    with plain.connect() as connection:
        assert connection.execute(shown).one() == ("0", "0")
    plain.dispose()


def test_who_only_looks_cannot_write(pooled_office):
    with pytest.raises(InternalError, match="read-only"), pooled_office.look(SYSTEM) as look:
        look.session.connection().execute(sa.text("DELETE FROM state"))


def test_a_database_is_migrated_through_it(pooled):
    migrate(pooled)
    with open_plain(pooled).connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM state")).scalar() == 0


def test_without_the_word_the_pooler_refuses(pooled):
    office = build_office(pooled.partition("?")[0])
    with pytest.raises(OperationalError, match="options"), office.look(SYSTEM) as look:
        look.session.connection()
    office.engines.close()


def test_only_one_kind_of_pooler_is_known():
    for url in ("postgresql://h/n?pooler=session", "sqlite:///x.db?pooler=transaction"):
        with pytest.raises(BadSetting, match="pooler=transaction"):
            read_settings({"NADWA_DATABASE_URL": url})
    known = "postgresql://h/n?pooler=transaction"
    given = {"NADWA_DATABASE_URL": known, "NADWA_SECRET_KEY": "k" * 40}
    assert read_settings(given).database_url == known


def test_the_advice_to_back_up_does_not_say_the_word():
    assert str(NotSqlite("postgresql://h/n?pooler=transaction").url) == "postgresql://h/n"
