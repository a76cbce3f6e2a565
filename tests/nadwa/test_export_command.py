"""`nadwa export` writes what `nadwa import` takes in again."""

from functools import partial

import pytest

from tests.nadwa.command import nadwa


@pytest.fixture
def run(capfd, database_url, tmp_path, monkeypatch):
    """Run a command on the test's database, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return partial(nadwa, capfd, DATABASE_URL=database_url)


@pytest.mark.parametrize(
    ("format", "more", "begins"),
    [("jsonld", (), "{"), ("akn", ("--language", "en"), '<?xml version="1.0"')],
)
def test_an_export_comes_in_again_under_another_name(run, tmp_path, format, more, begins):
    run("catalogue", "load")
    file = tmp_path / ("wells.jsonld" if format == "jsonld" else "wells.xml")
    written = run("export", "--resolution", "mcsd-2", "--format", format, "--output", file, *more)
    assert (written.code, written.out, written.err) == (0, "", "")
    content = file.read_text(encoding="utf-8")
    assert content.startswith(begins)
    file.write_text(content.replace("MCSD-2/2023", "MCZZ-2/2023"), encoding="utf-8")
    brought = run("import", file, "--slug", "copy-2")
    assert brought.code == 0
    assert brought.out.startswith("copy-2 (")
    assert "137 paragraphs" in brought.out


def test_an_export_of_nothing_says_so(run, tmp_path):
    run("migrate")
    missing = run(
        "export", "--resolution", "none", "--format", "akn", "--output", tmp_path / "x.xml"
    )
    assert missing.code != 0
    assert not (tmp_path / "x.xml").exists()
