"""The letters of an event before they are written: which would go out, and how each kind looks."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import STAFF
from core.texts import Language
from core.work import Work
from events import event_to_run_seen
from nadwa.dashboard.personal_access import MailingDep
from nadwa.dashboard.reader import ReaderDep
from nadwa.dashboard.rendering import private_page
from notifications import PREVIEWED, due_letters, kind_names

router = Router(include_in_schema=False)
StaffLook = Annotated[Work, look_for(*STAFF)]
Id = Annotated[UUID, Path()]


@router.get("/events/{id}/letters", operation_id="show_letters", response_class=Response)
def show_letters(work: StaffLook, mailing: MailingDep, reader: ReaderDep, id: Id) -> Response:
    """Show what would go out now, and every kind of letter in every language. Sends nothing."""
    event = event_to_run_seen(work, id)
    dated = event.starts_at is not None
    return private_page(
        reader,
        "letters.html",
        event=reader.pick(event.title),
        back=reader.to(f"/events/{event.id}"),
        dated=dated,
        due=due_letters(work, mailing, event) if dated else [],
        kinds=PREVIEWED if dated else (),
        called=kind_names(reader.language),
        languages_of_letters=list(Language),
        samples=f"/v1/events/{event.id}/letter-previews",
    )
