"""Our own words about dates, one catalogue a language; a test holds that all say the same things.

Rules and reasons are told by a `Teller`: it knows the language, and what the states are called.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from core.texts import FALLBACK, Language


@cache
def wording(language: str) -> dict[str, Any]:
    """Return the catalogue of a language; English for one that we do not write."""
    known = language if language in set(Language) else FALLBACK[0]
    return dict(json.loads(files(__name__).joinpath(f"{known}.json").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Teller:
    """Says reasons in one language; states by `names`, or by their codes where that has none."""

    language: str = FALLBACK[0].value
    names: Mapping[str, str] = field(default_factory=dict[str, str])

    def say(self, name: str, /, **facts: object) -> str:
        """Return the words with a dotted name, such as `conflicts.same_room`, facts filled in."""
        part, _, key = name.partition(".")
        return str(wording(self.language)[part][key]).format(**facts)

    def state(self, code: str) -> str:
        """Return what a state is called."""
        return self.names.get(code, code)

    def states(self, codes: Iterable[str]) -> str:
        """Return what states are called, as a list in words."""
        return self.listed(self.state(code) for code in codes)

    def listed(self, items: Iterable[object]) -> str:
        """Return things one after the other, with this language's comma."""
        return ("، " if self.language == Language.AR.value else ", ").join(map(str, items))

    def counted(self, name: str, count: int, /, **facts: object) -> str:
        """Return words about a number of things: `<name>_one` for a single one."""
        return self.say(f"{name}_one" if count == 1 else name, count=count, **facts)


ENGLISH = Teller()
