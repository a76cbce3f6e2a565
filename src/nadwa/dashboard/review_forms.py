"""What a reviewer says of one clause with the buttons of the review page."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError

from core.problem import Invalid
from core.work import Work
from nadwa.dashboard.question_fields import faults_in
from registry import (
    Because,
    Mandate,
    MandateChange,
    change_mandate,
    confirm,
    reject,
)

_LONGEST = 2000
_SAID_AT_ALL = frozenset({"kind", "addressees", "partners", "quantity", "reason"})
Typed = Annotated[str, Field(max_length=_LONGEST)]


class Finding(StrEnum):
    """The button that was pressed."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"


class ReviewForm(BaseModel):
    """What was typed; it is checked by the rules of a mandate, not here."""

    finding: Finding
    kind: Typed = ""
    activities: Annotated[list[Typed], Field(max_length=60)] = []
    addressees: Typed = ""
    partners: Typed = ""
    quantity: Typed = ""
    reason: Typed = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What could not be right on a form: the clause, the fields, and what was typed."""

    clause: UUID | None = None
    fields: frozenset[str] = frozenset()
    typed: ReviewForm | None = field(default=None)


def find(work: Work, mandate: Mandate, form: ReviewForm) -> Wrong | None:
    """Carry a finding out whole, or not at all and say what cannot be right."""
    try:
        with work.whole():
            _carry_out(work, mandate, form)
    except ValidationError as fault:
        fields = {str(error["loc"][0]) for error in fault.errors() if error["loc"]}
    except Invalid as refused:
        fields = {name for name in faults_in(refused) if not name.isdecimal()}
        fields |= _listed(refused)
    else:
        return None
    return Wrong(mandate.id, frozenset(fields & (_SAID_AT_ALL | {"activities"})), form)


def _carry_out(work: Work, mandate: Mandate, form: ReviewForm) -> None:
    if form.finding is Finding.REJECT:
        reject(work, mandate, Because(reason=form.reason).reason)
        return
    if form.finding is Finding.CORRECT:
        change_mandate(work, mandate, MandateChange.model_validate(_change(form)))
    confirm(work, mandate)


def _change(form: ReviewForm) -> dict[str, Any]:
    change: dict[str, Any] = {
        "kind": form.kind,
        "activities": form.activities,
        "addressees": _codes(form.addressees),
        "partners": _codes(form.partners),
        "quantity": form.quantity.strip() or None,
    }
    return change | ({"reason": form.reason} if form.reason.strip() else {})


def _codes(typed: str) -> list[str]:
    return [code for code in typed.upper().replace("،", ",").replace(",", " ").split() if code]


def _listed(refused: Invalid) -> set[str]:
    """Return the field of faults that point into a list, such as `/addressees/0`."""
    listed: Any = refused.members["errors"]
    return {str(each["pointer"]).removeprefix("/").split("/")[0] for each in listed}
