"""A layout as DXF (R2013, mm, y upwards): closed polylines and texts by layer, and each element beside its shape."""

import io
from collections.abc import Callable
from math import cos, radians, sin

from ezdxf.document import Drawing as Document
from ezdxf.enums import TextEntityAlignment
from ezdxf.filemanagement import new
from ezdxf.layouts.layout import Modelspace

from app.layout.addresses import names_of
from app.layout.elements import Aisle, Caption, Element, Floor, Rack, Wall, Zone
from app.layout.geometry import Point, box_points
from app.layout.racking import ElementId
from app.layout.shapes import middle
from app.layout.slots import slots
from app.layout.table import Layout
from app.services.layout_files.dxf_marks import APP, LAYERS, is_closed, label_of, mark, points_of, write_book

Progress = Callable[..., object]
MILLIMETRES = 4
STEP = 500


def layout_to_dxf(layout: Layout, *, bins: bool = True, progress: Progress | None = None) -> bytes:
    """The drawing as a file. bins: also the bins of the lowest level with their addresses. Several floors lie where
    the plan of the house has them. progress(done, total, words) after every few hundred shapes."""
    document = new("R2013", units=MILLIMETRES)
    document.header["$LUNITS"] = 2
    document.appids.add(APP)
    for name, colour in LAYERS.values():
        document.layers.add(name, color=colour)
    sheet = _Sheet(document, layout, progress or (lambda *_: None))
    book: dict[str, str] = {}
    for element in layout.elements.values():
        sheet.element(element, book)
    rest = [element for element in layout.elements.values() if element.kind not in LAYERS]
    write_book(document, book, rest)
    if bins:
        for rack in layout.of(Rack):
            sheet.bins(rack)
    stream = io.StringIO(newline="")
    document.write(stream)
    return stream.getvalue().encode(document.output_encoding, "dxfreplace")


class _Sheet:
    """Draws into the model space."""

    def __init__(self, document: Document, layout: Layout, progress: Progress) -> None:
        self._space: Modelspace = document.modelspace()
        self._layout = layout
        self._progress = progress
        self._done = 0
        racks = layout.of(Rack)
        self._total = len(layout.elements) + len(racks)

    def element(self, element: Element, book: dict[str, str]) -> None:
        """Its shape with the element beside it, and its words."""
        self._step()
        if element.kind not in LAYERS:
            return
        layer = {"layer": LAYERS[element.kind][0]}
        points = [self._at(element, point) for point in points_of(element, self._layout)]
        if isinstance(element, Caption):
            words = self._space.add_text(element.text.replace("\n", " "), height=400, dxfattribs=layer)
            words.set_placement(points[0])
            mark(words, element, book)
            return
        shape = self._space.add_lwpolyline(points, close=is_closed(element), dxfattribs=layer)
        mark(shape, element, book)
        if not isinstance(element, Wall):
            self._words(element, layer)

    def bins(self, rack: Rack) -> None:
        """The bins of the lowest level: boxes and addresses."""
        self._step(1)
        layer = {"layer": LAYERS["bin"][0]}
        for name, slot in zip(names_of(rack, self._layout.find), slots(rack), strict=True):
            if slot.key[1] == 0:
                box = box_points(slot.x, slot.y, slot.width, slot.depth, rack.angle)
                self._space.add_lwpolyline([self._at(rack, p) for p in box], close=True, dxfattribs=layer)
                height = min(slot.depth * 0.2, slot.width / max(1, len(name)) * 1.2)
                self._text(name, self._at(rack, (slot.x, slot.y)), height, rack.angle, layer)

    def _words(self, element: Element, layer: dict[str, str]) -> None:
        angle = getattr(element, "angle", 0.0)
        x, y = middle(element)
        if isinstance(element, Zone):
            height = 600.0
            x, y = _corner(element, 400.0, 900.0)
        elif isinstance(element, Rack):
            height = min(400.0, element.depth * 0.3)
        elif isinstance(element, Aisle):
            height = min(500.0, element.width * 0.25)
        else:
            height = 250.0
        self._text(label_of(element), self._at(element, (x, y)), height, angle, layer, left=isinstance(element, Zone))

    def _text(
        self, words: str, at: Point, height: float, angle: float, layer: dict[str, str], *, left: bool = False
    ) -> None:
        # never upside down: clockwise on the plan is the other way round in DXF
        turn = (90 - angle) % 180 - 90
        text = self._space.add_text(words.replace("\n", " "), height=height, rotation=turn, dxfattribs=layer)
        text.set_placement(at, align=TextEntityAlignment.LEFT if left else TextEntityAlignment.MIDDLE_CENTER)

    def _at(self, element: Element, point: Point) -> Point:
        floor = self._layout.get(ElementId(getattr(element, "floor", "")), Floor)
        return point[0] + floor.plan_x, -(point[1] + floor.plan_y)

    def _step(self, every: int = STEP) -> None:
        self._done += 1
        if self._done % every == 0:
            self._progress(self._done, self._total, f"{self._done:,} of {self._total:,} drawn")


def _corner(zone: Zone, along: float, across: float) -> Point:
    """A point inside a zone, this far from its upper left corner (less in a small zone)."""
    u, v = min(along, zone.width / 2) - zone.width / 2, min(across, zone.depth / 2) - zone.depth / 2
    c, s = cos(radians(zone.angle)), sin(radians(zone.angle))
    return zone.x + u * c - v * s, zone.y + u * s + v * c
