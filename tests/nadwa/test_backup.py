import sqlite3
from functools import partial

import pytest

from tests.nadwa.command import nadwa

POSTGRESQL = "postgresql://nadwa:secret@db.example.org/nadwa"


@pytest.fixture
def run(capfd, sqlite_template, tmp_path, monkeypatch):
    import shutil

    monkeypatch.chdir(tmp_path)
    shutil.copy(sqlite_template, tmp_path / "nadwa.db")
    return partial(nadwa, capfd, DATABASE_URL=f"sqlite:///{tmp_path}/nadwa.db")


def paragraphs(file):
    with sqlite3.connect(file) as database:
        return database.execute("SELECT count(*) FROM paragraph").fetchone()[0]


def test_a_copy_of_a_running_installation_is_whole(run, tmp_path):
    run("catalogue", "load")
    assert run("backup", tmp_path / "copy.db").code == 0
    assert paragraphs(tmp_path / "copy.db") == 137


def test_a_copy_is_never_written_over_something(run, tmp_path):
    (tmp_path / "copy.db").write_text("precious")
    refused = run("backup", tmp_path / "copy.db")
    assert (refused.code, (tmp_path / "copy.db").read_text()) == (2, "precious")


def test_restored_is_as_it_was_with_the_mail_paused_and_the_present_kept(run, tmp_path):
    run("catalogue", "load")
    run("backup", tmp_path / "copy.db")
    run("token", "create", "--role", "admin", "--label", "later")
    done = run("restore", tmp_path / "copy.db")
    assert (done.code, "mail is paused" in done.err) == (0, True)
    assert run("token", "list").out == ""
    assert (tmp_path / "nadwa.db.before-restore").exists()
    assert run("check").out == ""


def test_what_is_no_copy_is_not_restored(run, tmp_path):
    run("catalogue", "load")
    (tmp_path / "letter.txt").write_text("Dear colleague")
    assert run("restore", tmp_path / "letter.txt").code == 2
    assert run("restore", tmp_path / "nothing.db").code == 2
    assert paragraphs(tmp_path / "nadwa.db") == 137


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (
            "backup",
            "pg_dump --format=custom --file=x.dump 'postgresql://nadwa:secret@db.example.org/nadwa'",
        ),
        (
            "restore",
            "pg_restore --clean --if-exists --dbname='postgresql://nadwa:secret@db.example.org/nadwa' x.dump",
        ),
    ],
)
def test_postgresql_has_its_own_tools(capfd, tmp_path, monkeypatch, command, line):
    monkeypatch.chdir(tmp_path)
    told = nadwa(capfd, command, "x.dump", DATABASE_URL=POSTGRESQL)
    assert told.code == 2
    assert told.err == f"{line}\n"
