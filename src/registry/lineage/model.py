"""Tables of what a text says of other texts and of the past: citations, and events that were held.

Both are suggestions with their place in the text until a person confirms them (PRODUCT.md, 6, 7).
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.storage import Row, document, moment, use_versions, words
from registry.model import Review


class RelationKind(StrEnum):
    """What a paragraph does with the text that it names."""

    RECALLS = "recalls"
    REAFFIRMS = "reaffirms"
    RENEWS = "renews"
    SUPERSEDES = "supersedes"
    AMENDS = "amends"
    IMPLEMENTS = "implements"
    WELCOMES = "welcomes"
    NOTES = "notes"
    CITES = "cites"


class ResolutionRelation(Row, table=True):
    """A paragraph's mention of another text; `target_id` when that is a resolution of ours.

    `cited`: `resolution`, `decision`, `document` or `article`; `symbol` as printed, `symbol_key`
    what is equal for one symbol printed twice. `span` counts characters of the paragraph's text in
    `language`, half open; null since that text was replaced by one without the mention.
    """

    __table_args__ = (UniqueConstraint("paragraph_id", "cited", "symbol_key"),)

    resolution_id: UUID = Field(foreign_key="resolution.id", index=True)
    paragraph_id: UUID = Field(foreign_key="paragraph.id")
    target_id: UUID | None = Field(default=None, foreign_key="resolution.id", index=True)
    cited: str = Field(max_length=20)
    symbol: str = Field(max_length=120)
    symbol_key: str = Field(max_length=240, index=True)
    kind: RelationKind = Field(sa_type=words(RelationKind))
    dated: date | None = None
    language: str = Field(max_length=2)
    span: list[int] | None = document()
    review: Review = Field(default=Review.SUGGESTED, sa_type=words(Review))
    reviewed_at: datetime | None = moment(nullable=True)
    review_reason: str | None = Field(default=None, max_length=2000)
    created_at: datetime = moment()


class ReportedEvent(Row, table=True):
    """An event that a paragraph reports as held, as that text tells it.

    `type` is an activity, or `session`; `precision` is `day`, `month` or `year`; `place` as
    printed; `organizers` and `partners` are codes of bodies and states.
    """

    __table_args__ = (UniqueConstraint("paragraph_id", "type", "starts_on", "ends_on"),)

    resolution_id: UUID = Field(foreign_key="resolution.id", index=True)
    paragraph_id: UUID = Field(foreign_key="paragraph.id")
    title: str = Field(max_length=500)
    type: str = Field(max_length=40)
    starts_on: date
    ends_on: date
    precision: str = Field(max_length=10)
    place: str | None = Field(default=None, max_length=200)
    organizers: list[str] = document(list)
    partners: list[str] = document(list)
    mode: str | None = Field(default=None, max_length=20)
    language: str = Field(max_length=2)
    span: list[int] | None = document()
    review: Review = Field(default=Review.SUGGESTED, sa_type=words(Review))
    reviewed_at: datetime | None = moment(nullable=True)
    review_reason: str | None = Field(default=None, max_length=2000)
    created_at: datetime = moment()


use_versions(ResolutionRelation, ReportedEvent)
