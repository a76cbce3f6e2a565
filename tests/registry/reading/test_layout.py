import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.reading.assembly import laid_out
from registry.reading.document import lines_of
from registry.reading.language import language_of
from registry.reading.lines import Line
from registry.reading.shapes import ReadResolution

ROOT = Path(__file__).parents[3]
LAYOUT = ROOT / "bench/reading/layout"
SHARED = ROOT.parent / "shared/resolutions"


def laid(content: bytes, filename: str) -> tuple[tuple[Line, ...], tuple[ReadResolution, ...]]:
    lines = lines_of(content, filename)
    return lines, laid_out(lines, language_of(lines))


def labels() -> object:
    spec = importlib.util.spec_from_file_location("labels", ROOT / "bench/reading/labels.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("truth", sorted(LAYOUT.glob("*.json")), ids=lambda truth: truth.stem)
def test_every_label_boundary_and_word_of_an_annotated_document_is_right(truth: Path) -> None:
    source = next(LAYOUT.glob(f"{truth.stem}.[mt]*"))
    lines, read = laid(source.read_bytes(), source.name)
    measure = labels()
    assert measure.compared(read, json.loads(truth.read_text("utf-8"))["resolutions"]) == []
    assert measure.lost(lines, read) == []


def shared(name: str) -> bytes:
    if not (SHARED / name).exists():
        pytest.skip(f"the reference document {name} is not beside this checkout")
    return (SHARED / name).read_bytes()


def test_the_first_resolution_has_137_paragraphs_in_six_sections() -> None:
    lines, (read,) = laid(shared("mcsd-2.fr.md"), "mcsd-2.fr.md")
    assert [each.label for each in read.paragraphs] == [str(n) for n in range(1, 138)]
    assert [each.label for each in read.sections] == list("ABCDEF")
    assert (read.slug, read.original_language, len(read.preambular)) == ("mcsd-2", "ar", 24)
    truth = json.loads(shared("mcsd-2.fr.sections-A-C.json"))["paragraphs"]
    by_label = {each.label: (each.section, each.text) for each in read.paragraphs}
    assert [by_label[each["label"]] for each in truth] == [
        (each["section"], each["text"]) for each in truth
    ]
    assert labels().lost(lines, (read,)) == []
    assert not [
        each.label
        for each in read.paragraphs
        if "**" in each.text or "^{" in each.text or "NDJ" in each.text
    ]


@pytest.mark.parametrize(
    ("name", "symbol", "operative", "preambular"),
    [
        ("01_A_RES_73_7_pdf.txt", "A/RES/73/7", 28, 13),
        ("04_A_HRC_RES_56_6.txt", "A/HRC/RES/56/6", 9, 23),
        ("09_A_RES_79_122.txt", "A/RES/79/122", 22, 8),
    ],
)
def test_a_text_of_the_united_nations_is_read_without_its_furniture(
    name: str, symbol: str, operative: int, preambular: int
) -> None:
    _, (read,) = laid(shared(name), name)
    assert [each.label for each in read.paragraphs] == [str(n) for n in range(1, operative + 1)]
    assert (read.symbol, len(read.preambular)) == (symbol, preambular)
    said = " ".join(each.text for each in read.paragraphs)
    assert not [
        mark for mark in ("18-18142", "____", "Treaty Series", "/5 ", "2017/18;4") if mark in said
    ]
    assert read.paragraphs[-1].text[-1] == "."


WORDS = st.sampled_from(
    ["wells", "lamps", "in may", "(a)", "keepers", "the rules", "and", "de", "of oil"]
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
CUT = st.sampled_from([" ", " ", " ", "\n", "\n\n\f"])


@given(st.lists(PARAGRAPH, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_paragraphs_come_back_whole_from_any_line_and_page_breaks(texts: list[str], chance) -> None:
    printed = [f"Urges {text} now;" for text in texts]
    broken = [
        "".join(
            word if at == 0 else chance.choice([" ", " ", " ", "\n", "\n\f"]) + word
            for at, word in enumerate(text.split(" "))
        )
        for text in printed
    ]
    body = "\n\n".join(f"{n}. {text}" for n, text in enumerate(broken, 1))
    _, (read,) = laid(f"The Assembly,\n\nRecalling the lamps,\n\n{body}\n".encode(), "a.txt")
    assert [(each.label, each.text) for each in read.paragraphs] == [
        (str(n), text) for n, text in enumerate(printed, 1)
    ]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t\f")))
def test_no_text_is_lost_or_fails_whatever_it_is(text: str) -> None:
    content = f"Resolution on wells\n\nThe Assembly,\n\n1. Urges care.\n{text}".encode(
        "utf-8", "replace"
    )
    lines, read = laid(content, "a.txt")
    said = " ".join(f"{p.label} {p.text}" for r in read for p in r.paragraphs)
    assert "Urges care." in said
    assert labels().lost(lines, read) == []
