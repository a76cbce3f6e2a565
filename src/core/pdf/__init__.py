"""PDF documents, set by Typst with fonts that ship with the product (SIL Open Font License)."""

from core.pdf.typesetting import FONTS, typeset

__all__ = ["FONTS", "typeset"]
