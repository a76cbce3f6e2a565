"""The implementation report: one content, six forms, three languages, the same bytes again."""

import csv
import json
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO, StringIO
from zipfile import ZipFile

import docx
import openpyxl
import pypdfium2
import pytest
from sqlmodel import select

from core.people import ANONYMOUS
from core.problem import Invalid
from core.texts import Language
from events import Event, EventChange, OutcomeForm, change, load_past_events, report
from registry import (
    EvidenceApproval,
    Mandate,
    NewEvidence,
    approve,
    confirm,
    import_document,
    record_evidence,
    submit,
)
from reports import FORMATS, compile_report, coverage, write_report
from reports.report.model import Report
from reports.report.writing import Format, rendered
from tests.factories import (
    SYSTEM,
    a_held_event,
    a_small_registry,
    an_announced_event,
    an_event,
    done,
    the_catalogue,
)

TITLE = {"en": '=HYPERLINK("evil") <b>Families</b>', "fr": "Familles", "ar": "الأسرة"}


@pytest.fixture
def mandates(office):
    return the_catalogue(office)


@pytest.fixture
def held(office, clock, mandates):
    """A workshop with people of two states and an outcome document."""
    event = a_held_event(
        office,
        clock,
        {"SN": 3, "PS": 4},
        mandates=[str(mandates["mcsd-2/14"])],
        title=TITLE,
        venue={"name": "Main hall", "city": "Ankara", "country": "TR"},
    )
    documents = [{"title": {"en": "Proceedings"}, "url": "https://example.org/proceedings"}]
    outcome = {"summary": {"en": "They agreed"}, "documents": documents}
    done(office, report, event.id, OutcomeForm.model_validate(outcome))
    return event


def compiled(office, actor=SYSTEM, language=Language.EN, as_of=None):
    with office.look(actor) as look:
        return compile_report(look, "mcsd-2", as_of, language)


def test_the_report_tells_what_was_asked_and_done(office, held):
    told = compiled(office)
    assert (len(told.paragraphs), told.totals.mandates) == (137, 163)
    [paragraph] = [each for each in told.paragraphs if each.label == "14"]
    [mandate] = paragraph.mandates
    assert (mandate.asked, mandate.status, mandate.assurance) == (
        "Workshop",
        "partial",
        "supported",
    )
    assert mandate.of_whom[0] == "Member States"
    assert [piece.because for piece in mandate.events] == [None]
    [event] = told.events
    assert (event.dates, event.place) == ("15–17 March 2027", "Main hall · Ankara · Türkiye")
    assert [(row.name, row.people) for row in event.attendance] == [
        ("State of Palestine", 4),
        ("Senegal", 3),
    ]
    assert (event.people, event.organizers[0][:11]) == (7, "Statistical")
    assert (event.summary, event.documents[0].title) == ("They agreed", "Proceedings")
    assert event.hijri.endswith("AH (computed, ±1 day)")
    assert "mcsd-2/14" not in told.nothing_recorded
    assert len(told.nothing_recorded) == 139
    assert len(told.overdue) == 1
    assert [section.label for section in told.sections] == list("ABCDEF")


@pytest.mark.parametrize("form", FORMATS)
def test_equal_data_give_equal_bytes(office, clock, held, form):
    then = clock.now
    with office.look(SYSTEM) as look:
        before = write_report(look, "mcsd-2", then, "ar", form)
    clock.now += timedelta(days=40)
    an_event(office, starts_at=None, ends_at=None, expected="2027-Q4")
    with office.look(SYSTEM) as look:
        assert write_report(look, "mcsd-2", then, "ar", form) == before


def test_an_old_report_tells_an_event_as_it_was_then(office, clock, mandates):
    event = an_announced_event(
        office,
        mandates=[str(mandates["mcsd-2/14"])],
        states=[{"state": "SN", "role": "host"}],
        venue={"name": "Main hall", "city": "Ankara", "country": "TR"},
    )
    then = clock.now
    old = compiled(office, as_of=then)
    clock.now += timedelta(days=1)
    edited = {
        "title": {"en": "Seminar on storms"},
        "type": "seminar",
        "timezone": "America/New_York",
        "mode": "hybrid",
        "online_url": "https://example.org/room",
        "venue": {"name": "Palace", "city": "Dakar", "country": "SN"},
        "organizers": [{"body": "ICESCO", "role": "lead"}],
        "states": [{"state": "PS", "role": "host"}],
    }
    done(office, change, event.id, EventChange.model_validate(edited))
    assert compiled(office, as_of=then) == old
    assert compiled(office, as_of=then).digest == old.digest
    new = compiled(office)
    assert new.digest != old.digest
    assert [
        (each.title, each.activity, each.place, each.organizers[0][:13])
        for each in (old.events[0], new.events[0])
    ] == [
        ("Workshop on early warning", "Workshop", "Main hall · Ankara · Türkiye", "Statistical, "),
        ("Seminar on storms", "Seminar", "Palace · Dakar · Senegal · Online", "Islamic World"),
    ]
    pieces = [p.name for each in new.paragraphs for m in each.mandates for p in m.events]
    assert pieces == ["EVT-2027-001 · Seminar on storms · announced"]
    clock.now += timedelta(days=1)
    again = {"organizers": [{"body": "SESRIC", "role": "lead"}], "title": {"en": "Third"}}
    done(office, change, event.id, EventChange.model_validate(again))
    assert compiled(office, as_of=then) == old
    second = compiled(office, as_of=new.as_of)
    assert second == new


def test_an_outcome_is_not_told_before_it_was_reported(office, clock, held):
    before = compiled(office, as_of=clock.now - timedelta(seconds=1))
    clock.now += timedelta(days=1)
    first = compiled(office)
    clock.now += timedelta(days=1)
    empty = OutcomeForm.model_validate({"summary": {"en": "Taken back"}, "documents": []})
    done(office, report, held.id, empty)
    assert compiled(office, as_of=before.as_of).digest == before.digest
    assert (before.events[0].summary, first.events[0].summary) == ("", "They agreed")
    now = compiled(office).events[0]
    assert (now.summary, now.documents) == ("Taken back", [])
    assert compiled(office, as_of=first.as_of) == first


def test_days_long_past_stay_days_in_an_old_report(office, clock, mandates):
    done(office, load_past_events)
    with office.look(SYSTEM) as look:
        event = look.session.exec(select(Event).order_by(Event.reference)).first()
    linked = {"mandates": [str(mandates["mcsd-2/14"])]}
    done(office, change, event.id, EventChange.model_validate(linked))
    old = compiled(office)
    clock.now += timedelta(days=1)
    hours = {"starts_at": "2021-03-01T09:00", "ends_at": "2021-03-01T16:00"}
    done(office, change, event.id, EventChange.model_validate(hours))
    assert compiled(office, as_of=old.as_of) == old
    assert (old.events[0].dates, compiled(office).events[0].dates) == (
        "23–24 December 2019",
        "1 March 2021",
    )


def test_every_form_has_the_same_figures(office, held):
    told = compiled(office)
    as_json = json.loads(rendered(told, Format.JSON))
    assert Report.model_validate(as_json) == told
    rows = list(csv.DictReader(StringIO(rendered(told, Format.CSV).decode("utf-8-sig"))))
    assert len(rows) == 163
    [row] = [
        row for row in rows if row["Mandate" if "Mandate" in row else "Reference"] == "mcsd-2/14"
    ]
    assert row["Status"] == "Answered in part"
    book = openpyxl.load_workbook(BytesIO(rendered(told, Format.XLSX)))
    summary = {a.value: b.value for a, b, *_ in book.worksheets[0].iter_rows(max_col=2)}
    assert (summary["Nothing recorded"], summary["Answered in part"]) == (139, 1)
    assert book.worksheets[1].max_row == 164
    assert [cell.value for cell in book.worksheets[3][2]][1:] == ["State of Palestine", 4]
    word = docx.Document(BytesIO(rendered(told, Format.DOCX)))
    shares = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert ["Answered in part", "1", "1%"] in shares
    pdf = pypdfium2.PdfDocument(rendered(told, Format.PDF))
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Share fulfilled: 0%" in text
    assert "EVT-2027-001" in text
    pdf.close()


@pytest.mark.parametrize(("language", "title"), [("ar", "تقرير التنفيذ"), ("fr", "Rapport sur")])
def test_documents_are_in_the_language_that_was_asked(office, held, language, title):
    told = compiled(office, language=Language(language))
    word = docx.Document(BytesIO(rendered(told, Format.DOCX)))
    used = [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs[:2]]
    assert used[0][0] == "Title"
    assert used[0][1].startswith(title)
    styles = {paragraph.style.name for paragraph in word.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "Fact", "List Bullet", "Caption"} <= styles
    page = rendered(told, Format.HTML).decode()
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert title in page
    assert word.core_properties.language.startswith(language)


def test_arabic_documents_run_from_right_to_left(office, held):
    told = compiled(office, language=Language.AR)
    with ZipFile(BytesIO(rendered(told, Format.DOCX))) as package:
        assert b"<w:bidi/>" in package.read("word/styles.xml")
        document = package.read("word/document.xml")
    assert b"<w:bidiVisual/>" in document
    assert document.index(b"<w:bidi/>") > document.index(b"<w:sectPr")
    book = openpyxl.load_workbook(BytesIO(rendered(told, Format.XLSX)))
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)


def test_the_pdf_is_tagged_and_says_so(office, held):
    content = rendered(compiled(office, language=Language.AR), Format.PDF)
    assert b"pdfuaid" in content
    pdf = pypdfium2.PdfDocument(content)
    assert pdf.is_tagged()
    assert pdf.get_metadata_dict()["Title"].startswith("تقرير التنفيذ")
    pdf.close()


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)


def test_nothing_that_somebody_typed_is_run(office, held):
    told = compiled(office)
    tags = _Tags()
    page = rendered(told, Format.HTML).decode()
    tags.feed(page)
    assert "b" not in tags.seen
    assert "&lt;b&gt;Families" in page
    assert "<script" not in page
    book = openpyxl.load_workbook(BytesIO(rendered(told, Format.XLSX)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert book.worksheets[2]["B2"].value == f"'{TITLE['en']}"


def test_strangers_get_the_report_without_what_is_internal(office, client, held, mandates, tokens):
    mandate = mandates["mcsd-2/15"]
    an_announced_event(
        office, mandates=[str(mandate)], visibility="internal", title={"en": "Closed talks"}
    )
    done(office, _claim, mandate)
    public, inside = compiled(office, ANONYMOUS), compiled(office)
    assert "Closed talks" not in public.model_dump_json()
    assert "A note of ours" not in public.model_dump_json()
    assert (public.totals, len(public.events), len(inside.events)) == (inside.totals, 1, 2)
    [told] = [m for p in public.paragraphs for m in p.mandates if m.reference == "mcsd-2/15"]
    assert (told.unseen, told.events, told.evidence) == (2, [], [])
    [told] = [m for p in inside.paragraphs for m in p.mandates if m.reference == "mcsd-2/15"]
    [evidence] = told.evidence
    assert evidence.name.startswith("A note of ours · Islamic World Educational")
    assert evidence.name.endswith(" · Supported")
    served = client.get(
        "/v1/coverage/report", params={"resolution": "mcsd-2"}, headers=tokens("viewer")
    )
    assert "Closed talks" in served.text
    for form in (Format.HTML, Format.DOCX, Format.PDF):
        assert rendered(inside, form) != rendered(public, form)


def test_official_words_are_quoted_where_they_were_imported(office, mandates):
    text = "RESOLUTION\n\n1. INVITE nos voisins à un atelier.\n\n2. PREND NOTE de la pluie.\n"
    done(office, import_document, text.encode(), "ours.md", language="fr", slug="mcsd-2")
    told = compiled(office, language=Language.FR)
    assert "INVITE nos voisins à un atelier." in told.paragraphs[0].text
    assert "<blockquote><p>INVITE nos voisins" in rendered(told, Format.HTML).decode()
    assert compiled(office, language=Language.AR).paragraphs[0].text is None


def test_a_resolution_without_sections_has_a_report_too(office, clock):
    first, *_ = a_small_registry(office)
    done(office, _confirm, first)
    online = {"mode": "online", "online_url": "https://example.org/room"}
    an_announced_event(office, mandates=[str(first)], **online)
    with office.look(SYSTEM) as look:
        told = compile_report(look, "small-1", None, Language.EN)
        assert coverage(look, "small-1").totals == told.totals
    assert [event.place for event in told.events] == ["Online"]
    page = rendered(told, Format.HTML).decode()
    assert "<h3>Without section</h3>" in page
    assert page.count("<p>None.</p>") == 3  # nothing overdue, nothing unrecorded, nobody came


@pytest.mark.parametrize("form", FORMATS)
def test_the_report_is_served_in_every_form(client, mandates, form):
    asked = {"resolution": "mcsd-2", "language": "fr", "format": form}
    answer = client.get("/v1/coverage/report", params=asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == Format(form).media_type
    name = f'attachment; filename="mcsd-2-2026-11-24-fr.{form}"'
    assert answer.headers["content-disposition"] == name
    tag = {"If-None-Match": answer.headers["etag"]}
    again = client.get("/v1/coverage/report", params=asked, headers=tag)
    assert (again.status_code, again.content) == (304, b"")


def test_what_cannot_be_written_is_refused(office, client, mandates):
    ways = {"resolution": ("no-such", 404), "format": ("odt", 422), "language": ("tr", 422)}
    for name, (value, status) in ways.items():
        asked = {"resolution": "mcsd-2", name: value}
        assert client.get("/v1/coverage/report", params=asked).status_code == status
    assert client.get("/v1/coverage/report").status_code == 422
    with office.look(SYSTEM) as look, pytest.raises(Invalid):
        write_report(look, "mcsd-2", None, "tr", "pdf")


def _confirm(work, mandate):
    confirm(work, work.get(Mandate, mandate))


def _claim(work, mandate):
    form = NewEvidence.model_validate(
        {"kind": "note", "title": "A note of ours", "note": "Seen", "body": "ICESCO"}
    )
    claim = record_evidence(work, work.get(Mandate, mandate), form)
    submit(work, claim)
    approve(work, claim, EvidenceApproval.model_validate({"grade": "supported"}))
