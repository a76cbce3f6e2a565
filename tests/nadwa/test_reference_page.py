import re

import pytest


@pytest.mark.parametrize(
    ("language", "title"), [("en", "The API"), ("fr", "L&#39;API"), ("ar", "واجهة البرمجة")]
)
def test_the_reference_lists_every_operation_and_asks_no_other_host(client, language, title):
    answer = client.get("/docs", params={"lang": language})
    assert answer.status_code == 200
    assert title in answer.text
    paths = client.get("/openapi.json").json()["paths"]
    missing = [path for path in paths if f" {path}</code>" not in answer.text]
    assert missing == []
    assert re.findall(r"(?:src|href)=\"https?://", answer.text) == []


def test_the_reference_says_who_may(client):
    text = client.get("/docs?lang=en").text
    journal = text[text.index("GET /v1/journal<") :]
    assert "<dd>admin</dd>" in journal[: journal.index("</details>")]
    states = text[text.index("GET /v1/states<") :]
    assert "<dd>everybody</dd>" in states[: states.index("</details>")]
