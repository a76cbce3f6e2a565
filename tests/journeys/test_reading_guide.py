"""What the guide to reading shows and names is there."""

import json
import re
from functools import partial
from pathlib import Path

import pytest

from nadwa.app import build_app, build_office
from tests.nadwa.command import nadwa

GUIDE = (Path(__file__).parents[2] / "docs/guide/reading.md").read_text(encoding="utf-8")


def block(kind):
    return re.search(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)[1]


@pytest.fixture
def run(capfd, database_url, tmp_path, monkeypatch):
    """Run a command on the test's database, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return partial(nadwa, capfd, DATABASE_URL=database_url)


def test_the_guides_commands_run_as_shown(run, tmp_path):
    run("catalogue", "load")
    (tmp_path / "wells.md").write_text(block("markdown"), encoding="utf-8")
    done = [run(*line.split()[1:]) for line in block("sh").splitlines()]
    assert [each.code for each in done] == [0] * 5, [each.err for each in done]
    read = json.loads(done[0].out)
    assert [len(each["mandates"]) for each in read["paragraphs"]] == [1, 2]
    assert done[1].out.startswith("mcwl-2 (en): created")
    assert done[4].out.startswith("mcwl-2 (en): replaced")


def test_the_guides_calls_are_in_the_api():
    paths = build_app(build_office("sqlite://")).openapi()["paths"]
    known = {(verb.upper(), path) for path, verbs in paths.items() for verb in verbs}
    named = re.findall(r"`(GET|POST|PATCH) (/v1/[^`?]*)", GUIDE)
    assert len(named) >= 14
    assert set(named) <= known
