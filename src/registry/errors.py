"""Why the registry says no."""

from core.problem import Problem


class UnreadableDocument(Problem):
    """The file cannot be read as a resolution."""

    slug, title, status = "unreadable-document", "The file cannot be read as a resolution", 422


class AlreadyDecided(Problem):
    """A decision about this mandate stands; it has to be withdrawn before another."""

    slug, title, status = "already-decided", "A decision about this mandate stands", 409


class SessionExists(Problem):
    """A session has this code already."""

    slug, title, status = "session-exists", "There is a session with this code", 409


class AlreadyOwned(Problem):
    """Another body answers for this mandate already."""

    slug, title, status = "already-owned", "Another body answers for this mandate", 409


class MandateIsRejected(Problem):
    """The clause was found to ask for nothing; nothing can be claimed or decided about it."""

    slug, title, status = "mandate-rejected", "This mandate was rejected in review", 409


class StepNotPossible(Problem):
    """The claim is not where this step can begin."""

    slug, title, status = "evidence-step-not-possible", "The claim cannot take this step now", 409


class NotOneClause(Problem):
    """Only clauses of one paragraph can be one."""

    slug, title, status = "not-one-clause", "These mandates cannot be one clause", 409


class NoCommonLanguage(Problem):
    """The texts to compare are not there in one language."""

    slug, title, status = (
        "no-common-language",
        "There is no language to compare these texts in",
        409,
    )
