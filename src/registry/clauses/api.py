"""HTTP face of clauses that were cut wrongly or missed: split, merge, add."""

from fastapi import Response

from core.http.etags import tag
from core.http.once import OnceDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, KeyReused, Unauthenticated
from core.work import Work
from registry.access import mandate_of
from registry.clauses import actions
from registry.clauses.forms import Merge, NewClause, Split
from registry.errors import MandateIsRejected, NotOneClause
from registry.model import Mandate
from registry.roles import Id, StaffWork
from registry.store import places
from registry.views import MandateView, View

router = Router(prefix="/v1", tags=["mandates"])
_REFUSED = (Unauthenticated, Forbidden)


class Parts(View):
    """The mandates that one became, in the order of the text."""

    items: list[MandateView]


@router.post(
    "/mandates/{id}/split",
    operation_id="split_mandate",
    status_code=201,
    responses=answers(*_REFUSED, MandateIsRejected, KeyReused),
)
def split_mandate(work: StaffWork, id: Id, body: Split, once: OnceDep, response: Response) -> Parts:
    """Make one mandate of each clause that it holds; links and evidence stay with the first."""

    def make() -> Parts:
        parts = actions.split(work, mandate_of(work, id, lock=True), body)
        tag(response, parts[0])
        return Parts(items=_shown(work, parts))

    return once.answer(work, response, Parts, make)


@router.post(
    "/mandates/{id}/merge",
    operation_id="merge_mandates",
    responses=answers(*_REFUSED, MandateIsRejected, NotOneClause),
)
def merge_mandates(work: StaffWork, id: Id, body: Merge, response: Response) -> MandateView:
    """Let a mandate take up others of its paragraph, with their claims and events."""
    mandate = actions.merge(work, mandate_of(work, id, lock=True), body)
    tag(response, mandate)
    return _shown(work, [mandate])[0]


@router.post(
    "/paragraphs/{id}/mandates",
    operation_id="add_mandate",
    status_code=201,
    responses=answers(*_REFUSED, KeyReused),
)
def add_mandate(
    work: StaffWork, id: Id, body: NewClause, once: OnceDep, response: Response
) -> MandateView:
    """Add a clause that nobody had read in a paragraph; it counts from now on."""

    def make() -> MandateView:
        mandate = actions.add(work, id, body)
        tag(response, mandate)
        return _shown(work, [mandate])[0]

    return once.answer(work, response, MandateView, make)


def _shown(work: Work, mandates: list[Mandate]) -> list[MandateView]:
    place = places(work, mandates)
    return [MandateView.of(mandate, place[mandate.id]) for mandate in mandates]
