"""What paragraphs tell is read before anything is stored, and within bounds."""

from registry.importing.tidings import MOST, symbol_endings, tidings_of
from registry.reading.shapes import ReadParagraph, ReadPreamble, ReadResolution, Vocabulary


def a_reading(*texts: str, preamble: str = "Mindful of the rain;") -> ReadResolution:
    return ReadResolution(
        symbol=None,
        language="en",
        original_language=None,
        title="",
        slug="rain",
        sections=(),
        preambular=(ReadPreamble(1, preamble),),
        paragraphs=tuple(ReadParagraph(str(n), None, text, n) for n, text in enumerate(texts, 1)),
        unread=(),
    )


def test_a_text_cited_twice_is_told_once_by_what_is_done_with_it():
    text = "Notes the rain of resolution 7/48-W; recalls resolution 7/48-W; see resolution 7/48-W"
    told = tidings_of([a_reading(text)], Vocabulary({}))
    (named,) = told["en", text].references
    assert (named.symbol, named.relation) != ("7/48-W", "cites")
    again = "Under resolution 7/48-W; also under resolution 7/48-W; it recalls resolution 7/48-W"
    (named,) = tidings_of([a_reading(again)], Vocabulary({}))["en", again].references
    assert named.relation == "recalls"
    assert again[slice(*named.span)] == "7/48-W"
    assert named.span[0] > len(again) // 2


def test_a_text_without_end_is_read_as_far_as_the_bound():
    long = "Recalling resolution 7/48-W; " * (MOST // 25)
    assert list(tidings_of([a_reading("One.", long, "Two.")], Vocabulary({}))) == [
        ("en", "Mindful of the rain;"),
        ("en", "One."),
    ]


def test_a_symbol_may_be_printed_without_its_beginning():
    assert list(symbol_endings("a/res/74/187")) == ["a/res/74/187", "res/74/187", "74/187"]
    assert list(symbol_endings("wells")) == ["wells"]
