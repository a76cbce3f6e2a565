"""Compiles a Typst template and data to a tagged PDF (PDF/UA-1)."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
"""Noto Sans, Noto Serif and Noto Naskh Arabic; no font of the machine is ever used."""


def typeset(template: Path, data: Mapping[str, Any], at: datetime) -> bytes:
    """Return the document as PDF; the same template, data and moment give the same bytes.

    The template reads the data with `json(bytes(sys.inputs.data))`: what people typed arrives as
    strings and is never taken for markup. `at` becomes the document's date. Letters that our fonts
    do not have are shown as boxes, and the document is then no PDF/UA-1, which forbids that.
    """
    try:
        return compiled(template, data, at, format="pdf", pdf_standards="ua-1")
    except typst.TypstError as refused:
        if "could not be displayed" not in str(refused):
            raise
    return compiled(template, data, at, format="pdf")


def compiled(template: Path, data: Mapping[str, Any], at: datetime, **form: Any) -> bytes:
    """Return what Typst makes of a template; `form` is what it is asked for."""
    made: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(at.timestamp()),
        **form,
    )
    return made
