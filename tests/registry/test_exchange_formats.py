"""Whatever words a record holds, both formats give it back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.texts import Language
from registry.exchange.akoma_ntoso import akoma_ntoso, element_ids
from registry.exchange.akoma_ntoso_reading import ForeignText, from_akoma_ntoso
from registry.exchange.jsonld import from_jsonld, to_jsonld
from registry.exchange.readings import readings_of
from registry.exchange.record import ResolutionRecord
from registry.exchange.xml_tree import Refused, element, parse, quoted

# what XML 1.0 can hold; U+FFFE, U+FFFF and most control characters it cannot
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t\r<>&\"'é عـ"),
    min_size=1,
    max_size=30,
)
LANGUAGES = st.sampled_from([each.value for each in Language])


@st.composite
def records(draw):
    labels = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    sections = draw(st.lists(WORDS, max_size=2, unique=True))
    language = draw(LANGUAGES)
    return ResolutionRecord.model_validate(
        {
            **dict.fromkeys(
                (
                    "printed_symbol",
                    "short_title",
                    "theme",
                    "adopting_body",
                    "starts_on",
                    "hijri_printed",
                    "place",
                    "next_session",
                )
            ),
            "slug": "wells-1",
            "symbol": draw(st.none() | WORDS),
            "title": {language: draw(WORDS)},
            "adopted_on": draw(st.none() | st.dates()),
            "original_language": draw(st.none() | LANGUAGES),
            "sections": [{"label": each, "title": {language: draw(WORDS)}} for each in sections],
            "versions": [{"language": language, "title": draw(WORDS), "filename": "x.md"}],
            "paragraphs": [
                {
                    "label": label,
                    "part": draw(st.sampled_from(["preambular", "operative"])),
                    "section": draw(st.sampled_from([None, *sections])),
                    "texts": draw(st.sampled_from([{}, {language: draw(WORDS)}])),
                    "summary": draw(st.sampled_from([{}, {language: draw(WORDS)}])),
                    "mandates": [],
                }
                for label in labels
            ],
            "relations": [],
        }
    )


@settings(deadline=None)
@given(records())
def test_akoma_ntoso_gives_back_the_record_of_its_language(record):
    (version,) = record.versions
    written = akoma_ntoso(record, version.language, {})
    assert from_akoma_ntoso(written.encode()) == record.in_language(version.language)


@settings(deadline=None)
@given(records())
def test_jsonld_gives_back_the_record(record):
    assert from_jsonld(to_jsonld(record).encode()) == record


@settings(deadline=None)
@given(records())
def test_every_paragraph_has_a_name_of_its_own(record):
    ids = element_ids(record)
    assert len(set(ids.values())) == len(record.paragraphs)


@given(st.text())
def test_any_text_can_be_written(text):
    node = parse(element("p", quoted(text), title=text).encode())
    expected = "".join(
        each if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff") else "\ufffd"
        for each in text
    )
    assert (node.text, node.attributes["title"]) == (expected, expected)


def test_citations_are_written_without_overlap():
    record = ResolutionRecord.model_validate(
        {
            **dict.fromkeys(ResolutionRecord.model_fields),
            "slug": "w",
            "title": {"en": "Wells"},
            "sections": [],
            "versions": [{"language": "en", "title": "", "filename": ""}],
            "paragraphs": [
                {
                    "label": "1",
                    "part": "operative",
                    "section": None,
                    "texts": {"en": "See A and B."},
                    "summary": {},
                    "mandates": [],
                }
            ],
            "relations": [],
        }
    )
    spans = [(10, 11, "urn:b"), (4, 5, "urn:a"), (4, 11, "urn:c"), (10, 99, "urn:d")]
    written = akoma_ntoso(record, Language.EN, {"1": spans})
    assert '<p>See <ref href="urn:a">A</ref> and <ref href="urn:b">B</ref>.</p>' in written
    assert from_akoma_ntoso(written.encode()) == record
    (reading,) = readings_of(record)
    assert [(each.label, each.text) for each in reading.paragraphs] == [("1", "See A and B.")]


@pytest.mark.parametrize(
    ("language", "known"), [("fra", Language.FR), ("ar", Language.AR), ("deu", None)]
)
def test_the_language_of_another_systems_document_is_known_by_either_code(language, known):
    written = (
        f'<akomaNtoso><doc><meta><FRBRlanguage language="{language}"/></meta>'
        "<body><chapter><num>I.</num><heading>One</heading><p>Words</p></chapter>"
        "<hcontainer>More words</hcontainer></body></doc></akomaNtoso>"
    )
    assert from_akoma_ntoso(written.encode()) == ForeignText(
        "**I. One**\n\nWords\n\nMore words", known
    )


def test_too_many_elements_are_refused(monkeypatch):
    monkeypatch.setattr("registry.exchange.xml_tree.MOST_NODES", 3)
    with pytest.raises(Refused):
        parse(b"<a><b/><b/><b/></a>")
