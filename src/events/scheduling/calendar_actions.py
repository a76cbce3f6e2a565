"""Correcting the calendar of a state, and taking a correction back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.problem import Invalid, Missing
from core.work import Work
from events.errors import OverrideExists
from events.facts import CalendarOverridden, CalendarOverrideWithdrawn
from events.scheduling.calendar_forms import OverrideChange, OverrideForm
from events.scheduling.calendar_model import CalendarOverride
from events.vocabulary import OverrideKind
from registry import State

Check = Callable[[CalendarOverride], None]
_LONGEST = timedelta(days=60)


def override(work: Work, state: str, form: OverrideForm) -> CalendarOverride:
    """Correct a state's calendar from now on, in conflicts, slots and programmes.

    Raises `Missing` (no such state), `Invalid`, `OverrideExists` (these days have one already).
    """
    _hold(work, state)
    columns = _checked(form)
    _refuse_double(work, state, columns)
    row = work.add(CalendarOverride(state=state, recorded_at=work.now, **columns))
    _record(work, row)
    return row


def change_override(work: Work, id: UUID, wish: OverrideChange, seen: Check) -> CalendarOverride:
    """Edit the fields that were sent; `seen` refuses when the caller saw another version."""
    row = override_to_see(work, id)
    _hold(work, row.state)
    work.session.refresh(row)
    seen(row)
    sent = {name: getattr(wish, name) for name in wish.model_fields_set}
    columns = _checked(_form_of(row).model_copy(update=sent))
    _refuse_double(work, row.state, columns, row.id)
    if all(getattr(row, name) == value for name, value in columns.items()):
        return row
    for name, value in columns.items():
        setattr(row, name, value)
    _record(work, row)
    return row


def withdraw_override(work: Work, id: UUID, seen: Check) -> None:
    """Let the sources speak again."""
    row = override_to_see(work, id)
    _hold(work, row.state)
    seen(row)
    work.session.delete(row)
    work.record(CalendarOverrideWithdrawn(subject=row.id, state=row.state))


def override_to_see(work: Work, id: UUID) -> CalendarOverride:
    """Return a correction, or raise `Missing`."""
    return work.get(CalendarOverride, id)


def _hold(work: Work, code: str) -> None:
    """Hold a state until the work ends, so that no day is corrected twice at once."""
    held = select(State).where(col(State.code) == code).with_for_update(key_share=True)
    if work.session.exec(held).first() is None:
        raise Missing


def _checked(form: OverrideForm) -> dict[str, Any]:
    """Return what the form says as columns, or refuse what contradicts itself."""
    weekend = form.kind is OverrideKind.WEEKEND
    if weekend and (form.first or form.last):
        raise Invalid("/from", "a weekend holds for all days; leave `from` and `to` out")
    if weekend and not form.weekend:
        raise Invalid("/weekend", 'name the weekdays off, such as ["fri", "sat"]')
    if not weekend and form.weekend:
        raise Invalid("/weekend", "only an override of the kind weekend names weekdays")
    if not weekend and form.first is None:
        raise Invalid("/from", "say from which day on")
    last = form.last or form.first
    if form.first and last and not form.first <= last <= form.first + _LONGEST:
        raise Invalid("/to", f"the last day is the first one or up to {_LONGEST.days} days later")
    if form.kind is OverrideKind.DAY_OFF and form.name is None:
        raise Invalid("/name", "say what the day is called, in en, fr or ar")
    return {
        "kind": form.kind,
        "first_day": form.first,
        "last_day": last,
        "weekend": form.weekend,
        "name": form.name.model_dump(exclude_none=True) if form.name else None,
        "confidence": form.confidence,
        "source": form.source,
    }


def _refuse_double(
    work: Work, state: str, columns: dict[str, Any], own: UUID | None = None
) -> None:
    first, last = columns["first_day"], columns["last_day"]
    if columns["kind"] is OverrideKind.WEEKEND:
        same = col(CalendarOverride.kind) == OverrideKind.WEEKEND
    else:
        same = (col(CalendarOverride.first_day) <= last) & (col(CalendarOverride.last_day) >= first)
    found = select(CalendarOverride.id).where(col(CalendarOverride.state) == state, same)
    if others := [each for each in work.session.exec(found) if each != own]:
        raise OverrideExists(existing=str(others[0]))


def _form_of(row: CalendarOverride) -> OverrideForm:
    return OverrideForm.model_validate(
        {
            "kind": row.kind,
            "first": row.first_day,
            "last": row.last_day,
            "weekend": row.weekend,
            "name": row.name,
            "confidence": row.confidence,
            "source": row.source,
        }
    )


def _record(work: Work, row: CalendarOverride) -> None:
    work.record(
        CalendarOverridden(
            subject=row.id,
            state=row.state,
            kind=row.kind,
            first_day=row.first_day,
            last_day=row.last_day,
            weekend=row.weekend,
            title=row.name,
            confidence=row.confidence,
            source=row.source,
        )
    )
