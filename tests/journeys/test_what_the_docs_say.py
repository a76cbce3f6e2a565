"""What the README and the first hour tell people to type works as written."""

import json
import re
import shlex
from pathlib import Path

import pytest

from core.people import system
from events import load_past_events
from nadwa.cli import _parser
from registry import load_catalogue

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/guide/first-hour.md")
BASE = "http://127.0.0.1:8000"


def commands(page):
    """Yield the words of every command in a page's shell blocks."""
    for block in re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(), re.DOTALL):
        joined = block.replace("\\\n", " ")
        for command in re.split(r"\n(?=[.\w])", joined):
            yield shlex.split(command.strip(), comments=True)


@pytest.fixture
def world(office, client, tokens):
    with office.work(system("tests")) as work:
        load_catalogue(work)
    with office.work(system("tests")) as work:
        load_past_events(work)
    return client, tokens("organizer", body="SESRIC")


def all_commands(program):
    return [words for page in PAGES for words in commands(page) if words and words[0] == program]


def test_every_make_target_is_there():
    makefile = (ROOT / "Makefile").read_text()
    targets = {words[1] for words in all_commands("make")}
    assert targets >= {"run", "test"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_every_nadwa_command_is_understood():
    found = all_commands(".venv/bin/nadwa")
    assert len(found) >= 6
    for words in found:
        assert callable(_parser().parse_args(words[1:]).run)


def test_the_first_curl_answers_its_question(world):
    client, _ = world
    (address,) = [words[1] for words in commands("README.md") if words and words[0] == "curl"]
    found = client.get(address.removeprefix(BASE)).json()["items"]
    assert found
    assert all(each["status"] == "unknown" and "workshop" in each["activities"] for each in found)


def test_the_first_hour_works_as_written(world, clock):
    client, organizer = world
    listed, plan, register, conclude = (
        words for words in commands("docs/guide/first-hour.md") if words and words[0] == "curl"
    )
    items = client.get(listed[1].removeprefix(BASE)).json()["items"]
    asked = next(each for each in items if each["paragraph"] == "14")

    def post(words, **known):
        text = words[words.index("-d") + 1]
        address = words[3].removeprefix(BASE)
        for name, value in known.items():
            text, address = text.replace(name, value), address.replace(name, value)
        return client.post(address, json=json.loads(text), headers=organizer)

    planned = post(plan, MANDATE_ID=asked["id"])
    assert planned.status_code == 201, planned.text
    event = planned.json()["id"]
    announced = client.post(f"/v1/events/{event}/announcement", headers=organizer)
    assert announced.json()["status"] == "announced"
    assert post(register, EVENT_ID=event).json()["seat"] == "confirmed"
    assert post(conclude, EVENT_ID=event).status_code == 409
    clock.now = clock.now.replace(year=2027, month=3, day=18)
    assert post(conclude, EVENT_ID=event).json()["status"] == "held"
    status = client.get(f"/v1/mandates/{asked['id']}").json()["status"]
    assert status == "partial"
