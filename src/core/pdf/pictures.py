"""Pictures that go into documents, and documents that become pictures."""

import struct
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from core.pdf.typesetting import compiled

_MAGIC = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">8s4x4sII")  # PNG (ISO/IEC 15948), 5.2 and 11.2.2
_LARGEST_SIDE = 2000
_PER_INCH = 200.0


class UnfitPicture(ValueError):  # noqa: N818 -- a refusal is named by its reason
    """Not a picture that can be printed; the message says what is wrong with it."""


def check_png(content: bytes) -> None:
    """Raise `UnfitPicture` unless this is a PNG that can be printed, at most 2000 pixels a side."""
    if len(content) < _HEADER.size or not content.startswith(_MAGIC):
        raise UnfitPicture("the picture is not a PNG")
    _magic, _kind, width, height = _HEADER.unpack_from(content)
    if not 0 < width <= _LARGEST_SIDE or not 0 < height <= _LARGEST_SIDE:
        raise UnfitPicture(f"it is {width} × {height} pixels; at most {_LARGEST_SIDE} a side")
    try:
        typst.compile(
            b'#image(bytes(json(bytes(sys.inputs.data))), format: "png")',
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": str(list(content))},
        )
    except typst.TypstError:
        raise UnfitPicture("the PNG is damaged") from None


def drawn(template: Path, data: Mapping[str, Any], at: datetime) -> bytes:
    """Return the one page that a template makes, as PNG of 200 dots an inch; see `typeset`."""
    return compiled(template, data, at, format="png", ppi=_PER_INCH)
