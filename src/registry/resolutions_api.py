"""HTTP face of resolutions: their heads, paragraphs and the way in for a file."""

from typing import Annotated

from fastapi import Depends, File, Form, Query, Response, UploadFile
from sqlmodel import select

from core.http.etags import tag
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.input import Line
from core.problem import Forbidden, KeyReused, TooLarge, Unauthenticated
from core.texts import Language
from registry.access import resolution_of, visible_resolutions
from registry.errors import UnreadableDocument
from registry.exchange.files import understand
from registry.forms import Slug
from registry.paragraph_pages import paragraph_page
from registry.resolution_views import ImportView, ResolutionHead, ResolutionView
from registry.resolution_whole import whole
from registry.roles import PublicLook, SlugPath, StaffLook
from registry.text_model import Part, Resolution
from registry.views import ParagraphView
from registry.vocabulary import vocabulary

router = Router(prefix="/v1/resolutions", tags=["resolutions"])


class Upload:
    """A file that came as multipart/form-data, with what the sender knows about it."""

    def __init__(
        self,
        file: Annotated[
            UploadFile, File(description=".md, .txt, .docx, .pdf, .xml or .jsonld, at most 20 MiB")
        ],
        language: Annotated[Language | None, Form()] = None,
        slug: Annotated[Slug | None, Form()] = None,
    ) -> None:
        self.content = file.file.read()  # the application refuses bodies over 20 MiB
        file.file.seek(0)  # the idempotency key's fingerprint reads it too
        self.filename, self.language, self.slug = file.filename or "", language, slug


@router.get("", operation_id="list_resolutions", responses=answers())
def list_resolutions(work: PublicLook, turn: TurnDep) -> Page[ResolutionHead]:
    """List resolutions; those without any confirmed mandate only for callers who are signed in."""
    query = select(Resolution).where(visible_resolutions(work.actor))
    rows, after = turn.rows(work, Resolution, query)
    return Page(items=[ResolutionHead.model_validate(row) for row in rows], next=after)


@router.post(
    "",
    operation_id="import_resolution",
    status_code=201,
    responses=answers(Unauthenticated, Forbidden, UnreadableDocument, TooLarge, KeyReused),
)
def import_resolution(
    look: StaffLook, upload: Annotated[Upload, Depends()], once: OnceDep, response: Response
) -> ImportView:
    """Import a resolution, or a language version of one that exists; clauses are suggestions.

    An export of another registry (`.jsonld`, Akoma Ntoso `.xml`) comes in as it was there.
    """
    arrived = understand(upload.content, upload.filename, vocabulary(look), upload.language)
    # Only the storing holds a writing transaction; it commits before the answer is sent.
    with look.office.work(look.actor) as work:

        def store() -> ImportView:
            done = arrived.store(work, upload.slug)
            return ImportView.model_validate({"resolutions": done})

        return once.answer(work, response, ImportView, store)


@router.get("/{slug}", operation_id="get_resolution", responses=answers())
def get_resolution(work: PublicLook, slug: SlugPath, response: Response) -> ResolutionView:
    """Show one resolution with its sections, language versions and counts."""
    resolution = resolution_of(work, slug)
    view = whole(work, resolution)
    tag(response, resolution, view.sections, view.versions, view.counts)
    return view


@router.get("/{slug}/paragraphs", operation_id="list_paragraphs", responses=answers())
def list_paragraphs(
    work: PublicLook,
    slug: SlugPath,
    turn: TurnDep,
    part: Part | None = None,
    section: Annotated[Line | None, Query(max_length=60)] = None,
) -> Page[ParagraphView]:
    """List the paragraphs in the order of the text: official words, our summary, mandates."""
    return paragraph_page(work, resolution_of(work, slug), turn, part, section)
