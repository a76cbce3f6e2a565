"""The page of one mandate: what is asked of whom, how it stands, and every reason for that."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Request, Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.work import Work
from nadwa.dashboard import store
from nadwa.dashboard.evidence_lines import evidence_lines
from nadwa.dashboard.mandate_lines import as_asked, asked_for, due_of, verb_of
from nadwa.dashboard.moments import moment_of
from nadwa.dashboard.paragraphs import anchor_of
from nadwa.dashboard.reader import Reader, ReaderDep
from nadwa.dashboard.rendering import page
from registry import Mandate, Paragraph, mandate_of, places, resolution_of, texts_of
from reports import Judgement, called, later_resolutions, mandate_standings, sentence

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Id = Annotated[UUID, Path()]
Wish = Annotated[str, Query(max_length=80)]


@router.get("/mandates/{id}", operation_id="show_mandate", response_class=Response)
def show_mandate(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    reader: ReaderDep,
    id: Id,
    as_of: Wish = "",
    known: Wish = "",
) -> Response:
    """Show a mandate, its status, and the evidence for it."""
    mandate = mandate_of(work, id)
    place = places(work, [mandate])[mandate.id]
    moment = moment_of(as_of, work.now)
    known_at = work.now if moment and known == "now" else None
    judgement = mandate_standings(work, place.resolution, moment, known_at).by_id.get(mandate.id)
    href = reader.to(
        f"/resolutions/{place.resolution}", anchor=anchor_of(place.paragraph), **as_asked(reader)
    )
    shown: dict[str, Any] = {
        "res": resolution_of(work, place.resolution),
        "place": place,
        "back": href,
        "moment": moment,
        "known_at": known_at,
        **_asked(work, reader, mandate),
        **(_standing(work, reader, judgement) if judgement else {"status": None}),
    }
    return page(request, reader, "mandate.html", **shown)


def _asked(work: Work, reader: Reader, mandate: Mandate) -> dict[str, Any]:
    names = store.body_names(work, reader.language) | store.state_names(work, reader.language)
    paragraph = work.get(Paragraph, mandate.paragraph_id)
    rule = reader.say(f"rules.{mandate.rule.value}", n=mandate.rule_count)
    period = reader.words["periods"].get(mandate.rule_period or "")
    return {
        "verb": verb_of(reader, mandate),
        "printed": mandate.verb,
        "summary": reader.pick(paragraph.summary),
        "texts": texts_of(work, [paragraph.id]).get(paragraph.id, {}),
        "marked": (mandate.span_language, mandate.span) if mandate.span else (None, None),
        "asked": asked_for(reader, mandate),
        "kind": called("kind", mandate.kind, reader.language),
        "addressees": _names(mandate.addressees, names),
        "partners": _names(mandate.partners, names),
        "rule": rule,
        "period": period,
        "required": _names(mandate.rule_partners, names),
        "programme": mandate.programme,
        "reference": mandate.reference,
        "api": f"/v1/mandates/{mandate.id}",
    }


def _standing(work: Work, reader: Reader, judgement: Judgement) -> dict[str, Any]:
    language = reader.language
    return {
        "status": judgement.status.value,
        "asking": judgement.operational,
        "status_words": called("status", judgement.status, language),
        "assurance": called("assurance", judgement.assurance, language),
        "reasons": [sentence(reason, language) for reason in judgement.reasons],
        "decision": judgement.decision,
        "later": later_resolutions(work, [judgement]).get(judgement.mandate.id),
        "due": due_of(reader, judgement),
        "basis": called("basis", judgement.deadline.basis, language) if judgement.deadline else "",
        "overdue": judgement.overdue,
        "evidence": evidence_lines(work, reader, judgement),
    }


def _names(codes: Sequence[str], names: dict[str, str]) -> list[str]:
    return [names.get(code, code) for code in codes]
