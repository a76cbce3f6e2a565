import pytest

from registry.reading.lines import plain_lines
from registry.reading.markdown import without_markup
from registry.reading.parts import arranged


def sections(
    heading: str, *, before: str = "1. Urges a;", markdown: bool = False
) -> list[tuple[str, str]]:
    lines = plain_lines(f"{before}\n\n{heading}\n\n2. Calls upon b.\n")
    parts = arranged(without_markup(lines) if markdown else lines)
    assert [each.label for each in parts.paragraphs] == ["1", "2"]
    return [(each.label, each.title) for each in parts.sections]


@pytest.mark.parametrize(
    ("printed", "label", "title"),
    [
        ("A) Wells:", "A", "Wells"),
        ("A. Wells", "A", "Wells"),
        ("B - Wells and\nbuckets of all kinds", "B", "Wells and buckets of all kinds"),
        ("(C) Wells", "C", "Wells"),
        ("II. WELLS", "II", "WELLS"),
        ("IV\nWells", "IV", "Wells"),
        ("II", "II", ""),
        ("Section B: Wells", "B", "Wells"),
        ("PARTIE II – Puits", "II", "Puits"),
        ("Chapitre 3. Puits", "3", "Puits"),
        ("القسم الثاني: الآبار", "الثاني", "الآبار"),
        ("أولاً: الآبار", "أولا", "الآبار"),
        ("باء - الآبار", "باء", "الآبار"),
        ("ب) الآبار", "ب", "الآبار"),
        ("Follow-up", "Follow-up", "Follow-up"),
    ],
)
def test_a_heading_opens_a_section(printed: str, label: str, title: str) -> None:
    assert sections(printed) == [(label, title)]


def test_markup_makes_a_heading_of_any_line() -> None:
    assert sections("## the wells.", markdown=True) == [("the wells.", "the wells.")]
    assert sections("**wells**", markdown=True) == [("wells", "wells")]


@pytest.mark.parametrize(
    ("printed", "before"),
    [
        ("and buckets", "1. Urges wells"),
        ("(b) buckets", "1. Urges: (a) wells;"),
        ("B. buckets of water;", "1. Urges:\nA. wells;"),
        ("C. buckets", "1. Urges:\nB. wells;"),
        ("Buckets, ropes and wells of any kind;", "1. Urges the following:"),
        ("Requests too", "1. Urges a;"),
        ("x" * 500, "1. Urges a;"),
        ("Buckets of water\nthat are full.\nAnd some more", "1. Urges"),
    ],
)
def test_what_belongs_to_the_paragraph_is_no_heading(printed: str, before: str) -> None:
    assert sections(printed, before=before) == []


def test_letters_below_roman_numerals_are_named_with_them() -> None:
    text = "I. LAMPS\n\nA. Oil\n\n1. Urges a;\n\nB. Wicks\n\n2. Urges b;\n\nII. FOG\n\nA. Horns\n\n3. Urges c.\n"
    parts = arranged(plain_lines(f"The Assembly,\n\nRecalling x,\n\n{text}"))
    assert [each.section for each in parts.paragraphs] == ["I.A", "I.B", "II.A"]


def test_a_letter_that_is_a_roman_numeral_too_goes_on_with_the_letters() -> None:
    text = "H) Oil\n\n1. Urges a;\n\nI) Wicks\n\n2. Urges b;\n\nJ) Fog\n\n3. Urges c.\n"
    parts = arranged(plain_lines(f"The Assembly,\n\nRecalling x,\n\n{text}"))
    assert [each.section for each in parts.paragraphs] == ["H", "I", "J"]
