"""GET /v1/coverage/gaps and /deadlines of one body, within a programme, and as tables."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from registry import DueForm, MandateChange, change_mandate, mandate_of
from tests.factories import done, the_catalogue


@pytest.fixture
def mandates(office):
    return the_catalogue(office)


def asked(client, what, **params):
    answer = client.get(f"/v1/coverage/{what}", params={"resolution": "mcsd-2", **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


def changed(office, mandate, **said):
    def change(work):
        change_mandate(work, mandate_of(work, mandate), MandateChange.model_validate(said))

    done(office, change)


def references(briefs):
    return {each["reference"] for each in briefs}


def test_a_body_sees_what_it_can_claim_until_it_has_claimed_it(client, tokens, mandates):
    before = asked(client, "gaps", body="SESRIC")
    free, everywhere = references(before["unowned"]), references(asked(client, "gaps")["unowned"])
    assert "mcsd-2/28" in free <= everywhere
    client.post(
        f"/v1/mandates/{mandates['mcsd-2/28']}/claim",
        headers=tokens("organizer", body="SESRIC"),
    )
    after = asked(client, "gaps", body="SESRIC")
    assert references(after["unowned"]) == free - {"mcsd-2/28"}
    assert references(after["untouched"]) == references(before["untouched"]) | {"mcsd-2/28"}


def test_proposals_stay_within_a_bodys_programme(office, client, mandates):
    for reference, programme in (("28", "SD-CaB"), ("14", "SD-CaB"), ("15", "StatCaB")):
        changed(office, mandates[f"mcsd-2/{reference}"], owner="SESRIC", programme=programme)
    changed(office, mandates["mcsd-2/70"], owner="SESRIC")
    mine = asked(client, "gaps", body="SESRIC", programme="SD-CaB")
    assert [(each["programme"], each["paragraphs"]) for each in mine["proposals"]] == [
        ("SD-CaB", ["14", "28"])
    ]
    assert asked(client, "gaps", body="SESRIC", programme="StatCaB")["proposals"] == []
    assert [each["paragraphs"] for each in mine["near_duplicates"]] == [["28", "70"]]
    assert asked(client, "gaps", body="NOBODY")["near_duplicates"] == []


def test_a_body_sees_its_own_deadlines(office, client, mandates):
    due = DueForm.model_validate({"basis": "policy", "date": "2026-12-24"}).model_dump(
        mode="json", by_alias=True
    )
    changed(office, mandates["mcsd-2/28"], owner="SESRIC", due=due)
    assert references(asked(client, "deadlines", body="SESRIC")["due_soon"]) == {"mcsd-2/28"}
    assert asked(client, "deadlines", body="ICCI")["due_soon"] == []
    assert references(asked(client, "deadlines")["due_soon"]) == {"mcsd-2/28"}


@pytest.mark.parametrize(
    ("what", "first"), [("gaps", "Sans responsable"), ("deadlines", "Échéance dépassée")]
)
def test_csv_and_xlsx_hold_the_same_table(client, mandates, what, first):
    params = {"resolution": "mcsd-2", "language": "fr"}
    answers = [
        client.get(f"/v1/coverage/{what}", params={**params, "format": form})
        for form in ("csv", "xlsx")
    ]
    assert [each.headers["content-disposition"] for each in answers] == [
        f'attachment; filename="{what}-mcsd-2.{form}"' for form in ("csv", "xlsx")
    ]
    lines = list(csv.reader(StringIO(answers[0].content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(BytesIO(answers[1].content)).active
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    assert lines == cells
    assert (lines[0][:2], lines[1][0]) == (["Liste", "Mandat"], first)
    json_lists = asked(client, what)
    names = {"gaps": ("unowned", "untouched", "proposals", "near_duplicates")}
    lists = names.get(what, ("overdue", "due_soon", "later", "waiting"))
    assert len(lines) == 1 + sum(len(json_lists[name]) for name in lists)


def test_the_accept_header_chooses_the_form_and_arabic_runs_from_the_right(client, mandates):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    params = {"resolution": "mcsd-2", "language": "ar"}
    answer = client.get("/v1/coverage/gaps", params=params, headers={"Accept": kind})
    assert answer.headers["content-type"] == kind
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert (sheet.sheet_view.rightToLeft, sheet["A1"].value) == (True, "القائمة")
