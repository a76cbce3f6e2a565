import pytest

from registry.reading import read
from registry.reading.sandbox import read_apart
from registry.reading.shapes import Vocabulary
from registry.reading.unreadable import Unreadable

TEXT = b"Resolution on wells\n\nThe Assembly,\n\nRecalling x,\n\n1. Urges all keepers to hold a workshop.\n"
NOBODY = Vocabulary({"en": {}, "fr": {}, "ar": {}})


def test_a_file_read_apart_gives_what_it_gives_here() -> None:
    assert read_apart(TEXT, "a.txt", NOBODY) == read(TEXT, "a.txt", NOBODY)


def test_a_refusal_comes_back_with_its_reason() -> None:
    with pytest.raises(Unreadable, match="no text"):
        read_apart(b" ", "a.txt", NOBODY)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unreadable, match="longer than"):
        read_apart(TEXT, "a.txt", NOBODY, seconds=0.001)


def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    with pytest.raises(Unreadable, match="memory"):
        read_apart(b"lamps " * 3_000_000, "a.txt", NOBODY, memory=300 * 2**20)


@pytest.mark.parametrize(
    "symbol", ["OIC/WELLS-1/2044/RES", "A/RES/98/1", "Assembly/AU/Dec.9(X)", "WELLS/1/RES"]
)
def test_mandates_are_read_in_the_style_of_every_house(symbol: str) -> None:
    (found,) = read(f"{symbol}\n\n".encode() + TEXT, "a.txt", NOBODY, "en")
    assert [each.canonical for each in found.paragraphs[0].mandates] == ["urges"]
