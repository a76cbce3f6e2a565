import pytest

from registry.reading.lines import Line, plain_lines
from registry.reading.numbering import chain, numbers
from registry.reading.parts import arranged


def labels(text: str) -> list[str]:
    return [number.label for number in chain(numbers(plain_lines(text)))]


def paragraphs(text: str) -> list[tuple[str, str]]:
    return [(each.label, " ".join(each.texts)) for each in arranged(plain_lines(text)).paragraphs]


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("14. Urges", "14"),
        ("- 14. URGES", "14"),
        ("14) Urges", "14"),
        ("(14) Urges", "14"),
        ("[14] Urges", "14"),
        ("OP14 Urges", "14"),
        ("OP14. Urges", "14"),
        ("OP 14 bis. Urges", "14 bis"),
        ("Paragraph 14. Urges", "14"),
        ("Paragraphe 14 : Exhorte", "14"),
        ("الفقرة 14. يحث", "14"),
        ("14 bis. Urges", "14 bis"),
        ("14bis. Urges", "14 bis"),
        ("14. bis Urges", "14 bis"),
        ("14 ter) Urges", "14 ter"),
        ("14 - Urges", "14"),
        ("14-Urges", "14"),
        ("14/ Urges", "14"),
        ("14 Urges", "14"),
        ("14.Urges", "14"),
        ("§14 Urges", "14"),
        ("30 (a) Urges", "30 (a)"),
        ("١٤. يطلب", "14"),
        ("١٤- يطلب", "14"),
        ("(١٤) يطلب", "14"),
        ("١٤ مكرر. يطلب", "14 bis"),
        (".14 يطلب", "14"),
        ("-14 يطلب", "14"),
        (")14( يطلب", "14"),
        ("۱۴. يطلب", "14"),
    ],
)
def test_a_number_is_read_however_it_is_printed(printed: str, label: str) -> None:
    assert labels(printed) == [label]


@pytest.mark.parametrize(
    "printed",
    [
        "2.5 kg",
        "14-member group",
        "14 March 2046",
        "73/7. Report",
        "14,000 lamps",
        "(14 lamps",
        "1444H",
        "14",
    ],
)
def test_a_number_that_belongs_to_the_words_is_none(printed: str) -> None:
    assert labels(printed) == []


def test_a_number_may_stand_alone_on_its_line() -> None:
    assert paragraphs("1. \nUrges care;\n\n2. \nCalls upon all.\n") == [
        ("1", "Urges care;"),
        ("2", "Calls upon all."),
    ]


def test_a_number_that_ends_a_sentence_is_text() -> None:
    text = "1. Urges care, as said in paragraph\n2. of the rules;\n\n2. Calls upon all.\n"
    assert paragraphs(text) == [
        ("1", "Urges care, as said in paragraph 2. of the rules;"),
        ("2", "Calls upon all."),
    ]


def test_a_list_within_a_paragraph_is_no_sequence_of_paragraphs() -> None:
    text = "1. Urges:\n1. lamps;\n2. oil;\n3. wicks;\n\n2. Calls upon all.\n\n3. Decides to stay.\n"
    assert [label for label, _ in paragraphs(text)] == ["1", "2", "3"]
    assert paragraphs(text)[0][1] == "Urges: 1. lamps; 2. oil; 3. wicks;"


def test_paragraphs_with_unknown_verbs_are_kept_in_the_chain() -> None:
    assert labels("1. Zonks a;\n2. Bloops b;\n3. Urges c;\n4. Frobs d.") == ["1", "2", "3", "4"]


def test_a_number_left_out_or_printed_twice_is_told_as_printed() -> None:
    assert labels("1. Urges a;\n2. Urges b;\n4. Urges c;\n4. Urges d.") == ["1", "2", "4", "4"]


def test_bis_and_items_come_after_their_number() -> None:
    assert labels(
        "1. Urges a;\n1 bis. Urges b;\n1 ter. Urges c;\n2 (a) Urges d;\n2 (b) Urges e;\n3. Urges f."
    ) == [
        *("1", "1 bis", "1 ter", "2 (a)", "2 (b)", "3"),
    ]


def test_drafts_count_preambular_and_operative_paragraphs_apart() -> None:
    parts = arranged(
        plain_lines("PP1 Recalling a,\n\nPP2 Noting b,\n\nOP1 Urges c;\n\nOP1 bis Urges d.\n")
    )
    assert ([len(parts.preamble)], [each.label for each in parts.paragraphs]) == (
        [2],
        ["1", "1 bis"],
    )


def test_numbers_start_again_below_a_heading_only() -> None:
    text = "1. Urges a;\n\n2. Urges b;\n\nII\nFog\n\n1. Calls upon c;\n\n2. Decides d.\n"
    found = arranged(plain_lines(text)).paragraphs
    assert [(each.label, each.section) for each in found] == [
        ("1", None),
        ("2", None),
        ("1", "II"),
        ("2", "II"),
    ]


def test_no_number_gives_no_chain() -> None:
    assert chain(numbers([Line(1, "Urges care")])) == ()


def test_a_paragraph_that_is_only_cited_is_no_number() -> None:
    assert paragraphs("1. Urges all to act under\nparagraph 2 of the charter.") == [
        ("1", "Urges all to act under paragraph 2 of the charter.")
    ]
