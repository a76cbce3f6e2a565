"""Claims about the demonstration's text: approved, returned, taken back, waiting."""

from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from registry import (
    Evidence,
    EvidenceApproval,
    Grade,
    Mandate,
    MandateChange,
    NewEvidence,
    approve,
    change_mandate,
    confirm,
    mandate_of,
    record_evidence,
    retract,
    send_back,
    submit,
)

_BARRELS, _APPLES = "demo-gardens/4", "demo-gardens/1"
_PRESS = {"on": "2026-09-14", "until": "2026-09-15", "source": "A newspaper of gardens"}


def enter_claims(work: Work) -> None:
    """Let states claim that they answered, and reviewers say yes, no, or ask back."""
    if work.session.exec(select(Evidence.id)).first():
        return
    found = select(Mandate.reference, Mandate.id).where(
        col(Mandate.reference).in_((_APPLES, _BARRELS))
    )
    mandates = dict(list(work.session.exec(found)))
    confirm(work, mandate_of(work, mandates[_BARRELS]))
    approved = _claim(work, mandates[_BARRELS], "TR", "Barrels on 40 roofs", dates=[_PRESS])
    approve(work, submit(work, approved), EvidenceApproval(grade=Grade.VERIFIED))
    returned = _claim(work, mandates[_BARRELS], "SN", "Barrels in Dakar")
    asked = ["How many schools?", "Is there a picture of one?"]
    send_back(work, submit(work, returned), "The report names no school.", asked)
    withdrawn = _claim(work, mandates[_BARRELS], "JO", "Barrels in Amman")
    approve(work, submit(work, withdrawn), EvidenceApproval())
    retract(work, withdrawn, "It was another programme.")
    submit(work, _claim(work, mandates[_BARRELS], "ID", "Barrels in Jakarta"))
    partners = MandateChange.model_validate(
        {"rule_partners": ["ICESCO"], "reason": "The text asks for both: coordination with ICESCO."}
    )
    change_mandate(work, mandate_of(work, mandates[_APPLES]), partners)


def _claim(work: Work, mandate: UUID, state: str, title: str, **said: object) -> Evidence:
    claim = {"kind": "report", "title": title, "source": "Invented report", "on": "2026-09-10"}
    form = NewEvidence.model_validate({**claim, "state": state, **said})
    return record_evidence(work, mandate_of(work, mandate), form)
