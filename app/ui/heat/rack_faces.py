"""All faces of what stands at one place, each level in the colour of its value: front, behind it, back to back."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.heat import colours
from app.heat.elevation import RackFace
from app.heat.picture import HeatPicture
from app.ui.heat.paint import Inks, PlanPaint
from app.ui.heat.rack_grid import FOOT, LEVELS, FaceBox, bay_of, lay_out, needed
from app.ui.widgets.painted import CENTRE, LEFT, RIGHT, PaintedText, draw_texts, text_width

VALUES_FROM = 27.0  # px of a cell, from which its value is written in it
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
}


class RackFaces(QWidget):
    """`opened` when a bin is clicked or Enter pressed on it, `picked` when the ring moved there, `pointed` with the bin
    under the pointer. Left and Right go from a face to the one beside it; Up and Down to the one above or below."""

    picked = Signal(object)  # location id
    opened = Signal(object)  # location id
    pointed = Signal(object)  # location id or None

    def __init__(self, paint: PlanPaint, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paint, self._inks = paint, inks
        self._picture: HeatPicture | None = None
        self.faces: tuple[RackFace, ...] = ()
        self.names: tuple[str, ...] = ()
        self._current = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(480, round(needed(self.faces, float(self.width()))) + 2)

    def show_faces(
        self, picture: HeatPicture, faces: Sequence[RackFace], names: Sequence[str], current: int, inks: Inks
    ) -> None:
        """Show these. names: what each face is called; current: the location (index) that is ringed, -1 for none."""
        self._picture, self._inks = picture, inks
        self.faces, self.names, self._current = tuple(faces), tuple(names), current
        self._describe()
        self.update()

    def boxes(self) -> tuple[FaceBox, ...]:
        """The faces and their places."""
        return lay_out(self.faces, float(self.width()), float(self.height()), self._current)

    def box_of(self, location_id: int) -> QRectF:
        """Where a bin is, in px; null where it is not in the window."""
        index = self._picture.plan.index(location_id) if self._picture is not None else -1
        for box in self.boxes():
            level, column = box.face.place(index)
            if column >= 0 and box.face.from_left(column) in box.shown:
                return box.cell(level, column)
        return QRectF()

    def texts(self) -> list[PaintedText]:
        """Names of the faces, levels, bays, and values where there is room."""
        rows: list[PaintedText] = []
        for box, name in zip(self.boxes(), self.names, strict=True):
            rows += self._frame_texts(box, name)
            if box.wide >= VALUES_FROM and box.high >= 14:
                rows += self._values(box)
        if self.boxes():
            rows += self._bays()
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for box in self.boxes():
            paint_cells(painter, box, self._inks)
        for box in self.boxes():
            level, column = box.face.place(self._current)
            if column >= 0 and box.face.from_left(column) in box.shown:
                ring = box.cell(level, column).adjusted(-1, -1, 1, 1)
                for colour, width in ((self._inks.ring_outer, 5.0), (self._inks.ring_inner, 2.0)):
                    painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.MiterJoin))
                    painter.drawRect(ring)
        draw_texts(painter, self.texts())
        if self.hasFocus():
            painter.setPen(QPen(self._inks.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._picture is not None:
            index = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self._say(index) if index >= 0 else "", self)
            return True
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().x(), event.position().y())
        self.pointed.emit(self._id(index) if index >= 0 else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self._ring(index)
            self.opened.emit(self._id(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if step is not None and self.faces:
            goal = self._beside(*step)
            if goal >= 0:
                self._ring(goal)
                self.picked.emit(self._id(goal))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.opened.emit(self._id(self._current))
        else:
            super().keyPressEvent(event)

    def _beside(self, up: int, right: int) -> int:
        """The bin the ring goes to: over missing bins, and on to the next face at an edge; -1 where there is none."""
        at = next((n for n, face in enumerate(self.faces) if face.place(self._current) != (-1, -1)), -1)
        if at < 0:
            return next((int(i) for face in self.faces for i in face.index.reshape(-1) if i >= 0), -1)
        level, column = self.faces[at].place(self._current)
        across = self.faces[at].from_left(column)
        while True:
            level, across = level + up, across + right
            face = self.faces[at]
            if not (0 <= level < face.index.shape[0] and 0 <= across < face.index.shape[1]):
                at += 1 if right > 0 or up < 0 else -1
                if not 0 <= at < len(self.faces):
                    return -1
                face = self.faces[at]
                level, across = _entering(face, level, across, up, right)
            found = int(face.index[level, face.from_left(across)])
            if found >= 0:
                return found

    def _ring(self, index: int) -> None:
        self._current = index
        self._describe()
        self.update()

    def _at(self, x: float, y: float) -> int:
        for box in self.boxes():
            place = box.at(x, y)
            if place is not None:
                return int(box.face.index[place])
        return -1

    def _id(self, index: int) -> int:
        assert self._picture is not None
        return int(self._picture.plan.locations.ids[index])

    def _say(self, index: int) -> str:
        assert self._picture is not None
        picture = self._picture
        return f"{picture.plan.locations.codes[index]}, {picture.metric.say(picture.value_of(index))}"

    def _frame_texts(self, box: FaceBox, name: str) -> list[PaintedText]:
        caption, ink = self._paint.font("caption"), self._inks.text_second
        room = max(box.frame.width(), text_width(caption, name) + 2)
        rows = [PaintedText(name, QRectF(box.left, box.top - 16, room, 15), caption, ink, LEFT)]
        every = 1 if box.high >= 11 else 2
        for level in range(0, box.face.index.shape[0], every):
            middle = box.top + (box.face.index.shape[0] - 0.5 - level) * box.high
            place = QRectF(box.left - LEVELS, middle - 7, LEVELS - 5, 14)
            number = self._paint.number_font("caption")
            rows.append(PaintedText(str(level + 1), place, number, self._inks.text_third, RIGHT))
        return rows

    def _bays(self) -> list[PaintedText]:
        """Under the lowest face, and under each where they stand side by side: every so-maniest bay."""
        assert self._picture is not None
        font, rows = self._paint.number_font("caption"), []
        boxes = self.boxes()
        lowest = boxes[-1].frame.bottom()
        for box in (box for box in boxes if abs(box.frame.bottom() - lowest) < 1):
            pitch = -(-32 // max(int(box.wide), 1))
            for position in box.shown[::pitch]:
                column = box.face.from_left(position)
                there = box.face.index[:, column]
                code = next((self._picture.plan.locations.codes[int(i)] for i in there if i >= 0), "")
                name = bay_of(code, column) if code else str(column + 1)
                middle = box.left + (position - box.shown.start + 0.5) * box.wide
                wide = text_width(font, name) + 2
                place = QRectF(middle - wide / 2, lowest + 1, wide, FOOT)
                rows.append(PaintedText(name, place, font, self._inks.text_third, CENTRE))
        return rows

    def _values(self, box: FaceBox) -> list[PaintedText]:
        assert self._picture is not None
        font, rows = self._paint.number_font("caption"), []
        bright = colours.luminance(self._inks.table)
        for level in range(box.face.index.shape[0]):
            for position in box.shown:
                column = box.face.from_left(position)
                value = float(box.face.values[level, column])
                if math.isnan(value) or box.face.entries[level, column] >= colours.RAMP:
                    continue
                text = self._picture.metric.say(value).split(" ")[0]
                light = bright[int(box.face.entries[level, column])] > 0.179  # black and white are as far from it
                ink = QColor(Qt.GlobalColor.black if light else Qt.GlobalColor.white)
                if text_width(font, text) <= box.wide - 3:
                    rows.append(PaintedText(text, box.cell(level, column), font, ink, CENTRE))
        return rows

    def _describe(self) -> None:
        if not self.faces or self._picture is None:
            self.setAccessibleName("Rack faces, no rack chosen")
            return
        ringed = f": {self._say(self._current)}" if self._current >= 0 else ""
        self.setAccessibleName(f"Rack {', '.join(self.names)}{ringed}")


def _entering(face: RackFace, level: int, across: int, up: int, right: int) -> tuple[int, int]:
    """Where one comes in from the face before: at the edge one goes towards, else at the same height or place."""
    top, last = face.index.shape[0] - 1, face.index.shape[1] - 1
    level = min(max(level, 0), top) if not up else (top if up < 0 else 0)
    across = min(max(across, 0), last) if not right else (0 if right > 0 else last)
    return level, across


def paint_cells(painter: QPainter, box: FaceBox, inks: Inks) -> None:
    """The cells of one face; of what nothing is known a diagonal says so."""
    columns = [box.face.from_left(position) for position in box.shown]
    for level in range(box.face.index.shape[0]):
        for column in columns:
            entry = int(box.face.entries[level, column])
            if entry == colours.ABSENT:
                continue
            cell = box.cell(level, column)
            painter.fillRect(cell, QColor(int(inks.table[entry])))
            if entry == colours.NO_DATA:
                painter.setPen(QPen(inks.no_data, 1))
                painter.drawLine(cell.bottomLeft(), cell.topRight())
