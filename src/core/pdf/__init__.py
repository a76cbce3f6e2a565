"""PDF documents, set by Typst with fonts that ship with the product (SIL Open Font License)."""

from core.pdf.pictures import UnfitPicture, check_png, drawn
from core.pdf.typesetting import FONTS, typeset

__all__ = ["FONTS", "UnfitPicture", "check_png", "drawn", "typeset"]
