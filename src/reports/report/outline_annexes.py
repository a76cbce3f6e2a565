"""The annexes of the report: events, attendance, states, and how it can be checked."""

from collections.abc import Iterator

from core.texts import Language
from reports.report.blocks import Block, Facts, Grid, Heading, Words
from reports.report.model import Report, ReportEvent
from reports.report.wording import listed, say


def annexes(report: Report) -> Iterator[Block]:
    """Give the events, who was there, what each state answered, and what the report rests on."""
    yield Heading(1, say(report, "annex_events"))
    if not report.events:
        yield Words(say(report, "none"))
    for event in report.events:
        yield Heading(2, f"{event.reference} · {event.title}")
        yield Facts(tuple(_event(report, event)))
    yield Heading(1, say(report, "annex_attendance"))
    yield from _attendance(report)
    yield Heading(1, say(report, "annex_states"))
    yield _states(report)
    yield Heading(1, say(report, "colophon"))
    known = report.known_at.isoformat(timespec="seconds").replace("+00:00", "Z")
    yield Facts(((say(report, "known_at"), (known,)), (say(report, "digest"), (report.digest,))))


def _event(report: Report, event: ReportEvent) -> Iterator[tuple[str, tuple[str, ...]]]:
    language = Language(report.language)
    facts = (
        ("type", event.activity),
        ("status", event.status_label),
        ("dates", event.dates),
        ("hijri", event.hijri),
        ("place", event.place),
        ("organizers", listed(event.organizers, language)),
        ("people", str(event.people) if event.people else ""),
        ("answers_mandates", listed(event.mandates, language)),
        ("outcome", event.summary),
    )
    yield from ((say(report, key), (value,)) for key, value in facts if value)
    if event.documents:
        lines = tuple(f"{document.title} · {document.url}" for document in event.documents)
        yield say(report, "evidence"), lines


def _attendance(report: Report) -> Iterator[Block]:
    rows = tuple(
        (event.reference, row.name, str(row.people))
        for event in report.events
        for row in event.attendance
    )
    if not rows:
        yield Words(say(report, "none"))
        return
    heads = ("event", "state", "people")
    yield Grid(say(report, "annex_attendance"), tuple(say(report, head) for head in heads), rows)


def _states(report: Report) -> Grid:
    heads = ("state", "region", "expected", "answered", "on_time", "late_answers", "claimed")
    rows = (
        (
            state.name,
            state.group,
            *(
                str(number)
                for number in (
                    state.answers.expected,
                    state.answers.answered,
                    state.answers.on_time,
                    state.answers.late,
                    state.answers.claimed,
                    state.answers.silent,
                    state.answers.blank,
                )
            ),
        )
        for state in report.states
    )
    return Grid(
        say(report, "annex_states"),
        tuple(say(report, head) for head in (*heads, "silent", "blank")),
        tuple(rows),
    )
