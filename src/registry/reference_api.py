"""HTTP face of bodies, states and conference sessions: public, and the same for everybody."""

from fastapi import Response
from sqlmodel import col, select

from core.http.etags import IfMatch, tag
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import ConditionRequired, Forbidden, KeyReused, Stale, Unauthenticated
from registry import actions
from registry.access import body_of, session_of, state_of
from registry.errors import SessionExists
from registry.forms import ConferenceSessionChange, NewSession
from registry.parties_model import Body, BodyKind, Session, State
from registry.roles import Code, PublicLook, StaffWork
from registry.views import BodyView, ConferenceSessionView, StateView

router = Router(prefix="/v1", tags=["bodies and states"])


@router.get("/bodies", operation_id="list_bodies", responses=answers())
def list_bodies(work: PublicLook, turn: TurnDep, kind: BodyKind | None = None) -> Page[BodyView]:
    """List organs, institutions, ministries, organisations and groups of bodies."""
    query = select(Body) if kind is None else select(Body).where(col(Body.kind) == kind)
    rows, after = turn.rows(work, Body, query)
    return Page(items=[BodyView.model_validate(row) for row in rows], next=after)


@router.get("/bodies/{code}", operation_id="get_body", responses=answers())
def get_body(work: PublicLook, code: Code, response: Response) -> BodyView:
    """Show one body."""
    body = body_of(work, code)
    tag(response, body)
    return BodyView.model_validate(body)


@router.get("/states", operation_id="list_states", responses=answers())
def list_states(work: PublicLook, turn: TurnDep) -> Page[StateView]:
    """List the states of the organisation."""
    rows, after = turn.rows(work, State, select(State))
    today = work.now.date()
    return Page(items=[StateView.of(row, today) for row in rows], next=after)


@router.get("/states/{code}", operation_id="get_state", responses=answers())
def get_state(work: PublicLook, code: Code, response: Response) -> StateView:
    """Show one state, by its ISO 3166 alpha-2 code."""
    view = StateView.of(state := state_of(work, code), work.now.date())
    tag(response, state, view.member)
    return view


@router.get("/sessions", operation_id="list_sessions", responses=answers())
def list_sessions(work: PublicLook, turn: TurnDep) -> Page[ConferenceSessionView]:
    """List the conference sessions that deadlines speak of."""
    rows, after = turn.rows(work, Session, select(Session))
    return Page(items=[ConferenceSessionView.model_validate(row) for row in rows], next=after)


@router.post(
    "/sessions",
    operation_id="add_session",
    status_code=201,
    responses=answers(Unauthenticated, Forbidden, SessionExists, KeyReused),
)
def add_session(
    work: StaffWork, body: NewSession, once: OnceDep, response: Response
) -> ConferenceSessionView:
    """Enter a session of a conference, with its first day or what is expected of it."""

    def add() -> ConferenceSessionView:
        session = actions.add_session(work, body)
        tag(response, session)
        return ConferenceSessionView.model_validate(session)

    return once.answer(work, response, ConferenceSessionView, add)


@router.get("/sessions/{code}", operation_id="get_session", responses=answers())
def get_session(work: PublicLook, code: Code, response: Response) -> ConferenceSessionView:
    """Show one conference session."""
    session = session_of(work, code)
    tag(response, session)
    return ConferenceSessionView.model_validate(session)


@router.patch(
    "/sessions/{code}",
    operation_id="change_session",
    responses=answers(Unauthenticated, Forbidden, ConditionRequired, Stale),
)
def change_session(
    work: StaffWork,
    code: Code,
    body: ConferenceSessionChange,
    if_match: IfMatch,
    response: Response,
) -> ConferenceSessionView:
    """Say when a session meets; deadlines that wait for it follow."""
    session = session_of(work, code, lock=True)
    if_match.check(session)
    tag(response, actions.date_session(work, session, body))
    return ConferenceSessionView.model_validate(session)
