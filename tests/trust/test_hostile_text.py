"""Hostile text has no effect anywhere, honest names pass everywhere (RELIABILITY R9).

Texts go in over HTTP into every field that takes words, and are read back as JSON, CSV, XLSX,
iCalendar, mail and pages.
"""

import csv
import io
import json
import unicodedata
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr
from html.parser import HTMLParser

import openpyxl
import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from sqlmodel import col, func, select

from core.dispatch import deliver_due
from core.sheets import csv_bytes
from events import Event, Person, Registration
from nadwa.app import build_app
from notifications import MemoryPost, send_due, subscribe
from registry import Evidence, Mandate, Review
from tests.factories import SYSTEM, a_plan, a_small_registry
from tests.trust.hostile import BROKEN_LINES, CORPUS, NAMES, REFUSED, TEXTS
from tests.trust.world import MAILING

LINES = {
    "event": (
        "title/en",
        "title/fr",
        "venue/name",
        "venue/city",
        "programme",
        "expected",
        "external_id",
    ),
    "person": ("person/name", "person/position", "external_id"),
    "evidence": ("title", "source"),
}
PROSE = {"event": ("description/en", "description/ar"), "evidence": ("note",)}
FIELDS = [
    f"{form}:{field}" for part in (LINES, PROSE) for form, names in part.items() for field in names
]
EVENT_WORDS = ("title/en", "venue/name", "venue/city", "description/en")
FIELDS.append("postponement:reason")


@pytest.fixture
def ready(office):
    subscribe(office, MAILING)
    mandates = a_small_registry(office)
    with office.work(SYSTEM) as work:
        work.get(Mandate, mandates[0]).review = Review.CONFIRMED
        work.recorded += 1
    return mandates[0]


@pytest.fixture
def client(office, ready, tokens):
    with TestClient(build_app(office, MAILING), raise_server_exceptions=False) as client:
        client.headers.update(tokens("admin"))
        yield client


def the_same(text):
    return unicodedata.normalize("NFC", text).strip()


def nested(body, field, value):
    """Return the body with a value at `a/b`."""
    head, _, rest = field.partition("/")
    return {**body, head: nested(body.get(head) or {}, rest, value) if rest else value}


def sent(client, url, body):
    """Send JSON with lone surrogates as escapes, as an attacker would."""
    content = json.dumps(body).encode()
    return client.post(url, content=content, headers={"Content-Type": "application/json"})


def planned(client, fields, text, n):
    """Plan an event with the text in these fields; return the answer and the fields refused."""
    body = a_plan(external_id=f"x{n}", ends_at="2027-03-15T16:00")
    for field in fields:
        body = nested(body, field, text)
    answer = sent(client, "/v1/events", body)
    pointers = {fault["pointer"].strip("/") for fault in answer.json().get("errors", [])}
    return answer, pointers


def test_the_corpus_is_large_enough():
    assert len(set(CORPUS)) >= 300
    assert len(FIELDS) >= 12
    assert len(set(NAMES)) >= 200


@pytest.mark.parametrize("texts", [REFUSED, BROKEN_LINES], ids=["characters", "line breaks"])
def test_what_breaks_headers_and_screens_is_refused_in_every_field(client, ready, texts):
    event = client.post("/v1/events", json=a_plan()).json()["id"]
    lines = texts is BROKEN_LINES
    wrong = []
    for n, text in enumerate(texts):
        fields = [*LINES["event"], *([] if lines else PROSE["event"])]
        answer, refused = planned(client, fields, text, n)
        wrong += [(text, field) for field in fields if not _covers(refused, field)]
        assert text not in answer.text, "a refusal must not repeat what was sent"
        for form, url in (("person", f"/v1/events/{event}/registrations"),
                          ("evidence", f"/v1/mandates/{ready}/evidence")):  # fmt: skip
            for field in (*LINES[form], *([] if lines else PROSE.get(form, ()))):
                body = nested(_benign(form), field, text)
                answer = sent(client, url, body)
                wrong += [] if answer.status_code == 422 else [(text, field, answer.status_code)]
    assert wrong == []


def _covers(refused, field):
    """Say whether a field, or the form it is in, was refused."""
    return any(field.startswith(each) for each in refused)


def _benign(form):
    if form == "person":
        return {"person": {"name": "Amina", "email": "amina@mail.example"}}
    return {"kind": "note", "title": "A note", "note": "Words"}


def test_texts_are_shown_as_what_they_are_and_do_nothing(client, ready, office):
    rows = counted(office)
    texts = [text for text in TEXTS if the_same(text)]
    benign = planned(client, EVENT_WORDS, "Benign", "benign")[0].json()["id"]
    client.post(f"/v1/events/{benign}/announcement")
    shape = tags(client.get(f"/events/{benign}").text)
    wrong = []
    for n, text in enumerate(texts):
        wrong += _through_an_event(client, text, n, shape)
        wrong += _through_a_claim(client, ready, text)
    assert wrong == []
    after = counted(office)
    assert after == {**rows, "event": rows["event"] + len(texts) + 1, "evidence": len(texts)}
    _sheets(client, texts)


def _through_an_event(client, text, n, shape):
    """Put a text into every field of an event; read it back as JSON, as a page, as a calendar."""
    answer, refused = planned(client, EVENT_WORDS, text, n)
    if answer.status_code != 201:
        return [(text, "event", sorted(refused))]
    kept, same = answer.json(), the_same(text)
    wrong = [
        (text, field)
        for field, value in (("title", kept["title"]["en"]), ("venue", kept["venue"]["name"]),
                             ("city", kept["venue"]["city"]), ("about", kept["description"]["en"]))
        if value != same
    ]  # fmt: skip
    client.post(f"/v1/events/{kept['id']}/announcement")
    page = client.get(f"/events/{kept['id']}").text
    wrong += [] if tags(page) == shape else [(text, "page")]
    calendar = client.get(f"/calendars/events/{kept['id']}.ics").content
    return wrong + _in_calendar(calendar, text, same)


def _in_calendar(content, text, same):
    """Read a calendar back: each day's entry has the text as its title, and nothing was added."""
    parsed = Calendar.from_ical(content)
    events = parsed.walk("VEVENT")
    titles = {str(event["SUMMARY"]) for event in events}
    added = {name for event in events for name in event if name in _ADDED}
    kinds = {each.name for each in parsed.walk()} - _EXPECTED
    errors = [error for event in events for error in event.errors]
    right = (titles, added, kinds, errors) == ({same}, set(), set(), []) and "METHOD" not in parsed
    return [] if right else [(text, "calendar", titles, added, kinds, errors)]


_ADDED = {"ATTENDEE", "ATTACH", "RRULE", "METHOD", "X-WR-CALNAME", "ROLE"}
_EXPECTED = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}


def _through_a_claim(client, mandate, text):
    body = {"kind": "note", "title": text[:500], "note": text, "source": text[:500]}
    answer = client.post(f"/v1/mandates/{mandate}/evidence", json=body)
    if answer.status_code != 201:
        return [(text, "evidence", answer.json())]
    kept = answer.json()
    client.post(f"/v1/evidence/{kept['id']}/submission")
    client.post(f"/v1/evidence/{kept['id']}/approval", json={"grade": "supported", "reason": None})
    same = the_same(text)
    return [(text, name) for name in ("title", "note", "source") if kept[name] != same]


def _sheets(client, texts):
    """No cell of a spreadsheet is a formula, as CSV or as XLSX."""
    asked = {"resolution": "small-1", "format": "xlsx"}
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/v1/coverage/report", params=asked).content)
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert cells
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    report = client.get("/v1/coverage/report", params={**asked, "format": "csv"})
    read = list(csv.reader(io.StringIO(report.content.decode("utf-8-sig"))))
    read += list(csv.reader(io.StringIO(csv_bytes([texts]).decode("utf-8-sig"))))
    assert [cell for row in read for cell in row if cell.lstrip().startswith(tuple("=+-@"))] == []


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, sorted(name for name, _ in attrs)))


def tags(page):
    """Return a page's elements and the names of their attributes: what a text must not change."""
    parser = _Tags()
    parser.feed(page)
    return parser.seen


def counted(office):
    with office.look(SYSTEM) as look:
        tables = {
            "event": Event,
            "person": Person,
            "registration": Registration,
            "evidence": Evidence,
        }
        return {
            name: look.session.exec(select(func.count()).select_from(table)).one()
            for name, table in tables.items()
        }


def _posted(office):
    post = MemoryPost()
    while deliver_due(office) or send_due(office, post):
        pass
    return [message for _, _, message in post.delivered]


def _shown_name(raw):
    """Return a recipient's name by RFC 2047 (the newer parser leaves spaces between its words)."""
    words, _ = parseaddr(str(message_from_bytes(raw)["To"]))
    return str(make_header(decode_header(words)))


def _attendees(message):
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    parsed = Calendar.from_ical(part.get_content())
    [event] = parsed.walk("VEVENT")
    assert not event.errors
    attendee = event["ATTENDEE"]
    assert not isinstance(attendee, list)
    return attendee


def _registered(client, names):
    event = client.post("/v1/events", json=a_plan(capacity=None)).json()["id"]
    client.post(f"/v1/events/{event}/announcement")
    people = [
        {"name": name[:200], "email": f"p{n}@mail.example", "state": "SN"}
        for n, name in enumerate(names)
    ]
    answer = client.post(f"/v1/events/{event}/registrations/import", json=people)
    assert answer.json()["counts"] == {"created": len(people)}, answer.text[:500]
    return event


@pytest.mark.parametrize("names", [NAMES, TEXTS], ids=["honest", "hostile"])
def test_names_arrive_in_letters_and_calendars_as_they_are(client, office, names):
    given = [name[:200] for name in names if the_same(name[:200])]
    _registered(client, given)
    expected = {f"p{n}@mail.example": the_same(name) for n, name in enumerate(given)}
    with office.look(SYSTEM) as look:
        kept = look.session.exec(select(Person).order_by(col(Person.email))).all()
    assert {each.email: each.name for each in kept} == expected
    letters = _posted(office)
    assert len(letters) == len(given)
    wrong = []
    for raw in letters:
        letter = message_from_bytes(raw, policy=default)
        [to] = letter["To"].addresses
        [sender] = letter["From"].addresses
        attendee = _attendees(letter)
        name = expected[to.addr_spec]
        right = (
            _shown_name(raw) in {name, ""}
            and str(attendee) == f"mailto:{to.addr_spec}"
            and sender.addr_spec.endswith("@cal.example.org")
            and not any(letter[each] for each in ("Bcc", "Cc", "X-Injected"))
            and len(letter.get_all("Subject")) == 1
        )
        wrong += [] if right else [(name, _shown_name(raw), str(attendee))]
        if names is NAMES and (_shown_name(raw), attendee.params["CN"]) != (name, name):
            wrong.append((name, _shown_name(raw), attendee.params["CN"]))
    assert wrong == []
