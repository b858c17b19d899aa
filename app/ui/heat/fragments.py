"""Arrays that Qt reads as they are: pixmap fragments and pixmaps over numpy memory."""

from typing import cast

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from app.heat.tables import Floats

X, Y, LEFT, TOP, WIDTH, HEIGHT, SCALE_X, SCALE_Y, TURN = range(9)


class Fragments:
    """Memory of QPainter.PixmapFragment structs (10 doubles each), grown as needed, never under a painter's feet."""

    def __init__(self) -> None:
        self.rows: Floats = np.zeros((0, 10))
        self._first: QPainter.PixmapFragment | None = None

    def take(self, count: int) -> Floats:
        """The first `count` rows, opacity and height set to 1, to be filled in."""
        if count > len(self.rows):
            self.rows = np.zeros((max(count, 2 * len(self.rows), 256), 10))
            self.rows[:, [HEIGHT, 9]] = 1.0
            first = shiboken6.Shiboken.wrapInstance(self.rows.ctypes.data, QPainter.PixmapFragment)
            self._first = cast(QPainter.PixmapFragment, first)
        return self.rows[:count]

    def paint(self, painter: QPainter, count: int, pixmap: QPixmap) -> None:
        """One draw call for the first `count` rows."""
        if count and self._first is not None:
            painter.drawPixmapFragments(self._first, count, pixmap)


def shared_pixmap(image: NDArray[np.uint32]) -> QPixmap:
    """A pixmap over the array's own memory; the array must outlive it and keep its place."""
    height, width = image.shape
    sheet = QImage(image.data, width, height, width * 4, QImage.Format.Format_RGB32)
    return QPixmap.fromImage(sheet, Qt.ImageConversionFlag.NoFormatConversion)
