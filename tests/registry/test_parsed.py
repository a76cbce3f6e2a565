"""What `nadwa parse` prints: one resolution as it is, several in a list."""

import json
from pathlib import Path

import pytest

from registry import as_json, built_in_vocabulary, read_document
from registry.errors import UnreadableDocument

REAL = Path(__file__).parents[2] / "../shared/resolutions/mcsd-2.fr.md"


def parsed(text, name="garden.md"):
    read = read_document(text.encode(), name, built_in_vocabulary(), "fr")
    return json.loads(json.dumps(as_json(read)))


def test_a_reading_is_printed_with_all_that_was_found(garden_fr):
    shown = parsed(garden_fr)
    assert (shown["symbol"], shown["slug"]) == ("OIC/MCGR-9/2031/RES/FIANL", "mcgr-9")
    assert (shown["language"], shown["original_language"]) == ("fr", "en")
    assert shown["title"] == "Résolution sur les jardins des écoles"
    assert shown["sections"] == [
        {"label": "A", "title": "Vergers"},
        {"label": "B", "title": "Ruches"},
    ]
    assert [each["n"] for each in shown["preambular"]] == [1, 2]
    assert [(each["label"], each["section"]) for each in shown["paragraphs"]] == [
        ("1", "A"),
        ("2", "A"),
        ("3", "B"),
        ("4", "B"),
    ]


def test_a_clause_is_printed_with_what_it_asks_of_whom_until_when(garden_fr):
    (clause,) = parsed(garden_fr)["paragraphs"][0]["mandates"]
    said = ("verb", "canonical", "kind", "activities", "addressees", "partners", "confidence")
    assert [clause[name] for name in said] == [
        "INVITE",
        "invites",
        "event",
        ["workshop"],
        ["MEMBER_STATES"],
        [],
        "high",
    ]
    assert (clause["due"]["date"], clause["due"]["basis"]) == ("2032-12-31", "explicit")
    assert clause["span"][0] == 0
    assert parsed(garden_fr)["paragraphs"][2]["mandates"][0]["due"] is None


def test_several_resolutions_are_a_list(garden_fr):
    shown = parsed(f"{garden_fr}\n\n{garden_fr}")
    assert list(shown) == ["resolutions"]
    assert [len(each["paragraphs"]) for each in shown["resolutions"]] == [4, 4]


def test_an_unreadable_file_is_refused_with_the_reason():
    with pytest.raises(UnreadableDocument, match="no text"):
        read_document(b"", "empty.md", built_in_vocabulary())


@pytest.mark.skipif(
    not REAL.exists(), reason="the resolution's own text is not beside this checkout"
)
def test_the_resolution_is_read_as_137_paragraphs_in_six_sections():
    shown = parsed(REAL.read_text(encoding="utf-8"), REAL.name)
    assert [each["label"] for each in shown["sections"]] == list("ABCDEF")
    assert [each["label"] for each in shown["paragraphs"]] == [str(n) for n in range(1, 138)]
