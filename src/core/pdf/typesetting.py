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
    strings and is never taken for markup. `at` becomes the document's date.
    """
    made: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return made
