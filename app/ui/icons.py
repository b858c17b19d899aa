"""Tabler icons drawn in a theme colour, sharp at every scale, with tints for disabled and selected from the tokens."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources.icons import svg


@dataclass(frozen=True, slots=True)
class Tints:
    """Token paths of one icon's colours: at rest, where it may not be pressed, where it is chosen or on."""

    normal: str
    disabled: str
    selected: str


class IconDrawer:
    """Draws icons by Tabler name. Renderers are kept by name, colour and stroke; clear() when the theme changes."""

    def __init__(self, stroke: float) -> None:
        self.stroke = stroke
        self._sources: dict[str, str] = {}
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}

    def draw(self, painter: QPainter, rect: QRectF, tabler: str, colour: QColor) -> None:
        """Draw into a rectangle of logical pixels."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer(tabler, colour.name()).render(painter, rect)
        painter.restore()

    def clear(self) -> None:
        self._renderers.clear()

    def _renderer(self, tabler: str, colour: str) -> QSvgRenderer:
        key = (tabler, colour)
        if key not in self._renderers:
            if tabler not in self._sources:
                self._sources[tabler] = svg(tabler).read_text(encoding="utf-8")
            text = self._sources[tabler].replace("currentColor", colour)
            text = text.replace('stroke-width="2"', f'stroke-width="{self.stroke}"')
            self._renderers[key] = QSvgRenderer(QByteArray(text.encode()))
        return self._renderers[key]


class TintedIconEngine(QIconEngine):
    """One Tabler icon in three tints, drawn from the vector file at whatever scale the screen has.

    Colours are looked up when it paints: an icon given to a button once follows every later switch of the theme.
    """

    def __init__(self, drawer: IconDrawer, colour: Callable[[str], QColor], tabler: str, tints: Tints) -> None:
        super().__init__()
        self._drawer = drawer
        self._colour = colour
        self._tabler = tabler
        self._tints = tints

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        if mode == QIcon.Mode.Disabled:
            colour = self._tints.disabled
        elif mode == QIcon.Mode.Selected or state == QIcon.State.On:
            colour = self._tints.selected
        else:
            colour = self._tints.normal
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        self._drawer.draw(painter, square, self._tabler, self._colour(colour))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """size in logical px; the pixmap has size x scale device pixels."""
        device = (QSizeF(size) * scale).toSize()
        pixmap = QPixmap(device)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), device), mode, state)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return TintedIconEngine(self._drawer, self._colour, self._tabler, self._tints)
