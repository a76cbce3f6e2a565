"""Why a file gave nothing: the one error of reading."""


class Unreadable(Exception):  # noqa: N818 - says what the file is, as every refusal here
    """The file cannot be read as a resolution; `why` is a sentence for the person who sent it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
