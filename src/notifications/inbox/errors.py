"""Why the inbox refuses; each is explained in docs/problems."""

from core.problem import Problem


class NotInReview(Problem):
    """Only a message that waits for review is applied or dismissed; `outcome` says what it is."""

    slug, title, status = "message-not-in-review", "The message does not wait for a decision", 409


class ProposalDecided(Problem):
    """A proposal is decided once; `state` says how."""

    slug, title, status = "proposal-decided", "The proposal does not wait for a decision", 409


class ProposalWithoutDates(Problem):
    """The proposal names no dates that the event could take."""

    slug, title, status = "proposal-without-dates", "The proposal names no dates to accept", 409
