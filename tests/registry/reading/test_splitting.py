from registry.reading.lines import plain_lines
from registry.reading.splitting import segments

TWO = "RESOLUTION NO. 1/9-L\nON WOOL\n\nThe Weavers,\n\n1. Urges a.\n\n2. Urges b.\n\n"


def firsts(text: str) -> list[str]:
    return [segment.lines[0].text for segment in segments(plain_lines(text))]


def test_a_heading_with_numbers_that_start_again_is_another_resolution() -> None:
    assert firsts(f"{TWO}RESOLUTION NO. 2/9-L\nON SILK\n\n1. Urges c.\n") == [
        "RESOLUTION NO. 1/9-L",
        "RESOLUTION NO. 2/9-L",
    ]


def test_a_resolution_that_is_cited_at_a_line_start_is_none() -> None:
    cited = "3. Urges c, as said in\nResolution No. 2/9-L on Silk.\n\nResolution No. 3/9-L too.\n\n4. Urges d."
    assert len(firsts(TWO + cited)) == 1


def test_a_table_of_contents_begins_no_resolution() -> None:
    assert len(firsts(f"{TWO}Resolution No. 2/9-L on Silk ...... 3\n\n1. Urges c.")) == 1


def test_the_organs_opening_words_begin_another_resolution_with_its_title() -> None:
    text = "A\nWool\n\nThe Assembly of Weavers,\n\nRecalling x,\n\n1. Urges a.\n\nB\nSilk\n\nThe Assembly of Weavers,\n\nRecalling y,\n\n1. Urges b.\n"
    assert firsts(text) == ["A", "B"]


def test_each_annex_has_its_name_title_and_lines() -> None:
    (segment,) = segments(
        plain_lines(
            f"{TWO}Annex I: Rules\n\n1. Spin.\n\nANNEX II\nList\n\nwool.\n\nAnnex to the wool\n\nend\n"
        )
    )
    assert [(annex.label, annex.title, len(annex.lines)) for annex in segment.annexes] == [
        ("Annex I", "Rules", 1),
        ("ANNEX II", "List", 1),
        ("Annex", "to the wool", 1),
    ]


def test_a_sentence_about_an_annex_is_none() -> None:
    (segment,) = segments(
        plain_lines(
            "1. Urges a as in\nAnnex I of the book;\n\n2. Urges b.\nAnnex to be read by all.\n"
        )
    )
    assert segment.annexes == ()


def test_a_symbol_above_a_heading_goes_with_it() -> None:
    text = "A/RES/8/1\n\n8/1. Wool\n\n1. Urges a.\n\nA/RES/8/2\n\n8/2. Silk\n\n1. Urges b.\n"
    assert firsts(text) == ["A/RES/8/1", "A/RES/8/2"]


def test_opening_words_may_stand_right_below_a_sentence() -> None:
    text = "The Assembly of Weavers,\n\nRecalling x,\n\n1. Urges a.\n\nDone.\n\nThe Assembly of Weavers,\n\nRecalling y,\n\n1. Urges b.\n"
    assert firsts(text) == ["The Assembly of Weavers,", "The Assembly of Weavers,"]


def test_words_that_name_an_organ_without_a_recital_open_nothing() -> None:
    text = (
        "The Council of Weavers met.\n\n1. Urges a.\n\nThe Council of Weavers met.\n\n1. Urges b.\n"
    )
    assert len(firsts(text)) == 1


def test_an_annex_in_the_middle_of_a_sentence_is_none() -> None:
    (segment,) = segments(
        plain_lines("1. Urges a.\nSee too\n\nAnnex of the old book\n\n2. Urges b.")
    )
    assert segment.annexes == ()
