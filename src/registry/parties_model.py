"""Tables of those whom resolutions speak to: bodies, states, and the sessions they meet in."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field

from core.storage import Row, document, moment, use_versions, words


class BodyKind(StrEnum):
    """What sort of body it is; a `group` stands for its members."""

    ORGAN = "organ"
    INSTITUTION = "institution"
    MINISTRY = "ministry"
    GROUP = "group"
    CONFERENCE = "conference"
    EXTERNAL = "external"


class Body(Row, table=True):
    """An organ, institution, ministry, organisation, or a group of bodies.

    `members` of a group: codes of bodies, or the one word `states` for all Member States.
    `aliases`: per language, the names printed in texts.
    """

    code: str = Field(max_length=60, unique=True)
    kind: BodyKind = Field(sa_type=words(BodyKind))
    name: dict[str, str] = document(dict)
    short: dict[str, str] | None = document()
    state: str | None = Field(default=None, max_length=2)
    members: list[str] = document(list)
    aliases: dict[str, list[str]] = document(dict)
    unconfirmed: list[str] = document(list)


class State(Row, table=True):
    """A member state, with the periods of its membership (`since`, `until`; null is open)."""

    code: str = Field(max_length=2, unique=True)
    alpha3: str = Field(max_length=3)
    name: dict[str, str] = document(dict)
    time_zone: str = Field(max_length=60)
    zones: list[str] = document(list)
    weekend: list[str] = document(list)
    group: str = Field(max_length=20)
    language: str = Field(max_length=2)
    other_languages: list[str] = document(list)
    memberships: list[dict[str, str | None]] = document(list)
    aliases: dict[str, list[str]] = document(dict)

    def is_member(self, on: date) -> bool:
        """Say whether it is a member, not suspended, on that date."""
        day = on.isoformat()
        return any(
            (period["since"] or "") <= day < (period["until"] or "9999")
            for period in self.memberships
        )


class Session(Row, table=True):
    """One session of a conference or council; deadlines may wait for its date to be known."""

    __tablename__ = "conference_session"  # pyright: ignore[reportAssignmentType] -- SESSION is a reserved word

    code: str = Field(max_length=40, unique=True)
    body: str = Field(max_length=60)
    title: dict[str, str] = document(dict)
    starts_on: date | None = None
    expected: str | None = Field(default=None, max_length=40)
    known_at: datetime | None = moment(nullable=True)


use_versions(Body, State, Session)
