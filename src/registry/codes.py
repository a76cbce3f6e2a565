"""Which codes of bodies and states in what callers say name nobody, each with its place."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.work import Work
from registry.store import unknown_bodies, unknown_states


def unknown_codes(
    work: Work, values: Mapping[str, Any], fields: Iterable[str], under: str = ""
) -> list[tuple[str, str]]:
    """Return (pointer, sentence) for each code in these list fields that the registry lacks."""
    listed = [(field, values.get(field, ())) for field in fields]
    named = {code for _, codes in listed for code in codes}
    unknown = unknown_bodies(work, named) & unknown_states(work, named)
    return [
        (f"{under}/{field}/{place}", f"there is no body or state {code}")
        for field, codes in listed
        for place, code in enumerate(codes)
        if code in unknown
    ]
