"""Why notifications refuse; each is explained in docs/problems."""

from core.problem import Problem


class NotRetryable(Problem):
    """Only a letter that failed or bounced can be sent again; `state` says what it is."""

    slug, title, status = "letter-not-retryable", "The letter cannot be sent again", 409


class LetterUnwritten(Problem):
    """The letter was set aside before it was written; there are no bytes to send or show."""

    slug, title, status = "letter-unwritten", "The letter was never written", 409
