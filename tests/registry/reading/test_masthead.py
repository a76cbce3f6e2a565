import pytest

from registry.reading import read
from registry.reading.lines import plain_lines
from registry.reading.masthead import Masthead, masthead_of, slug_of
from registry.reading.shapes import Vocabulary


def head(
    text: str, opening: str = "", running: tuple[str, ...] = (), *, one_of_several: bool = False
) -> Masthead:
    return masthead_of(plain_lines(text), opening, running, one_of_several=one_of_several)


@pytest.mark.parametrize(
    ("symbol", "slug"),
    [
        ("OIC/MCSD-2/2023/RES/FIANL", "mcsd-2"),
        ("A/RES/73/7", "a-res-73-7"),
        ("1/49-POL", "res-1-49-pol"),
        ("Assembly/AU/Dec.901(XLII)", "assembly-au-dec-901-xlii"),
    ],
)
def test_the_slug_is_made_of_the_symbol(symbol: str, slug: str) -> None:
    assert slug_of(symbol, "any title") == slug


def test_the_slug_of_a_text_without_symbol_is_made_of_its_title() -> None:
    assert (slug_of(None, "Eau et Forêts"), slug_of(None, "قرار")) == (
        "eau-et-forets",
        "resolution",
    )


@pytest.mark.parametrize(
    "printed",
    [
        "OIC/MCW-3/2024/RES/FINAL",
        "A/RES/99/41",
        "S/RES/9001 (2044)",
        "EX.CL/Dec.1300(L)",
        "A/HRC/RES/91/3",
        "LAMP/3/RES.4",
    ],
)
def test_a_symbol_is_kept_as_printed(printed: str) -> None:
    assert head(f"Distr. General\n{printed}\n\nResolution on lamps and wells").symbol == printed


def test_a_symbol_may_stand_in_the_running_head_only() -> None:
    assert head("Resolution on lamps", running=("X", "A/RES/99/41 p. 2")).symbol == "A/RES/99/41"


def test_a_symbol_in_brackets_is_another_documents() -> None:
    assert head("[A/RES/1/1]\n\nResolution on lamps").symbol is None


@pytest.mark.parametrize(
    ("opening", "symbol"),
    [
        ("The Human Rights Council,", "A/HRC/RES/56/6"),
        ("L’Assemblée générale,", "A/RES/56/6"),
        ("إن مجلس حقوق الإنسان،", "A/HRC/RES/56/6"),
        ("The Weavers,", "56/6"),
    ],
)
def test_the_number_of_a_un_text_gives_its_symbol(opening: str, symbol: str) -> None:
    found = head("56/6. Lamps\nand wells", opening)
    assert (found.symbol, found.title) == (symbol, "Lamps and wells")


def test_a_resolution_of_many_goes_by_its_own_number() -> None:
    text = "OIC/CFW-9/2046/RES/FINAL\n\nRESOLUTION NO. 2/9-L\nON SILK\nDoc. 7"
    found = head(text, one_of_several=True)
    assert (found.symbol, found.title) == ("2/9-L", "RESOLUTION NO. 2/9-L ON SILK")
    assert head(text).symbol == "OIC/CFW-9/2046/RES/FINAL"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Original : arabe", "ar"),
        ("Original: English", "en"),
        ("الأصل: فرنسي", "fr"),
        ("Langue originale : turc", None),
    ],
)
def test_the_original_language_is_the_printed_one(printed: str, code: str | None) -> None:
    assert head(f"{printed}\nResolution on lamps").original_language == code


def test_contents_give_no_title() -> None:
    assert (
        head("Resolution on lamps .......... 4\n\nResolution on wells").title
        == "Resolution on wells"
    )


@pytest.mark.parametrize(
    "above",
    [
        "OIC/MCWL-2/2031/RES/FINAL\n\n**Resolution on wells**",
        "OIC/MCWL-2/2031/RES/FINAL\n\n# Resolution on wells",
        "# OIC/MCWL-2/2031/RES/FINAL\n\n# Resolution on wells",
        "OIC/MCWL-2/2031/RES/FINAL\nResolution on wells",
    ],
)
@pytest.mark.parametrize(
    ("heading", "sections"),
    [("", []), ("**A. Depth**\n\n", ["A"]), ("**Depth**\n\n", ["Depth"])],
)
def test_a_text_without_a_preamble_keeps_its_symbol_and_title(above, heading, sections) -> None:
    text = f"{above}\n\n{heading}1. REQUESTS all to dig;\n\n2. INVITES all to drink."
    (found,) = read(text.encode(), "wells.md", Vocabulary({}), "en")
    assert (found.symbol, found.title) == ("OIC/MCWL-2/2031/RES/FINAL", "Resolution on wells")
    assert [each.label for each in found.sections] == sections
    assert [each.label for each in found.paragraphs] == ["1", "2"]


def test_verbs_without_numbers_leave_the_title_alone_too() -> None:
    text = "OIC/MCWL-2/2031/RES/FINAL\n\n# Resolution on wells\n\nREQUESTS all to dig;"
    (found,) = read(text.encode(), "wells.md", Vocabulary({}), "en")
    assert (found.symbol, found.title, found.sections) == (
        "OIC/MCWL-2/2031/RES/FINAL",
        "Resolution on wells",
        (),
    )
