import pytest

from registry.reading.joining import joined, known_words, without_marks
from registry.reading.lines import plain_lines


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("organi-\nzation", "organization"),
        ("post-\nconflict", "post-conflict"),
        ("seventy-\nfourth", "seventy-fourth"),
        ("celui-\nci", "celui-ci"),
        ("États-\nUnis", "États-Unis"),
        ("wells - \nlamps", "wells - lamps"),
        ("2024-\n2025", "2024- 2025"),
        ("light-\nhouse lighthouse", "lighthouse lighthouse"),
        ("fog-\nhorn fog-horn", "fog-horn fog-horn"),
        ("lamp-\npost lamp here post there", "lamp-post lamp here post there"),
        ("a  b\nc", "a b c"),
    ],
)
def test_words_cut_at_a_line_end_are_whole_again(text: str, whole: str) -> None:
    lines = plain_lines(text)
    assert joined([line.text for line in lines], known_words(lines)) == whole


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("for 2017/18;4", "for 2017/18;"),
        ("the Statute1 and", "the Statute and"),
        ("the Court,2 and", "the Court, and"),
        ("the Court, 3  and", "the Court, and"),
        ("of 2013 9  in", "of 2013 in"),
        ("the wells.5", "the wells."),
        ("CO2 and G20", "CO2 and G20"),
        ("2,5 litres", "2,5 litres"),
        ("No.5 of", "No.5 of"),
        ("l'article 5 ; et", "l'article 5 ; et"),
        ("COVID19 of 2030", "COVID19 of 2030"),
        ("the Statute44 and", "the Statute44 and"),
    ],
)
def test_footnote_marks_go_and_numbers_stay(text: str, clean: str) -> None:
    assert (
        without_marks([text], 9) == [clean]
        or joined(without_marks([text], 9), frozenset()) == clean
    )


def test_without_footnotes_every_number_stays() -> None:
    assert without_marks(["the Statute1"], 0) == ["the Statute1"]
