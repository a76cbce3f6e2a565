"""Bodies take up mandates that name nobody to do them, and give them back."""

from typing import Any

from core.problem import Forbidden, Invalid
from core.work import Work
from registry.actions import apply
from registry.errors import AlreadyOwned, MandateIsRejected
from registry.facts import MandateClaimed, MandateReleased
from registry.forms import Ownership
from registry.model import Mandate, Review
from registry.store import unknown_bodies


def claim(work: Work, mandate: Mandate, wish: Ownership) -> Mandate:
    """Let a body answer for a mandate, within a programme of its own if it says so.

    Raises `Invalid` for no body or an unknown one, `Forbidden` for another's, `AlreadyOwned`,
    `MandateIsRejected`. Again, for the same body: nothing happens.
    """
    body = wish.body or work.actor.body
    if body is None:
        raise Invalid("/body", "name the body that takes the mandate up")
    if not work.actor.speaks_for({body}):
        raise Forbidden(f"You speak for {work.actor.body} only.")
    if unknown_bodies(work, [body]):
        raise Invalid("/body", f"there is no body {body}")
    if mandate.review is Review.REJECTED:
        raise MandateIsRejected
    if mandate.owner not in {None, body}:
        raise AlreadyOwned(f"{mandate.owner} answers for it.")
    values: dict[str, Any] = {"owner": body}
    if wish.programme is not None:
        values["programme"] = wish.programme
    return apply(work, mandate, values, MandateClaimed)


def release(work: Work, mandate: Mandate) -> Mandate:
    """Give a mandate back: nobody in particular answers for it. `Forbidden` for another's."""
    if mandate.owner and not work.actor.speaks_for({mandate.owner}):
        raise Forbidden(f"{mandate.owner} answers for it.")
    return apply(work, mandate, {"owner": None}, MandateReleased)
