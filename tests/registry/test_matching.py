"""What of an arriving version belongs to which paragraph and clause."""

from hypothesis import given
from hypothesis import strategies as st

from registry.importing.matching import Matched, labels_of, match_labels, match_spans
from registry.reading.shapes import ReadMandate, ReadParagraph


def clause(canonical, start=0):
    return ReadMandate(
        verb=canonical.upper(),
        canonical=canonical,
        kind="policy",
        activities=(),
        deliverables=(),
        addressees=(),
        partners=(),
        recurrence=None,
        due=None,
        span=(start, start + 5),
        confidence="high",
    )


def paragraph(label):
    return ReadParagraph(label=label, section=None, text="plant a tree", line=1)


def test_labels_match_by_their_meaning_and_the_rest_is_listed_on_both_sides():
    assert match_labels(["1", "2 bis", "4"], ["1.", "2bis", "5"]) == Matched(
        pairs=(("1", "1."), ("2 bis", "2bis")), unmatched=("5",), missing=("4",)
    )


@given(
    st.lists(st.sampled_from(["1", "2", "3", "3 bis", "(4)"])), st.sets(st.sampled_from("12345"))
)
def test_no_label_is_lost_and_none_is_used_twice(theirs, ours):
    matched = match_labels(sorted(ours), theirs)
    assert sorted([label for _, label in matched.pairs] + list(matched.unmatched)) == sorted(theirs)
    assert sorted([own for own, _ in matched.pairs] + list(matched.missing)) == sorted(ours)


def test_a_label_printed_twice_is_told_apart():
    labels = labels_of([paragraph("14"), paragraph("14"), paragraph("14~2"), paragraph("15")])
    assert labels == ["14", "14~2", "14~2~2", "15"]


def test_clauses_are_found_by_their_verbs_in_order():
    theirs = [clause("welcomes"), clause("urges", 20)]
    assert match_spans(["welcomes", "urges"], theirs) == [(0, 5), (20, 25)]


def test_a_clause_whose_verb_differs_stays_without_a_place():
    theirs = [clause("welcomes"), clause("urges", 20)]
    assert match_spans(["welcomes", "invites"], theirs) == [(0, 5), None]


def test_another_number_of_clauses_gives_no_place_at_all():
    assert match_spans(["welcomes", "urges"], [clause("welcomes")]) == [None, None]
