"""Questions of a form, and which answers they take. Pure.

A question may depend on an earlier one (`when`): it is asked only where that one was answered so.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from core.input import Line, Prose
from core.texts import Text
from events.forms import Form, StateCode, Title

Answers = dict[str, Any]
Fault = tuple[str, str]
QuestionId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", examples=["diet"])]


class QuestionKind(StrEnum):
    """What an answer is."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    STATE = "state"


_CHOOSING = {QuestionKind.CHOICE, QuestionKind.CHOICES}


class Audience(StrEnum):
    """Who reads the answers beside the organizers and the person: nobody, or the own state."""

    ORGANIZERS = "organizers"
    STATE = "state"


class Option(Form):
    """One of the answers to choose from."""

    value: QuestionId
    label: Title


class When(Form):
    """The question is asked where that earlier one was answered so (of several: also so)."""

    question: QuestionId
    answer: Annotated[str, Field(max_length=40)] | bool


class Question(Form):
    """One question, in up to three languages. `options` for choice and choices only."""

    id: QuestionId
    kind: QuestionKind
    label: Title
    help: Title | None = None
    required: bool = False
    options: list[Option] = Field(default_factory=list, max_length=60)
    when: When | None = None
    audience: Audience = Audience.ORGANIZERS

    @model_validator(mode="after")
    def offers_what_it_needs(self) -> Self:
        """Refuse a choice without options, options without a choice, an option twice."""
        values = [each.value for each in self.options]
        if (self.kind in _CHOOSING) is not bool(values):
            raise ValueError("give options to choose from, for choice and choices only")
        if len(set(values)) < len(values):
            raise ValueError("each option has a value of its own")
        return self


class QuestionsForm(Form):
    """The questions of an event and what the answers are for; those who answer read the purpose."""

    purpose: Text
    questions: list[Question] = Field(min_length=1, max_length=60)

    @model_validator(mode="after")
    def questions_follow_each_other(self) -> Self:
        """Refuse an id twice, and a condition that no earlier answer can meet."""
        before: dict[str, Question] = {}
        for each in self.questions:
            if each.id in before:
                raise ValueError(f"the question {each.id} is there twice")
            if each.when and not _can_be(before.get(each.when.question), each.when.answer):
                raise ValueError(f"{each.id} depends on an answer that no earlier question takes")
            before[each.id] = each
        return self

    def stored(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Return the questions and the purpose as rows keep them."""
        questions = [each.model_dump(mode="json", exclude_none=True) for each in self.questions]
        return questions, self.purpose.model_dump(exclude_none=True)


def checked(questions: Sequence[Question], given: Mapping[str, Any]) -> tuple[Answers, list[Fault]]:
    """Return the answers as they are kept, and what is wrong with them: question id and reason."""
    kept: Answers = {}
    known = {each.id for each in questions}
    faults = [(name, "there is no such question") for name in given if name not in known]
    for each in questions:
        value = given.get(each.id)
        if not is_asked(each, kept):
            if value is not None:
                faults.append((each.id, "this is not asked, by what was answered before"))
        elif value is None or value in ("", []):
            if each.required:
                faults.append((each.id, "this must be answered"))
        else:
            try:
                kept[each.id] = _answer(each, value)
            except ValueError as wrong:
                faults.append((each.id, _why(wrong)))
    return kept, faults


def is_asked(question: Question, answers: Mapping[str, Any]) -> bool:
    """Say whether a question is asked, by the answers to those before it."""
    if question.when is None:
        return True
    said = answers.get(question.when.question)
    return question.when.answer in said if isinstance(said, list) else said == question.when.answer


def states_named(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[Fault]:
    """Return the answers that are codes of states, with their questions."""
    wanted = (each.id for each in questions if each.kind is QuestionKind.STATE)
    return [(name, answers[name]) for name in wanted if name in answers]


_LINE: TypeAdapter[str] = TypeAdapter(Annotated[Line, Field(max_length=500)])
_PROSE: TypeAdapter[str] = TypeAdapter(Annotated[Prose, Field(min_length=1, max_length=5000)])
_STATE: TypeAdapter[str] = TypeAdapter(StateCode)
_MOST = 1_000_000_000_000


def _answer(question: Question, value: Any) -> Any:
    return _TAKES[question.kind](question, value)


def _yes_no(_question: Question, value: Any) -> Any:
    return _that(value, isinstance(value, bool), "answer true or false")


def _number(_question: Question, value: Any) -> Any:
    fits = type(value) in {int, float} and abs(value) <= _MOST
    return _that(value, fits, "give a number")


def _choice(question: Question, value: Any) -> Any:
    return _that(value, _offered(question, [value]), "choose one of the options")


def _choices(question: Question, value: Any) -> Any:
    fits = isinstance(value, list) and _offered(question, value)
    return _that(value, fits, "choose some of the options, each once")


def _day(_question: Question, value: Any) -> Any:
    written = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII)
    day: str = _that(value, written, "give a day such as 2027-03-15")
    return date.fromisoformat(day).isoformat()


_TAKES: dict[QuestionKind, Callable[[Question, Any], Any]] = {
    QuestionKind.TEXT: lambda _, value: _LINE.validate_python(value),
    QuestionKind.LONG_TEXT: lambda _, value: _PROSE.validate_python(value),
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _day,
    QuestionKind.STATE: lambda _, value: _STATE.validate_python(value),
}


def _offered(question: Question, values: list[Any]) -> bool:
    offered = [each.value for each in question.options]
    return all(values.count(each) == 1 and each in offered for each in values)


def _that(value: Any, fits: Any, otherwise: str) -> Any:
    if not fits:
        raise ValueError(otherwise)
    return value


def _why(wrong: ValueError) -> str:
    if isinstance(wrong, ValidationError):
        return str(wrong.errors()[0]["msg"]).removeprefix("Value error, ")
    return str(wrong)


def _can_be(question: Question | None, answer: str | bool) -> bool:
    if question is None:
        return False
    if question.kind is QuestionKind.YES_NO:
        return isinstance(answer, bool)
    return answer in [each.value for each in question.options]
