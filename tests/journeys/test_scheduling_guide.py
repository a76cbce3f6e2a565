"""The requests of the guide to scheduling are answered as the guide says."""

import json
import re
from pathlib import Path

import pytest

from core.people import system
from registry import load_catalogue

GUIDE = (Path(__file__).parents[2] / "docs/guide/scheduling.md").read_text()
ASKED = re.findall(r"```http\nPOST (\S+)\n(.*?)```\s+```json\n(.*?)```", GUIDE, re.DOTALL)


def shortened(answer, told):
    """Return of an answer what the guide tells of it: its keys, and the first items of lists."""
    if isinstance(told, dict):
        return {key: shortened(answer[key], value) for key, value in told.items()}
    if isinstance(told, list) and told:
        return [shortened(one, like) for one, like in zip(answer, told, strict=False)]
    return answer


def test_the_guide_asks_for_slots_for_a_series_and_for_a_year():
    assert [path.rpartition("/")[2] for path, _, _ in ASKED] == ["slots", "series", "programme"]


@pytest.mark.parametrize(("path", "body", "told"), ASKED)
def test_the_answers_are_those_of_the_guide(office, client, tokens, path, body, told):
    with office.work(system("tests")) as work:
        load_catalogue(work)
    headers = {**tokens("organizer", body="SESRIC"), "Accept-Language": "en"}
    answer = client.post(path, json=json.loads(body), headers=headers)
    assert answer.status_code == 200, answer.text
    assert shortened(answer.json(), json.loads(told)) == json.loads(told)
