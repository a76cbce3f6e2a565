"""Which deadlines a body has: what it, or a group it is in, was asked for until a day."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from registry import Body, Decision, Mandate, Paragraph, Resolution, Review, visible_mandates

Answered = Callable[[Work], Collection[UUID]]
"""Tells which mandates are answered; the reports know, and the composition root passes it on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A mandate with a day, and the paragraph and the resolution (its slug) that it stands in."""

    mandate: Mandate
    paragraph: Paragraph
    slug: str

    @property
    def place(self) -> str:
        """Return where it stands, such as `MCSD-2 §14`."""
        return f"{self.slug.upper()} §{self.paragraph.label}"

    def page(self, base_url: str) -> str:
        """Return the address of the paragraph."""
        return (
            f"{base_url}/resolutions/{self.slug}#paragraph-{self.paragraph.label.replace(' ', '-')}"
        )


def asked_of(work: Work, code: str) -> list[Asked]:
    """Return what a body was asked for until a day, the nearest first; what is closed is not."""
    groups = groups_with(work, code)
    closed = select(Decision.mandate_id).where(col(Decision.withdrawn_at).is_(None))
    found = (
        select(Mandate, Paragraph, Resolution.slug)
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .join(Resolution, col(Resolution.id) == col(Mandate.resolution_id))
        .where(col(Mandate.due_on).is_not(None), col(Mandate.review) != Review.REJECTED)
        .where(visible_mandates(work.actor))
        .where(col(Mandate.id).not_in(closed))
        .order_by(col(Mandate.due_on), col(Mandate.position), col(Mandate.id))
    )
    return [
        Asked(mandate, paragraph, slug)
        for mandate, paragraph, slug in work.session.exec(found)
        if mandate.owner == code or groups.intersection(mandate.addressees)
    ]


def groups_with(work: Work, code: str) -> set[str]:
    """Return a body's code and those of the groups that it is in."""
    found = work.session.exec(select(Body.code, Body.members)).all()
    return {code, *(group for group, members in found if code in members)}
