"""The right pane of the palette: the record under the cursor in a picture and six facts."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.palette.search import Preview
from app.ui.theme import Theme
from app.ui.widgets.labels import Label

WIDTH = 268
FACTS = 6
PICTURE = QSize(236, 132)


class Picture(QWidget):
    """A piece of the plan in a frame; takes no room where there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self.setFixedSize(PICTURE)
        self.hide()

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.setVisible(image is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setClipPath(frame)
        painter.drawImage(QRectF(self.rect()), self._image)
        painter.setClipping(False)
        painter.setPen(QPen(self._theme.colour("border.normal"), 1))
        painter.drawPath(frame)


class PreviewPane(QFrame):
    """268 wide. Empty until a hit with a preview is under the cursor."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "plain")
        self.setFixedWidth(WIDTH)
        self._title = Label(theme, "", "heading", cut="code", wrap=True)
        self._place = Label(theme, "", "small", "tertiary", wrap=True)
        self._picture = Picture(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._place)
        column.addSpacing(6)
        column.addWidget(self._picture)
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._facts: list[tuple[Label, Label]] = []
        for number in range(FACTS):
            name = Label(theme, "", "small", "tertiary")
            value = Label(theme, "", "small", cut="code", weight=500)
            grid.addWidget(name, number, 0)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(value)
            grid.addLayout(row, number, 1)
            self._facts.append((name, value))
        column.addSpacing(6)
        column.addLayout(grid)
        column.addStretch(1)
        self.show_preview(None)

    def show_preview(self, preview: Preview | None) -> None:
        """Show what is under the cursor; None empties the pane."""
        shown = preview or Preview("")
        self._title.setText(shown.title)
        self._place.setText(shown.place)
        self._place.setVisible(bool(shown.place))
        self._picture.show_image(shown.picture)
        for number, (name, value) in enumerate(self._facts):
            fact = shown.facts[number] if number < len(shown.facts) else ("", "")
            name.setText(fact[0])
            value.setText(fact[1])
            name.setVisible(bool(fact[0]))
            value.setVisible(bool(fact[0]))
