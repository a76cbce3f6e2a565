"""A text that comes in suggests; a known one gives its words to the same paragraphs."""

from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import col, select

from core.journal import JournalEntry
from core.people import system
from core.problem import Invalid
from registry import (
    Mandate,
    Paragraph,
    ParagraphText,
    Part,
    Resolution,
    Review,
    Section,
    Version,
    confirm,
    import_document,
)
from registry.errors import UnreadableDocument
from registry.importing.actions import Source, store_reading
from registry.importing.rows import storable
from registry.reading.shapes import ReadParagraph, ReadResolution, ReadSection

REAL = Path(__file__).parents[2] / "../shared/resolutions/mcsd-2.fr.md"
TESTS = system("tests")


def mandates(work):
    return work.session.exec(select(Mandate).order_by(col(Mandate.position))).all()


def garden(work):
    """The mandates of the invented resolution."""
    return [row for row in mandates(work) if row.reference.startswith("mcgr-9/")]


def words(work):
    rows = work.session.exec(
        select(Paragraph.label, Version.language, ParagraphText.text)
        .join(ParagraphText, col(ParagraphText.paragraph_id) == col(Paragraph.id))
        .join(Version, col(ParagraphText.version_id) == col(Version.id))
    )
    return {(label, language): text for label, language, text in rows}


def facts(work):
    return Counter(work.session.exec(select(JournalEntry.fact)))


def test_a_new_resolution_becomes_suggestions_with_their_place_in_the_text(
    office, bring, garden_fr
):
    (done,) = bring(garden_fr, language="fr")
    assert (done.slug, done.language, done.outcome) == ("mcgr-9", "fr", "created")
    assert (done.paragraphs, done.suggestions, done.unmatched, done.missing) == (6, 5, (), ())
    with office.look(TESTS) as work:
        rows = garden(work)
        text = words(work)["2", "fr"]
        sections = work.session.exec(select(Section.title).where(Section.label == "A")).all()
    assert [(row.reference, row.canonical, row.addressees) for row in rows] == [
        ("mcgr-9/1", "invites", ["MEMBER_STATES"]),
        ("mcgr-9/2", "commends", []),
        ("mcgr-9/2.2", "requests", ["SESRIC"]),
        ("mcgr-9/3", "encourages", ["MEMBER_STATES"]),
        ("mcgr-9/4", "requests", ["GENERAL_SECRETARIAT"]),
    ]
    assert {(row.review, row.source, row.span_language) for row in rows} == {
        (Review.SUGGESTED, "import", "fr")
    }
    clause = text[slice(*rows[2].span)].rstrip(" ;")
    assert clause == "DEMANDE au SESRIC de préparer une étude sur les semences"
    assert rows[0].due == {"date": "2032-12-31", "basis": "explicit", "session": None}
    assert {"fr": "Vergers"} in sections


def test_preambular_paragraphs_come_before_the_operative_ones(office, bring, garden_fr):
    bring(garden_fr, language="fr")
    with office.look(TESTS) as work:
        query = select(Paragraph).join(Resolution).where(Resolution.slug == "mcgr-9")
        rows = work.session.exec(query.order_by(col(Paragraph.position))).all()
    assert [(row.label, row.part) for row in rows] == [
        ("P1", Part.PREAMBULAR),
        ("P2", Part.PREAMBULAR),
        *((str(number), Part.OPERATIVE) for number in range(1, 5)),
    ]


def test_the_same_file_again_changes_nothing(office, bring, garden_fr):
    bring(garden_fr, language="fr")
    with office.look(TESTS) as work:
        before, versions = facts(work), {row.id: row.version for row in garden(work)}
    (again,) = bring(garden_fr, "renamed.md", language="fr")
    assert (again.outcome, again.paragraphs, again.suggestions) == ("unchanged", 0, 0)
    with office.look(TESTS) as work:
        assert facts(work) == before
        assert {row.id: row.version for row in garden(work)} == versions


def test_another_language_attaches_to_the_same_paragraphs_though_the_symbol_was_misprinted(
    office, bring, garden_fr, garden_en
):
    bring(garden_fr, language="fr")
    (done,) = bring(garden_en, language="en")
    assert (done.slug, done.outcome, done.suggestions) == ("mcgr-9", "attached", 0)
    with office.look(TESTS) as work:
        texts = words(work)
        (section,) = work.session.exec(
            select(Section).where(Section.title["fr"].as_string() == "Vergers")
        )
        resolution = work.session.exec(select(Resolution).where(Resolution.slug == "mcgr-9")).one()
        assert len(garden(work)) == 5
    assert texts["2", "en"].startswith("COMMENDS") and texts["2", "fr"].startswith("SALUE")
    assert section.title == {"fr": "Vergers", "en": "Orchards"}
    assert resolution.title == {
        "fr": "Résolution sur les jardins des écoles",
        "en": "Resolution on the gardens of schools",
    }


def test_labels_that_do_not_match_are_listed_and_their_words_are_kept(
    office, bring, garden_fr, garden_en
):
    bring(garden_fr, language="fr")
    (done,) = bring(garden_en, language="en")
    assert (done.unmatched, done.missing) == (("P3", "5"), ("4",))
    with office.look(TESTS) as work:
        version = work.session.exec(select(Version).where(Version.language == "en")).one()
        assert ("5", "en") not in words(work)
    assert (version.unmatched, version.missing) == (["P3", "5"], ["4"])
    kept = {line["why"]: line["text"] for line in version.unread}
    assert kept["the resolution has no paragraph 5"].startswith("REQUESTS the General Secretariat")
    assert kept["the resolution has no paragraph P3"] == "Mindful of the rain;"


def test_a_corrected_file_replaces_the_words_and_the_places_in_changed_paragraphs_only(
    office, bring, garden_fr
):
    bring(garden_fr, language="fr")
    with office.work(TESTS) as work:
        confirm(work, garden(work)[0])
    corrected = garden_fr.replace("SALUE le zèle", "SALUE le grand zèle").replace(
        "4. DEM", "5. DEM"
    )
    (done,) = bring(corrected, language="fr")
    assert (done.outcome, done.spans, done.unmatched, done.missing) == (
        "replaced",
        2,
        ("5",),
        ("4",),
    )
    with office.look(TESTS) as work:
        rows, texts = garden(work), words(work)
        assert len(work.session.exec(select(Version)).all()) == 1
    assert texts["2", "fr"].startswith("SALUE le grand zèle")
    assert texts["2", "fr"][slice(*rows[1].span)].startswith("SALUE le grand zèle des jardiniers")
    assert (rows[0].review, rows[0].span is None) == (Review.CONFIRMED, False)
    assert (rows[4].reference, rows[4].span, rows[4].span_language) == ("mcgr-9/4", None, None)
    assert ("4", "fr") not in texts


def test_a_given_slug_names_a_new_resolution_or_the_one_that_it_is_a_version_of(
    office, bring, garden_fr, garden_en
):
    (new,) = bring(garden_fr, language="fr", slug="gardens")
    other = garden_en.replace("MCGR-9", "MCGR-10")
    (version,) = bring(other, language="en", slug="gardens")
    assert (new.slug, new.outcome, new.warnings) == ("gardens", "created", ())
    assert (version.slug, version.outcome) == ("gardens", "attached")
    assert version.warnings == (
        "the file's symbol OIC/MCGR-10/2031/RES/FINAL is not that of gardens",
    )
    assert version.sentence == (
        "gardens (en): attached, 5 paragraphs, 2 labels that only the file has, "
        "1 labels that the file lacks, 2 lines not understood; " + version.warnings[0]
    )


def test_two_resolutions_of_one_session_are_not_taken_for_one(bring, garden_fr):
    bring(garden_fr, language="fr")
    other = garden_fr.replace("RES/FIANL", "RES/2").replace("pommiers", "poiriers")
    (done,) = bring(other, language="fr")
    assert (done.slug, done.outcome) == ("mcgr-9-res-2", "created")


def test_a_text_without_symbol_is_known_by_its_slug(bring, garden_fr, garden_en):
    plain = garden_fr.replace("OIC/MCGR-9/2031/RES/FIANL\n", "")
    (first,) = bring(plain, language="fr")
    (again,) = bring(plain.replace("pommiers", "poiriers"), language="fr")
    assert (first.outcome, again.outcome, again.slug) == ("created", "replaced", first.slug)


def test_a_file_with_several_resolutions_gives_several_and_takes_no_slug(office, bring, garden_fr):
    plain = garden_fr.replace("OIC/MCGR-9/2031/RES/FIANL\n", "")
    both = f"{plain}\n\n{plain.replace('pommiers', 'poiriers')}"
    done = bring(both, language="fr")
    title = "resolution-sur-les-jardins-des-ecoles"
    assert [(each.slug, each.outcome, each.suggestions) for each in done] == [
        (title, "created", 5),
        (f"{title}-2", "created", 5),
    ]
    again = bring(both, language="fr")
    assert [(each.slug, each.outcome) for each in again] == [
        (title, "unchanged"),
        (f"{title}-2", "unchanged"),
    ]
    with office.look(TESTS) as work, pytest.raises(Invalid) as refusal:
        import_document(work, both.encode(), "both.md", "fr", "gardens")
    assert refusal.value.members["errors"] == [
        {"pointer": "/slug", "detail": "the file holds 2 resolutions; leave the slug out"}
    ]


def test_a_file_that_is_no_text_is_refused_with_the_reason(office):
    with office.look(TESTS) as work, pytest.raises(UnreadableDocument) as refusal:
        import_document(work, b"\0\1\2\3" * 99, "picture.md")
    assert refusal.value.detail != ""


def test_a_corrected_version_leaves_the_places_found_in_another_language(
    office, bring, garden_fr, garden_en
):
    bring(garden_fr, language="fr")
    bring(garden_en, language="en")
    bring(garden_en.replace("zeal", "great zeal"), language="en")
    with office.look(TESTS) as work:
        assert {row.span_language for row in garden(work)} == {"fr"}


def test_a_heading_printed_twice_is_one_section_and_a_label_printed_twice_two_paragraphs(office):
    section = ReadSection("A", "Orchards")
    paragraph = ReadParagraph("1", "A", "Plant a tree.", 3)
    read = ReadResolution(
        symbol=None,
        language="en",
        original_language=None,
        title="",
        slug="trees",
        sections=(section, section),
        preambular=(),
        paragraphs=(paragraph, paragraph),
    )
    with office.work(TESTS) as work:
        (done,) = store_reading(work, [read], Source("", "0" * 64))
    assert (done.slug, done.outcome, done.paragraphs) == ("trees", "created", 2)
    with office.look(TESTS) as work:
        assert work.session.exec(select(Section.label)).all() == ["A"]
        assert sorted(work.session.exec(select(Paragraph.label))) == ["1", "1~2"]
        assert work.session.exec(select(Resolution.title)).one() == {"en": "trees"}


def test_what_no_database_takes_is_replaced_without_moving_the_rest():
    assert storable("a\0b\ud800c") == "a\ufffdb\ufffdc"
    assert storable("abc", 2) == "ab"


@pytest.mark.skipif(
    not REAL.exists(), reason="the resolution's own text is not beside this checkout"
)
def test_the_resolutions_text_attaches_to_all_137_paragraphs_of_the_catalogue(office, bring):
    (done,) = bring(REAL.read_text(encoding="utf-8"), REAL.name, language="fr")
    assert (done.slug, done.outcome, done.suggestions) == ("mcsd-2", "attached", 0)
    assert (done.unmatched, done.missing) == ((), ())
    with office.look(TESTS) as work:
        texts, rows = words(work), mandates(work)
        labels = [label for label, _ in texts if not label.startswith("P")]
        paragraphs = dict(list(work.session.exec(select(Paragraph.id, Paragraph.label))))
    assert sorted(labels, key=int) == [str(number) for number in range(1, 138)]
    found = [row for row in rows if row.span]
    assert len(found) == done.spans > 150
    opening = {
        row.reference: texts[paragraphs[row.paragraph_id], "fr"][row.span[0] :].startswith(row.verb)
        for row in found
    }
    assert [reference for reference, same in opening.items() if not same] == []
    assert {row.review for row in rows} == {Review.CONFIRMED}
