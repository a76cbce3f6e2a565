"""Refusals: errors that a caller can act on, rendered as RFC 9457 problems."""

from typing import ClassVar


class Problem(Exception):  # noqa: N818 -- "problem" is the RFC's own word
    """A rule said no.

    A subclass names one reason. Its `slug` is public API: it becomes the problem's `type`, and
    docs/problems/<slug>.md explains it. `members` become extension members of the document.
    `retry_after`: seconds after which it is worth asking again, sent as that header.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    status: ClassVar[int] = 409
    retry_after: int | None = None

    def __init__(self, detail: str = "", **members: object) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.members = members


class Missing(Problem):
    """There is no such thing, or none that the caller may see."""

    slug, title, status = "not-found", "There is no such thing here", 404


class Unauthenticated(Problem):
    """The call needs a token, and none that is valid came with it."""

    slug, title, status = "token-required", "A valid token is required", 401


class Forbidden(Problem):
    """The caller's role may not do this."""

    slug, title, status = "not-allowed", "Your role may not do this", 403


class Invalid(Problem):
    """The request is understood, but a value in it cannot be right.

    `errors` lists each fault as `{pointer, detail}` (RFC 6901 pointers into the body).
    """

    slug, title, status = "invalid-request", "The request has values that cannot be right", 422

    def __init__(self, pointer: str, detail: str, *more: tuple[str, str]) -> None:
        self.faults = ((pointer, detail), *more)
        errors = [{"pointer": at, "detail": why} for at, why in self.faults]
        super().__init__(detail, errors=errors)


class ConditionRequired(Problem):
    """Edits must name the version they change (RFC 6585, 3)."""

    slug, title, status = "if-match-required", "Send If-Match with the ETag you have seen", 428


class Stale(Problem):
    """Somebody else changed it since the caller looked (RFC 9110, 13.1.1)."""

    slug, title, status = "stale", "It has changed since you looked", 412


class Busy(Problem):
    """The database does not answer in time; nothing was changed."""

    slug, title, status = "busy", "The service is busy; try again in a moment", 503
    retry_after = 1


class TooLarge(Problem):
    """The body is larger than this call takes."""

    slug, title, status = "too-large", "The request body is too large", 413


class TooMany(Problem):
    """The caller has sent more than its share (RFC 6585, 4)."""

    slug, title, status = "too-many-requests", "Too many requests", 429


class KeyReused(Problem):
    """The Idempotency-Key belongs to a different request."""

    slug = "idempotency-key-reused"
    title = "That Idempotency-Key was used for another request"
    status = 422
