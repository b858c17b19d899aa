"""A hall of two aisles of shelving, a wall, a dock; and what a hand does on the canvas, in metres."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.layout.document import LayoutDocument
from app.layout.elements import Caption, Floor, Place, Rack, Truck, Wall
from app.layout.exchange import to_json
from app.layout.generate import RowPlan, draw, propose
from app.layout.racking import ElementId
from app.layout.templates import TEMPLATES

FLOOR, TRUCK = ElementId("floor"), ElementId("truck")
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


def rows(**changes):
    usual = dict(
        floor=FLOOR, zone=None, new_zone="A", x=5_000.0, y=5_000.0, template=TEMPLATES["shelving"], aisles=2, bays=10,
        cross=2_000.0, truck=TRUCK,
    )  # fmt: skip
    return RowPlan(**(usual | changes))


def hall():
    """Racks A01L1, A01R1, A02L1, A02R1 at x 5 to 14 m; a dock at 20, 5; a wall around 0, 0 to 30, 20."""
    document = LayoutDocument(prefix="t")
    ring = ((0.0, 0.0), (30_000.0, 0.0), (30_000.0, 20_000.0), (0.0, 20_000.0), (0.0, 0.0))
    with document.transaction("Hall"):
        document.put(Floor(id=FLOOR, code="0"), Truck(id=TRUCK, code="CART", aisle_width=1_500.0))
        document.put(Wall(id=ElementId("wall"), floor=FLOOR, code="W", points=ring))
        draw(document, propose(document, rows()))
        dock = Place(
            id=ElementId("dock"),
            floor=FLOOR,
            code="D1",
            use="dock",
            x=20_000.0,
            y=5_000.0,
            width=3_000.0,
            depth=4_000.0,
        )
        document.put(dock, Caption(id=ElementId("words"), floor=FLOOR, code="T", text="Out", x=22_000.0, y=15_000.0))
    return document


def picture(bench):
    """What the canvas shows when all frames that come by themselves have come."""
    image = bench.canvas.grab().toImage()
    while bench.canvas.pending:
        image = bench.canvas.grab().toImage()
    return image


class Bench:
    """The canvas and the hand on it; places in metres."""

    def __init__(self, canvas, session, qtbot):
        self.canvas, self.session, self.qtbot = canvas, session, qtbot

    @property
    def document(self):
        return self.session.document

    @property
    def text(self):
        return to_json(self.document.elements.values())

    def of(self, kind):
        return sorted(self.document.of(kind), key=lambda element: element.code)

    def rack(self, code):
        (found,) = [rack for rack in self.document.of(Rack) if rack.code == code]
        return found

    def spot(self, x, y):
        at = self.canvas.to_px(x * 1_000.0, y * 1_000.0)
        return QPoint(round(at.x()), round(at.y()))

    def at(self, rack):
        return rack.x / 1_000.0, rack.y / 1_000.0

    def click(self, x, y, held=NONE):
        QTest.mouseMove(self.canvas, self.spot(x, y))
        QTest.mouseClick(self.canvas, LEFT, held, self.spot(x, y))

    def double(self, x, y):
        self.click(x, y)
        QTest.mouseDClick(self.canvas, LEFT, NONE, self.spot(x, y))

    def press(self, x, y, held=NONE):
        QTest.mousePress(self.canvas, LEFT, held, self.spot(x, y))

    def move(self, x, y, held=NONE):
        self._send(self.spot(x, y), held)

    def release(self, x, y, held=NONE):
        QTest.mouseRelease(self.canvas, LEFT, held, self.spot(x, y))

    def drag(self, a, b, held=NONE):
        self.press(*a, held)
        for share in (0.3, 0.7, 1.0):
            self.move(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, held)
        self.release(*b, held)

    def drag_px(self, start, way, held=NONE):
        """From a pixel by a number of pixels."""
        first = QPoint(round(start.x()), round(start.y()))
        QTest.mousePress(self.canvas, LEFT, held, first)
        self._send(first + way / 2, held)
        self._send(first + way, held)
        QTest.mouseRelease(self.canvas, LEFT, held, first + way)

    def key(self, key, held=NONE, times=1):
        for _ in range(times):
            QTest.keyClick(self.canvas, key, held)

    def tool(self, name):
        self.session.choose_tool(name)

    def done(self):
        return [gesture.label for gesture in self.document.history.done]

    def _send(self, spot, held):
        QApplication.sendEvent(
            self.canvas,
            QMouseEvent(QEvent.Type.MouseMove, QPointF(spot), QPointF(spot), Qt.MouseButton.NoButton, LEFT, held),
        )
