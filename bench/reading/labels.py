"""Measures the layout of resolutions: labels, boundaries, sections, and that no text is lost.

    .venv/bin/python bench/reading/labels.py [FOLDER]

Reads `layout/NAME.(md|txt)` beside `NAME.json`, prints one line for each document and the sums;
exits 1 when anything is wrong.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from registry.reading.assembly import laid_out
from registry.reading.document import lines_of
from registry.reading.language import language_of
from registry.reading.lines import Line
from registry.reading.shapes import ReadResolution

# words that a label or a code stands for: `OP3`, `Section II`, `3 مكرر-`, `Original: arabe`
_SAID_OTHERWISE = re.compile(
    r"^(?:OP|Section |Paragraphe? |الفقرة |[\d ]+مكرر|(?:Original|الأصل) ?: ?\w+)|(?<=\d) ?bis",
    re.IGNORECASE,
)
HERE = Path(__file__).parent / "layout"


def main(folder: Path = HERE) -> int:
    wrong = right = total = 0
    for truth_file in sorted(folder.glob("*.json")):
        source = next(truth_file.parent.glob(f"{truth_file.stem}.[mt]*"))
        lines = lines_of(source.read_bytes(), source.name)
        read = laid_out(lines, language_of(lines))
        truth = json.loads(truth_file.read_text(encoding="utf-8"))["resolutions"]
        faults = list(compared(read, truth)) + [f"lost: {each}" for each in lost(lines, read)]
        expected = sum(len(each["paragraphs"]) for each in truth)
        total += expected
        right += sum(
            [p.label, p.section, p.text] in each["paragraphs"]
            for found, each in zip(read, truth, strict=False)
            for p in found.paragraphs
        )
        wrong += len(faults)
        print(
            f"{source.name:24} {expected:3} paragraphs  {len(faults)} faults", *faults, sep="\n    "
        )
    print(f"labels, sections and texts right: {right} of {total}; faults: {wrong}")
    return 1 if wrong else 0


def compared(read: tuple[ReadResolution, ...], truth: list[dict[str, Any]]) -> list[str]:
    """Return what differs from the truth, in words."""
    if len(read) != len(truth):
        return [f"{len(read)} resolutions instead of {len(truth)}"]
    return [
        fault for found, each in zip(read, truth, strict=True) for fault in _faults(found, each)
    ]


def _faults(found: ReadResolution, truth: dict[str, Any]) -> list[str]:
    seen = {
        "symbol": found.symbol,
        "language": found.language,
        "original_language": found.original_language,
        "title": found.title,
        "slug": found.slug,
        "sections": [[each.label, each.title] for each in found.sections],
        "preambular": len(found.preambular),
        "paragraphs": [[each.label, each.section, each.text] for each in found.paragraphs],
        "annexes": [[a.label, [p.label for p in a.paragraphs]] for a in found.annexes],
    }
    return [
        f"{name}: {seen[name]!r} instead of {truth.get(name, [])!r}"
        for name in seen
        if seen[name] != truth.get(name, [])
    ]


def lost(lines: tuple[Line, ...], read: tuple[ReadResolution, ...]) -> list[str]:
    """Return the words of the document that are in no part of what was read."""
    kept = "".join(_letters(text) for each in read for text in _texts(each))
    texts = [(line.text, _letters(_SAID_OTHERWISE.sub("", line.text))) for line in lines]
    return [text for text, letters in texts if letters and letters not in kept]


def _texts(each: ReadResolution) -> list[str]:
    """All that was read, in printed order as far as lines are asked for."""
    return [
        each.title,
        each.symbol or "",
        each.opening,
        *(part.text for part in each.preambular),
        each.marker or "",
        *(f"{part.label}{part.title}" for part in each.sections),
        *(f"{part.label}{part.text}" for part in each.paragraphs),
        *(f"{part.label}{part.title}\n{part.text}" for part in each.annexes),
        *(part.text for part in each.unread),
    ]


def _letters(text: str) -> str:
    """Return the letters alone: numbers and signs belong to labels, marks and hyphens."""
    return "".join(each for each in text if each.isalpha())


if __name__ == "__main__":
    sys.exit(main(*(Path(each) for each in sys.argv[1:])))
