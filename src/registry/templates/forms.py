"""A report template as callers give it and as it is shown."""

from base64 import b64decode, b64encode
from binascii import Error
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, Field

from core.pdf import UnfitPicture, check_png
from core.texts import Text
from registry.forms import Form
from registry.templates.model import ReportTemplate

_LARGEST_LOGO = 300_000
_READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3
_LINEAR_BELOW, _GAMMA = 0.04045, 2.4
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def _png(value: str) -> str:
    try:
        content = b64decode(value, validate=True)
    except Error:
        raise ValueError("give the PNG's bytes in base64") from None
    if len(content) > _LARGEST_LOGO:
        raise ValueError(f"it has {len(content)} bytes; at most {_LARGEST_LOGO}")
    try:
        check_png(content)
    except UnfitPicture as unfit:
        raise ValueError(str(unfit)) from None
    return value


def _readable(value: str) -> str:
    if (contrast := contrast_with_white(value)) < _READABLE:
        raise ValueError(f"{value} on white has a contrast of {contrast:.1f}; at least {_READABLE}")
    return value.lower()


def contrast_with_white(colour: str) -> float:
    """Return how well `#rrggbb` is read on white, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    light = sum(
        weight * (part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** _GAMMA)
        for weight, part in zip(_WEIGHTS, parts, strict=True)
    )
    return 1.05 / (light + 0.05)


Colour = Annotated[
    str, Field(pattern="^#[0-9A-Fa-f]{6}$", examples=["#1f5654"]), AfterValidator(_readable)
]


class Logo(Form):
    """An emblem: a PNG in base64 (at most 300,000 bytes, 2000 pixels a side), and what it shows."""

    png: Annotated[str, Field(max_length=400_004), AfterValidator(_png)]
    alternative: Text


class Colours(Form):
    """The emblem's colours, readable on white: of headings and lines, and of the charts' bars."""

    heading: Colour = "#1f5654"
    bars: Colour = "#2f6f6d"


class Signature(Form):
    """Who signs a report, and as what."""

    name: Text
    position: Text | None = None


class TemplateForm(Form):
    """How an organisation's reports look: its name, emblem and colours, a foreword, a signature."""

    name: Text
    logo: Logo | None = None
    colours: Colours = Colours()
    foreword: Text | None = None
    signature: Signature | None = None

    def columns(self) -> dict[str, Any]:
        """Return the columns of a template that looks like this."""
        return {
            "name": self.name.model_dump(exclude_none=True),
            "logo": b64decode(self.logo.png) if self.logo else None,
            "logo_says": self.logo.alternative.model_dump(exclude_none=True) if self.logo else None,
            "colours": self.colours.model_dump(),
            "foreword": self.foreword.model_dump(exclude_none=True) if self.foreword else None,
            "signature": self.signature.model_dump(exclude_none=True) if self.signature else None,
        }


class TemplateView(BaseModel):
    """A version of a body's report template; it counts for reports of moments from `since` on."""

    body: str
    version: int
    since: datetime
    name: Text
    logo: Logo | None
    colours: Colours
    foreword: Text | None
    signature: Signature | None

    @classmethod
    def of(cls, row: ReportTemplate) -> Self:
        """Show a version."""
        logo = None
        if row.logo and row.logo_says:
            said = Text(**row.logo_says)
            logo = Logo.model_construct(png=b64encode(row.logo).decode(), alternative=said)
        return cls.model_construct(
            body=row.body,
            version=row.version,
            since=row.since,
            name=Text(**row.name),
            logo=logo,
            colours=Colours.model_construct(None, **row.colours),
            foreword=Text(**row.foreword) if row.foreword else None,
            signature=Signature.model_validate(row.signature) if row.signature else None,
        )
