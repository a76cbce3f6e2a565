"""How well clauses are read: `python bench/reading/clauses.py [-v]`.

Scores the invented texts in `clauses/` (annotated by hand) and, where the reference texts lie
beside the project (`../shared/resolutions`), those. Prints precision, recall and F1 of canonical
verbs, calls for an event, activities and addressees, the accuracy of the kind, and how many of the
wrong clauses carried the confidence `review`.
"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from registry.reading.clauses import read_mandates
from registry.reading.shapes import ReadMandate
from registry.vocabulary import built_in_vocabulary

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "../shared/resolutions"
CATALOGUE = HERE.parents[1] / "src/registry/catalogue/mcsd-2"
VOCABULARY = built_in_vocabulary()
VERBOSE = "-v" in sys.argv[1:]
Truth = Mapping[str, Any]


@dataclass
class Tally:
    """Hits, false alarms and misses by what was read; wrong clauses and how many said `review`."""

    hit: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    kinds: Counter[bool] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    clauses: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def count(self, what: str, read: Iterable[str], true: Iterable[str]) -> bool:
        """Compare two bags of words and say whether they are the same."""
        got, want = Counter(read), Counter(true)
        both = got & want
        self.hit[what] += both.total()
        self.false[what] += (got - both).total()
        self.missed[what] += (want - both).total()
        return got == want

    def compare(self, mandates: Sequence[ReadMandate], true: Sequence[Truth]) -> list[str]:
        """Score one paragraph and return what was wrong, in words."""
        read, want = [m.canonical for m in mandates], [str(t["canonical"]) for t in true]
        faults = [] if self.count("verbs", read, want) else [f"verbs {read} for {want}"]
        self.clauses.update(m.confidence for m in mandates)
        blocks = SequenceMatcher(a=read, b=want, autojunk=False).get_matching_blocks()
        pairs = [(mandates[b.a + n], true[b.b + n]) for b in blocks for n in range(b.size)]
        paired = {id(mandate) for mandate, _ in pairs}
        self.wrong.update(m.confidence for m in mandates if id(m) not in paired)
        for mandate, each in pairs:
            if found := self._clause(mandate, each):
                self.wrong[mandate.confidence] += 1
                faults += [f"{mandate.confidence}: {mandate.canonical}: {fault}" for fault in found]
        return faults

    def _clause(self, mandate: ReadMandate, true: Truth) -> Iterator[str] | list[str]:
        faults = []
        kind, event = str(true["kind"]), "event"
        self.kinds[mandate.kind == kind] += 1
        if mandate.kind != kind:
            faults.append(f"kind {mandate.kind} for {kind}")
        self.count("events", [event] * (mandate.kind == event), [event] * (kind == event))
        asked = true.get("activities", [])
        if event in {mandate.kind, kind} and not self.count(
            "activities", mandate.activities, asked
        ):
            faults.append(f"activities {mandate.activities} for {asked}")
        whom = true["addressees"] if kind != "acknowledgement" else mandate.addressees
        if not self.count("addressees", mandate.addressees, whom):
            faults.append(f"addressees {mandate.addressees} for {whom}")
        return faults

    def show(self, title: str) -> None:
        """Print the figures of one collection of texts."""
        print(f"\n{title}: {self.clauses.total()} clauses, {self.seconds * 1000:.0f} ms")
        for what in ("verbs", "events", "activities", "addressees"):
            hit, false, missed = self.hit[what], self.false[what], self.missed[what]
            precision, recall = hit / max(1, hit + false), hit / max(1, hit + missed)
            f1 = 2 * hit / max(1, 2 * hit + false + missed)
            print(f"  {what:11} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
        print(f"  kind        accuracy  {self.kinds[True] / max(1, self.kinds.total()):.3f}")
        print(f"  wrong       {self.wrong.total()}, of them under review {self.wrong['review']}")
        share = self.clauses["review"] / max(1, self.clauses.total())
        print(f"  review      {share:.2f} of all clauses")


def score(tally: Tally, name: str, text: str, true: Sequence[Truth], **style: Any) -> None:
    """Read one paragraph and compare it."""
    started = time.perf_counter()
    mandates = read_mandates(text, style.pop("language"), VOCABULARY, **style)
    tally.seconds += time.perf_counter() - started
    faults = tally.compare(mandates, true)
    if faults and VERBOSE:
        print(f"{name}: {text[:90]}...")
        print("\n".join(f"    {fault}" for fault in faults))


def invented() -> None:
    """Score our own texts, by language."""
    tallies: dict[str, Tally] = {}
    for path in sorted((HERE / "clauses").glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        tally = tallies.setdefault(said["language"], Tally())
        style = {key: said[key] for key in ("language", "house", "organ")}
        for each in said["paragraphs"]:
            score(tally, f"{path.stem} {each['label']}", each["text"], each["mandates"], **style)
    for language, tally in sorted(tallies.items()):
        tally.show(f"invented texts, {language}")


def second_conference() -> None:
    """Score the readings of MCSD-2 made by hand, section by section."""
    source = SHARED / "mcsd-2.fr.md"
    if not source.exists():
        print("\nMCSD-2: the text is not beside the project, left out")
        return
    texts = dict(_paragraphs(source.read_text(encoding="utf-8")))
    for path in sorted(CATALOGUE.glob("section-*.json")):
        tally = Tally()
        for each in json.loads(path.read_text(encoding="utf-8"))["paragraphs"]:
            text = texts[each["label"]]
            score(tally, f"MCSD-2 {each['label']}", text, each["mandates"], language="fr")
        tally.show(f"MCSD-2, {path.stem}")


def _paragraphs(markdown: str) -> Iterator[tuple[str, str]]:
    operative = re.sub(r"\*\*|\^\{(\w+)\}", r"\1", markdown.split("Décide ce qui suit", 1)[1])
    parts = re.split(r"(?m)^(?:- )?(\d{1,3})\. ", operative)
    for label, text in zip(parts[1::2], parts[2::2], strict=True):
        yield label, " ".join(re.split(r"\n[A-F]\) ", text)[0].split())


def samples() -> None:
    """Compare the first verb, the addressees and the call for an event of sampled UN paragraphs."""
    for path in sorted(SHARED.glob("*.truth.json")):
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


if __name__ == "__main__":
    invented()
    second_conference()
    samples()
