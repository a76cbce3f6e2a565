"""How a body's reports look: set by its own organizers, every version kept."""

from base64 import b64encode
from datetime import timedelta

import pytest
from sqlmodel import select

from core.journal import JournalEntry
from core.pdf import UnfitPicture, check_png
from registry import template_of
from registry.templates.forms import contrast_with_white
from tests.factories import SYSTEM
from tests.registry.looks import a_png, looks

PATH = "/v1/bodies/SESRIC/report-template"


def test_a_template_is_set_shown_and_set_again(client, catalogue, tokens):
    mine = tokens("organizer", body="SESRIC")
    made = client.put(PATH, json=looks(), headers=mine)
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    seen = client.get(PATH)
    assert seen.json() == made.json()
    assert seen.json()["logo"] == looks()["logo"] | {
        "alternative": {"en": "A green square", "fr": None, "ar": None}
    }
    assert seen.json()["colours"] == {"heading": "#7a3b12", "bars": "#a5621c"}
    bare = {"name": {"fr": "La Maison"}}
    assert client.put(PATH, json=bare, headers=mine).status_code == 428
    stale = client.put(PATH, json=bare, headers={**mine, "If-Match": '"0"'})
    assert stale.status_code == 412
    again = client.put(PATH, json=bare, headers={**mine, "If-Match": '"1"'})
    assert (again.status_code, again.json()["version"], again.json()["logo"]) == (200, 2, None)


def test_every_version_is_kept_and_told_in_the_journal(client, office, clock, catalogue, tokens):
    mine = {**tokens("admin"), "If-Match": "*"}
    first = clock.now
    client.put(PATH, json=looks(), headers=mine)
    clock.now += timedelta(days=1)
    client.put(PATH, json=looks(name={"en": "Renamed"}), headers=mine)
    with office.look(SYSTEM) as look:
        moments = (first - timedelta(days=9), first, clock.now, None)
        names = [template_of(look, "SESRIC", moment).name["en"] for moment in moments]
        facts = look.session.exec(
            select(JournalEntry.body).where(JournalEntry.fact == "report_template.set")
        ).all()
        assert template_of(look, "ICESCO") is None
    assert names == ["The House", "The House", "Renamed", "Renamed"]
    assert [(fact["body"], fact["template"]) for fact in facts] == [("SESRIC", 1), ("SESRIC", 2)]


def test_others_may_not_set_it(client, catalogue, tokens):
    for role, of, status in (
        ("organizer", {"body": "ICESCO"}, 404),
        ("focal_point", {"state": "SN"}, 403),
        ("viewer", {}, 403),
    ):
        answer = client.put(PATH, json=looks(), headers=tokens(role, **of))
        assert answer.status_code == status
    assert client.put(PATH, json=looks()).status_code == 401
    nobody = "/v1/bodies/NOBODY/report-template"
    assert client.put(nobody, json=looks(), headers=tokens("admin")).status_code == 404
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "pointer", "says"),
    [
        ("colours", {"heading": "#ffff00"}, "/colours/heading", "contrast of 1.1"),
        ("colours", {"bars": "red"}, "/colours/bars", "pattern"),
        ("logo", {"png": "?", "alternative": {"en": "x"}}, "/logo/png", "base64"),
        ("logo", {"png": "R0lG", "alternative": {"en": "x"}}, "/logo/png", "not a PNG"),
        ("logo", {"png": b64encode(bytes(300_001)).decode()}, "/logo/png", "at most 300000"),
        ("name", {}, "/name", "at least one of en, fr, ar"),
    ],
)
def test_what_cannot_be_printed_is_refused(client, catalogue, tokens, field, value, pointer, says):
    answer = client.put(PATH, json=looks(**{field: value}), headers=tokens("admin"))
    assert answer.status_code == 422
    told = {each["pointer"]: each["detail"] for each in answer.json()["errors"]}
    assert says in told[pointer]


def test_a_logo_is_tried_before_it_is_taken():
    check_png(a_png())
    with pytest.raises(UnfitPicture, match="damaged"):
        check_png(a_png()[:-30])
    with pytest.raises(UnfitPicture, match="2001 × 1"):
        check_png(a_png(2001, 1))


def test_contrast_is_counted_as_wcag_does():
    assert [round(contrast_with_white(each), 2) for each in ("#ffffff", "#000000", "#767676")] == [
        1.0,
        21.0,
        4.54,
    ]
