"""Whom a role can be given for: an organizer acts for a body, a focal point speaks for a state."""

from core.people import Role
from core.problem import Invalid
from core.work import Work
from registry import unknown_bodies, unknown_states


def check_scope(work: Work, role: Role, body: str | None, state: str | None) -> None:
    """Raise `Invalid` for a body or a state that is unknown, missing, or not for this role."""
    if body and unknown_bodies(work, [body]):
        raise Invalid("/body", f"no body has the code {body} (see GET /v1/bodies)")
    if state and unknown_states(work, [state]):
        raise Invalid("/state", f"no member state has the code {state}")
    if role is Role.FOCAL_POINT and not state:
        raise Invalid("/state", "a state is required for a focal point")
    if state and role is not Role.FOCAL_POINT:
        raise Invalid("/state", "a state is for focal points only")
    if body and role is not Role.ORGANIZER:
        raise Invalid("/body", "a body is for organizers only")


def check_options(work: Work, role: Role, body: str | None, state: str | None) -> None:
    """Raise as `check_scope` does, and name the option of the command line."""
    try:
        check_scope(work, role, body, state)
    except Invalid as wrong:
        [(pointer, why)] = wrong.faults
        raise Invalid(pointer, f"--{pointer.removeprefix('/')}: {why}") from None
