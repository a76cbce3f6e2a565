"""Which mandates a reader wants to see: the filters that stand in a page's address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated

from fastapi import Query

from reports import Judgement

NONE = "none"
"""The key of mandates without a section, an activity or an addressed body, as coverage has it."""

Wish = Annotated[str, Query(max_length=60)]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wished for; an empty one wishes for everything."""

    section: Wish = ""
    paragraph: Wish = ""
    kind: Wish = ""
    activity: Wish = ""
    body: Wish = ""
    state: Wish = ""
    status: Wish = ""
    overdue: Wish = ""
    q: Annotated[str, Query(max_length=200)] = ""

    @property
    def wished(self) -> Mapping[str, str]:
        """Return the filters that are set, by name."""
        return {field.name: wish for field in fields(self) if (wish := getattr(self, field.name))}

    def let_through(self, judgement: Judgement) -> bool:
        """Say whether a mandate fits every wish; words are looked for elsewhere."""
        return all(
            _FITS[name](judgement, wish) for name, wish in self.wished.items() if name in _FITS
        )


def _bodies(judgement: Judgement) -> frozenset[str]:
    return frozenset(judgement.mandate.addressees) - judgement.asked.addressed.named_states


def _among(found: frozenset[str], wish: str) -> bool:
    return wish in (found or {NONE})


_FITS: Mapping[str, Callable[[Judgement, str], bool]] = {
    "section": lambda judgement, wish: (judgement.mandate.section or NONE) == wish,
    "paragraph": lambda judgement, wish: judgement.mandate.label == wish,
    "kind": lambda judgement, wish: judgement.mandate.kind == wish,
    "activity": lambda judgement, wish: _among(frozenset(judgement.mandate.activities), wish),
    "body": lambda judgement, wish: _among(_bodies(judgement), wish),
    "state": lambda judgement, wish: wish in judgement.asked.addressed.states,
    "status": lambda judgement, wish: judgement.operational and judgement.status == wish,
    "overdue": lambda judgement, _wish: judgement.operational and judgement.overdue,
}
