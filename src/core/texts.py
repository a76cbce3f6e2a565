"""Text in the three working languages: Arabic, English, French."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.input import Prose


class Language(StrEnum):
    """A working language of the organisation (ISO 639-1)."""

    AR = "ar"
    EN = "en"
    FR = "fr"

    @property
    def direction(self) -> str:
        """Return the writing direction, as HTML's `dir` wants it."""
        return "rtl" if self is Language.AR else "ltr"


FALLBACK = (Language.EN, Language.FR, Language.AR)
Words = Annotated[Prose, Field(max_length=20_000)]


class Text(BaseModel):
    """The same words in up to three languages; at least one is there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: Words | None = None
    fr: Words | None = None
    ar: Words | None = None

    @model_validator(mode="after")
    def some_language(self) -> Self:
        """Refuse a text that says nothing."""
        if not any((self.en, self.fr, self.ar)):
            raise ValueError("give the text in at least one of en, fr, ar")
        return self

    def pick(self, language: str) -> str:
        """Return the words in that language, else in the first language that has them."""
        return pick(self.model_dump(), language)


def pick(texts: dict[str, str | None], language: str) -> str:
    """Return one language's words of a stored text; the nearest other when that one is missing."""
    order = (language, *FALLBACK)
    return next((words for code in order if (words := texts.get(code))), "")
