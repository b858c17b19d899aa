"""The picture under the drawing: halves of itself for when it is small, only what is visible, dimmed."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.layout.geometry import bounds_of
from app.layout.racking import ElementId
from app.layout.underlay import Placing
from app.ui.layout.session import View

SMALLEST: Final = 256
"""px of the longest side of the last half."""


@dataclass(frozen=True, slots=True)
class Pyramid:
    """A picture and its halves, the whole one first. photo: not ink on paper."""

    levels: tuple[QImage, ...]
    photo: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Pixels of the whole one."""
        return self.levels[0].width(), self.levels[0].height()

    @property
    def memory(self) -> int:
        """Bytes of all of them."""
        return sum(level.sizeInBytes() for level in self.levels)


def halved(image: QImage, photo: bool = False) -> Pyramid:
    """The pyramid of a picture; for a worker thread."""
    levels = [image]
    while max(levels[-1].width(), levels[-1].height()) > SMALLEST:
        last = levels[-1]
        levels.append(
            last.scaled(
                max(1, last.width() // 2),
                max(1, last.height() // 2),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return Pyramid(tuple(levels), photo)


class UnderlayOverlay:
    """Implements `app.ui.layout.session.Overlay`. on: says whether its floor is the one that is shown; dark: whether
    the ground is. Paper lets the ground through: ink darkens a light ground, and turned about it lights up a dark one.
    Photos are laid there as they are."""

    below = True

    def __init__(
        self, floor: ElementId, pyramid: Pyramid, placing: Placing, opacity: float,
        on: Callable[[ElementId], bool], dark: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        self.floor, self.pyramid, self.placing, self.opacity = floor, pyramid, placing, opacity
        self._on, self._dark = on, dark
        self._turned: dict[int, QImage] = {}

    @property
    def id(self) -> str:
        """One a floor."""
        return f"underlay {self.floor}"

    def paint(self, painter: QPainter, view: View) -> None:
        """The visible part, from the level whose pixels are nearest to those of the screen."""
        if not self._on(self.floor) or self.opacity <= 0:
            return
        zoom = self.placing.scale * view.px_per_mm
        level = min(len(self.pyramid.levels) - 1, max(0, int(math.log2(1 / zoom)) if zoom < 1 else 0))
        part = self._visible(view)
        if part.isEmpty():
            return
        picture = self._level(level, painter)
        width, height = self.pyramid.size
        across, down = picture.width() / width, picture.height() / height
        source = QRectF(part.x() * across, part.y() * down, part.width() * across, part.height() * down)
        painter.setOpacity(self.opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(view.to_px(self.placing.x, self.placing.y))
        painter.rotate(self.placing.angle)
        painter.scale(zoom, zoom)
        painter.drawImage(part, picture, source)

    def _level(self, level: int, painter: QPainter) -> QImage:
        """The picture of a level as it is painted on this ground, and the painter set for it."""
        picture = self.pyramid.levels[level]
        if self.pyramid.photo:
            return picture
        if not self._dark():
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            return picture
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
        if level not in self._turned:
            turned = picture.copy()
            turned.invertPixels(QImage.InvertMode.InvertRgb)
            self._turned[level] = turned
        return self._turned[level]

    def _visible(self, view: View) -> QRectF:
        """What of the picture is in the window, in whole pixels of it."""
        seen = view.visible()
        corners = ((seen.left(), seen.top()), (seen.right(), seen.top()), (seen.right(), seen.bottom()),
                   (seen.left(), seen.bottom()))  # fmt: skip
        x0, y0, x1, y1 = bounds_of([self.placing.to_picture(corner) for corner in corners])
        width, height = self.pyramid.size
        left, top = max(0, math.floor(x0) - 2), max(0, math.floor(y0) - 2)
        right, low = min(width, math.ceil(x1) + 2), min(height, math.ceil(y1) + 2)
        return QRectF(left, top, max(0, right - left), max(0, low - top))
