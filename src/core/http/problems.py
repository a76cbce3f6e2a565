"""Problems on the wire: RFC 9457 documents, for our refusals and for everybody else's."""

import traceback
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException

from core.metrics import REFUSALS
from core.problem import Busy, Invalid, Missing, Problem, Stale, Unauthenticated

MEDIA_TYPE = "application/problem+json"


class Fault(BaseModel):
    """One value that cannot be right; `pointer` is an RFC 6901 pointer into the request."""

    pointer: str
    detail: str


class ProblemView(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[Fault] | None = None
    request_id: str | None = None


def answers(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Document the problems that an endpoint may answer with, beside those that all share."""
    found: dict[int | str, dict[str, Any]] = {}
    shared: tuple[type[Problem], ...] = (Missing, Invalid, Busy)
    for problem in (*problems, *shared):
        known = found.get(problem.status, {}).get("description")
        text = f"{known}; {problem.title}" if known else problem.title
        found[problem.status] = {
            "description": text,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemView"}}},
        }
    return found


def render(problem: Problem) -> JSONResponse:
    """Render a refusal."""
    answer = document(problem.slug, problem.title, problem.status, problem.detail, problem.members)
    if problem.retry_after is not None:
        answer.headers["Retry-After"] = str(problem.retry_after)
    return answer


def document(
    slug: str, title: str, status: int, detail: str, members: dict[str, Any] | None = None
) -> JSONResponse:
    """Return a problem document; `type` is a stable address relative to the service."""
    REFUSALS.labels(slug).inc()
    body = {"type": f"/problems/{slug}", "title": title, "status": status, "detail": detail}
    headers = _headers(status)
    return JSONResponse({**body, **(members or {})}, status, headers, media_type=MEDIA_TYPE)


def install_problems(app: FastAPI) -> None:
    """Answer every refusal and failure of an application with a problem document."""

    @app.exception_handler(Problem)
    def refused(_request: Request, problem: Problem) -> JSONResponse:
        return render(problem)

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        faults = faults_of(error.errors())
        first = faults[0]["detail"] if faults else Invalid.title
        return document(Invalid.slug, Invalid.title, Invalid.status, first, {"errors": faults})

    @app.exception_handler(HTTPException)
    def framework(_request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == HTTPStatus.BAD_REQUEST:
            return render(Invalid("", "the body cannot be read as what its Content-Type says"))
        phrase = HTTPStatus(error.status_code).phrase
        slug = (
            Missing.slug
            if error.status_code == Missing.status
            else phrase.lower().replace(" ", "-")
        )
        answer = document(slug, phrase, error.status_code, "")
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(StaleDataError)
    def stale(_request: Request, _error: StaleDataError) -> JSONResponse:
        return render(Stale())

    @app.exception_handler(PoolTimeout)
    def waited(_request: Request, _error: PoolTimeout) -> JSONResponse:
        return render(Busy())

    @app.exception_handler(DBAPIError)
    def database(_request: Request, error: DBAPIError) -> JSONResponse:
        structlog.get_logger().warning("database refused", kind=type(error).__name__)
        return render(Busy())

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> JSONResponse:
        where = "".join(traceback.format_tb(error.__traceback__))  # no values: they may be private
        path = getattr(request.scope.get("route"), "path", None)  # may end with a personal secret
        kind = type(error).__name__
        structlog.get_logger().error("request failed", path=path, kind=kind, at=where)
        named = {"request_id": structlog.contextvars.get_contextvars().get("request_id")}
        return document("internal-error", "Something failed on our side", 500, "", named)


def faults_of(errors: Sequence[Any]) -> list[dict[str, str]]:
    """Return validation errors as pointers and sentences; what was sent is never repeated."""
    return [
        {
            "pointer": _pointer(error["loc"]),
            "detail": str(error["msg"]).removeprefix("Value error, "),
        }
        for error in errors
    ]


def _pointer(location: Sequence[str | int]) -> str:
    parts = list(location)
    if parts and parts[0] == "body":
        parts = parts[1:]
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def _headers(status: int) -> dict[str, str]:
    if status == Unauthenticated.status:
        return {"WWW-Authenticate": "Bearer"}
    return {}
