from registry.reading.furniture import without_furniture
from registry.reading.lines import plain_lines


def split(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    kept, lost = without_furniture(plain_lines(text))
    return [line.text for line in kept], [(each.text, each.why) for each in lost]


def test_running_heads_and_page_numbers_go_at_the_edges_of_pages() -> None:
    kept, lost = split(
        "LAMPS/1 p. 1\n1. Urges a\nand b\n45-00017\n1/2\n\fLAMPS/1 p. 2\nand c;\n45-00017\n2/2\n"
    )
    assert kept == ["1. Urges a", "and b", "and c;"]
    assert [why for _, why in lost] == ["running head", "document number", "page number"] * 2


def test_paragraphs_that_begin_alike_on_two_pages_are_no_running_heads() -> None:
    kept, lost = split(
        "1. Requests the keeper to report\non x;\n\f2. Requests the keeper to report\non y;\n"
    )
    assert (len(kept), lost) == (4, [])


def test_titles_of_resolutions_at_the_tops_of_pages_stay() -> None:
    kept, _ = split("RESOLUTION NO. 1/9-L\n1. Urges a.\n\fRESOLUTION NO. 2/9-L\n1. Urges b.\n")
    assert kept[0::2] == ["RESOLUTION NO. 1/9-L", "RESOLUTION NO. 2/9-L"]


def test_furniture_goes_also_where_form_feeds_are_lost() -> None:
    kept, lost = split(
        "1. Urges a\nThe Lamp Book\nPage 1 of 2\nand b\nThe Lamp Book\nPage 2 of 2\nand c.\n7\n"
    )
    assert kept == ["1. Urges a", "and b", "and c."]
    assert [why for _, why in lost] == [
        "running head",
        "page number",
        "running head",
        "page number",
        "page number",
    ]


def test_a_symbol_that_comes_again_is_a_running_head() -> None:
    kept, _ = split("A/RES/9/1\n1. Urges a\nA/RES/9/1\nand b.\n45-00017 (E) 030145\n")
    assert kept == ["1. Urges a", "and b."]


def test_notes_below_a_rule_go_to_the_end_of_their_page() -> None:
    kept, lost = split("1. Urges a;\n______\n1  A note that\ngoes on.\n\f2. Urges b;\n")
    assert kept == ["1. Urges a;", "2. Urges b;"]
    assert lost == [("______", "rule"), ("1  A note that", "footnote"), ("goes on.", "footnote")]


def test_notes_below_a_rule_end_at_the_next_block_without_pages() -> None:
    kept, _ = split("1. Urges a\n______\n\n1 A note\ngoes on.\n\n2 More.\n\nand b;\n")
    assert kept == ["1. Urges a", "and b;"]


def test_notes_without_a_rule_are_known_by_their_numbers() -> None:
    kept, lost = split(
        "1. Urges a;\nand b\n1See A.\nand B.\n\fand c;\n2See C.\n3 See D.\n\f4 Urges d;\n"
    )
    assert kept == ["1. Urges a;", "and b", "and c;", "4 Urges d;"]
    assert len(lost) == 4


def test_numbers_out_of_sequence_are_no_notes() -> None:
    kept, lost = split("1. Urges a of\n3 lamps and\n5 wells\n\f2. Urges b;\n")
    assert (len(kept), lost) == (4, [])
