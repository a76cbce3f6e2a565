"""Why reports say no."""

from core.problem import Problem


class TooManyListeners(Problem):
    """As many as this process serves follow the changes already; `Retry-After` says when."""

    slug, title, status = "too-many-listeners", "Too many follow already", 503
    retry_after = 30
