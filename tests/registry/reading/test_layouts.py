"""Generated layouts: every label, boundary and character comes back, however it was printed."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from registry.reading.assembly import laid_out
from registry.reading.document import lines_of

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
ROOT = Path(__file__).parents[3]
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
EASTERN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
STYLES = ("{}. ", "- {}. ", "{}) ", "OP{} ", "OP {}. ", "({}) ", "[{}] ", "{}.\n", "{} - ", "{}– ")
WORDS = {
    "en": (
        [
            "wells",
            "lamps",
            "keepers",
            "rules",
            "of",
            "oil",
            "and",
            "their",
            "bread",
            "in",
            "May",
            "for",
            "the",
            "harbours",
        ]
    ),
    "fr": (
        [
            "puits",
            "lampes",
            "gardiens",
            "règles",
            "du",
            "pain",
            "et",
            "leurs",
            "huiles",
            "en",
            "mai",
            "pour",
            "les",
            "ports",
        ]
    ),
    "ar": ["الآبار", "والمصابيح", "وحراسها", "وقواعد", "الزيت", "والخبز", "في", "الموانئ"],
}
VERBS = {
    "en": ("Urges States to mend", "Also requests SESRIC to count", "Welcomes", "DECIDES to keep"),
    "fr": (
        "Exhorte les États à réparer",
        "Prie le SESRIC de compter",
        "SE FÉLICITE",
        "Décide de garder",
    ),
    "ar": ("يحث الدول على إصلاح", "ويطلب من سيسرك إحصاء", "يرحب", "يقرر حفظ"),
}
HEADS = {
    "en": ("RESOLUTION No. {}/9-L\nON WELLS", "The Council of Wells,", "Recalling the lamps;"),
    "fr": (
        "RÉSOLUTION N° {}/9-L\nSUR LES PUITS",
        "Le Conseil des puits,",
        "Rappelant les lampes ;",
    ),
    "ar": ("قرار رقم {}/9-ل\nبشأن الآبار", "إن مجلس الآبار،", "إذ يشير إلى المصابيح؛"),
}
MARKERS = {
    "en": ("Decides as follows:", "DECIDES:", ""),
    "fr": ("Décide ce qui suit :", "DÉCIDE :", ""),
    "ar": ("يقرر ما يلي:", ""),
}
ANNEX = {"en": "Annex", "fr": "Annexe", "ar": "مرفق"}
SUB = ("(a) the first part; (b) the second part", "a) the one; b) the other", "(i) one; (ii) two")


@dataclass(frozen=True)
class Printed:
    """One paragraph as it must come back, and how it is broken over lines."""

    label: str
    number: str
    text: str
    breaks: tuple[str, ...]

    def body(self) -> str:
        words = self.text.split(" ")
        cuts = [self.breaks[n % len(self.breaks)] for n in range(len(words) - 1)]
        # no line may begin with what looks like a number, an item or a mark of its own
        safe = [
            cut if word[0].isalpha() else " " for cut, word in zip(cuts, words[1:], strict=True)
        ]
        return words[0] + "".join(cut + word for cut, word in zip(safe, words[1:], strict=True))


@st.composite
def paragraphs(draw: st.DrawFn, language: str, digits: dict[int, int] | None) -> list[Printed]:
    style = draw(st.sampled_from(STYLES if language != "ar" else STYLES[:3] + STYLES[5:6]))
    found: list[Printed] = []
    count = draw(st.integers(1, 12))
    bis = draw(st.integers(0, count)) if count > 1 and style == "{}. " and language != "ar" else 0
    labels = [
        each
        for n in range(1, count + 1)
        for each in ([f"{n}", f"{n} bis"] if n == bis else [f"{n}"])
    ]
    for label in labels:
        verb = draw(st.sampled_from(VERBS[language]))
        words = draw(st.lists(st.sampled_from(WORDS[language]), min_size=3, max_size=25))
        sub = draw(st.sampled_from(("", *SUB))) if language != "ar" else ""
        text = f"{verb} {' '.join(words)}{': ' + sub if sub else ''}"
        breaks = tuple(
            draw(st.lists(st.sampled_from([" ", " ", " ", "\n"]), min_size=5, max_size=9))
        )
        ending = "؛" if language == "ar" else " ;" if language == "fr" else ";"
        number = style.format(label).translate(digits or {})
        found.append(Printed(label, number, text + ending, breaks))
    return found


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str, list[list[tuple[str, str]]]]:
    """Return a language, a printed document and the paragraphs of each resolution in it."""
    language = draw(st.sampled_from(sorted(WORDS)))
    digits = draw(st.sampled_from([None, ARABIC, EASTERN])) if language == "ar" else None
    marker = draw(st.sampled_from(MARKERS[language]))
    annexed = draw(st.booleans())
    several = draw(st.integers(1, 3))
    printed, truth = [], []
    for number in range(1, several + 1):
        title, opening, recital = HEADS[language]
        own = draw(paragraphs(language, digits))
        blocks = [title.format(number), opening, recital, *([marker] if marker else [])]
        blocks += [each.number + each.body() for each in own]
        if annexed:
            blocks += [f"{ANNEX[language]}", "1. Worms.", "2. Leaves."]
        printed.append("\n\n".join(blocks))
        truth.append([(each.label, each.text) for each in own])
    return language, "\n\n".join(printed), truth


def lost():
    spec = importlib.util.spec_from_file_location("labels", ROOT / "bench/reading/labels.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.lost


LOST = lost()


@settings(max_examples=80, deadline=None, phases=QUICK, derandomize=True)
@given(documents())
def test_every_label_and_boundary_of_a_generated_document_comes_back(document) -> None:
    language, text, truth = document
    lines = lines_of(text.encode(), "a.txt")
    read = laid_out(lines, language)
    assert [[(each.label, each.text) for each in one.paragraphs] for one in read] == truth
    assert LOST(lines, read) == []


@settings(max_examples=50, deadline=None, phases=QUICK, derandomize=True)
@given(documents())
def test_preamble_and_operative_part_are_told_apart_in_every_generated_document(document) -> None:
    language, text, truth = document
    read = laid_out(lines_of(text.encode(), "a.txt"), language)
    assert [len(one.preambular) for one in read] == [1] * len(truth)
    assert [one.preambular[0].text for one in read] == [HEADS[language][2]] * len(truth)


def paged(text: str, head: str, length: int) -> str:
    """Break a document into pages with running heads, feet, page numbers, and cut words."""
    lines = text.split("\n")
    pages = [lines[at : at + length] for at in range(0, len(lines), length)]
    return "\f".join(
        "\n".join([head, *page, f"{number}/{len(pages)}"]) for number, page in enumerate(pages, 1)
    )


@settings(max_examples=50, deadline=None, phases=QUICK, derandomize=True)
@given(paragraphs("en", None), st.integers(12, 30))
def test_paragraphs_come_back_over_pages_with_heads_and_feet(own, length) -> None:
    title, opening, recital = HEADS["en"]
    body = "\n\n".join(each.number + each.body() for each in own)
    text = paged(
        f"{title.format(1)}\n\n{opening}\n\n{recital}\n\n{body}\n", "A/HRC/RES/99/9", length
    )
    lines = lines_of(text.encode(), "a.txt")
    (read,) = laid_out(lines, "en")
    assert [(each.label, each.text) for each in read.paragraphs] == [
        (each.label, each.text) for each in own
    ]
    assert LOST(lines, (read,)) == []


SECTIONS = {"letter": "ABCDEF", "roman": ("I", "II", "III", "IV", "V", "VI")}


@settings(max_examples=50, deadline=None, phases=QUICK, derandomize=True)
@given(
    st.sampled_from(sorted(SECTIONS)),
    st.integers(2, 5),
    st.sampled_from([". ", ") ", " - "]),
    st.data(),
)
def test_sections_keep_their_paragraphs_while_the_numbers_run_on(kind, count, mark, data) -> None:
    title, opening, recital = HEADS["fr"]
    blocks, truth, number = [title.format(1), opening, recital, "Décide ce qui suit :"], [], 0
    for label in SECTIONS[kind][:count]:
        blocks.append(f"{label}{mark}Des {data.draw(st.sampled_from(WORDS['fr'][:6]))}")
        for _ in range(data.draw(st.integers(1, 4))):
            number += 1
            text = f"{data.draw(st.sampled_from(VERBS['fr']))} les lampes ;"
            blocks.append(f"{number}. {text}")
            truth.append((str(number), label, text))
    (read,) = laid_out(lines_of("\n\n".join(blocks).encode(), "a.md"), "fr")
    assert [(each.label, each.section, each.text) for each in read.paragraphs] == truth


@settings(max_examples=50, deadline=None, phases=QUICK, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["reconstruction", "organization", "consultation"]), min_size=8, max_size=30
    )
)
def test_words_cut_at_line_ends_are_joined(words) -> None:
    whole = f"Urges {' '.join(words)} reconstruction organization consultation now;"
    cut = " ".join(
        f"{word[:6]}-\n{word[6:]}" if at % 5 == 4 else word for at, word in enumerate(words)
    )
    text = f"The Council,\n\n1. Urges {cut} reconstruction organization consultation now;\n"
    (read,) = laid_out(lines_of(text.encode(), "a.txt"), "en")
    assert [each.text for each in read.paragraphs] == [whole]


@settings(max_examples=50, deadline=None, phases=QUICK, derandomize=True)
@given(
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"), include_characters="\n\t\f"),
        max_size=400,
    )
)
def test_no_character_of_the_operative_part_is_lost_whatever_it_is(text: str) -> None:
    document = f"The Council,\n\nDECIDES:\n\n1. Urges care.\n{text}\n2. Urges more."
    lines = lines_of(document.encode(), "a.txt")
    read = laid_out(lines, "en")
    kept = "".join(
        piece
        for each in read
        for piece in (
            each.title,
            each.symbol or "",
            each.opening,
            each.marker or "",
            *(part.text for part in each.preambular),
            *(f"{part.label}{part.title}" for part in each.sections),
            *(f"{part.label}{part.text}" for part in each.paragraphs),
            *(f"{part.label}{part.title}{part.text}" for part in each.annexes),
            *(part.text for part in each.unread),
        )
    )
    for character in {each for line in lines for each in line.text if not each.isspace()}:
        printed = sum(line.text.count(character) for line in lines)
        assert kept.count(character) >= printed or character in MARKS_OF_LABELS, character


# what belongs to a printed number, a mark before it or a hyphen at a line's end
MARKS_OF_LABELS = set(".-–—)([]:/•*·−‐‑_|,;°º#0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")


def labelled(text: str) -> list[list[str]]:
    read = laid_out(lines_of(text.encode(), "a.txt"), "en")
    return [[each.label for each in one.paragraphs] for one in read]


def test_the_first_word_of_a_paragraph_alone_on_its_line_is_no_marker() -> None:
    assert labelled("The Council,\n\n1. Urges care;\n\n2.\nDECIDES\nto keep;") == [["1", "2"]]


def test_a_paragraph_with_a_dash_at_the_foot_of_a_page_is_no_footnote() -> None:
    text = "The Council,\n\nRecalling wells;\n\n1 - Also requests SESRIC to count;\f2 - Urges care;"
    assert labelled(text) == [["1", "2"]]


def test_a_verb_that_goes_on_below_begins_the_resolution_behind_an_annex() -> None:
    head = "RESOLUTION No. {}/9-L\n\nThe Council of Wells,\n\nRecalling the lamps;\n\n"
    first = head.format(1) + "[1] Welcomes bread;\n\nAnnex\n\n1. Worms.\n\n"
    second = head.format(2) + "1) Also\nrequests SESRIC to count;\n\n2) Urges care;\n"
    assert labelled(first + second) == [["1"], ["1", "2"]]
