"""Counting for `clauses.py`: hits, false alarms, misses, and how honest the confidence is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from registry.reading.shapes import ReadMandate

Truth = Mapping[str, Any]
_EVENT = "event"


@dataclass
class Tally:
    """Hits, false alarms and misses by what was read; wrong clauses and how many said `review`."""

    hit: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    kinds: Counter[bool] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    clauses: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, other: "Tally") -> None:
        """Add another collection's counts: the pooled figures."""
        for name in ("hit", "false", "missed", "kinds", "wrong", "clauses", "lost"):
            getattr(self, name).update(getattr(other, name))
        self.seconds += other.seconds

    def count(self, what: str, read: Iterable[str], true: Iterable[str]) -> bool:
        """Compare two bags of words and say whether they are the same."""
        got, want = Counter(read), Counter(true)
        both = got & want
        self.hit[what] += both.total()
        self.false[what] += (got - both).total()
        self.missed[what] += (want - both).total()
        return got == want

    def compare(self, mandates: Sequence[ReadMandate], true: Sequence[Truth]) -> list[str]:
        """Score one paragraph and return what was wrong, in words.

        A clause that was missed, or read as another verb, has no event, activity or addressee of
        its own: what the truth says of it counts as missed, what was read as a false alarm.
        """
        read, want = [m.canonical for m in mandates], [str(t["canonical"]) for t in true]
        faults = [] if self.count("verbs", read, want) else [f"verbs {read} for {want}"]
        self.clauses.update(m.confidence for m in mandates)
        blocks = SequenceMatcher(a=read, b=want, autojunk=False).get_matching_blocks()
        pairs = [(mandates[b.a + n], true[b.b + n]) for b in blocks for n in range(b.size)]
        for mandate, each in pairs:
            if found := self._clause(mandate, each):
                self.wrong[mandate.confidence] += 1
                faults += [f"{mandate.confidence}: {mandate.canonical}: {fault}" for fault in found]
        self._unpaired(mandates, true, pairs)
        return faults

    def _unpaired(
        self,
        mandates: Sequence[ReadMandate],
        true: Sequence[Truth],
        pairs: Sequence[tuple[ReadMandate, Truth]],
    ) -> None:
        read, known = {id(mandate) for mandate, _ in pairs}, {id(each) for _, each in pairs}
        doubted = any(m.confidence == "review" for m in mandates)
        for mandate in mandates:
            if id(mandate) not in read:
                self.wrong[mandate.confidence] += 1
                self.count("events", [_EVENT] * (mandate.kind == _EVENT), [])
                self.count("activities", mandate.activities, [])
                self.count("addressees", mandate.addressees, [])
        for each in true:
            if id(each) not in known:
                self.lost["beside a doubt" if doubted else "silently"] += 1
                self.count("events", [], [_EVENT] * (each["kind"] == _EVENT))
                self.count("activities", [], each.get("activities", []))
                self.count("addressees", [], _asked(each))

    def _clause(self, mandate: ReadMandate, true: Truth) -> list[str]:
        faults = []
        kind = str(true["kind"])
        self.kinds[mandate.kind == kind] += 1
        if mandate.kind != kind:
            faults.append(f"kind {mandate.kind} for {kind}")
        self.count("events", [_EVENT] * (mandate.kind == _EVENT), [_EVENT] * (kind == _EVENT))
        asked = true.get("activities", [])
        if _EVENT in {mandate.kind, kind} and not self.count(
            "activities", mandate.activities, asked
        ):
            faults.append(f"activities {mandate.activities} for {asked}")
        whom = _asked(true) if kind != "acknowledgement" else mandate.addressees
        if not self.count("addressees", mandate.addressees, whom):
            faults.append(f"addressees {mandate.addressees} for {whom}")
        if "partners" in true and not self.count("partners", mandate.partners, true["partners"]):
            faults.append(f"partners {mandate.partners} for {true['partners']}")
        return faults

    def show(self, title: str) -> None:
        """Print the figures of one collection of texts."""
        print(f"\n{title}: {self.clauses.total()} clauses, {self.seconds * 1000:.0f} ms")
        for what in ("verbs", "events", "activities", "addressees", "partners"):
            hit, false, missed = self.hit[what], self.false[what], self.missed[what]
            if not hit + false + missed:
                continue
            precision, recall = hit / max(1, hit + false), hit / max(1, hit + missed)
            f1 = 2 * hit / max(1, 2 * hit + false + missed)
            print(f"  {what:11} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
        print(f"  kind        accuracy  {self.kinds[True] / max(1, self.kinds.total()):.3f}")
        self._show_confidence()

    def _show_confidence(self) -> None:
        wrong, doubted = self.wrong.total(), self.wrong["review"]
        told = f" ({doubted / wrong:.2f})" if wrong else ""
        print(f"  wrong       {wrong}, of them under review {doubted}{told}")
        for level in ("high", "review"):
            read = self.clauses[level]
            right = 1 - self.wrong[level] / max(1, read)
            print(f"  {level:11} {read} clauses, {right:.3f} of them right")
        if self.lost:
            told = ", ".join(f"{n} {how}" for how, n in sorted(self.lost.items()))
            print(f"  lost        {told}")


def _asked(true: Truth) -> list[str]:
    return [] if true["kind"] == "acknowledgement" else list(true["addressees"])
