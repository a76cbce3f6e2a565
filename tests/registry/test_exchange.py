"""A resolution goes to another registry and comes back, as Akoma Ntoso and as JSON-LD."""

import json
import shutil
from xml.etree import ElementTree as ET

import pytest
from sqlmodel import col, select

from core.people import system
from nadwa.app import build_app, build_office
from registry import (
    Mandate,
    Paragraph,
    Resolution,
    exported_jsonld,
    exported_xml,
    import_document,
    resolution_of,
)
from registry.errors import UnreadableDocument
from registry.exchange.akoma_ntoso import NAMESPACE
from registry.model import Review

TESTS = system("tests")
AKN = f"{{{NAMESPACE}}}"

WELLS = """OIC/MCWL-1/2029/RES/FINAL

**Resolution on wells & <springs>**

Recalling resolution 7/48-W of 3 May 2020;

**A. Wells**

1. REQUESTS SESRIC to prepare a study on the depth of wells before 31 December 2032;

2. INVITES Member States to hold a workshop on "old" pumps, as resolution 9/50-W asks; and COMMENDS the diggers;

**B. Springs**

3. CALLS UPON ICESCO to organize five regional training sessions on springs;
"""
PUITS = """OIC/MCWL-1/2029/RES/FINAL

**Résolution sur les puits**

Rappelant la résolution 7/48-W ;

**A. Puits**

1. DEMANDE au SESRIC de préparer une étude sur la profondeur des puits avant le 31 décembre 2032 ;

2. INVITE les États membres à tenir un atelier sur les pompes ; et SALUE les puisatiers ;

**B. Sources**

3. APPELLE l'ICESCO à organiser cinq stages régionaux de formation sur les sources ;
"""


@pytest.fixture
def elsewhere(sqlite_template, tmp_path):
    """Another registry, empty."""
    file = tmp_path / "elsewhere.db"
    shutil.copy(sqlite_template, file)
    office = build_office(f"sqlite:///{file}")
    yield office
    office.engines.close()


@pytest.fixture
def wells(client, tokens, bring):
    """An invented resolution in two languages, reviewed by hand here and there."""
    bring(WELLS, "wells.md", language="en")
    bring(PUITS, "puits.md", language="fr")
    organizer = tokens("organizer")

    def post(path, **said):
        answer = client.post(f"/v1/{path}", json=said, headers=organizer)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()

    asked = "/v1/mandates?resolution=mcwl-1&review=open"
    listed = client.get(asked, headers=organizer).json()["items"]
    ids = {each["reference"]: each["id"] for each in listed}
    post(f"mandates/{ids['mcwl-1/1']}/confirmation")
    post(f"mandates/{ids['mcwl-1/2.2']}/rejection", reason="only praise")
    clause = {"verb": "CALLS UPON", "canonical": "calls upon", "kind": "event"}
    due = {"basis": "explicit", "date": "2031-01-01"}
    post(f"mandates/{ids['mcwl-1/3']}/split", clauses=[clause, {**clause, "due": due}])
    relations = client.get("/v1/resolutions/mcwl-1/relations", headers=organizer).json()["items"]
    post(f"relations/{relations[0]['id']}/confirmation", kind="renews")
    post(f"relations/{relations[1]['id']}/rejection", reason="a number of another house")


def jsonld(office, slug="mcwl-1"):
    with office.look(TESTS) as work:
        return exported_jsonld(work, resolution_of(work, slug))


def xml(office, language=None, slug="mcwl-1"):
    with office.look(TESTS) as work:
        return exported_xml(work, resolution_of(work, slug), language)


def bring_to(office, content, filename, **said):
    with office.work(TESTS) as work:
        return import_document(work, content.encode(), filename, **said)


def test_jsonld_comes_back_without_loss(office, wells, elsewhere):
    out = jsonld(office)
    done = bring_to(elsewhere, out, "wells.jsonld")
    assert [(each.language, each.outcome, each.paragraphs) for each in done] == [
        ("en", "created", 4),
        ("fr", "created", 4),
    ]
    assert jsonld(elsewhere) == out
    again = bring_to(elsewhere, out, "wells.jsonld")
    assert [each.outcome for each in again] == ["unchanged", "unchanged"]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_akoma_ntoso_comes_back_without_loss(office, wells, elsewhere, language):
    out = xml(office, language)
    bring_to(elsewhere, out, "wells.akn.xml")
    assert xml(elsewhere, language) == out


def test_the_catalogues_own_resolution_travels_with_its_summaries(office, catalogue, elsewhere):
    out = jsonld(office, "mcsd-2")
    (done,) = bring_to(elsewhere, out, "mcsd-2.jsonld")
    assert done.paragraphs == 137
    assert "there is no body or state SESRIC" in done.warnings
    assert jsonld(elsewhere, "mcsd-2") == out
    marked = xml(office, "en", "mcsd-2")
    assert marked.count("<remark") == 137
    assert xml(elsewhere, "en", "mcsd-2") == marked


def test_review_and_history_travel_and_the_reference_follows_the_slug(office, wells, elsewhere):
    bring_to(elsewhere, jsonld(office), "wells.jsonld", slug="other-wells")
    with elsewhere.look(TESTS) as work:
        rows = work.session.exec(select(Mandate).order_by(col(Mandate.position))).all()
        ids = {row.id: row.reference for row in rows}
        found = [(row.reference, row.review, ids.get(row.split_from)) for row in rows]
        positions = [row.position for row in work.session.exec(select(Paragraph))]
    assert found == [
        ("other-wells/1", Review.CONFIRMED, None),
        ("other-wells/2", Review.SUGGESTED, None),
        ("other-wells/2.2", Review.REJECTED, None),
        ("other-wells/3", Review.CONFIRMED, None),
        ("other-wells/3.2", Review.CONFIRMED, "other-wells/3"),
    ]
    assert sorted(positions) == [-1, 1, 2, 3]


def test_a_record_of_a_known_resolution_only_brings_its_words(office, wells, elsewhere):
    bring_to(elsewhere, WELLS, "wells.md", language="en")
    done = bring_to(elsewhere, jsonld(office), "wells.jsonld")
    assert [(each.language, each.outcome) for each in done] == [
        ("en", "replaced"),
        ("fr", "attached"),
    ]
    with elsewhere.look(TESTS) as work:
        assert set(work.session.exec(select(Mandate.review))) == {Review.SUGGESTED}


def root(document):
    return ET.fromstring(document)


def test_without_a_wish_the_language_is_the_original_or_one_that_has_words(
    office, client, tokens, wells, catalogue
):
    assert 'language="eng"' in xml(office)
    assert 'language="ara"' in xml(office, slug="mcsd-2")
    shorter = WELLS.replace("Recalling resolution 7/48-W of 3 May 2020", "Mindful of the thirst")
    bring_to(office, shorter, "shorter.md", language="en")
    assert [each.text for each in root(xml(office)).iter(f"{AKN}ref")] == []


def test_the_markup_is_built_as_akoma_ntoso_wants_it(office, wells):
    document = root(xml(office, "en"))
    (statement,) = document
    assert (document.tag, statement.tag, statement.get("name")) == (
        f"{AKN}akomaNtoso",
        f"{AKN}statement",
        "resolution",
    )
    assert [each.tag.removeprefix(AKN) for each in statement] == [
        "meta",
        "preface",
        "preamble",
        "mainBody",
    ]
    meta = statement[0]
    assert [each.tag.removeprefix(AKN) for each in meta] == [
        "identification",
        "references",
        "proprietary",
    ]
    for part in meta[0]:
        names = [each.tag.removeprefix(AKN) for each in part]
        core = [name for name in names if name != "FRBRalias"][:4]
        assert core == ["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor"]
    targets = {each.get("eId") for each in meta[1]}
    assert {each.get("source") for each in meta} == {"#nadwa"}
    assert targets == {"adopting", "nadwa"}
    body = statement[3]
    assert [each.get("eId") for each in body] == ["sec_A", "sec_B"]
    for section in body:
        names = [each.tag.removeprefix(AKN) for each in section]
        assert names[:3] == ["num", "heading", "paragraph"]
        for paragraph in section.findall(f"{AKN}paragraph"):
            assert [each.tag.removeprefix(AKN) for each in paragraph] == ["num", "content"]
            assert [each.tag for each in paragraph[1]] == [f"{AKN}p"]
    ids = [each.get("eId") for each in document.iter() if each.get("eId")]
    assert len(ids) == len(set(ids))
    assert {"rec_P1", "sec_A__para_1", "sec_B__para_3"} <= set(ids)


def test_names_are_stable_and_citations_are_references(office, wells):
    document = root(xml(office, "fr"))
    values = [each.get("value") for each in document.iter(f"{AKN}FRBRuri")]
    work = "/akn/oic/statement/resolution/0001-01-01/mcwl-1"
    assert values == [work, f"{work}/fra@", f"{work}/fra@.xml"]
    references = root(xml(office, "en")).iter(f"{AKN}ref")
    assert [(each.text, each.get("href")) for each in references] == [
        ("7/48-W", "urn:nadwa:cited:7%2F48-W")
    ]  # the second one was rejected


def test_a_citation_of_a_resolution_here_points_to_its_name(office, client, tokens, bring):
    bring(WELLS, "wells.md", language="en")
    named = WELLS.replace("MCWL-1/2029", "MCWL-2/2031").replace(
        "7/48-W", "OIC/MCWL-1/2029/RES/FINAL"
    )
    bring(named, "named.md", language="en")
    (first, *_) = root(xml(office, "en", "mcwl-2")).iter(f"{AKN}ref")
    assert first.get("href") == "/akn/oic/statement/resolution/0001-01-01/mcwl-1"


def test_jsonld_names_its_terms_by_itself(office, wells):
    document = json.loads(jsonld(office))
    assert document["@id"] == "/akn/oic/statement/resolution/0001-01-01/mcwl-1"
    assert document["@type"] == ["schema:Legislation", "eli:LegalResource"]
    assert document["@context"]["symbol"] == "schema:legislationIdentifier"
    paragraph = next(each for each in document["paragraphs"] if each["label"] == "1")
    assert paragraph["@id"].endswith("/mcwl-1#sec_A__para_1")
    assert set(paragraph["texts"]) == {"en", "fr"}
    assert [each["@id"] for each in paragraph["mandates"]] == ["urn:nadwa:mandate:mcwl-1/1"]


def test_over_http_an_export_has_its_type_and_a_tag_and_comes_in_again(
    client, tokens, wells, elsewhere
):
    viewer = tokens("viewer")
    for path, kind in (
        ("mcwl-1.akn.xml?language=fr", "application/akn+xml"),
        ("mcwl-1.jsonld", "application/ld+json"),
    ):
        answer = client.get(f"/v1/resolutions/{path}", headers=viewer)
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind)
        seen = {**viewer, "If-None-Match": answer.headers["etag"]}
        assert client.get(f"/v1/resolutions/{path}", headers=seen).status_code == 304
        filename = path.partition("?")[0]
        again = build_client(elsewhere)
        sent = again.post(
            "/v1/resolutions",
            files={"file": (filename, answer.content)},
            data={"slug": f"from-{kind[-3:]}"},
            headers=token_of(elsewhere),
        )
        assert sent.status_code == 201, sent.text
        assert sent.json()["resolutions"][0]["outcome"] in {"created", "attached", "replaced"}
    assert client.get("/v1/resolutions/nowhere.jsonld", headers=viewer).status_code == 404


def build_client(office):
    from fastapi.testclient import TestClient

    return TestClient(build_app(office))


def token_of(office):
    from core.people import Role
    from core.tokens import issue

    with office.work(TESTS) as work:
        _, secret = issue(work, Role.ADMIN, "admin")
    return {"Authorization": f"Bearer {secret}"}


def test_outsiders_export_only_what_was_confirmed(client, wells):
    shown = client.get("/v1/resolutions/mcwl-1.jsonld").json()
    mandates = [one["reference"] for each in shown["paragraphs"] for one in each["mandates"]]
    assert mandates == ["mcwl-1/1", "mcwl-1/3", "mcwl-1/3.2"]
    assert [each["review"] for each in shown["relations"]] == ["confirmed"]


FOREIGN = """<?xml version="1.0"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta><identification source="#x"><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression>
</identification></meta>
<preface><p><docNumber>OIC/MCLN-4/2030/RES/FINAL</docNumber></p>
<p><docTitle>Resolution on <i>lanterns</i></docTitle></p></preface>
<preamble><recitals><recital><p>Mindful of long nights;</p></recital></recitals></preamble>
<mainBody><section><num>A</num><heading>Lamps</heading>
<paragraph><num>1.</num><content><p>REQUESTS <b>SESRIC</b> to prepare a study on lamps;</p></content></paragraph>
<paragraph><num>2</num><list><intro><p>INVITES Member States to hold:</p></intro>
<point><num>(a)</num><content><p>a workshop on oil;</p></content></point></list></paragraph>
</section></mainBody></statement></akomaNtoso>"""


def test_another_systems_akoma_ntoso_is_read_as_a_text(elsewhere):
    (done,) = bring_to(elsewhere, FOREIGN, "lanterns.xml")
    assert (done.slug, done.language, done.outcome) == ("mcln-4", "en", "created")
    with elsewhere.look(TESTS) as work:
        rows = work.session.exec(select(Mandate).order_by(col(Mandate.position))).all()
        (resolution,) = work.session.exec(select(Resolution))
    assert resolution.symbol == "OIC/MCLN-4/2030/RES/FINAL"
    assert [(row.reference, row.canonical, row.review) for row in rows] == [
        ("mcln-4/1", "requests", Review.SUGGESTED),
        ("mcln-4/2", "invites", Review.SUGGESTED),
    ]


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><akomaNtoso>&c;</akomaNtoso>'


@pytest.mark.parametrize(
    ("filename", "content", "why"),
    [
        ("a.xml", BOMB, "document type"),
        ("a.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><akomaNtoso/>', "document type"),
        ("a.xml", "<akomaNtoso>", "no well-formed XML"),
        ("a.xml", "<html/>", "akomaNtoso"),
        ("a.xml", "<akomaNtoso/>", "akomaNtoso"),
        ("a.xml", "<a>" * 200 + "</a>" * 200, "nested too deeply"),
        ("a.xml", "<akomaNtoso><doc><record>{}</record></doc></akomaNtoso>", "slug"),
        ("a.xml", "<akomaNtoso><doc/></akomaNtoso>", "no text"),
        ("a.jsonld", "{", "no JSON"),
        ("a.jsonld", "[" * 5_000, "no JSON"),
        ("a.jsonld", "[]", "not one resolution"),
        ("a.jsonld", '{"@id": "x"}', "/slug"),
        ("a.jsonld", "{" + '"a":{' * 150 + "}" * 151, "/"),
        ("a.jsonld", "{}" + " " * (20 * 2**20), "larger than 20 MiB"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_the_reason(elsewhere, filename, content, why):
    with pytest.raises(UnreadableDocument) as refusal:
        bring_to(elsewhere, content, filename)
    assert why in refusal.value.detail


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda d: d["paragraphs"].append(d["paragraphs"][0]), "paragraph's label"),
        (lambda d: d["sections"].append(d["sections"][0]), "section's label"),
        (lambda d: d["versions"].append(d["versions"][0]), "language is there twice"),
        (lambda d: d["paragraphs"][1].update(section="Z"), "section that is not there"),
        (lambda d: d.update(slug="another"), "begin with the slug"),
        (lambda d: d["versions"].pop(), "without a version"),
        (lambda d: d["relations"][0].update(paragraph="99"), "relation stands"),
        (lambda d: d["paragraphs"][1]["mandates"][0].update(merged_into="mcwl-1/99"), "points to"),
        (
            lambda d: d["paragraphs"][1]["mandates"].append(d["paragraphs"][1]["mandates"][0]),
            "reference is there twice",
        ),
        (lambda d: d.update(place={"city": "x" * 6_000}), "a place is"),
        (lambda d: d.update(surprise=1), "surprise"),
    ],
)
def test_a_record_that_does_not_fit_together_is_refused(office, wells, elsewhere, change, why):
    document = json.loads(jsonld(office))
    change(document)
    with pytest.raises(UnreadableDocument) as refusal:
        bring_to(elsewhere, json.dumps(document), "wells.jsonld")
    assert why in refusal.value.detail
