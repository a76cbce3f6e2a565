"""Who reads a page: the language, and the addresses that lead on from here.

A language chosen by hand (`?lang=`) goes along with every link; else Accept-Language decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from babel.numbers import format_decimal, format_percent
from fastapi import Depends, Request

from core import days as dates
from core.http.cookies import csrf_token
from core.http.languages import known, preferred
from core.texts import Language, pick
from nadwa.dashboard.wording import wording, words

_LONGEST_HEADER = 500


@dataclass(frozen=True, slots=True)
class Reader:
    """The language of a page, and where the reader is: the path and what is asked there.

    `csrf` goes into every form of a page; it is empty where nobody is signed in.
    """

    language: Language
    chosen: bool
    path: str
    query: Mapping[str, str]
    csrf: str = ""

    @property
    def visitor(self) -> bool:
        """Say whether the browser came with a session; it may have ended."""
        return bool(self.csrf)

    @property
    def direction(self) -> str:
        """Return the writing direction, as HTML's `dir` wants it."""
        return self.language.direction

    @property
    def words(self) -> dict[str, Any]:
        """Return all words of the pages in this language."""
        return wording(self.language)

    def say(self, name: str, /, **values: object) -> str:
        """Return the words with that dotted name, the values filled in; numbers in its manner."""
        told = {key: self.number(v) if type(v) is int else v for key, v in values.items()}
        return words(self.language, name).format(**told)

    def pick(self, texts: Mapping[str, str | None] | None) -> str:
        """Return a stored text in this language, or in the nearest one."""
        return pick(dict(texts or {}), self.language)

    def number(self, number: int) -> str:
        """Return a number with this language's separators."""
        return str(format_decimal(number, locale=self.language.value))

    def percent(self, share: float) -> str:
        """Return a share of 1 as such as `12 %`."""
        return str(format_percent(share, locale=self.language.value))

    def day(self, on: date) -> str:
        """Return a day in words."""
        return dates.day(on, self.language)

    def days(self, first: date, last: date) -> str:
        """Return the first and the last day in words."""
        return dates.days(first, last, self.language)

    def to(self, path: str, /, anchor: str = "", **query: object) -> str:
        """Return the address of one of our pages; what is empty or None is left out."""
        asked = {"lang": self.language.value if self.chosen else "", **query}
        return _address(path, asked, anchor)

    def here(self, **changes: object) -> str:
        """Return the address of this page, asked otherwise; None or empty takes a part away."""
        return _address(self.path, {**self.query, **changes}, "")

    def kept(self, *names: str) -> list[tuple[str, str]]:
        """Return what a form on this page must carry on, save the fields with these names."""
        return [(name, value) for name, value in self.query.items() if name not in names and value]


def reader_of(request: Request) -> Reader:
    """Return who reads the page of this request."""
    query = {name: value for name, value in request.query_params.items() if value}
    chosen = known(query.get("lang", ""))
    accepted = request.headers.get("accept-language", "")[:_LONGEST_HEADER]
    language = chosen or preferred(accepted)
    return Reader(language, chosen is not None, request.url.path, query, csrf_token(request))


ReaderDep = Annotated[Reader, Depends(reader_of)]


def _address(path: str, query: Mapping[str, object], anchor: str) -> str:
    asked = urlencode(
        {name: str(value) for name, value in query.items() if value not in {None, ""}}
    )
    return path + (f"?{asked}" if asked else "") + (f"#{anchor}" if anchor else "")
