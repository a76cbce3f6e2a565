"""Why a mandate has its status, in codes: what is met, what is coming, what does not count."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from reports.evidence import Piece, Use
from reports.given import Decision
from reports.periods import ONCE
from reports.reasons import Parameter, Reason, Why
from reports.rules import WHOLE, Asked, Progress


def explain(wanted: Asked, progress: Progress, pieces: tuple[Piece, ...]) -> tuple[Reason, ...]:
    """Return the reasons for a status, the most telling first; never none."""
    if not pieces:
        return (Reason(Why.NOTHING_RECORDED),)
    return tuple(_reasons(wanted, progress, pieces))


def decided(decision: Decision) -> Reason:
    """Return the reason that stands above all evidence."""
    return Reason(Why.DECIDED, {"decision": decision.kind, "reason": decision.reason})


def _reasons(wanted: Asked, progress: Progress, pieces: tuple[Piece, ...]) -> Iterator[Reason]:
    uses = Counter(piece.use for piece in pieces)
    if uses[Use.ANSWERS] or uses[Use.CONTRIBUTES]:
        yield from _met(wanted, progress)
    yield from _in_part(pieces)
    if uses[Use.SCHEDULED]:
        yield Reason(Why.EVENTS_SCHEDULED, _coming(pieces, uses[Use.SCHEDULED]))
    if uses[Use.PLANNED]:
        yield Reason(Why.EVENTS_PLANNED, {"events": uses[Use.PLANNED]})
    if uses[Use.SET_ASIDE]:
        yield Reason(Why.SET_ASIDE, {"pieces": uses[Use.SET_ASIDE]})


def _in_part(pieces: Iterable[Piece]) -> Iterator[Reason]:
    """Say, reason by reason, how many pieces count in part only, and which partners lack."""
    found: dict[Why, list[Piece]] = {}
    for piece in pieces:
        if piece.use is Use.CONTRIBUTES and piece.why:
            found.setdefault(piece.why, []).append(piece)
    for why, those in found.items():
        told: dict[str, Parameter] = {"pieces": len(those)}
        if why is Why.PARTNER_MISSING:
            told["partners"] = tuple(sorted({code for each in those for code in _missing(each)}))
        yield Reason(why, told)


def _missing(piece: Piece) -> tuple[str, ...]:
    partners = piece.parameters["partners"]
    return partners if isinstance(partners, tuple) else ()


def _met(wanted: Asked, progress: Progress) -> Iterator[Reason]:
    if wanted.periods is not ONCE:
        yield Reason(Why.PERIODS_ANSWERED, _by_period(wanted, progress))
    if wanted.kind == "each_addressee" and wanted.whats is not WHOLE:
        yield Reason(Why.ADDRESSEES_ANSWERED, _by_addressee(wanted, progress))
    elif wanted.kind == "each_activity" and wanted.whats is not WHOLE:
        yield Reason(Why.ACTIVITIES_ANSWERED, _by_activity(wanted, progress))
    elif wanted.periods is ONCE:
        yield _whole(wanted, sum(progress.shares.values()))
    if wanted.kind == "each_addressee" and wanted.whats is WHOLE:
        yield Reason(Why.NO_ADDRESSEE_NAMED)


def _whole(wanted: Asked, share: float) -> Reason:
    if wanted.kind == "count":
        return Reason(Why.TIMES_ANSWERED, {"answered": _plain(share), "of": wanted.needed})
    if 0 < share < 1:
        return Reason(Why.SHARE_ANSWERED, {"share": round(share, 4)})
    return Reason(Why.ANSWERED, {"answered": int(share), "of": 1})


def _by_period(wanted: Asked, progress: Progress) -> dict[str, Parameter]:
    filled = Counter(period for _what, period in progress.answered)
    current = wanted.periods.starts[-1]
    return {
        "answered": sum(filled[start] == len(wanted.whats) for start in wanted.periods.starts),
        "of": len(wanted.periods.starts),
        "needed": wanted.needed * len(wanted.whats),
        "current": _plain(sum(n for (_, start), n in progress.shares.items() if start == current)),
        "from": current.isoformat(),
    }


def _by_addressee(wanted: Asked, progress: Progress) -> dict[str, Parameter]:
    done = _done(wanted, progress)
    return {
        "answered": len(done),
        "of": len(wanted.whats),
        "states": len(done & wanted.addressed.states),
        "of_states": len(wanted.addressed.states),
    }


def _by_activity(wanted: Asked, progress: Progress) -> dict[str, Parameter]:
    done = _done(wanted, progress)
    return {
        "answered": len(done),
        "of": len(wanted.whats),
        "missing": tuple(sorted(wanted.whats - done)),
    }


def _done(wanted: Asked, progress: Progress) -> frozenset[str]:
    """Return what has been answered in every period."""
    filled = Counter(what for what, _period in progress.answered)
    return frozenset(what for what, n in filled.items() if n == len(wanted.periods.starts))


def _coming(pieces: Iterable[Piece], number: int) -> Mapping[str, Parameter]:
    days = [piece.on for piece in pieces if piece.use is Use.SCHEDULED and piece.on]
    return {"events": number} | ({"next": min(days).isoformat()} if days else {})


def _plain(number: float) -> int | float:
    """Return a whole number as one, others to four places."""
    return int(number) if number == int(number) else round(number, 4)
