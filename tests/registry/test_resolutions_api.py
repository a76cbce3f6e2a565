"""Resolutions over HTTP: public once reviewed, imported by staff, paragraphs in the text's order."""

import pytest

EVERY_ROLE = ["admin", "organizer", "focal_point", "viewer", "mailer"]


@pytest.fixture
def upload(client, tokens, catalogue):
    """Send a file: `upload(text, language="fr")` gives the response."""

    def send(text, name="garden.md", headers=None, **form):
        files = {"file": (name, text.encode() if isinstance(text, str) else text)}
        return client.post(
            "/v1/resolutions", files=files, data=form, headers=headers or tokens("organizer")
        )

    return send


def test_the_catalogues_resolution_is_public_with_its_sections_and_counts(client, catalogue):
    listed = client.get("/v1/resolutions").json()
    answer = client.get("/v1/resolutions/mcsd-2")
    shown = answer.json()
    assert [(each["slug"], each["symbol"]) for each in listed["items"]] == [
        ("mcsd-2", "OIC/MCSD-2/2023/RES/FINAL")
    ]
    assert listed["next"] is None
    assert [section["label"] for section in shown["sections"]] == list("ABCDEF")
    assert sum(section["paragraphs"] for section in shown["sections"]) == 137
    assert shown["versions"] == []
    assert shown["counts"] == {
        "paragraphs": {"preambular": 0, "operative": 137},
        "mandates": {"confirmed": 163},
    }
    assert shown["place"]["country"] == "EG"
    assert answer.headers["etag"].startswith('"1.')


def test_paragraphs_come_in_the_order_of_the_text_page_by_page(client, catalogue):
    labels, after = [], ""
    while after is not None:
        page = client.get("/v1/resolutions/mcsd-2/paragraphs", params={"limit": 60, "after": after})
        labels += [each["label"] for each in page.json()["items"]]
        after = page.json()["next"]
    assert labels == [str(number) for number in range(1, 138)]


def test_a_paragraph_shows_its_summary_and_its_mandates(client, catalogue):
    page = client.get("/v1/resolutions/mcsd-2/paragraphs", params={"section": "A", "limit": 1})
    (first,) = page.json()["items"]
    assert (first["label"], first["part"], first["section"], first["texts"]) == (
        "1",
        "operative",
        "A",
        {},
    )
    assert sorted(first["summary"]) == ["ar", "en", "fr"]
    welcome, urge = first["mandates"]
    assert (welcome["reference"], urge["reference"]) == ("mcsd-2/1", "mcsd-2/1.2")
    assert (urge["resolution"], urge["section"], urge["paragraph"]) == ("mcsd-2", "A", "1")
    assert (urge["due"], urge["span"], urge["review"]) == (None, None, "confirmed")


def test_an_import_answers_what_it_did(upload, garden_fr):
    answer = upload(garden_fr, language="fr")
    (done,) = answer.json()["resolutions"]
    assert answer.status_code == 201
    assert (done["slug"], done["outcome"], done["suggestions"], done["unread"]) == (
        "mcgr-9",
        "created",
        5,
        [],
    )


def test_the_preamble_that_an_import_brings_is_listed_before_the_rest(client, upload, garden_fr):
    upload(garden_fr.replace("MCGR-9/2031", "MCSD-2/2023"), slug="mcsd-2", language="fr")
    page = client.get("/v1/resolutions/mcsd-2/paragraphs", params={"limit": 3}).json()
    assert [each["label"] for each in page["items"]] == ["P1", "P2", "1"]
    assert page["items"][0]["texts"]["fr"].startswith("Consciente")
    rest = client.get(
        "/v1/resolutions/mcsd-2/paragraphs", params={"limit": 1, "after": page["next"]}
    ).json()
    assert [each["label"] for each in rest["items"]] == ["2"]
    only = client.get("/v1/resolutions/mcsd-2/paragraphs", params={"part": "preambular"}).json()
    assert [each["label"] for each in only["items"]] == ["P1", "P2"]


def test_what_nobody_has_reviewed_is_not_public(client, tokens, upload, garden_fr):
    upload(garden_fr, language="fr")
    for path in ("/v1/resolutions/mcgr-9", "/v1/resolutions/mcgr-9/paragraphs"):
        assert client.get(path).status_code == 404
        assert client.get(path, headers=tokens("mailer")).status_code == 404
        assert client.get(path, headers=tokens("viewer")).status_code == 200
    shown = client.get("/v1/resolutions/mcgr-9", headers=tokens("focal_point", state="TR")).json()
    assert shown["counts"]["mandates"] == {"suggested": 5, "confirmed": 0, "rejected": 0}
    slugs = [each["slug"] for each in client.get("/v1/resolutions").json()["items"]]
    assert slugs == ["mcsd-2"]


def test_outsiders_see_the_confirmed_mandates_of_a_resolution_and_no_unread_lines(
    client, tokens, upload, garden_fr
):
    staff = tokens("organizer")
    upload(garden_fr + "\nmnop ???\n", language="fr")
    paragraphs = client.get("/v1/resolutions/mcgr-9/paragraphs", headers=staff).json()["items"]
    (first,) = next(each for each in paragraphs if each["label"] == "1")["mandates"]
    client.post(f"/v1/mandates/{first['id']}/confirmation", headers=staff)
    public = client.get("/v1/resolutions/mcgr-9/paragraphs").json()["items"]
    assert [each["id"] for one in public for each in one["mandates"]] == [first["id"]]
    assert client.get("/v1/resolutions/mcgr-9").json()["versions"][0]["unread"] is None
    inside = client.get("/v1/resolutions/mcgr-9", headers=staff).json()["versions"][0]
    assert isinstance(inside["unread"], list)


def test_only_staff_import(client, tokens, catalogue, garden_fr):
    files = {"file": ("garden.md", garden_fr.encode())}
    statuses = {
        role: client.post("/v1/resolutions", files=files, headers=tokens(role)).status_code
        for role in EVERY_ROLE
    }
    assert statuses == {
        "admin": 201,
        "organizer": 201,
        "focal_point": 403,
        "viewer": 403,
        "mailer": 403,
    }
    assert client.post("/v1/resolutions", files=files).status_code == 401


def test_the_same_key_imports_once_and_answers_alike(client, tokens, upload, garden_fr):
    headers = {**tokens("admin"), "Idempotency-Key": "k1"}
    first, again = (upload(garden_fr, headers=headers) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    other = upload(garden_fr + "\n", headers=headers)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.md"),
        (b"PK\x03\x04 no archive", "broken.docx"),
        (b"MZ", "program.exe"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(upload, content, name):
    answer = upload(content, name)
    assert (answer.status_code, answer.json()["type"]) == (
        422,
        "/problems/unreadable-document",
    )
    assert answer.json()["detail"] != ""


@pytest.mark.parametrize(
    "form", [{"slug": "Not A Slug"}, {"slug": "a/b"}, {"slug": "\0"}, {"language": "tr"}]
)
def test_a_bad_form_is_refused(upload, garden_fr, form):
    assert upload(garden_fr, **form).status_code == 422


def test_a_file_over_the_limit_is_refused(upload):
    assert upload(b"a" * ((20 << 20) + 1), "large.txt").status_code == 413


def test_what_is_not_there_is_missing(client, catalogue):
    assert client.get("/v1/resolutions/nothing").status_code == 404
    assert client.get("/v1/resolutions/nothing/paragraphs").status_code == 404
    assert client.get("/v1/resolutions/%00").status_code == 422
