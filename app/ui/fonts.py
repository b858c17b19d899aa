"""The bundled font: loads the static Inter cuts, makes fonts by role, and falls back in words when they are not cut."""

import logging
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

import resources.build
from app.ui.tokens import Tokens

log = logging.getLogger(__name__)


def load_fonts() -> str | None:
    """Register the cut files with Qt. Returns None when all are there, else what to say to the operator; never raises.

    Registering the same file twice only wastes memory, so application.py calls this once.
    """
    absent = resources.build.missing()
    if absent:
        return f"The fonts are not cut ({', '.join(absent)}); a system font stands in. Run: python -m resources.build"
    refused = [
        cut.file
        for cut in resources.build.CUTS
        if QFontDatabase.addApplicationFont(str(resources.build.FONTS / cut.file)) < 0
    ]
    if refused:
        return f"Qt could not read {', '.join(refused)}; a system font stands in. Delete resources/fonts, build again."
    return None


class FontBook:
    """Fonts by role of the type scale, in three cuts: text, number (tabular), code (tabular, slashed zero, ss02)."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        font = tokens.document["font"]
        self._families = [font["family"], *font["fallback"]]
        self._features = {"text": {}, "number": font["features_number"], "code": font["features_code"]}
        self.make = cache(self._make)

    def _make(self, role: str, cut: str = "text", weight: int | None = None) -> QFont:
        """A font in px; callers get the shared object and must not change it (QFont(font) copies)."""
        entry = self._tokens.type_role(role)
        font = QFont(self._families)
        font.setPixelSize(entry.size)
        font.setWeight(QFont.Weight(weight or entry.weight))
        for tag, value in self._features[cut].items():
            font.setFeature(QFont.Tag(tag), value)
        return font
