"""Within a rack: its bays and bins, chosen and shown."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPolygonF

from app.layout.elements import Rack
from app.layout.racking import SlotKey
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.boxes import corners
from app.ui.layout.canvas.cells import divided, slots_at
from app.ui.layout.canvas.inks import clear, hair
from app.ui.layout.canvas.marks import paint_outline
from app.ui.layout.canvas.scene import Frame


class WithinRack:
    """The rack that was entered by a double click."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def slots(self, rack: Rack, touch: Touch, *, bay: bool) -> frozenset[SlotKey]:
        """The bins of the bay, or of the column, under a touch."""
        x, y, c, s, _, _ = self.board.sheet.racks.rows((rack.id,)).boxes[0].tolist()
        return slots_at(rack, (touch.plan[0] - x) * c + (touch.plan[1] - y) * s, bay=bay)

    def step(self, by: int) -> None:
        """An arrow within a rack: the next bay."""
        session = self.board.session
        rack = self.board.document.find(session.inside) if session.inside is not None else None
        if isinstance(rack, Rack):
            marks = divided(rack)[0][0]
            now = min((key[0] for key in session.slots), default=rack.first_bay) - rack.first_bay
            goal = min(max(now + (-by if rack.flipped else by), 0), len(rack.bays) - 1)
            at = len(rack.bays) - 1 - goal if rack.flipped else goal
            session.enter(rack.id, slots_at(rack, float(marks[at] + marks[at + 1]) / 2, bay=True))

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """The chosen bays and bins of the rack that was entered."""
        session = self.board.session
        rack = self.board.document.find(session.inside) if session.inside is not None else None
        if not isinstance(rack, Rack):
            return
        row = self.board.sheet.racks.rows((rack.id,)).boxes
        paint_outline(painter, frame.polygon(map(tuple, corners(row)[0].tolist())), self.board.inks.accent, dashed=True)
        bins = divided(rack)[1][0]
        chosen = {(key[0], key[2]) for key in session.slots}
        columns = [(number, bin_) for number, bay in enumerate(rack.bays, rack.first_bay) for bin_ in range(bay.widest)]
        if rack.flipped:
            columns.reverse()
        painter.setPen(hair(self.board.inks.accent, 2.0))
        painter.setBrush(clear(self.board.inks.accent, 0.35))
        for at, column in enumerate(columns):
            if column in chosen:
                part = row.copy()
                middle = float(bins[at] + bins[at + 1]) / 2
                part[0, 0] += middle * part[0, 2]
                part[0, 1] += middle * part[0, 3]
                part[0, 4] = float(bins[at + 1] - bins[at]) / 2
                painter.drawPolygon(QPolygonF([frame.camera.to_px(x, y) for x, y in corners(part)[0].tolist()]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
