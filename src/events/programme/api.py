"""HTTP face of programmes: a year of events proposed, and applied when an organizer says so."""

from fastapi import Response

from core.http.languages import ReadingDep
from core.http.once import OnceDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, KeyReused, Unauthenticated
from events.errors import ExternalIdTaken, NotInThisStatus, ProgrammeChanged
from events.programme.actions import apply
from events.programme.forms import (
    ApplicationForm,
    ApplicationView,
    AppliedView,
    PlacementView,
    ProgrammeForm,
    ProgrammeView,
    UnplacedView,
)
from events.programme.store import propose
from events.roles import OrganizerWork, PlannerLook
from events.store import around
from events.views import EventView

router = Router(prefix="/v1/scheduling/programme", tags=["scheduling"])
_REFUSED = (Unauthenticated, Forbidden)


@router.post("", operation_id="propose_programme", responses=answers(*_REFUSED))
def propose_programme(
    work: PlannerLook, body: ProgrammeForm, language: ReadingDep
) -> ProgrammeView:
    """Propose dates in a year for many events; the same wishes give the same proposal."""
    found = propose(work, body, language)
    programme = found.programme
    return ProgrammeView(
        placements=tuple(PlacementView.model_validate(each) for each in programme.placements),
        unplaced=tuple(UnplacedView.model_validate(each) for each in programme.unplaced),
        points=programme.points,
        is_proven_best=programme.is_proven_best,
        digest=found.digest,
    )


@router.post(
    "/application",
    operation_id="apply_programme",
    responses=answers(*_REFUSED, ProgrammeChanged, NotInThisStatus, ExternalIdTaken, KeyReused),
)
def apply_programme(
    work: OrganizerWork, body: ApplicationForm, once: OnceDep, response: Response
) -> ApplicationView:
    """Apply a proposal: drafts get exactly its dates, the rest is planned; all of it or nothing."""

    def make() -> ApplicationView:
        proposal, applied = apply(work, body)
        work.session.flush()
        parts = around(work, list(applied.values()))
        items = [
            AppliedView(id=wish, event=EventView.of(event, parts[event.id], work.actor))
            for wish, event in applied.items()
        ]
        unplaced = [each.id for each in proposal.programme.unplaced]
        return ApplicationView(items=items, unplaced=unplaced, digest=proposal.digest)

    return once.answer(work, response, ApplicationView, make)
