"""How well clauses are read: `python bench/reading/clauses.py [-v] [--summary] [FOLDER ...]`.

Scores the annotated texts of the folders, else the invented ones in `clauses/` and, where the
reference texts lie beside the project (`../shared/resolutions`, else `--reference`), those. Prints
by language and pooled: precision, recall and F1 of canonical verbs, calls for an event, activities,
addressees and partners, the accuracy of the kind, and how many wrong clauses, and how many of all,
carried the confidence `review`.
`-v` prints every fault; `--summary` prints the figures alone, for texts that nobody may look at.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tally import Tally, Truth

from registry.reading.clauses import Setting, read_clauses, read_mandates
from registry.vocabulary import built_in_vocabulary

HERE = Path(__file__).parent
BESIDE = HERE.parents[1] / "../shared/resolutions"
CATALOGUE = HERE.parents[1] / "src/registry/catalogue/mcsd-2"
VOCABULARY = built_in_vocabulary()


def score(
    tally: Tally, name: str, text: str, true: Sequence[Truth], *, verbose: bool, **style: Any
) -> tuple[str, ...]:
    """Read one paragraph, compare it, and return the codes that it names."""
    started = time.process_time()
    read = read_clauses(text, style.pop("language"), VOCABULARY, Setting(**style))
    tally.seconds += time.process_time() - started
    faults = tally.compare(read.mandates, true)
    if faults and verbose:
        print(f"{name}: {text}")
        print("\n".join(f"    {fault}" for fault in faults))
    return read.named


def annotated(folder: Path, title: str, *, verbose: bool) -> None:
    """Score a folder's annotated texts, by language and pooled."""
    tallies: dict[str, Tally] = {}
    for path in sorted(folder.glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        tally = tallies.setdefault(said["language"], Tally())
        style = {key: said[key] for key in ("language", "house", "organ")}
        spoken: tuple[str, ...] = ()
        for each in said["paragraphs"]:
            name, text = f"{path.stem} {each['label']}", each["text"]
            known = {**style, "spoken": spoken}
            spoken += score(tally, name, text, each["mandates"], verbose=verbose, **known)
    pooled = Tally()
    for language, tally in sorted(tallies.items()):
        tally.show(f"{title}, {language}")
        pooled.add(tally)
    pooled.show(f"{title}, all languages")


def second_conference(shared: Path, *, verbose: bool) -> None:
    """Score the readings of MCSD-2 made by hand, section by section."""
    source = shared / "mcsd-2.fr.md"
    if not source.exists():
        print("\nMCSD-2: the text is not beside the project, left out")
        return
    texts = dict(_paragraphs(source.read_text(encoding="utf-8")))
    for path in sorted(CATALOGUE.glob("section-*.json")):
        tally = Tally()
        for each in json.loads(path.read_text(encoding="utf-8"))["paragraphs"]:
            text = texts[each["label"]]
            name = f"MCSD-2 {each['label']}"
            score(tally, name, text, each["mandates"], verbose=verbose, language="fr")
        tally.show(f"MCSD-2, {path.stem}")


def _paragraphs(markdown: str) -> Iterator[tuple[str, str]]:
    operative = re.sub(r"\*\*|\^\{(\w+)\}", r"\1", markdown.split("Décide ce qui suit", 1)[1])
    parts = re.split(r"(?m)^(?:- )?(\d{1,3})\. ", operative)
    for label, text in zip(parts[1::2], parts[2::2], strict=True):
        yield label, " ".join(re.split(r"\n[A-F]\) ", text)[0].split())


def samples(shared: Path) -> None:
    """Compare the first verb, the addressees and the call for an event of sampled UN paragraphs."""
    for path in sorted(shared.glob("*.truth.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_name(path.name.replace(".truth.json", ".txt")).read_text(encoding="utf-8")
        texts = dict(_numbered(text))
        right: Counter[str] = Counter()
        for each in said["samples"]:
            paragraph = texts.get(each["n"], "")
            read = read_mandates(paragraph, "en", VOCABULARY, house="un", organ="UNGA")
            codes = {code for mandate in read for code in mandate.addressees}
            right["verb"] += bool(read) and read[0].canonical == each["canonical"]
            right["addressees"] += codes == set(each["addressees"])
            right["event"] += any(m.kind == "event" for m in read) == each["calls_for_event"]
        figures = ", ".join(f"{what} {n}/{len(said['samples'])}" for what, n in right.items())
        print(f"\n{said['symbol']} (samples): {figures}")


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Cut a numbered text at 1., 2., 3. ... in their order; page furniture is left in."""
    bare = re.sub(r"_{10,}[^\f]*(?=\f)", "", text)
    bare = re.sub(r"\f?A/RES/\d+/\d+\s+(?:\d+-\d+)?\s*\d/\d\s*(?:\d+-\d+)?", "", bare)
    parts = re.split(r"(?m)^(\d{1,2})\.\s", bare)
    expected = 1
    for number, paragraph in zip(parts[1::2], parts[2::2], strict=True):
        if int(number) == expected:
            yield expected, " ".join(paragraph.split())
            expected += 1


def main() -> None:
    """Score the folders that are named, or all texts of the project."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--summary", action="store_true", help="never print a text or a fault")
    parser.add_argument("--reference", type=Path, default=BESIDE, help="the reference texts")
    told = parser.parse_args()
    verbose = told.verbose and not told.summary
    for folder in told.folders:
        annotated(folder, str(folder), verbose=verbose)
    if not told.folders:
        annotated(HERE / "clauses", "invented texts", verbose=verbose)
        second_conference(told.reference, verbose=verbose)
        samples(told.reference)


if __name__ == "__main__":
    main()
