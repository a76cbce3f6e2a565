import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.reading.clauses import read_mandates
from registry.reading.shapes import Vocabulary
from tests.registry.reading.reading_cases import only, read, vocabulary

HOME = Path(__file__).parents[3]
OWN = sorted((HOME / "bench/reading/clauses").glob("*.json"))
A_AND_C = HOME / "../shared/resolutions/mcsd-2.fr.sections-A-C.json"


def test_a_clause_has_its_span_without_the_link_to_the_next():
    text = "Welcomes the study; and, in this regard, urges States to read it; "
    spans = [text[slice(*m.span)] for m in read(text)]
    assert spans == ["Welcomes the study", "urges States to read it;"]


def test_a_clear_clause_is_sure_and_says_which_rules_fired():
    mandate = only("Requests SESRIC to organize a workshop;")
    assert (mandate.confidence, mandate.reasons) == ("high", ("asks to convene: workshop",))


def test_a_doubtful_clause_is_for_review_and_says_why():
    mandate = only("Calls for a workshop;")
    assert mandate.confidence == "review"
    assert "the event is the verb's own object" in mandate.reasons


def test_a_language_without_a_lexicon_is_refused():
    with pytest.raises(ValueError, match="no lexicon"):
        read_mandates("Karar verir", "tr", vocabulary())


def test_many_vocabularies_may_follow_each_other():
    for n in range(12):
        mandate = read_mandates(
            "Urges Bees to act;", "en", Vocabulary({"en": {"Bees": (f"BEES_{n}",)}})
        )
        assert mandate[0].addressees == (f"BEES_{n}",)


def f1(pairs):
    hit = sum((Counter(a) & Counter(b)).total() for a, b in pairs)
    return 2 * hit / (sum(len(a) + len(b) for a, b in pairs) or 1)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_our_own_annotated_texts_are_read_as_a_person_did(path):
    said = json.loads(path.read_text(encoding="utf-8"))
    style = {"house": said["house"], "organ": said["organ"]}
    pairs = [
        (read(p["text"], said["language"], **style), p["mandates"]) for p in said["paragraphs"]
    ]
    verbs = [([m.canonical for m in got], [m["canonical"] for m in want]) for got, want in pairs]
    events = [
        (
            [m.canonical for m in got if m.kind == "event"],
            [m["canonical"] for m in want if m["kind"] == "event"],
        )
        for got, want in pairs
    ]
    activities = [
        ([a for m in got for a in m.activities], [a for m in want for a in m["activities"]])
        for got, want in pairs
    ]
    assert f1(verbs) >= 0.98
    assert f1(events) >= 0.95
    assert f1(activities) >= 0.9


@pytest.mark.skipif(
    not A_AND_C.exists(), reason="the reading of MCSD-2 A and C is not beside the project"
)
def test_sections_a_and_c_of_the_second_conference_are_read_as_by_hand():
    paragraphs = json.loads(A_AND_C.read_text(encoding="utf-8"))["paragraphs"]
    for each in paragraphs:
        got = read(each["text"], "fr")
        assert [m.canonical for m in got] == [m["canonical"] for m in each["mandates"]]
        assert [m.kind for m in got] == [m["kind"] for m in each["mandates"]]
        asked = [m["addressees"] for m in each["mandates"] if m["kind"] != "acknowledgement"]
        assert [sorted(m.addressees) for m in got if m.kind != "acknowledgement"] == [
            sorted(codes) for codes in asked
        ]


@pytest.mark.skipif(
    not A_AND_C.exists(), reason="the reading of MCSD-2 A and C is not beside the project"
)
def test_partners_and_the_span_of_the_second_conference_are_read_as_by_hand():
    paragraphs = {
        p["label"]: p for p in json.loads(A_AND_C.read_text(encoding="utf-8"))["paragraphs"]
    }
    for label in ("9", "15", "25"):
        got = read(paragraphs[label]["text"], "fr")
        assert sorted(code for m in got for code in m.partners) == sorted(
            paragraphs[label]["partners"]
        )
    (whole,) = read(paragraphs["14"]["text"], "fr")
    assert whole.span == (0, len(paragraphs["14"]["text"]))


@given(st.text(max_size=300), st.sampled_from(["ar", "en", "fr"]))
def test_any_text_gives_clauses_in_order_with_spans_inside_it(text, language):
    spans = [m.span for m in read(text, language)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


WORDS = [
    "Urges",
    "States",
    "to",
    "hold",
    "a",
    "workshop",
    ",",
    "and",
    "requests",
    "the",
    "Secretary-General",
    "in",
    "cooperation",
    "with",
    "ICESCO",
    "that",
    "which",
    "notes",
    "by",
    "2026",
    ";",
    "(",
    ")",
    "between",
    "for",
    "of",
    "training",
    "session",
    "at",
    "its",
    "eightieth",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_order_of_known_words_is_read_without_a_fault(words):
    assert all(m.canonical for m in read(" ".join(words)))


@pytest.mark.parametrize(
    "piece",
    [
        "Urges States to hold ",
        ", ",
        "States, ",
        "which requests ",
        "to organize in cooperation with ",
        "between ",
        "that ",
        "a workshop held ",
    ],
)
def test_time_grows_with_the_length_of_the_text_not_with_its_square(piece):
    def seconds(times):
        text = "Urges " + piece * times
        started = time.process_time()
        read(text)
        return time.process_time() - started

    seconds(10)
    short, long = min(seconds(400) for _ in range(2)), seconds(4000)
    assert long < 25 * short + 0.5
