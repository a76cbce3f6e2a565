"""HTTP face of previews: letters before they are written; nothing here sends any."""

from enum import StrEnum
from typing import Annotated

from fastapi import Path, Query, Response
from pydantic import BaseModel

from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Missing, Unauthenticated
from core.texts import Language
from events import DatesMissing, event_to_run_seen
from notifications.letters.previews import PREVIEWED, due_letters, sample
from notifications.model import LetterKind
from notifications.roles import Id, MailingDep, Reading, StaffLook

router = Router(prefix="/v1/events/{id}/letter-previews", tags=["letters"])
_REFUSED = (Unauthenticated, Forbidden, DatesMissing)
SHOWN_SAFELY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "private, no-store",
}


class Look(StrEnum):
    """How to look at a letter."""

    JSON = "json"
    HTML = "html"
    EML = "eml"


class DueLettersView(BaseModel):
    """How many people would get a kind of letter now; `method` null: without a calendar part."""

    kind: LetterKind
    method: str | None
    language: Language
    people: int


class PreviewsView(BaseModel):
    """Which letters would go out, and which kinds can be looked at."""

    due: list[DueLettersView]
    kinds: list[LetterKind]


class PreviewView(BaseModel):
    """A letter as an invented reader would get it."""

    kind: LetterKind
    language: Language
    subject: str
    text: str
    html: str


@router.get("", operation_id="list_letter_previews", responses=answers(*_REFUSED))
def list_letter_previews(work: StaffLook, mailing: MailingDep, id: Id) -> PreviewsView:
    """Say which letters would go out now; for a draft, those of its announcement. Sends nothing."""
    event = event_to_run_seen(work, id)
    due = [
        DueLettersView(
            kind=each.kind,
            method=each.method or None,
            language=Language(each.language),
            people=each.people,
        )
        for each in due_letters(work, mailing, event)
    ]
    return PreviewsView(due=due, kinds=list(PREVIEWED))


@router.get(
    "/{kind}",
    operation_id="preview_letter",
    response_model=PreviewView,
    responses=answers(*_REFUSED),
)
def preview_letter(  # noqa: PLR0913, PLR0917 -- each is a dependency by its name
    work: StaffLook,
    mailing: MailingDep,
    id: Id,
    kind: Annotated[LetterKind, Path()],
    language: Reading = Language.EN,
    format: Annotated[Look, Query()] = Look.JSON,
) -> PreviewView | Response:
    """Show a kind of letter about an event to an invented reader. Sends nothing.

    `format=html` gives how it looks, `format=eml` the whole message with its calendar.
    """
    event = event_to_run_seen(work, id)
    if kind not in PREVIEWED:
        raise Missing
    shown = sample(work, mailing, event, kind, language)
    if format is Look.HTML:
        return Response(shown.html, headers=SHOWN_SAFELY, media_type="text/html")
    if format is Look.EML:
        return Response(shown.message, media_type="message/rfc822")
    return PreviewView(
        kind=kind,
        language=language,
        subject=shown.subject,
        text=shown.plain,
        html=shown.html,
    )
