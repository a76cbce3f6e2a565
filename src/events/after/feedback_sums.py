"""What the answers of many say together. Pure.

Nothing is summed up while fewer than `FEWEST` have answered: of two answers, whoever gave one knows
the other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from events.registrations.questions import Question, QuestionKind

FEWEST = 3
_WORDS = {QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.DATE}


@dataclass(frozen=True, slots=True)
class Sum:
    """What many answered to one question.

    `counts` by option, `yes` and `no`, or state; of numbers by number, with their `mean`. `said`
    are the words, in the order of the alphabet, so that no two answers are seen to be of one hand.
    """

    question: str
    answered: int
    counts: dict[str, int] = field(default_factory=dict[str, int])
    mean: float | None = None
    said: list[str] = field(default_factory=list[str])


def sums(questions: Sequence[Question], sheets: Sequence[Mapping[str, Any]]) -> list[Sum]:
    """Return what the sheets say to each question; nothing while they are too few."""
    if len(sheets) < FEWEST:
        return []
    return [_sum(each, [s[each.id] for s in sheets if each.id in s]) for each in questions]


def _sum(question: Question, given: list[Any]) -> Sum:
    name, answered = question.id, len(given)
    if question.kind in _WORDS:
        return Sum(name, answered, said=sorted(given))
    if question.kind is QuestionKind.NUMBER:
        mean = round(sum(given) / answered, 2) if given else None
        return Sum(name, answered, _counted(f"{each:g}" for each in sorted(given)), mean)
    if question.kind is QuestionKind.YES_NO:
        return Sum(name, answered, _counted("yes" if each else "no" for each in given))
    if question.kind is QuestionKind.CHOICES:
        given = [one for each in given for one in each]
    offered = {each.value: 0 for each in question.options}
    return Sum(name, answered, {**offered, **_counted(given)})


def _counted(words: Any) -> dict[str, int]:
    return dict(Counter[str](words))
