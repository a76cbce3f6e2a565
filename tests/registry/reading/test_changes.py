"""From one resolution to the next: what was kept, reworded, added, dropped."""

from hypothesis import given
from hypothesis import strategies as st

from registry.reading.changes import Segment, changes, segments

EARLIER = {
    "1": "INVITES Member States to plant apple trees in school yards;",
    "2": "COMMENDS the gardeners of Bamako;",
    "3": "REQUESTS SESRIC to count the hives on the roofs;",
    "4": "WELCOMES the rain;",
}
LATER = {
    "1": "INVITES Member States to plant pear trees in school yards;",
    "2": "REQUESTS SESRIC to count the  hives on the roofs;",
    "3": "CALLS UPON ICESCO to teach grafting;",
}


def test_a_paragraph_is_kept_changed_added_or_dropped():
    told = [(step.kind, step.earlier, step.later) for step in changes(EARLIER, LATER, "en")]
    assert told == [
        ("changed", "1", "1"),
        ("dropped", "2", None),
        ("same", "3", "2"),
        ("dropped", "4", None),
        ("added", None, "3"),
    ]


def test_what_was_dropped_at_the_beginning_comes_first():
    told = changes({"1": "aaa bbb", "2": "ccc ddd"}, {"9": "ccc ddd"}, "en")
    assert [(step.kind, step.earlier) for step in told] == [("dropped", "1"), ("same", "2")]


def test_a_changed_paragraph_is_told_word_by_word():
    assert segments("plant apple trees", "plant old pear trees") == (
        Segment("kept", "plant "),
        Segment("dropped", "apple"),
        Segment("added", "old pear"),
        Segment("kept", " trees"),
    )


def test_a_very_long_paragraph_is_shown_as_replaced():
    before, after = "a " * 4_000, "b"
    assert segments(before, after) == (Segment("dropped", before), Segment("added", after))


@given(st.text("ab é;\n", max_size=40), st.text("ab é;\n", max_size=40))
def test_the_segments_hold_both_texts(before, after):
    told = segments(before, after)
    assert "".join(each.text for each in told if each.kind != "added") == before
    assert "".join(each.text for each in told if each.kind != "dropped") == after
