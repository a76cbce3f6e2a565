"""The matrix of mandates and states, with its sums, as it looks from outside."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from core.sheets import Cell as SheetCell
from core.texts import Language, Text, pick
from core.work import Work
from reports import names
from reports.briefs import briefs
from reports.coverage.figures import answers_view
from reports.coverage.views import AnswersView
from reports.standings import Standings
from reports.states import Answers, Cell, Row, answers_by, matrix
from reports.words import called, label


class StateColumn(BaseModel):
    """A state: its name, regional group and language."""

    code: str
    name: Text
    group: str
    language: str


class MatrixRow(BaseModel):
    """A mandate's cells by state. An empty cell is unknown; a state that is not asked has none."""

    mandate: UUID
    reference: str
    resolution: str
    section: str | None
    paragraph: str
    cells: dict[str, Cell]


class MatrixSumView(BaseModel):
    """What was expected and came, of one state, regional group or language group."""

    key: str
    label: Text
    answers: AnswersView


class MatrixView(BaseModel):
    """Mandates that address states, by those states, as DHIS2 counts reports."""

    as_of: datetime
    resolution: str | None
    states: list[StateColumn]
    rows: list[MatrixRow]
    by_state: list[MatrixSumView]
    by_group: list[MatrixSumView]
    by_language: list[MatrixSumView]


def matrix_view(
    work: Work, resolution: str | None, standings: Standings, as_of: datetime
) -> MatrixView:
    """Return the matrix with its sums; only states that are asked have a column."""
    rows = matrix(standings.judgements)
    asked = {state for row in rows for state in row.cells}
    said = names.said_at(work, standings.moment.known_at)
    states = [state for state in names.states(work, said) if state.code in asked]
    groups = {state.code: state.group for state in states}
    languages = {state.code: state.language for state in states}
    known = {state.code: state.name for state in states}
    return MatrixView(
        as_of=as_of,
        resolution=resolution,
        states=[
            StateColumn(
                code=each.code, name=Text(**each.name), group=each.group, language=each.language
            )
            for each in states
        ],
        rows=_rows(work, standings, rows),
        by_state=_sums(answers_by(rows), known),
        by_group=_labelled(answers_by(rows, groups), "region"),
        by_language=_labelled(answers_by(rows, languages), "language"),
    )


def as_table(view: MatrixView, language: Language) -> Iterable[list[SheetCell]]:
    """Give the matrix as a table: a row for each mandate, a column for each state, in words."""
    heads = ("reference", "section", "paragraph")
    yield [
        *(called("matrix", head, language) for head in heads),
        *(pick(state.name.model_dump(), language) for state in view.states),
    ]
    for row in view.rows:
        cells = (row.cells.get(state.code) for state in view.states)
        yield [
            row.reference,
            row.section,
            row.paragraph,
            *("" if cell is None else called("cell", cell, language) for cell in cells),
        ]


def _rows(work: Work, standings: Standings, rows: Sequence[Row]) -> list[MatrixRow]:
    by_id = standings.by_id
    [placed] = briefs(work, [by_id[row.mandate] for row in rows])
    return [
        MatrixRow(
            mandate=row.mandate,
            reference=brief.reference,
            resolution=brief.resolution,
            section=brief.section,
            paragraph=brief.paragraph,
            cells=dict(sorted(row.cells.items())),
        )
        for row, brief in zip(rows, placed, strict=True)
    ]


def _sums(sums: dict[str, Answers], known: names.Names) -> list[MatrixSumView]:
    return [
        MatrixSumView(key=key, label=names.text(known, key), answers=answers_view(answers))
        for key, answers in sums.items()
    ]


def _labelled(sums: dict[str, Answers], kind: str) -> list[MatrixSumView]:
    return [
        MatrixSumView(key=key, label=label(kind, key), answers=answers_view(answers))
        for key, answers in sums.items()
    ]
