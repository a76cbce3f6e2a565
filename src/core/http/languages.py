"""Which of the three languages a reader is served in (RFC 9110, 12.5.4)."""

from typing import Annotated

from fastapi import Depends, Header, Query

from core.texts import FALLBACK, Language

_MOST = 20


def preferred(accepted: str) -> Language:
    """Return the language of an Accept-Language header that we have, the most wished for first."""
    wishes = [_wish(part) for part in accepted.split(",")[:_MOST]]
    for weight, tag in sorted(wishes, key=lambda wish: -wish[0]):
        language = known(tag.partition("-")[0])
        if language and weight > 0:
            return language
    return FALLBACK[0]


def known(code: str) -> Language | None:
    """Return the language with that code, None when it is not one of ours."""
    return next((each for each in Language if each.value == code.strip().lower()), None)


def _reading(
    language: Annotated[
        Language | None, Query(description="Of the sentences; else Accept-Language decides")
    ] = None,
    accept_language: Annotated[str, Header(max_length=500)] = "",
) -> Language:
    return language or preferred(accept_language)


ReadingDep = Annotated[Language, Depends(_reading)]
"""The language an answer's sentences are in: `?language=`, else Accept-Language, else English."""


def _wish(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";")
    try:
        return float(weight.strip().removeprefix("q=")) if weight else 1.0, tag
    except ValueError:
        return 0.0, tag
