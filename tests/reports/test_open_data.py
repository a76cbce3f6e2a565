"""Coverage as JSON-LD and tables, with addresses that stay; what caches between us may keep."""

import csv
import json
from io import BytesIO, StringIO

import openpyxl
import pytest

from tests.factories import the_catalogue

BY_SECTION = {"resolution": "mcsd-2", "group_by": "section"}


@pytest.fixture
def mandates(office):
    return the_catalogue(office)


def test_json_ld_has_the_figures_and_an_address_for_each_group(client, mandates):
    plain = client.get("/v1/coverage", params=BY_SECTION).json()
    answer = client.get(
        "/v1/coverage", params=BY_SECTION, headers={"Accept": "application/ld+json"}
    )
    assert answer.headers["content-type"] == "application/ld+json"
    linked = answer.json()
    at = "/v1/coverage?resolution=mcsd-2&group_by=section"
    assert linked["@id"].endswith(at)
    base = linked["@id"].removesuffix(at)
    assert linked["resolution"] == f"{base}/resolutions/mcsd-2"
    assert [group["@id"] for group in linked["groups"]] == [
        f"{base}{at}#{group['key']}" for group in plain["groups"]
    ]
    bare = [
        {name: value for name, value in group.items() if name[0] != "@"}
        for group in linked["groups"]
    ]
    assert bare == [
        {name: value for name, value in group.items() if value is not None}
        for group in plain["groups"]
    ]
    assert client.get("/v1/coverage", params={**BY_SECTION, "format": "jsonld"}).json() == linked


def test_every_key_is_a_term_or_our_own_vocabularys(client, mandates):
    context = client.get("/v1/coverage", params={"format": "jsonld"}).json()["@context"]
    prefixes = {name for name, value in context.items() if isinstance(value, str)}
    used = {
        value["@id"] if isinstance(value, dict) and "@id" in value else None
        for value in context.values()
    } - {None}
    assert {each.split(":")[0] for each in used} <= prefixes


def _plain(cell):
    """Return a cell as both forms have it: XLSX knows one kind of number."""
    try:
        return float(cell)
    except (TypeError, ValueError):
        return cell or ""


def test_the_table_is_the_same_in_csv_and_xlsx_and_adds_up(client, mandates):
    answers = [
        client.get("/v1/coverage", params={**BY_SECTION, "format": form, "language": "fr"})
        for form in ("csv", "xlsx")
    ]
    lines = list(csv.reader(StringIO(answers[0].content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(BytesIO(answers[1].content)).active
    assert [[_plain(cell) for cell in line] for line in lines] == [
        [_plain(cell) for cell in row] for row in sheet.values
    ]
    assert lines[0][:4] == ["URI", "Groupe", "Nom", "Mandats"]
    assert int(lines[1][3]) == sum(int(line[3]) for line in lines[2:]) == 163
    assert lines[1][0].endswith("/v1/coverage?resolution=mcsd-2&group_by=section")


def test_caches_keep_what_strangers_see_and_nothing_else(client, tokens, mandates):
    forms = ("json", "jsonld", "csv", "xlsx")
    tags: set[str] = set()
    for form in forms:
        params = {**BY_SECTION, "format": form}
        answer = client.get("/v1/coverage", params=params)
        assert answer.headers["cache-control"].startswith("public, max-age=")
        assert {"Accept", "Authorization"} <= set(answer.headers["vary"].split(", "))
        tags.add(answer.headers["etag"])
        known = {"If-None-Match": answer.headers["etag"]}
        again = client.get("/v1/coverage", params=params, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == answer.headers["etag"]
        mine = client.get("/v1/coverage", params=params, headers=tokens("viewer"))
        assert mine.headers["cache-control"].startswith("private")
    assert len(tags) == len(forms)


@pytest.mark.parametrize("format", ["pdf", ""])
def test_another_form_is_refused(client, mandates, format):
    assert client.get("/v1/coverage", params={"format": format}).status_code == 422


def test_the_same_figures_give_the_same_bytes(client, mandates):
    params = {**BY_SECTION, "format": "jsonld", "as_of": "2026-11-01T00:00:00Z"}
    first, second = (client.get("/v1/coverage", params=params).content for _ in range(2))
    assert first == second
    assert json.loads(first)["as_of"] == "2026-11-01T00:00:00Z"
