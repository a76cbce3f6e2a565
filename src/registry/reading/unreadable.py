"""Why a file gave nothing: the one error of reading."""


class Unreadable(Exception):
    """The file cannot be read as a resolution; `why` is a sentence for the person who sent it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
