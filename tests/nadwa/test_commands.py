"""The command line, on both databases."""

import json
from functools import partial

import pytest
from sqlmodel import func, select

from core.people import system
from core.tokens import bearer
from events import RegistrationForm, register
from registry import Mandate
from tests.conftest import SHARED
from tests.events.racing import LONG_AHEAD
from tests.factories import a_person, an_announced_event
from tests.nadwa.command import nadwa

LETTER = """# Resolution 1/5-SOC on seed libraries

The Council,

Recalling its earlier work,

1. REQUESTS the General Secretariat to hold a workshop on seed libraries before the end of 2027.

2. WELCOMES the offer of Senegal to host it.
"""


@pytest.fixture
def run(capfd, database_url, tmp_path, monkeypatch):
    """Run a command on the test's database, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return partial(nadwa, capfd, DATABASE_URL=database_url)


@pytest.fixture
def document(tmp_path):
    file = tmp_path / "seeds.md"
    file.write_text(LETTER)
    return file


def count(office, table):
    with office.look(system("tests")) as work:
        return work.session.exec(select(func.count()).select_from(table)).one()


def test_the_catalogue_loads_as_often_as_one_likes(run, office):
    first = run("catalogue", "load")
    assert (first.code, first.out) == (0, "")
    assert "137 Paragraph" in first.err
    mandates = count(office, Mandate)
    assert run("catalogue", "load").code == 0
    assert count(office, Mandate) == mandates


def test_a_token_is_printed_once_alone_and_opens(run, office):
    run("catalogue", "load")
    made = run("token", "create", "--role", "organizer", "--body", "SESRIC", "--label", "Ankara")
    assert (made.code, made.err) == (0, "")
    secret = made.out.removesuffix("\n")
    assert secret.split() == [secret]
    with office.look(system("tests")) as work:
        actor = bearer(work.session, secret, work.now)
    assert (actor.role.value, actor.body) == ("organizer", "SESRIC")
    listed = run("token", "list").out
    assert "Ankara" in listed
    assert secret not in listed
    token_id = listed.split("\t")[0]
    assert run("token", "revoke", token_id).code == 0
    with office.look(system("tests")) as work:
        assert bearer(work.session, secret, work.now) is None
    assert "revoked" in run("token", "list").out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--role", "organizer", "--body", "NOBODY", "--label", "x"], "--body"),
        (["--role", "focal_point", "--state", "XX", "--label", "x"], "--state"),
        (["--role", "focal_point", "--label", "x"], "--state"),
        (["--role", "viewer", "--state", "SN", "--label", "x"], "--state"),
        (["--role", "viewer", "--body", "SESRIC", "--label", "x"], "--body"),
        (["--role", "viewer", "--label", "a\nb"], "--label"),
        (["--role", "king", "--label", "x"], "--role"),
    ],
)
def test_a_token_that_makes_no_sense_is_refused_with_the_option(run, arguments, named):
    run("catalogue", "load")
    refused = run("token", "create", *arguments)
    assert refused.code == 2
    assert named in refused.err
    assert refused.out == ""


def test_parse_prints_what_it_read_and_needs_no_database(capfd, document):
    read = nadwa(capfd, "parse", document, "--language", "en", DATABASE_URL="mysql://nowhere")
    assert read.code == 0
    parsed = json.loads(read.out)
    assert [each["label"] for each in parsed["paragraphs"]] == ["1", "2"]
    mandate = parsed["paragraphs"][0]["mandates"][0]
    assert (mandate["canonical"], mandate["kind"], mandate["activities"]) == (
        "requests",
        "event",
        ["workshop"],
    )
    assert mandate["addressees"] == ["GENERAL_SECRETARIAT"]
    assert set(parsed) >= {"symbol", "language", "original_language", "title", "slug", "sections",
                           "preambular", "paragraphs", "unread"}  # fmt: skip
    assert set(mandate) >= {"verb", "canonical", "kind", "activities", "addressees", "partners",
                            "recurrence", "due", "span", "confidence"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [("noise.md", bytes(range(256)) * 40), ("empty.txt", b""), ("broken.docx", b"PK\x03\x04nonsense"),
     ("broken.pdf", b"%PDF-1.7 nonsense"), ("letter.exe", b"MZ")],
)  # fmt: skip
def test_a_file_that_is_no_text_gets_one_clear_line(capfd, tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    refused = nadwa(capfd, "parse", file)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("nadwa: ")
    assert refused.err.count("\n") == 1


def test_a_file_that_is_not_there_gets_one_clear_line(capfd, tmp_path):
    refused = nadwa(capfd, "parse", tmp_path / "nothing.md")
    assert (refused.code, refused.err.count("\n")) == (2, 1)


def test_the_first_resolution_is_read_whole(capfd):
    file = SHARED / "resolutions/mcsd-2.fr.md"
    if not file.exists():
        pytest.skip("not run: the French text of MCSD-2 is not beside this checkout")
    parsed = json.loads(nadwa(capfd, "parse", file).out)
    assert [each["label"] for each in parsed["paragraphs"]] == [str(n) for n in range(1, 138)]
    assert [each["label"] for each in parsed["sections"]] == list("ABCDEF")
    assert (parsed["slug"], parsed["language"], parsed["original_language"]) == (
        "mcsd-2",
        "fr",
        "ar",
    )
    text = " ".join(each["text"] for each in parsed["paragraphs"])
    for foreign in ("NDJ-TEY", "Dans le domaine du", "**", "^{", "\n"):
        assert foreign not in text


def test_import_stores_suggestions_or_attaches_a_version(run, office, document):
    run("catalogue", "load")
    assert run("import", document, "--language", "en", "--slug", "seeds").code == 0
    mandates = count(office, Mandate)
    again = run("import", document, "--language", "en", "--slug", "seeds")
    assert again.code == 0
    assert count(office, Mandate) == mandates


def test_work_once_delivers_what_is_due_and_ends(run):
    assert run("work", "--once").code == 0


def test_check_finds_nothing_wrong_with_a_fresh_catalogue(run):
    run("catalogue", "load")
    assert run("check").out == ""
    assert run("check").code == 0


def test_check_lists_what_is_broken(run, office):
    import sqlalchemy as sa

    run("catalogue", "load")
    with office.engines.write.begin() as connection:
        connection.execute(sa.text("DELETE FROM seating"))
    found = run("check")
    assert found.code == 1
    assert "has no seating" in found.out


def test_the_report_is_written(run, tmp_path):
    run("catalogue", "load")
    target = tmp_path / "report.json"
    done = run(
        "report", "coverage", "--resolution", "mcsd-2", "--format", "json", "--output", target
    )
    assert (done.code, done.err) == (0, "")
    assert json.loads(target.read_text())["resolution"]
    missing = run(
        "report", "coverage", "--resolution", "nothing", "--format", "json", "--output", target
    )
    assert missing.code == 2
    bad = run("report", "coverage", "--resolution", "mcsd-2", "--as-of", "soon", "--format", "json",
              "--output", target)  # fmt: skip
    assert (bad.code, "--as-of" in bad.err) == (2, True)


def test_the_demo_loads_only_where_it_is_a_demo(run):
    run("catalogue", "load")
    refused = run("demo", "load")
    assert (refused.code, "NADWA_DEMO" in refused.err) == (2, True)
    assert "8 demonstration events" in run("demo", "load", DEMO="1").err
    assert "0 demonstration events" in run("demo", "load", DEMO="1").err
    assert run("check", DEMO="1").out == ""


def test_migrate_brings_an_empty_database_to_head(capfd, own_database_url, tmp_path, monkeypatch):
    from nadwa.migrate import migrate

    monkeypatch.chdir(tmp_path)
    migrate(own_database_url, "base")
    run = partial(nadwa, capfd, DATABASE_URL=own_database_url)
    assert run("catalogue", "load").code == 2
    assert run("migrate").code == 0
    assert run("catalogue", "load").code == 0


def test_openapi_prints_the_document(capfd):
    first, second = nadwa(capfd, "openapi").out, nadwa(capfd, "openapi").out
    assert first == second
    assert json.loads(first)["info"]["title"] == "Nadwa"


def test_secret_links_are_made_anew(run, office):
    run("catalogue", "load")
    event = an_announced_event(office, **LONG_AHEAD)
    with office.work(system("tests")) as work:
        form = RegistrationForm.model_validate({"person": a_person("amina")})
        registration = register(work, event.id, form)
    run("work", "--once")
    renewed = run("links", "renew", "--registration", str(registration.id))
    assert (renewed.code, renewed.out) == (0, "")
    assert "a letter with the new one is written" in renewed.err
    renewed = run("links", "renew", "--person", str(registration.person_id))
    assert (renewed.code, "no letter is written" in renewed.err) == (0, True)
    unknown = run("links", "renew", "--registration", str(event.id))
    assert unknown.code == 2
