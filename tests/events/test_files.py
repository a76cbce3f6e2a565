"""Files kept with an event: what is taken, who reads it, what is left of it."""

import zipfile
from hashlib import sha256
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from sqlmodel import func, select

from core.dispatch import deliver_due
from events import Registration, erase_person
from events.files.model import FileContent, StoredFile
from events.files.types import UnfitFile, media_type_of
from nadwa.app import NOWHERE, build_app
from notifications import Purpose
from tests.factories import SYSTEM, a_person, an_announced_event, done, somebody

PDF = b"%PDF-1.7\n%nothing"
NOTE = {"file": ("note 12.pdf", PDF, "application/pdf")}


def archive(*names, first=b""):
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, "x")
    return kept.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
ODT = archive("content.xml", first=b"application/vnd.oasis.opendocument.text")


@pytest.fixture
def organizer(tokens, mandates):
    return tokens("organizer")


def store(client, headers, event, name="agenda.pdf", content=PDF, **said):
    about = {"title": "Agenda", **said}
    file = {"file": (name, content, "application/octet-stream")}
    return client.post(f"/v1/events/{event.id}/files", files=file, data=about, headers=headers)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.DOCX", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "a.xlsx",
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            "a.pptx",
            archive("[Content_Types].xml", "ppt/presentation.xml"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        ("a.odt", ODT, "application/vnd.oasis.opendocument.text"),
        ("a.png", b"\x89PNG\r\n\x1a\nrest", "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("a.txt", "\ufeffبرنامج\n".encode(), "text/plain; charset=utf-8"),
        ("a.csv", b"a;b\r\n", "text/csv; charset=utf-8"),
    ],
)
def test_a_file_is_what_its_name_and_its_content_say(name, content, media_type):
    assert media_type_of(name, content) == media_type


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.html", b"<p>", "of these kinds"),
        ("README", b"words", "of these kinds"),
        ("a.svg", b"<svg/>", "of these kinds"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"<script>", "something else"),
        ("a.docx", b"PK\x03\x04broken", "something else"),
        ("a.docx", archive("[Content_Types].xml", "xl/workbook.xml"), "something else"),
        ("a.docx", archive("word/document.xml"), "something else"),
        (
            "a.docx",
            archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            "macros",
        ),
        ("a.odt", DOCX, "something else"),
        ("a.txt", b"\x00\x01", "something else"),
        ("a.txt", b"caf\xe9", "something else"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content, why):
    with pytest.raises(UnfitFile, match=why):
        media_type_of(name, content)


def test_a_file_is_stored_described_and_downloaded_to_be_saved(client, organizer, office, journal):
    event = an_announced_event(office)
    made = store(client, organizer, event, "..\\برنامج.pdf", language="ar", visibility="public")
    assert made.status_code == 201
    seen = made.json()
    assert (seen["kind"], seen["title"], seen["filename"], seen["size"], seen["sha256"]) == (
        "material", {"ar": "Agenda", "en": None, "fr": None}, "برنامج.pdf", len(PDF),
        sha256(PDF).hexdigest(),
    )  # fmt: skip
    assert client.get(f"/v1/files/{seen['id']}").json() == seen
    assert client.get(f"/v1/events/{event.id}/files").json()["items"] == [seen]
    got = client.get(seen["content"])
    assert (got.status_code, got.content) == (200, PDF)
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%D8%A8%D8%B1%D9%86%D8%A7%D9%85%D8%AC.pdf"
    )
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["cache-control"] == "no-cache"
    assert got.headers["etag"] == f'"{sha256(PDF).hexdigest()}"'
    again = client.get(seen["content"], headers={"If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert journal()[-1] == "file.stored"


def test_each_reader_gets_the_files_that_are_for_them(client, organizer, tokens, office):
    event = an_announced_event(office)
    for visibility in ("public", "participants", "organizers"):
        assert store(client, organizer, event, visibility=visibility).status_code == 201
    readers = {
        "nobody": {},
        "viewer": tokens("viewer"),
        "focal point": tokens("focal_point", state="SN"),
        "another organizer": tokens("organizer", body="ICESCO"),
        "its organizer": tokens("organizer", body="SESRIC"),
    }
    seen = {
        name: [
            each["visibility"]
            for each in client.get(f"/v1/events/{event.id}/files", headers=who).json()["items"]
        ]
        for name, who in readers.items()
    }
    inside = ["public", "participants"]
    assert seen == {
        "nobody": ["public"],
        "viewer": inside,
        "focal point": inside,
        "another organizer": inside,
        "its organizer": [*inside, "organizers"],
    }


def test_a_file_that_is_refused_says_why_and_leaves_nothing(client, organizer, office, journal):
    event = an_announced_event(office)
    before = journal()
    wrong = store(client, organizer, event, "page.pdf", b"<html>")
    assert (wrong.status_code, wrong.json()["type"]) == (422, "/problems/file-refused")
    assert wrong.json()["errors"][0]["pointer"] == "/file"
    note = store(client, organizer, event, kind="note_verbale")
    assert (note.status_code, note.json()["errors"][0]["pointer"]) == (422, "/kind")
    nameless = store(client, organizer, event, "a\u202eb.pdf")
    assert (nameless.status_code, nameless.json()["errors"][0]["pointer"]) == (422, "/file")
    assert journal() == before


def test_a_file_larger_than_the_setting_is_refused(organizer, office):
    event = an_announced_event(office)
    with TestClient(build_app(office, largest_file=10)) as small:
        answer = store(small, organizer, event)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_a_removed_file_leaves_its_fact_and_no_bytes(client, organizer, office, journal):
    event = an_announced_event(office)
    address = f"/v1/files/{store(client, organizer, event).json()['id']}"
    assert client.delete(address, headers=organizer).status_code == 204
    assert client.get(address, headers=organizer).status_code == 404
    assert journal()[-2:] == ["file.stored", "file.removed"]
    with office.look(SYSTEM) as look:
        assert look.session.exec(select(func.count()).select_from(FileContent)).one() == 0


def nominated(client, who, event, state="SN"):
    wish = {"state": state, "note_reference": "NV/12", "people": [a_person("n", state)]}
    return client.post(f"/v1/events/{event.id}/nominations", json=wish, headers=who).json()


def test_a_note_verbale_is_its_states_and_the_organizers(client, organizer, tokens, office):
    event = an_announced_event(office, registration={"mode": "nomination"})
    senegal = tokens("focal_point", state="SN")
    nomination = nominated(client, senegal, event)
    address = f"/v1/nominations/{nomination['id']}/note"
    assert client.post(address, files=NOTE, headers=senegal).status_code == 201
    later = client.post(address, files=NOTE, headers=organizer).json()
    assert (later["kind"], later["visibility"]) == ("note_verbale", "organizers")
    assert later["nomination"] == nomination["id"]
    listed = f"/v1/events/{event.id}/files"
    assert client.get(listed, headers=senegal).json()["items"] == [later]
    turkey = tokens("focal_point", state="TR")
    assert client.get(listed, headers=turkey).json()["items"] == []
    assert client.post(address, files=NOTE, headers=turkey).status_code == 404
    assert client.get(later["content"], headers=senegal).content == PDF
    assert client.get(later["content"], headers=turkey).status_code == 404


def test_an_erasure_takes_the_notes_that_name_the_person(client, organizer, office, journal):
    event = an_announced_event(office, registration={"mode": "nomination"})
    nomination = nominated(client, organizer, event)
    client.post(f"/v1/nominations/{nomination['id']}/note", files=NOTE, headers=organizer)
    store(client, organizer, event)
    with office.look(SYSTEM) as look:
        person = look.session.exec(select(Registration.person_id)).one()
    done(office, erase_person, person)
    with office.look(SYSTEM) as look:
        assert [each.kind for each in look.session.exec(select(StoredFile))] == ["material"]
    assert "file.removed" in journal()


def test_pages_list_what_their_reader_may_have(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    public = store(client, organizer, event, title="Agenda", visibility="public", language="fr")
    inner = store(client, organizer, event, title="Slides").json()
    page = client.get(f"/events/{event.id}", headers={"Accept-Language": "fr"}).text
    assert public.json()["content"] in page
    assert "PDF, 1 ko, français" in page
    assert "Slides" not in page
    seated, waiting = (somebody(office, event, n) for n in (1, 2))
    deliver_due(office)
    mine, theirs = (f"/me/{NOWHERE.secret(Purpose.PAGE, each.id)}" for each in (seated, waiting))
    assert f"{mine}/files/{inner['id']}" in client.get(mine).text
    assert client.get(f"{mine}/files/{inner['id']}").content == PDF
    assert client.get(mine + "/files/" + str(event.id)).status_code == 404
    assert "Slides" not in client.get(theirs).text
    assert client.get(f"{theirs}/files/{inner['id']}").status_code == 404
