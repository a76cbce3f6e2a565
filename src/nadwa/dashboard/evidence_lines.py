"""What stands behind a status: each event and claim, what it counts for, and why not for more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from events import Event, visible_events
from nadwa.dashboard import store
from nadwa.dashboard.event_lines import when
from nadwa.dashboard.reader import Reader
from registry import Evidence, visible_evidence
from reports import Judgement, Piece, Use, because, called


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence in words; `href` is empty where there is nothing to read on."""

    title: str
    href: str
    when: str
    who: str
    use: str
    use_words: str
    grade: str
    why: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the reader may see of the pieces, and the names of those who take part."""

    events: Mapping[UUID, Event]
    claims: Mapping[UUID, Evidence]
    bodies: store.Names
    states: store.Names


def evidence_lines(work: Work, reader: Reader, judgement: Judgement) -> list[EvidenceLine]:
    """Return the pieces that the reader may see, the newest last.

    An event in preparation is no secret, but only insiders read which it is. Claims that do not
    count (drafts, returned ones) are their side's own matter.
    """
    seen = _seen(work, reader, judgement)
    return list(_lines(reader, judgement, seen))


def _lines(reader: Reader, judgement: Judgement, seen: _Seen) -> Iterator[EvidenceLine]:
    for piece in judgement.pieces:
        if piece.source == "event":
            yield _event(reader, piece, seen)
        elif piece.use in {Use.ANSWERS, Use.CONTRIBUTES} or piece.id in seen.claims:
            yield _claim(reader, piece, seen)


def _event(reader: Reader, piece: Piece, seen: _Seen) -> EvidenceLine:
    event = seen.events.get(piece.id)
    if event is None:
        return _line(reader, piece, seen, reader.say("evidence.event"), "", "")
    href = reader.to(f"/events/{event.id}")
    return _line(reader, piece, seen, reader.pick(event.title), href, when(reader, event))


def _claim(reader: Reader, piece: Piece, seen: _Seen) -> EvidenceLine:
    claim = seen.claims.get(piece.id)
    title = claim.title if claim else reader.say("evidence.claim")
    href = claim.url or "" if claim else ""
    return _line(reader, piece, seen, title, href, _dated(reader, piece, claim))


def _dated(reader: Reader, piece: Piece, claim: Evidence | None) -> str:
    """Return the day that counts, and those that other sources give."""
    days = [reader.day(piece.on)] if piece.on else []
    for said in claim.dates if claim else []:
        first = date.fromisoformat(said["on"])
        last = date.fromisoformat(said.get("until", said["on"]))
        day = reader.days(first, last)
        days.append(reader.say("evidence.dated_otherwise", days=day, by=said["source"]))
    return " · ".join(days)


def _line(  # noqa: PLR0913, PLR0917 -- what differs between events and claims
    reader: Reader, piece: Piece, seen: _Seen, title: str, href: str, day: str
) -> EvidenceLine:
    language = reader.language
    bodies = sorted(seen.bodies.get(code, code) for code in piece.bodies)
    states = sorted(seen.states.get(code, code) for code in piece.states)
    return EvidenceLine(
        title=title,
        href=href,
        when=day,
        who=reader.say("comma").join([*bodies, *states]) if href or piece.source == "claim" else "",
        use=piece.use.value,
        use_words=reader.say(f"use.{piece.use.value}"),
        grade=called("assurance", piece.grade, language) if piece.grade != "none" else "",
        why=because(piece.why, piece.parameters, language) if piece.why else "",
    )


def _seen(work: Work, reader: Reader, judgement: Judgement) -> _Seen:
    ids = [piece.id for piece in judgement.pieces]
    events = select(Event).where(col(Event.id).in_(ids), visible_events(work.actor))
    claims = select(Evidence).where(col(Evidence.id).in_(ids), visible_evidence(work.actor))
    return _Seen(
        events={event.id: event for event in work.session.exec(events)},
        claims={claim.id: claim for claim in work.session.exec(claims)},
        bodies=store.body_names(work, reader.language),
        states=store.state_names(work, reader.language),
    )
