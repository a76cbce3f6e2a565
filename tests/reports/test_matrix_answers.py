"""GET /v1/coverage/matrix, /gaps and /deadlines."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import sqlalchemy as sa

from core.sheets import csv_bytes, harmless
from registry import Session as ConferenceSession
from registry import date_session
from registry.forms import ConferenceSessionChange
from tests.factories import a_held_event, an_event, done, the_catalogue


@pytest.fixture
def mandates(office):
    return the_catalogue(office)


def asked(client, what, **params):
    answer = client.get(f"/v1/coverage/{what}", params={"resolution": "mcsd-2", **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_state_that_took_part_has_answered(office, client, clock, mandates):
    a_held_event(office, clock, {"SN": 3}, mandates=[str(mandates["mcsd-2/14"])])
    matrix = asked(client, "matrix")
    assert (len(matrix["states"]), len(matrix["rows"])) == (57, 63)
    [row] = [row for row in matrix["rows"] if row["reference"] == "mcsd-2/14"]
    assert (row["cells"]["SN"], row["cells"]["TR"]) == ("answered", "")
    sums = {each["key"]: each["answers"] for each in matrix["by_state"]}
    assert (sums["SN"]["answered"], sums["SN"]["blank"]) == (1, 62)
    assert sums["SN"]["expected"] == 63


def test_sums_by_group_and_language_agree_with_those_by_state(client, mandates):
    matrix = asked(client, "matrix")
    sums = [
        sum(each["answers"]["expected"] for each in matrix[name])
        for name in ("by_state", "by_group", "by_language")
    ]
    assert sums == [57 * 63] * 3
    labels = {each["key"]: each["label"]["fr"] for each in matrix["by_group"]}
    assert labels["AFRICAN"] == "Groupe africain"
    assert {each["key"] for each in matrix["by_language"]} == {"ar", "en", "fr"}


@pytest.mark.parametrize(
    ("params", "headers"),
    [({"format": "csv"}, {}), ({}, {"Accept": "text/csv"})],
)
def test_the_matrix_opens_in_a_spreadsheet(client, mandates, params, headers):
    answer = client.get("/v1/coverage/matrix", params={"language": "ar", **params}, headers=headers)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["التكليف", "القسم", "الفقرة"]
    assert "دولة فلسطين" in rows[0]
    assert (len(rows), {len(row) for row in rows}) == (64, {60})


def test_equal_answers_are_not_sent_again(client, mandates):
    for what in ("matrix", "gaps", "deadlines"):
        tag = client.get(f"/v1/coverage/{what}").headers["etag"]
        again = client.get(f"/v1/coverage/{what}", headers={"If-None-Match": tag})
        assert again.status_code == 304
        other = client.get(
            f"/v1/coverage/{what}", params={"resolution": "mcsd-2"}, headers={"If-None-Match": tag}
        )
        assert other.status_code == 200


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "|x", "%x"])
def test_a_cell_is_never_a_formula(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["plain", "", 5, None, "ورشة", "a=b"])
def test_other_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_csv_ends_its_lines_as_the_rfc_says():
    assert csv_bytes([["a", 1], ["=x", None]]) == b"\xef\xbb\xbfa,1\r\n'=x,\r\n"


def test_gaps_name_what_nobody_owns_and_what_nothing_touches(office, client, mandates):
    before = asked(client, "gaps")
    assert len(before["untouched"]) == 140
    mine = [each for each in before["unowned"] if each["reference"] == "mcsd-2/14"]
    assert [(each["section"], each["kind"]) for each in mine] == [("A", "event")]
    an_event(office, mandates=[str(mandates["mcsd-2/14"])])
    after = asked(client, "gaps")
    assert len(after["untouched"]) == 139
    assert "mcsd-2/14" not in {each["reference"] for each in after["unowned"]}


def test_one_event_is_proposed_for_several_open_mandates(client, mandates):
    proposals = asked(client, "gaps")["proposals"]
    assert proposals[0]["label"]["fr"] == "Atelier"
    assert all(len(each["mandates"]) == len(each["paragraphs"]) >= 2 for each in proposals)
    assert asked(client, "gaps", body="NOBODY")["proposals"] == []


def test_deadlines_tell_what_is_overdue_near_later_and_waiting(office, client, clock, mandates):
    before = asked(client, "deadlines")
    assert [len(before[each]) for each in ("overdue", "due_soon", "later", "waiting")] == [
        1,
        0,
        0,
        2,
    ]
    assert {each["due_session"] for each in before["waiting"]} == {"MCSD-3"}
    done(office, _date, (clock.now + timedelta(days=100)).date().isoformat())
    later = asked(client, "deadlines")
    assert [len(later[each]) for each in ("due_soon", "later", "waiting")] == [0, 2, 0]
    near = asked(client, "deadlines", within=100)
    assert [len(near[each]) for each in ("due_soon", "later")] == [2, 0]
    assert near["due_soon"][0]["due_basis"] == "session"


def _date(work, day):
    query = sa.select(ConferenceSession).where(ConferenceSession.code == "MCSD-3")
    [session] = work.session.scalars(query)
    date_session(work, session, ConferenceSessionChange(starts_on=day))
