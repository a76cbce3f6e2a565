"""The closed lists of words for what becomes of messages that come in."""

from enum import StrEnum


class Outcome(StrEnum):
    """What became of a message; `review`: a person has to look at it first."""

    APPLIED = "applied"
    IGNORED = "ignored"
    REFUSED = "refused"
    REVIEW = "review"


class Reason(StrEnum):
    """Why; public API, each has its sentence below."""

    LOOP = "loop"
    AUTO_REPLY = "auto-reply"
    BOUNCED = "bounced"
    REPORT = "report"
    TOO_MUCH = "too-much"
    UNKNOWN_RECIPIENT = "unknown-recipient"
    FORWARDED = "forwarded"
    NO_MAILBOX = "no-mailbox"
    METHOD = "method-not-taken"
    METHOD_DIFFERS = "method-differs"
    NOT_ONE_EVENT = "not-one-event"
    UID = "uid-differs"
    ATTENDEES = "not-one-attendee"
    OTHER_ADDRESS = "other-address"
    DMARC = "dmarc-failed"
    NOT_INVITED = "not-invited"
    RECURRENCE = "recurrence"
    UNREADABLE = "unreadable"
    UNKNOWN_SEQUENCE = "unknown-sequence"
    OLDER = "older-sequence"
    DUPLICATE = "duplicate"
    NO_ANSWER = "no-answer"
    RECORDED = "answer-recorded"
    PROPOSED = "counter-proposal"
    DELEGATED = "delegated"
    REFRESHED = "refreshed"
    TOO_OFTEN = "too-often"
    DISMISSED = "dismissed"


class Act(StrEnum):
    """What a verdict asks to be done."""

    NOTHING = "nothing"
    ANSWER = "answer"
    PROPOSE = "propose"
    DELEGATE = "delegate"
    REFRESH = "refresh"
    ASK_AGAIN = "ask_again"
    FORWARD = "forward"
    BOUNCE = "bounce"


class ProposalKind(StrEnum):
    """What somebody proposes: other dates, or somebody else."""

    DATES = "dates"
    SUBSTITUTE = "substitute"


class ProposalState(StrEnum):
    """Where a proposal is; `replaced`: the same person proposed something newer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REPLACED = "replaced"


SENTENCES = {
    Reason.LOOP: "It comes from our own domain",
    Reason.AUTO_REPLY: "A machine wrote it, not a person",
    Reason.BOUNCED: "A letter could not be delivered",
    Reason.REPORT: "A report that changes nothing",
    Reason.TOO_MUCH: "It is larger, or nested deeper, than any answer",
    Reason.UNKNOWN_RECIPIENT: "It is addressed to no invitation and no letter of ours",
    Reason.FORWARDED: "It answers in words, which the organizer gets by mail",
    Reason.NO_MAILBOX: "It answers in words, and no mailbox of the organizer is known",
    Reason.METHOD: "Only REPLY, COUNTER and REFRESH are taken",
    Reason.METHOD_DIFFERS: "METHOD and the header's method parameter differ",
    Reason.NOT_ONE_EVENT: "It speaks of none, or of several events",
    Reason.UID: "It speaks of another invitation than the one it is addressed to",
    Reason.ATTENDEES: "Exactly one person answers an invitation",
    Reason.OTHER_ADDRESS: "Somebody else's address would give the seat away",
    Reason.DMARC: "The sender's domain disowns the message (DMARC)",
    Reason.NOT_INVITED: "Nothing stands to be answered: no seat, or the event is off or over",
    Reason.RECURRENCE: "It speaks of one meeting of a series that we did not send",
    Reason.UNREADABLE: "Its SEQUENCE or DTSTAMP cannot be read",
    Reason.UNKNOWN_SEQUENCE: "Its SEQUENCE is higher than any that was sent",
    Reason.OLDER: "It answers dates that changed since; the person is asked again",
    Reason.DUPLICATE: "It, or something newer from the same person, was dealt with before",
    Reason.NO_ANSWER: "It gives no answer",
    Reason.RECORDED: "The answer was recorded",
    Reason.PROPOSED: "The counter-proposal waits for the organizer",
    Reason.DELEGATED: "The wish to be replaced waits for the state's focal point",
    Reason.REFRESHED: "The current invitation was sent again",
    Reason.TOO_OFTEN: "The same was asked for a short time ago",
    Reason.DISMISSED: "Somebody looked at it and set it aside",
}
