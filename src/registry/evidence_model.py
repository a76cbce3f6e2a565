"""Tables of claims that a mandate was answered, and of every step of their review."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from core.storage import Row, Table, document, moment, use_versions, words


class EvidenceKind(StrEnum):
    """What supports a claim. Held events count by themselves and need none of these."""

    DOCUMENT = "document"
    NOTE = "note"
    LINK = "link"
    REPORT = "report"


class EvidenceStatus(StrEnum):
    """Where a claim is on its way."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    APPROVED = "approved"
    RETURNED = "returned"
    RETRACTED = "retracted"


class Grade(StrEnum):
    """How sure an approved claim is."""

    CLAIMED = "claimed"
    SUPPORTED = "supported"
    VERIFIED = "verified"


class Evidence(Row, table=True):
    """Somebody's claim that a mandate was answered, and what supports it.

    `done_on` and `activity` say when and how it was answered, where the claim says so. `dates`:
    the days that other sources give (PRODUCT.md, rule 7); none replaces another.
    """

    mandate_id: UUID = Field(foreign_key="mandate.id", index=True)
    kind: EvidenceKind = Field(sa_type=words(EvidenceKind))
    title: str = Field(max_length=500)
    note: str | None = Field(default=None, max_length=5000)
    url: str | None = Field(default=None, max_length=2000)
    source: str | None = Field(default=None, max_length=500)
    state: str | None = Field(default=None, max_length=2)
    body: str | None = Field(default=None, max_length=60)
    activity: str | None = Field(default=None, max_length=40)
    done_on: date | None = None
    dates: list[dict[str, str]] = document(list)
    status: EvidenceStatus = Field(default=EvidenceStatus.DRAFT, sa_type=words(EvidenceStatus))
    grade: Grade = Field(default=Grade.CLAIMED, sa_type=words(Grade))
    recorded_by: str = Field(max_length=100)
    recorded_at: datetime = moment()


class EvidenceStep(Table, table=True):
    """One step of a claim: kept for ever, so that coverage can be asked as of any moment.

    A return may ask `questions`; the submission after it may give as many `answers`, in order.
    """

    evidence_id: UUID = Field(foreign_key="evidence.id", index=True)
    status: EvidenceStatus = Field(sa_type=words(EvidenceStatus))
    grade: Grade = Field(sa_type=words(Grade))
    reason: str | None = Field(default=None, max_length=2000)
    questions: list[str] = document(list)
    answers: list[str] = document(list)
    at: datetime = moment()
    actor: str = Field(max_length=100)


use_versions(Evidence)
