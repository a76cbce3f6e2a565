"""Does what a verdict says: answers, proposals, letters."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from core.work import Work
from events import Answer, Event, record_answer
from notifications.inbox.facts import ProposalMade
from notifications.inbox.incoming import Incoming
from notifications.inbox.proposed_dates import proposed_dates
from notifications.inbox.replies import Said
from notifications.inbox.verdicts import Verdict
from notifications.inbox_model import InboundMessage, Proposal
from notifications.inbox_store import mailbox_of, open_proposals
from notifications.inbox_words import Act, Outcome, ProposalKind, ProposalState, Reason
from notifications.letters.answer_letters import Heard, confirm, forward, party_of, repeat
from notifications.mailing import Mailing
from notifications.model import Invitation

_MOST_AHEAD = timedelta(days=1)  # a clock that runs ahead must not silence later answers
_COMMENT = 2000
_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Matter:
    """A message, what its calendar says, the invitation that it is about, and its stored row."""

    message: Incoming
    said: Said | None
    held: Invitation
    stored: InboundMessage | None = None

    @property
    def words(self) -> str:
        """Return the person's own words: the calendar's comment, else those of the mail."""
        return (self.said.comment if self.said else "") or self.message.text


def carry_out(work: Work, mailing: Mailing, matter: Matter, verdict: Verdict) -> Verdict:
    """Do what a verdict asks; return it, or what became of it in the doing."""
    act = _ACTS.get(verdict.act)
    return act(work, mailing, matter, verdict) if act else verdict


def _answer(work: Work, mailing: Mailing, matter: Matter, verdict: Verdict) -> Verdict:
    assert verdict.answer is not None
    record_answer(work, matter.held.registration_id, Answer(verdict.answer.value))
    _remember(work, matter)
    party = party_of(work, matter.held)
    kept = verdict.answer.value == Answer.DECLINED and not party.event.declining_frees
    heard = Heard(thread="answers", answer="declined_kept" if kept else verdict.answer.value)
    confirm(work, mailing, party, heard)
    return verdict


def _propose(work: Work, mailing: Mailing, matter: Matter, verdict: Verdict) -> Verdict:
    event = work.get(Event, matter.held.event_id)
    assert matter.said is not None
    assert event.starts_at is not None
    assert event.ends_at is not None
    dates = proposed_dates(matter.said, event.starts_at, event.ends_at, event.timezone)
    proposal = _proposal(work, matter, ProposalKind.DATES)
    if dates:
        proposal.dates = {"starts_at": dates[0].isoformat(), "ends_at": dates[1].isoformat()}
    _pass_on(work, mailing, matter, proposal, "counter")
    return verdict


def _delegate(work: Work, mailing: Mailing, matter: Matter, verdict: Verdict) -> Verdict:
    assert matter.said is not None
    proposal = _proposal(work, matter, ProposalKind.SUBSTITUTE)
    proposal.delegate = matter.said.attendees[0].delegated_to[:_ADDRESS]
    _pass_on(work, mailing, matter, proposal, "delegated")
    return verdict


def _proposal(work: Work, matter: Matter, kind: ProposalKind) -> Proposal:
    """Store a proposal; what the same person proposed before is replaced by it."""
    assert matter.stored is not None
    held = matter.held
    for earlier in open_proposals(work, held.registration_id):
        earlier.state, earlier.decided_at = ProposalState.REPLACED, work.now
    proposal = work.add(
        Proposal(
            message_id=matter.stored.id,
            registration_id=held.registration_id,
            event_id=held.event_id,
            kind=kind,
            comment=matter.words[:_COMMENT] or None,
            made_at=work.now,
        )
    )
    about = {"event": held.event_id, "registration": held.registration_id}
    work.record(ProposalMade(subject=proposal.id, kind=kind, **about))
    _remember(work, matter)
    return proposal


def _pass_on(work: Work, mailing: Mailing, matter: Matter, proposal: Proposal, answer: str) -> None:
    """Tell the person that it is recorded, and those who decide that it waits."""
    party = party_of(work, matter.held)
    dates = proposal.dates or {}
    shown = " - ".join(str(each).replace("T", " ") for each in dates.values())
    heard = Heard(
        thread=f"proposal {proposal.id}",
        answer=answer,
        proposed=shown or proposal.delegate or "",
        sender=matter.message.sender,
        message=proposal.comment or "",
        to_state=proposal.kind is ProposalKind.SUBSTITUTE,
    )
    confirm(work, mailing, party, heard)
    forward(work, mailing, party, replace(heard, thread=f"{heard.thread} forwarded"))


def _refresh(work: Work, mailing: Mailing, matter: Matter, verdict: Verdict) -> Verdict:
    if repeat(work, mailing, party_of(work, matter.held)):
        return verdict
    return replace(verdict, outcome=Outcome.IGNORED, reason=Reason.TOO_OFTEN)


def _ask_again(work: Work, mailing: Mailing, matter: Matter, verdict: Verdict) -> Verdict:
    repeat(work, mailing, party_of(work, matter.held))
    return verdict


def _forward(work: Work, mailing: Mailing, matter: Matter, verdict: Verdict) -> Verdict:
    """Pass words on; without a mailbox, or after too many, they wait in the review queue."""
    assert matter.stored is not None
    heard = Heard(
        thread=f"message {matter.stored.id}",
        sender=matter.message.sender,
        message="\n\n".join(filter(None, (matter.message.subject, matter.message.text))),
    )
    party = party_of(work, matter.held)
    if forward(work, mailing, party, heard):
        return verdict
    reason = Reason.TOO_OFTEN if mailbox_of(work, party.event) else Reason.NO_MAILBOX
    return replace(verdict, outcome=Outcome.REVIEW, reason=reason)


def _remember(work: Work, matter: Matter) -> None:
    """Note SEQUENCE and DTSTAMP of what was applied: anything not newer is a duplicate now."""
    held, said = matter.held, matter.said
    assert said is not None
    assert said.stamp is not None
    assert said.sequence is not None
    held.answer_sequence = min(said.sequence, held.sequence)
    held.answer_stamp = min(said.stamp, work.now + _MOST_AHEAD)


_ACTS: dict[Act, Callable[[Work, Mailing, Matter, Verdict], Verdict]] = {
    Act.ANSWER: _answer,
    Act.PROPOSE: _propose,
    Act.DELEGATE: _delegate,
    Act.REFRESH: _refresh,
    Act.ASK_AGAIN: _ask_again,
    Act.FORWARD: _forward,
}
