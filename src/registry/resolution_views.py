"""How a resolution looks from outside: its head in lists, the whole by itself."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import computed_field

from core.texts import Text
from registry.model import Review
from registry.reading_reasons import explained
from registry.text_model import Part
from registry.views import View


class ResolutionHead(View):
    """What identifies a resolution."""

    id: UUID
    slug: str
    symbol: str | None
    printed_symbol: str | None
    title: Text
    short_title: Text | None
    adopting_body: str | None
    adopted_on: date | None
    original_language: str | None


class SectionView(View):
    """A heading and how many operative paragraphs are under it."""

    label: str
    title: Text
    paragraphs: int


class UnreadView(View):
    """A line of the file that fitted nothing; `why` in English, `explained` also in other words."""

    line: int
    text: str
    why: str

    @computed_field  # type: ignore[prop-decorator]
    @property
    def explained(self) -> Text:
        """The reason in each language that has words for it."""
        return explained(self.why)


class VersionView(View):
    """A language version as imported. `unmatched`: labels only the file has; `missing`: only we.

    `unread` is null for callers who are not signed in.
    """

    language: str
    title: str
    filename: str
    digest: str
    imported_at: datetime
    unmatched: list[str]
    missing: list[str]
    unread: list[UnreadView] | None


class Counts(View):
    """How many paragraphs and mandates there are."""

    paragraphs: dict[Part, int]
    mandates: dict[Review, int]


class ResolutionView(ResolutionHead):
    """A resolution with its sections, versions and counts."""

    theme: Text | None
    starts_on: date | None
    hijri_printed: str | None
    place: Mapping[str, Any] | None
    next_session: str | None
    sections: list[SectionView]
    versions: list[VersionView]
    counts: Counts


class ImportedView(View):
    """What an import did to one resolution: `created`, `attached`, `replaced` or `unchanged`.

    `unmatched`, `missing`: labels that only the file or only the resolution has.
    """

    slug: str
    symbol: str | None
    language: str
    outcome: str
    paragraphs: int
    suggestions: int
    spans: int
    unmatched: list[str]
    missing: list[str]
    unread: list[UnreadView]
    warnings: list[str]


class ImportView(View):
    """What an import did to each resolution of the file."""

    resolutions: list[ImportedView]
