"""An event's questions as fields of a page's form, and what was typed there as answers.

Without scripts a page cannot hide a question by an answer: it says when the question is meant, and
what is typed although it is not is left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from core.problem import Invalid
from events import Question, QuestionKind, is_asked
from nadwa.dashboard.reader import Reader
from nadwa.dashboard.store import Names

_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,6})?", re.ASCII)


class Typed(BaseModel):
    """Whatever fields a form with questions sends; they are checked by the questions."""

    model_config = ConfigDict(extra="allow")

    @property
    def fields(self) -> dict[str, str]:
        """Return what was typed, by the name of the field."""
        extra = self.model_extra or {}
        return {name: value for name, value in extra.items() if isinstance(value, str)}


@dataclass(frozen=True, slots=True)
class QuestionField:
    """One field: `options` are value and label, `chosen` the values that are set."""

    name: str
    kind: str
    label: str
    help: str
    only_if: str
    required: bool
    options: list[tuple[str, str]]
    chosen: frozenset[str]
    wrong: bool


def fields_of(
    reader: Reader,
    questions: Sequence[Question],
    typed: Mapping[str, str],
    faults: set[str],
    states: Names,
) -> list[QuestionField]:
    """Return the fields of a form, filled with what was typed."""
    by_id = {each.id: each for each in questions}
    return [_field(reader, each, by_id, typed, faults, states) for each in questions]


def answers_of(questions: Sequence[Question], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed as answers; without those that nobody asked for."""
    found: dict[str, Any] = {}
    for each in questions:
        value = _answer(each, typed)
        if value not in {"", None, ()} and is_asked(each, found):
            found[each.id] = list(value) if isinstance(value, tuple) else value
    return found


def typed_of(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, str]:
    """Return answers as they would be typed again."""
    typed: dict[str, str] = {}
    for each in questions:
        value = answers.get(each.id)
        if isinstance(value, list):
            typed |= {f"q.{each.id}.{one}": "on" for one in value}
        elif isinstance(value, bool):
            typed[f"q.{each.id}"] = "yes" if value else "no"
        elif value is not None:
            typed[f"q.{each.id}"] = str(value)
    return typed


def faults_in(refused: Invalid) -> set[str]:
    """Return the names of the fields that cannot be right."""
    listed: Any = refused.members["errors"]
    names = (str(each["pointer"]).removeprefix("/").split("/") for each in listed)
    return {f"q.{rest[-1]}" if first == "answers" else rest[-1] for first, *rest in names if rest}


def _answer(question: Question, typed: Mapping[str, str]) -> Any:
    name = f"q.{question.id}"
    value = typed.get(name, "").replace("\r\n", "\n").strip()
    if question.kind is QuestionKind.CHOICES:
        return tuple(one.value for one in question.options if typed.get(f"{name}.{one.value}"))
    if question.kind is QuestionKind.YES_NO:
        return {"yes": True, "no": False}.get(value, value)
    if question.kind is QuestionKind.NUMBER and _NUMBER.fullmatch(value):
        number = float(value.replace(",", "."))
        return int(number) if number.is_integer() else number
    return value


def _field(  # noqa: PLR0913, PLR0917 -- a question, and what the page knows of it
    reader: Reader,
    question: Question,
    by_id: Mapping[str, Question],
    typed: Mapping[str, str],
    faults: set[str],
    states: Names,
) -> QuestionField:
    name = f"q.{question.id}"
    options = _options(reader, question)
    if question.kind is QuestionKind.STATE:
        options = sorted(states.items(), key=lambda pair: pair[1])
    chosen = {value for value, _ in options if f"{name}.{value}" in typed} | {typed.get(name, "")}
    return QuestionField(
        name=name,
        kind=question.kind.value,
        label=_said(reader, question.label),
        help=_said(reader, question.help) if question.help else "",
        only_if=_only_if(reader, question, by_id),
        required=question.required and question.when is None,
        options=options,
        chosen=frozenset(chosen),
        wrong=name in faults,
    )


def _only_if(reader: Reader, question: Question, by_id: Mapping[str, Question]) -> str:
    if question.when is None:
        return ""
    other = by_id[question.when.question]
    value = question.when.answer
    if isinstance(value, bool):
        value = "yes" if value else "no"
    answer = dict(_options(reader, other))[value]
    return reader.say("questions.only_if", question=_said(reader, other.label), answer=answer)


def _options(reader: Reader, question: Question) -> list[tuple[str, str]]:
    if question.kind is QuestionKind.YES_NO:
        return [(each, reader.say(f"questions.{each}")) for each in ("yes", "no")]
    return [(each.value, _said(reader, each.label)) for each in question.options]


def _said(reader: Reader, text: Any) -> str:
    return reader.pick(text.model_dump())
