"""How a floor is drawn on paper: zones, aisles, racks with their bays, places, walls with doors, words."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from app.layout.elements import Aisle, Caption, Charger, Door, Element, Obstacle, Place, Rack, Wall, Zone
from app.layout.geometry import Bounds, Point, bounds_of, bounds_touch, placed
from app.layout.racking import ElementId
from app.layout.shapes import DRAWN, outline
from app.layout.slots import bay_lefts
from app.layout.table import Layout
from app.layout.walls import stretches
from app.services.layout_files.paper_fonts import BOLD, PLAIN
from app.services.layout_files.plan_paper import Tile

INK: Final = "#1c2430"
# fill, line; made for white paper, told apart in grey as well
STYLES: Final[dict[str, tuple[str | None, str]]] = {
    "zone": ("#eef3fb", "#7d93b5"), "aisle": ("#f6f6f4", "#c9cac6"), "rack": ("#cfdcec", "#2d4a70"),
    "place": ("#e6f1e4", "#4d7a48"), "charger": ("#fff1cf", "#96700f"), "obstacle": ("#d7d3d0", "#5c5450"),
}  # fmt: skip
LEGEND: Final = (
    ("Zone", "zone"), ("Aisle", "aisle"), ("Rack, thick line: front", "rack"), ("Floor place", "place"),
    ("Charging", "charger"), ("Obstacle", "obstacle"),
)  # fmt: skip
ORDER: Final = (Zone, Aisle, Place, Charger, Obstacle, Rack, Wall, Door, Caption)
LEAST: Final = 1.5
"""mm on paper of the smallest letters that are still printed."""


def floor_bounds(layout: Layout, floor: ElementId) -> Bounds | None:
    """The box around all that is drawn on a floor, mm, with half a metre to spare; None where nothing is."""
    points = [point for element in on_floor(layout, floor) for point in outline(element)]
    if not points:
        return None
    x0, y0, x1, y1 = bounds_of(points)
    return x0 - 500, y0 - 500, x1 + 500, y1 + 500


def on_floor(layout: Layout, floor: ElementId) -> list[Element]:
    """What is drawn on a floor, the lowest first."""
    found = [e for e in layout.elements.values() if isinstance(e, DRAWN) and e.floor == floor]
    return sorted(found, key=lambda element: ORDER.index(type(element)))


class FloorPainter:
    """Draws one part of a floor. corner: where the tile's upper left corner lies on the page, mm, y upwards."""

    def __init__(self, canvas: Canvas, layout: Layout, tile: Tile, scale: int, corner: Point) -> None:
        self._canvas, self._layout = canvas, layout
        self._tile, self._scale, self._corner = tile, scale, corner
        self._words: list[Callable[[], None]] = []

    def draw(self, elements: Sequence[Element], window: Bounds, step: Callable[[], None]) -> None:
        """All that lies in the window (mm on the floor). Words come last, so that no shape hides them."""
        for element in elements:
            step()
            if bounds_touch(bounds_of(outline(element)), window):
                self._element(element)
        for words in self._words:
            words()

    def _element(self, element: Element) -> None:
        match element:
            case Zone() | Place() | Charger() | Obstacle():
                self._shape(outline(element), *STYLES[element.kind], width=0.25)
                self._name(element)
            case Aisle():
                self._aisle(element)
            case Rack():
                self._rack(element)
            case Wall():
                self._wall(element)
            case Caption():
                self._words.append(lambda: self._text(element.text, (element.x, element.y), 3.0, middle=False))
            case _:
                pass

    def _name(self, element: Zone | Place | Charger | Obstacle) -> None:
        label = getattr(element, "label", "") or getattr(element, "name", "")
        words = element.code if not label or label == element.code else f"{element.code}  {label}"
        if isinstance(element, Zone):
            inset = min(1.5 * self._scale, element.width / 4, element.depth / 4)
            u, v = inset - element.width / 2, 3.5 * self._scale - element.depth / 2
            spot = placed(element.x, element.y, element.angle, u, v)
            self._words.append(lambda: self._text(words, spot, 3.2, font=BOLD, colour="#56698a", middle=False))
            return
        x0, y0, x1, y1 = bounds_of(outline(element))
        along, across, angle = x1 - x0, y1 - y0, 0.0
        if across > 1.5 * along:
            along, across, angle = across, along, 90.0
        self._fitted(words, ((x0 + x1) / 2, (y0 + y1) / 2), along, across, angle)

    def _aisle(self, aisle: Aisle) -> None:
        self._shape(outline(aisle), *STYLES["aisle"], width=0.1)
        a, b = (aisle.ax, aisle.ay), (aisle.bx, aisle.by)
        angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
        # an aisle's name stands near its beginning: in the middle it would meet that of a cross aisle
        share = 0.5 if aisle.cross else 0.15
        spot = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        self._fitted(aisle.code, spot, math.dist(a, b), aisle.width * 0.5, angle)
        if aisle.one_way != "both":
            heading = angle if aisle.one_way == "forward" else angle + 180
            for share in (0.2, 0.8):
                self._arrow((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), heading, aisle.width * 0.4)

    def _rack(self, rack: Rack) -> None:
        self._shape(outline(rack), *STYLES["rack"], width=0.2)
        half = rack.depth / 2
        if min(bay.width for bay in rack.bays) / self._scale >= 1.0:
            self._canvas.setLineWidth(0.1 * mm)
            for left in bay_lefts(rack):
                if abs(abs(left) - rack.length / 2) > 1:
                    self._line(
                        placed(rack.x, rack.y, rack.angle, left, -half), placed(rack.x, rack.y, rack.angle, left, half)
                    )
        self._canvas.setLineWidth(0.5 * mm)
        ends = [placed(rack.x, rack.y, rack.angle, side * rack.length / 2, half) for side in (-1, 1)]
        self._line(ends[0], ends[1])
        self._fitted(rack.code, (rack.x, rack.y), rack.length, rack.depth, rack.angle, ground=STYLES["rack"][0])

    def _wall(self, wall: Wall) -> None:
        found = (self._layout.find(id_) for id_ in self._layout.namers(wall.id))
        self._canvas.setStrokeColor(HexColor(INK))
        self._canvas.setLineWidth(0.7 * mm)
        for line in stretches(wall, [door for door in found if isinstance(door, Door)]):
            path = self._canvas.beginPath()
            path.moveTo(*self._at(line[0]))
            for point in line[1:]:
                path.lineTo(*self._at(point))
            self._canvas.drawPath(path, stroke=1, fill=0)

    def _shape(self, points: Sequence[Point], fill: str | None, line: str, width: float) -> None:
        path = self._canvas.beginPath()
        path.moveTo(*self._at(points[0]))
        for point in points[1:]:
            path.lineTo(*self._at(point))
        path.close()
        if fill is not None:
            self._canvas.setFillColor(HexColor(fill))
        self._canvas.setStrokeColor(HexColor(line))
        self._canvas.setLineWidth(width * mm)
        self._canvas.drawPath(path, stroke=1, fill=int(fill is not None))

    def _arrow(self, at: Point, heading: float, size: float) -> None:
        size = min(size, 4.0 * self._scale)
        corners = [placed(*at, heading, u * size, v * size) for u, v in ((0.6, 0), (-0.4, 0.4), (-0.4, -0.4))]
        self._shape(corners, "#8d918c", "#8d918c", 0.1)

    def _line(self, a: Point, b: Point) -> None:
        self._canvas.setStrokeColor(HexColor(STYLES["rack"][1]))
        self._canvas.line(*self._at(a), *self._at(b))

    def _fitted(
        self, words: str, at: Point, along: float, across: float, angle: float, ground: str | None = None
    ) -> None:
        """Words in a box of the floor, as large as fits up to 4 mm; left out where nobody could read them."""
        for text in dict.fromkeys((words, words.split("  ")[0])):
            wide = pdfmetrics.stringWidth(text, PLAIN, 1.0)
            size = min(4.0, across / self._scale * 0.7, along / self._scale * 0.94 / max(wide, 1e-6))
            if size >= LEAST:
                self._words.append(partial(self._text, text, at, size, angle, ground=ground))
                return

    def _text(
        self, words: str, at: Point, size: float, angle: float = 0.0, *, font: str = PLAIN, colour: str = INK,
        middle: bool = True, ground: str | None = None,
    ) -> None:  # fmt: skip
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(*self._at(at))
        canvas.rotate((90 - angle) % 180 - 90)
        if ground is not None:
            half = pdfmetrics.stringWidth(words, font, size) / 2 + 0.25 * size
            canvas.setFillColor(HexColor(ground))
            canvas.rect(-half * mm, -0.46 * size * mm, 2 * half * mm, 0.92 * size * mm, stroke=0, fill=1)
        canvas.setFillColor(HexColor(colour))
        canvas.setFont(font, size * mm)
        if middle:
            canvas.drawCentredString(0, -0.36 * size * mm, words)
        else:
            canvas.drawString(0, 0, words)
        canvas.restoreState()

    def _at(self, point: Point) -> Point:
        x = self._corner[0] + (point[0] - self._tile.left) / self._scale
        y = self._corner[1] - (point[1] - self._tile.top) / self._scale
        return x * mm, y * mm
