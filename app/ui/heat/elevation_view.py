"""The face of a rack as one stands before it: a cell a bin, this bin ringed."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.heat import colours
from app.heat.elevation import RackFace, rack_face
from app.heat.picture import HeatPicture
from app.ui.heat.paint import Inks

LARGEST, SMALLEST = 22.0, 9.0  # px of a cell
MARGIN = 5.0  # room for the ring


class ElevationView(QWidget):
    """Cells by metric. A click chooses a bin, arrows move the ring, Enter opens. A rack with more columns than there is
    room for shows the columns about the chosen bin."""

    picked = Signal(object)  # location id
    activated = Signal(object)  # location id

    def __init__(self, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = inks
        self._picture: HeatPicture | None = None
        self._face: RackFace | None = None
        self._index = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def face(self) -> RackFace | None:
        """The rack shown, None while none is."""
        return self._face

    def sizeHint(self) -> QSize:
        levels = self._face.index.shape[0] if self._face is not None else 1
        return QSize(320, round(levels * self._cell() + 2 * MARGIN))

    def show_location(self, picture: HeatPicture, location_id: int | None, inks: Inks) -> None:
        """Show the rack of a location with the location ringed; None, or one that is not on the plan, shows nothing."""
        self._picture, self._inks = picture, inks
        self._index = picture.plan.index(location_id) if location_id is not None else -1
        self.refresh()

    def refresh(self) -> None:
        """Read the values again."""
        if self._picture is None or self._index < 0:
            self._face = None
        else:
            self._face = rack_face(self._picture, self._index)
        self.setFixedHeight(self.sizeHint().height())
        self._describe()
        self.update()

    def columns(self) -> range:
        """The columns in the window."""
        if self._face is None:
            return range(0)
        every = self._face.index.shape[1]
        room = max(1, int((self.width() - 2 * MARGIN) / self._cell()))
        if every <= room:
            return range(every)
        first = min(max(self._face.place(self._index)[1] - room // 2, 0), every - room)
        return range(first, first + room)

    def cell_box(self, level: int, column: int) -> QRectF:
        """Where a cell is, in px."""
        side = self._cell()
        levels = self._face.index.shape[0] if self._face is not None else 1
        return QRectF(
            MARGIN + (column - self.columns().start) * side, MARGIN + (levels - 1 - level) * side, side - 1, side - 1
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        face = self._face
        painter = QPainter(self)
        if face is not None:
            for level in range(face.index.shape[0]):
                for column in self.columns():
                    entry = int(face.entries[level, column])
                    if entry != colours.ABSENT:
                        painter.fillRect(self.cell_box(level, column), QColor(int(self._inks.table[entry])))
            level, column = face.place(self._index)
            if column in self.columns():
                ring = self.cell_box(level, column).adjusted(-1, -1, 1, 1)
                for colour, width in ((self._inks.ring_outer, 5.0), (self._inks.ring_inner, 2.0)):
                    painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.MiterJoin))
                    painter.drawRect(ring)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._face is not None and self._picture is not None:
            index = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self._picture.plan.locations.codes[index] if index >= 0 else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._at(event.position().x(), event.position().y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0)
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if self._face is None or self._picture is None:
            super().keyPressEvent(event)
        elif step is not None:
            level, column = self._face.place(self._index)
            level, column = level + step[0], column + step[1]
            if 0 <= level < self._face.index.shape[0] and 0 <= column < self._face.index.shape[1]:
                self._choose(int(self._face.index[level, column]))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(int(self._picture.plan.locations.ids[self._index]))
        else:
            super().keyPressEvent(event)

    def _cell(self) -> float:
        if self._face is None:
            return LARGEST
        fits = (self.width() - 2 * MARGIN) / self._face.index.shape[1]
        return float(int(min(max(fits, SMALLEST), LARGEST)))

    def _at(self, x: float, y: float) -> int:
        if self._face is None:
            return -1
        for level in range(self._face.index.shape[0]):
            for column in self.columns():
                if self.cell_box(level, column).adjusted(0, 0, 1, 1).contains(x, y):
                    return int(self._face.index[level, column])
        return -1

    def _choose(self, index: int) -> None:
        if index >= 0 and index != self._index and self._picture is not None:
            self._index = index
            self._describe()
            self.update()
            self.picked.emit(int(self._picture.plan.locations.ids[index]))

    def _describe(self) -> None:
        if self._face is None or self._picture is None:
            self.setAccessibleName("Rack face, no bin chosen")
            return
        level, column = self._face.place(self._index)
        levels, columns = self._face.index.shape
        code = self._picture.plan.locations.codes[self._index]
        self.setAccessibleName(
            f"Rack face {self._face.code}: {code}, column {column + 1} of {columns}, level {level + 1} of {levels}"
        )
