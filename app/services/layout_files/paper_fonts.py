"""Fonts on paper: the program's own, or Helvetica where they were not cut."""

from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

PLAIN: Final = "Stillage"
BOLD: Final = "Stillage-Bold"


def register_fonts() -> None:
    """Make PLAIN and BOLD known to reportlab; again does nothing."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file, stand_in in ((PLAIN, "Inter-Regular", "Helvetica"), (BOLD, "Inter-SemiBold", "Helvetica-Bold")):
        if name in known:
            continue
        try:
            pdfmetrics.registerFont(TTFont(name, str(resources.path(f"fonts/{file}.ttf"))))
        except FileNotFoundError:
            pdfmetrics.registerFont(pdfmetrics.Font(name, stand_in, "WinAnsiEncoding"))
