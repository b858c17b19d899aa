"""All rules over one rendered screen."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.ui.lint.access import find_focus_faults, find_unnamed
from app.ui.lint.contrast import find_faint
from app.ui.lint.findings import Finding
from app.ui.lint.places import find_outside, find_overlaps
from app.ui.lint.texts import find_clipped, texts_of


def lint(root: QWidget, image: QImage) -> list[Finding]:
    """Everything that is wrong with a shown widget and its picture. Moves the focus; call it after the picture."""
    texts = texts_of(root)
    return [
        *find_clipped(root, texts),
        *find_overlaps(root),
        *find_outside(root),
        *find_unnamed(root),
        *find_faint(root, image, texts),
        *find_focus_faults(root),
    ]
