"""The theme: colours, fonts, sizes and icons by token name, switched live between dark, light and the system's."""

import sys
from typing import Literal

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import QApplication

from app.ui.dress import make_palette, make_style_sheet
from app.ui.fonts import FontBook
from app.ui.icons import IconDrawer, TintedIconEngine, Tints
from app.ui.tokens import ThemeName, Tokens

ThemeChoice = Literal["dark", "light", "system"]


def parse_colour(text: str) -> QColor:
    """A token colour, "#rrggbb" or "#rrggbbaa" (Qt's own parser would take the alpha for red)."""
    colour = QColor(text[:7])
    if len(text) == 9:
        colour.setAlpha(int(text[7:9], 16))
    return colour


class Theme(QObject):
    """What every widget paints with. Holds no widget; `changed` tells painters to ask again."""

    changed = Signal()

    def __init__(self, tokens: Tokens, choice: ThemeChoice = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.icons = IconDrawer(float(tokens.document["icon"]["stroke"]))
        self._fonts = FontBook(tokens)
        self._choice: ThemeChoice = choice
        self._name: ThemeName = self._resolve()
        self._colours: dict[str, QColor] = {}

    @property
    def name(self) -> ThemeName:
        """The theme that is shown now."""
        return self._name

    @property
    def choice(self) -> ThemeChoice:
        """What the person chose; "system" follows the desktop."""
        return self._choice

    def colour(self, path: str) -> QColor:
        """A colour by token path ("surface.panel"), a copy of one's own. KeyError names a path that does not exist."""
        if path not in self._colours:
            self._colours[path] = parse_colour(self.tokens.colours[self._name][path])
        return QColor(self._colours[path])  # whoever changes it changes nobody else's

    def colours(self, path: str) -> list[QColor]:
        """A list of colours ("plan.route"), or of a chart series ("series")."""
        if path == "series":
            return [QColor(text) for text in self.tokens.document["scale"]["series"][self._name]]
        numbered = [name for name in self.tokens.colours[self._name] if name.startswith(f"{path}.")]
        return [self.colour(name) for name in numbered]

    def scale(self, name: str) -> tuple[tuple[str, ...], tuple[float, float]]:
        """Stops "#rrggbb" of a data scale and the used part (low, high), each 0..1."""
        return self.tokens.scale(name)

    def size(self, name: str) -> int:
        """A size in logical px: "control", "space.x2", "radius.panel"."""
        return self.tokens.size(name)

    def motion(self, name: str) -> int:
        """A duration in ms; 0 where the system asks for no animation, or where nobody watches (offscreen).

        Only Windows tells Qt; elsewhere the answer would always be "no effects". A toast is reading time, not motion.
        """
        asked_for_less = sys.platform == "win32" and not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
        still = asked_for_less or QApplication.platformName() == "offscreen"
        return 0 if still and name != "toast" else self.tokens.motion(name)

    def font(self, role: str = "body", weight: int | None = None) -> QFont:
        return self._fonts.make(role, "text", weight)

    def number_font(self, role: str = "body", weight: int | None = None) -> QFont:
        """Tabular figures: every quantity, time and rate."""
        return self._fonts.make(role, "number", weight)

    def code_font(self, role: str = "body", weight: int | None = None) -> QFont:
        """Bins, SKUs, lots: slashed zero, 0/O and I/l/1 told apart."""
        return self._fonts.make(role, "code", weight)

    def icon(self, name: str, colour: str = "text.secondary", selected: str = "accent.line") -> QIcon:
        """A tinted icon by token name ("control_room") for buttons and actions; follows the theme by itself."""
        tints = Tints(colour, "text.disabled", selected)
        return QIcon(TintedIconEngine(self.icons, self.colour, self.tokens.icon(name), tints))

    def draw_icon(self, painter: QPainter, rect: QRectF, name: str, colour: str = "text.secondary") -> None:
        """Draw an icon by token name into logical px."""
        self.icons.draw(painter, rect, self.tokens.icon(name), self.colour(colour))

    def choose(self, choice: ThemeChoice) -> None:
        """Switch now, for the whole program; nothing happens when the same theme results."""
        self._choice = choice
        self._show(self._resolve())

    def toggle(self) -> None:
        """From dark to light and back (F10); leaves "system" behind."""
        self.choose("light" if self._name == "dark" else "dark")

    def install(self, app: QApplication) -> None:
        """Dress the program: Fusion, the base font, palette, style sheet; and follow the desktop from now on."""
        app.setStyle("Fusion")
        app.setFont(self.font("body"))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress(app)

    def _resolve(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        hints = QApplication.styleHints() if QApplication.instance() else None
        # Where the desktop does not say, dark: the room and the packing hall are dimmer than an office.
        return "light" if hints is not None and hints.colorScheme() == Qt.ColorScheme.Light else "dark"

    def _follow_system(self) -> None:
        if self._choice == "system":
            self._show(self._resolve())

    def _show(self, name: ThemeName) -> None:
        if name == self._name:
            return
        self._name = name
        self._colours.clear()
        self.icons.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._dress(app)
        self.changed.emit()

    def _dress(self, app: QApplication) -> None:
        app.setPalette(make_palette(self.colour))
        app.setStyleSheet(make_style_sheet(self.tokens, self._name))
