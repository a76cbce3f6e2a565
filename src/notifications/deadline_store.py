"""Which deadlines a body has: what it, or a group it is in, was asked for until a day."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import and_, col, func, select

from core.work import Work
from registry import (
    Basis,
    Body,
    Decision,
    Mandate,
    Paragraph,
    Resolution,
    Review,
    Session,
    visible_mandates,
)

Answered = Callable[[Work], Collection[UUID]]
"""Tells which mandates are answered; the reports know, and the composition root passes it on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A mandate with a day, and the paragraph and the resolution (its slug) that it stands in.

    `session`: the one that gives the day, where the text says "before the session of ...".
    """

    mandate: Mandate
    paragraph: Paragraph
    slug: str
    session: Session | None = None

    @property
    def due(self) -> date:
        """Return the last day in time: the session's first one, else the mandate's own."""
        day = (self.session.starts_on if self.session else None) or self.mandate.due_on
        assert day is not None, "asked_of gives those with a day only"
        return day

    @property
    def revision(self) -> int:
        """Return how often mandate and session were changed; a feed's entry rises with it."""
        return self.mandate.version - 1 + (self.session.version if self.session else 0)

    @property
    def stamped(self) -> datetime:
        """Return when this revision came to be."""
        said = self.mandate.created_at + timedelta(seconds=self.mandate.version - 1)
        known = self.session.known_at if self.session else None
        return max(said, known) if known else said

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
    waits = and_(
        col(Session.code) == col(Mandate.due_session),
        col(Mandate.due_basis) == Basis.SESSION,
        col(Session.starts_on).is_not(None),
    )
    day = func.coalesce(col(Session.starts_on), col(Mandate.due_on))
    found = (
        select(Mandate, Paragraph, Resolution.slug, Session)
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .join(Resolution, col(Resolution.id) == col(Mandate.resolution_id))
        .outerjoin(Session, waits)
        .where(day.is_not(None), col(Mandate.review) != Review.REJECTED)
        .where(visible_mandates(work.actor))
        .where(col(Mandate.id).not_in(closed))
        .order_by(day, col(Mandate.position), col(Mandate.id))
    )
    return [
        Asked(mandate, paragraph, slug, session)
        for mandate, paragraph, slug, session in work.session.exec(found)
        if mandate.owner == code or groups.intersection(mandate.addressees)
    ]


def groups_with(work: Work, code: str) -> set[str]:
    """Return a body's code and those of the groups that it is in."""
    found = work.session.exec(select(Body.code, Body.members)).all()
    return {code, *(group for group, members in found if code in members)}
