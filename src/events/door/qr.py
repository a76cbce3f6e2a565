"""QR codes as SVG documents. Pure."""

import io

import segno

QUIET_ZONE = 4
"""Modules of white around a code that cameras want (ISO/IEC 18004)."""


def qr_svg(content: str, *, border: int = QUIET_ZONE) -> str:
    """Return a QR code in black on white, error correction M."""
    image = io.BytesIO()
    code = segno.make(content, error="m", micro=False)
    code.save(image, kind="svg", scale=8, border=border, light="#fff", xmldecl=False, nl=False)
    return image.getvalue().decode()
