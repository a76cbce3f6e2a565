"""The report as a row of blocks, which every printed form renders in its own way."""

import re
from collections.abc import Iterable, Iterator, Sequence

from core.texts import Language
from reports.ladder import Status
from reports.report.blocks import Bars, Block, Facts, Heading, Items, Signed, Words
from reports.report.model import Report, ReportMandate, ReportParagraph, ReportPiece
from reports.report.outline_annexes import annexes
from reports.report.wording import day_text, listed, say
from reports.words import called


def outline(report: Report) -> Iterator[Block]:
    """Give the report's blocks in reading order."""
    if report.dress and report.dress.foreword:
        yield Heading(1, say(report, "foreword"))
        yield from (Words(each) for each in _PARAGRAPH_ENDS.split(report.dress.foreword))
    yield from _summary(report)
    yield from _by_paragraph(report)
    yield from _open(report)
    if report.dress and report.dress.signature:
        yield Signed(tuple(report.dress.signature))
    yield from annexes(report)


_PARAGRAPH_ENDS = re.compile(r"\s*\n\s*\n\s*")


def _summary(report: Report) -> Iterator[Block]:
    totals, language = report.totals, report.language
    held = [event for event in report.events if event.status in {"held", "reported"}]
    present = {row.state for event in held for row in event.attendance if row.state}
    yield Heading(1, say(report, "summary"))
    yield Words(say(report, "how_to_read"))
    yield Words(say(report, "as_known"))
    facts = (
        ("mandates", str(totals.mandates)),
        ("operational", str(totals.operational)),
        ("fulfilled_share", f"{totals.fulfilled_share:.0%}"),
        ("overdue", str(totals.overdue)),
        ("events_held", str(len(held))),
        ("states_present", str(len(present))),
    )
    yield Facts(tuple((say(report, key), (value,)) for key, value in facts))
    heads = (say(report, "status"), say(report, "number"), say(report, "share"))
    statuses = (
        (called("status", status, language), number, totals.operational)
        for status, number in totals.by_status.items()
        if number or Status(status) in _ALWAYS
    )
    yield _bars(report, "by_status", heads, tuple(statuses))
    sections = (
        (
            f"{section.label}. {section.title}",
            section.totals.by_status["fulfilled"] + section.totals.by_status["partial"],
            section.totals.operational,
        )
        for section in report.sections
    )
    heads = (say(report, "section_word"), *heads[1:])
    yield _bars(report, "by_section", heads, tuple(sections))


def _bars(
    report: Report, key: str, heads: tuple[str, str, str], rows: tuple[tuple[str, int, int], ...]
) -> Bars:
    """Draw figures, and say them in a sentence for those who do not see the drawing."""
    caption = say(report, key)
    figures = listed(
        [say(report, "figure", label=label, number=number, of=of) for label, number, of in rows],
        report.language,
    )
    return Bars(caption, say(report, "chart", caption=caption, figures=figures), heads, rows)


_ALWAYS = {Status.UNKNOWN, Status.PLANNED, Status.SCHEDULED, Status.PARTIAL, Status.FULFILLED}


def _by_paragraph(report: Report) -> Iterator[Block]:
    yield Heading(1, say(report, "by_paragraph"))
    section: str | None = None
    for number, paragraph in enumerate(report.paragraphs):
        if number == 0 or paragraph.section != section:
            section = paragraph.section
            yield Heading(2, _section(report, paragraph))
        yield from _paragraph(report, paragraph)


def _section(report: Report, paragraph: ReportParagraph) -> str:
    if paragraph.section is None:
        return say(report, "no_section")
    return say(report, "section", label=paragraph.section, title=paragraph.section_title)


def _paragraph(report: Report, paragraph: ReportParagraph) -> Iterator[Block]:
    yield Heading(3, say(report, "paragraph", label=paragraph.label))
    if paragraph.summary:
        yield Words(paragraph.summary)
    if paragraph.text:
        yield Words(paragraph.text, quoted=True)
    operational = [mandate for mandate in paragraph.mandates if mandate.operational]
    for mandate in operational:
        yield Facts(tuple(_mandate(report, mandate)))
    if not operational:
        yield Words(say(report, "asks_nothing"))


def _mandate(report: Report, mandate: ReportMandate) -> Iterator[tuple[str, tuple[str, ...]]]:
    language = Language(report.language)
    yield say(report, "asked"), (f"{mandate.reference} · {mandate.asked}",)
    late = f" · {say(report, 'late')}" if mandate.overdue else ""
    optional = (
        ("of_whom", listed(mandate.of_whom, language)),
        ("with_whom", listed(mandate.partners, language)),
        ("by_when", mandate.due),
    )
    yield from ((say(report, key), (value,)) for key, value in optional if value)
    yield say(report, "status"), (f"{mandate.status_label} ({mandate.assurance_label}){late}",)
    if mandate.status is not Status.UNKNOWN:
        yield say(report, "why"), tuple(mandate.reasons)
    for key, pieces in (("done", mandate.events), ("evidence", mandate.evidence)):
        if pieces:
            yield say(report, key), tuple(_piece(report, piece) for piece in pieces)
    if mandate.unseen:
        yield say(report, "evidence"), (say(report, "unseen", number=mandate.unseen),)


def _piece(report: Report, piece: ReportPiece) -> str:
    day = day_text(piece.on, report.language) if piece.on else None
    return " · ".join(part for part in (piece.name, day, piece.because, piece.url) if part)


def _open(report: Report) -> Iterator[Block]:
    told = {  # our summary; of a paragraph without one its official words, or what is asked
        mandate.reference: paragraph.summary or paragraph.text or mandate.asked
        for paragraph in report.paragraphs
        for mandate in paragraph.mandates
    }
    lists = (
        ("still_open", None, report.overdue),
        ("nothing_recorded", "nothing_intro", report.nothing_recorded),
    )
    for key, intro, references in lists:
        yield Heading(1, say(report, key))
        if intro and references:
            yield Words(say(report, intro))
        yield from _listed(report, references, told)


def _listed(report: Report, references: Sequence[str], told: dict[str, str]) -> Iterable[Block]:
    if not references:
        return [Words(say(report, "none"))]
    return [Items(tuple(f"{reference} · {told[reference]}" for reference in references))]
