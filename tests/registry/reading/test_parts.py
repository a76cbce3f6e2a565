import pytest

from registry.reading.lines import plain_lines
from registry.reading.parts import Parts, arranged


def parts(text: str) -> Parts:
    return arranged(plain_lines(text))


@pytest.mark.parametrize(
    "marker",
    [
        "Décide ce qui suit :",
        "DECIDES:",
        "Decides as follows:",
        "Hereby:",
        "Adopte la résolution suivante :",
        "يقرر ما يلي:",
        "تقرر ما يلي",
        "Arrête ce qui suit",
    ],
)
def test_the_operative_part_begins_at_its_marker(marker: str) -> None:
    found = parts(
        f"Recalling x,\n\n1. a list in the preamble\n\n{marker}\n\n1. D'organiser a ;\n\n2. De créer b.\n"
    )
    assert [each.texts for each in found.paragraphs] == [("D'organiser a ;",), ("De créer b.",)]
    assert found.marker is not None
    assert found.marker.text == marker


def test_without_a_marker_the_verbs_tell_where_it_begins() -> None:
    found = parts("The Council,\n1. Recalling a;\n2. Noting b;\n3. Urges c;\n4. Calls upon d.")
    assert ([each.label for each in found.paragraphs], len(found.preamble)) == (["3", "4"], 2)


def test_a_numbered_preamble_may_be_counted_apart() -> None:
    found = parts("The Council,\n1. Recalling a;\n2. Noting b;\n1. Urges c;\n2. Calls upon d.")
    assert ([each.texts for each in found.paragraphs], len(found.preamble)) == (
        [("Urges c;",), ("Calls upon d.",)],
        2,
    )


def test_paragraphs_without_numbers_are_counted() -> None:
    found = parts(
        "The Council,\n\nRecalling a,\n\nUrges b;\n\nCalls upon c,\nand d.\n\n9 May 2044\n"
    )
    assert [(each.label, each.texts) for each in found.paragraphs] == [
        ("1", ("Urges b;",)),
        ("2", ("Calls upon c,", "and d.")),
    ]
    assert [line.text for line in found.tail] == ["9 May 2044"]


def test_paragraphs_without_numbers_follow_their_marker() -> None:
    found = parts("The Council,\n\nRecalling a,\n\nDecides:\n\nas said\n\nUrges b;\n")
    assert ([each.texts for each in found.paragraphs], [line.text for line in found.tail]) == (
        [("Urges b;",)],
        ["as said"],
    )


def test_lettered_paragraphs_keep_their_letters() -> None:
    found = parts("The Council,\n\nRecalling a,\n\n(a) Urges b;\n\n(b) Calls upon c.\n")
    assert [(each.label, each.texts) for each in found.paragraphs] == [
        ("a", ("Urges b;",)),
        ("b", ("Calls upon c.",)),
    ]


@pytest.mark.parametrize(
    "text", ["Lamps and wells", "The Council,\n\nRecalling a,\n\nDecides:\n\nlamps and wells\n"]
)
def test_a_text_that_asks_for_nothing_has_no_paragraph(text: str) -> None:
    found = parts(text)
    assert found.paragraphs == []
    lines = [
        *found.masthead,
        *found.opening,
        *(line for block in found.preamble for line in block),
        *found.tail,
    ]
    assert len(lines) + (found.marker is not None) == len(plain_lines(text))


@pytest.mark.parametrize(
    "closing",
    [
        "12th meeting",
        "ABC-DEF – 04032024",
        "[Adopted without a vote.]",
        "* * *",
        "Fait à Tambourville, le 3 mai",
        "الجلسة 20",
        "3 May 2044",
    ],
)
def test_closing_lines_are_no_text_of_the_last_paragraph(closing: str) -> None:
    found = parts(f"1. Urges a;\n2. Calls upon b.\n{closing}\n")
    assert found.paragraphs[-1].texts == ("Calls upon b.",)
    assert [line.text for line in found.tail] == [closing]


def test_a_closing_line_after_an_empty_one_needs_no_full_stop_above() -> None:
    found = parts("1. Urges a;\n2. Calls upon b\n\n12th meeting\n")
    assert [line.text for line in found.tail] == ["12th meeting"]


def test_items_after_a_full_stop_still_belong_to_the_last_paragraph() -> None:
    found = parts(
        "1. Calls upon b. Namely:\n\n(a) wells.\n\n(b) lamps.\n\nAnd then another text.\n"
    )
    assert found.paragraphs[-1].texts == ("Calls upon b. Namely:", "(a) wells.", "(b) lamps.")


def test_a_recital_goes_over_page_breaks_and_lists() -> None:
    found = parts(
        "La Conférence,\n\nRappelant :\n\n1. les puits ;\n\net les\n\nseaux ;\n\nConsciente de l'eau,\nNotant la soif,\n\n1. Invite.\n"
    )
    assert [[line.text for line in block] for block in found.preamble] == [
        ["Rappelant :", "1. les puits ;", "et les", "seaux ;"],
        ["Consciente de l'eau,"],
        ["Notant la soif,"],
    ]
    assert [line.text for line in found.opening] == ["La Conférence,"]
