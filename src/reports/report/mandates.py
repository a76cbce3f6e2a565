"""One mandate as the report tells it."""

from core.texts import Language
from reports import names
from reports.evidence import Use
from reports.mandate_views import ClaimPieceView, DeadlineView, EventPieceView, MandateStanding
from reports.report.model import ReportMandate, ReportPiece
from reports.report.wording import day_text, days_text, listed, word
from reports.words import called


def report_mandate(
    view: MandateStanding, bodies: names.Names, states: names.Names, language: Language
) -> ReportMandate:
    """Put a mandate into the words of one language."""
    known = {**bodies, **states}
    return ReportMandate(
        reference=view.reference,
        verb=view.verb,
        kind=view.kind,
        operational=view.operational,
        asked=_asked(view, language),
        of_whom=[names.name(known, code, language) for code in view.addressees],
        partners=[names.name(known, code, language) for code in view.partners],
        due=_due(view.deadline, language),
        status=view.status,
        status_label=called("status", view.status, language),
        assurance=view.assurance,
        assurance_label=called("assurance", view.assurance, language),
        overdue=view.overdue,
        answered=view.progress.answered,
        of=view.progress.of,
        reasons=[reason.sentence for reason in view.reasons],
        events=[_event(piece, language) for piece in view.events],
        evidence=[
            _claim(piece, states, bodies, language)
            for piece in view.evidence
            if piece.use is not Use.SET_ASIDE
        ],
        unseen=view.unseen,
    )


def _asked(view: MandateStanding, language: Language) -> str:
    """Return the activities and deliverables asked for, or else the kind."""
    what = [called("activity", code, language) for code in view.activities]
    what += [called("deliverable", code, language) for code in view.deliverables]
    return listed(what, language) or called("kind", view.kind, language)


def _due(due: DeadlineView | None, language: Language) -> str | None:
    if due is None:
        return None
    if due.on is None:
        return word("session_unknown", language, session=due.session or "")
    basis = called("basis", due.basis, language)
    return word("inferred", language, day=day_text(due.on, language), basis=basis)


def _event(piece: EventPieceView, language: Language) -> ReportPiece:
    status = called("event_status", piece.status, language)
    return ReportPiece(
        name=f"{piece.reference} · {piece.title.pick(language)} · {status}",
        use=piece.use,
        because=piece.because,
        grade=piece.grade,
        on=piece.on,
    )


def _claim(
    piece: ClaimPieceView, states: names.Names, bodies: names.Names, language: Language
) -> ReportPiece:
    said_by = names.name({**bodies, **states}, piece.state or piece.body or "", language)
    dated = [
        word(
            "dated_otherwise",
            language,
            days=days_text(each.on, each.until, language),
            by=each.source,
        )
        for each in piece.dates
    ]
    grade = called("assurance", piece.grade, language)
    parts = (piece.title, said_by, piece.source, *dated, grade)
    return ReportPiece(
        name=" · ".join(part for part in parts if part),
        use=piece.use,
        because=piece.because,
        grade=piece.grade,
        on=piece.on,
        url=piece.url,
    )
