"""How fast resolutions are read: `python bench/reading/speed.py [--resolutions 1000]`.

One core. The texts are generated from the sentences of `clauses/`, so they are nobody's; each is as
long as the first resolution that the project knew (137 paragraphs, 64,000 characters). Prints the
first reading of a process, a number of resolutions in a row (each another one), and the time for
texts of once, twice, four and eight times that length.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from registry.reading import read
from registry.vocabulary import built_in_vocabulary

HERE = Path(__file__).parent
VOCABULARY = built_in_vocabulary()
LANGUAGES = ("fr", "en", "ar")
LINKS = ("and ", "et ", "as well", "ainsi", "tout en")
PLAIN = "على نحو يراعي احتياجات النساء والأطفال والمسنين في المناطق النائية"
PARAGRAPHS, CHARACTERS = 137, 64_000
HEADS = {
    "fr": ("Résolution sur les puits n° {n}", "Rappelant la résolution précédente ;", "Décide :"),
    "en": ("Resolution on wells No. {n}", "Recalling the preceding resolution,", "Decides:"),
    "ar": ("قرار بشأن الآبار رقم {n}", "إذ يشير إلى القرار السابق،", "يقرر ما يلي:"),
}


def sentences(language: str) -> list[str]:
    """Return the paragraphs of the annotated texts in a language, without their full stops."""
    texts = sorted((HERE / "clauses").glob(f"*.{language}.json"))
    said = [json.loads(path.read_text(encoding="utf-8"))["paragraphs"] for path in texts]
    return [each["text"].rstrip(" .;؛") for paragraphs in said for each in paragraphs]


def asides(pool: Sequence[str]) -> list[str]:
    """Return pieces between commas that begin no clause of their own: what paragraphs grow by."""
    pieces = [piece.strip() for text in pool for piece in re.split("[,;،؛]", text)[1:]]
    return [each for each in pieces if each and not each.startswith(LINKS) and each[0].islower()]


def resolution(language: str, pool: Sequence[str], number: int, times: int = 1) -> bytes:
    """Return a resolution of about the usual length, or several times as long, as Markdown."""
    chance = random.Random(number)
    title, preamble, marker = HEADS[language]
    lines = [f"**{title.format(n=number)}**", "", preamble, "", marker, ""]
    each, grow = CHARACTERS // PARAGRAPHS, asides(pool) or [PLAIN]
    for label in range(1, PARAGRAPHS * times + 1):
        text = chance.choice(pool)
        while len(text) < each:
            text += ", " + chance.choice(grow)[: max(20, each - len(text))]
        lines += [f"{label}. {text};", ""]
    return "\n".join(lines).encode()


def timed(texts: Iterator[tuple[str, bytes]]) -> tuple[float, int, int]:
    """Read the texts and return the processor's seconds, their paragraphs and their mandates."""
    seconds, paragraphs, mandates = 0.0, 0, 0
    for language, content in texts:
        started = time.process_time()
        for each in read(content, "generated.md", VOCABULARY, language):
            paragraphs += len(each.paragraphs)
            mandates += sum(len(paragraph.mandates) for paragraph in each.paragraphs)
        seconds += time.process_time() - started
    return seconds, paragraphs, mandates


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--resolutions", type=int, default=1000)
    told = parser.parse_args()
    pools = {language: sentences(language) for language in LANGUAGES}
    for language, pool in pools.items():
        first = timed(iter([(language, resolution(language, pool, 0))]))
        print(f"first reading, {language}: {first[0]:.3f} s, {first[1]} paragraphs")
    for language, pool in pools.items():
        base = 0.0
        for times in (1, 2, 4, 8):
            grown = timed(iter([(language, resolution(language, pool, 1, times))]))
            base = base or grown[0]
            print(f"{language}, {times} x: {grown[0]:.3f} s ({grown[0] / base:.1f} x)")
    spoken = (LANGUAGES[number % len(LANGUAGES)] for number in range(told.resolutions))
    many = timed((each, resolution(each, pools[each], n)) for n, each in enumerate(spoken))
    counted = f"{many[1]} paragraphs, {many[2]} mandates"
    print(f"{told.resolutions} resolutions: {many[0]:.1f} s, {counted}")


if __name__ == "__main__":
    main()
