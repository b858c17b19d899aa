"""Painting that nothing escapes from.

An exception that leaves a paint half way leaves its painter open on the window, and the next paint of that window may
end the program; so what cannot be painted is said in its place, and told afterwards.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme

CANNOT = "Cannot be shown"
_TOLD = "steady_told"


@contextmanager
def painting(widget: QWidget) -> Iterator[QPainter]:
    """A painter of the widget that is ended whatever happens; what went wrong is told once, not at every paint."""
    painter = QPainter(widget)
    try:
        yield painter
    except Exception as error:
        _tell(widget, error)
    finally:
        painter.end()


@contextmanager
def part_of(painter: QPainter, widget: QWidget, box: QRectF, theme: Theme) -> Iterator[None]:
    """One part of many: where it cannot be painted its box says so, and the others are painted. Who paints it leaves no
    state behind that they saved."""
    painter.save()
    try:
        yield
    except Exception as error:
        painter.restore()
        painter.save()
        painter.setPen(QPen(theme.colour("status.warn"), 1))
        painter.setBrush(theme.colour("surface.raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.secondary"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, CANNOT)
        _tell(widget, error)
    finally:
        painter.restore()


def _tell(widget: QWidget, error: Exception) -> None:
    """As any error that nobody caught, but after the paint: what says it on the screen paints too."""
    said = f"{type(error).__name__}: {error}"
    if widget.property(_TOLD) != said:
        widget.setProperty(_TOLD, said)
        QTimer.singleShot(0, lambda: sys.excepthook(type(error), error, error.__traceback__))
