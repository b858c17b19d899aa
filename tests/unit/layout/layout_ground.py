"""A small house to draw in: one floor, a zone, a truck, a storage class, a dock, and what the generator makes."""

from dataclasses import replace

from app.layout.document import LayoutDocument
from app.layout.elements import Floor, Place, Rack, StorageClass, Truck, Zone
from app.layout.generate import RowPlan, draw, propose
from app.layout.racking import Bay, ElementId, Level
from app.layout.templates import TEMPLATES

FLOOR, ZONE, TRUCK, CLASS = (ElementId(name) for name in ("floor", "zone", "truck", "class"))
SHELVES = replace(TEMPLATES["shelving"], bay=Bay(900, (Level(450, 1, "pick", CLASS),) * 3))


def masters():
    return [
        Floor(id=FLOOR, code="G"),
        StorageClass(id=CLASS, code="SHELF", max_weight=90_000, max_volume=180, max_height=400),
        Truck(id=TRUCK, code="CART", aisle_width=1_200, reach=3_000),
        Zone(id=ZONE, floor=FLOOR, code="A", name="Shelving", x=10_000, y=8_000, width=30_000, depth=20_000),
    ]


def empty():
    return LayoutDocument(masters(), prefix="t")


def row_plan(**changes):
    usual = dict(
        floor=FLOOR, zone=ZONE, x=0, y=0, template=SHELVES, aisles=3, bays=4, blocks=2, cross=2_000, truck=TRUCK
    )
    return RowPlan(**(usual | changes))


def house(**changes):
    """A drawn and wholly valid house: 3 aisles, 12 racks, 144 bins, a dock at the first cross aisle."""
    document = empty()
    with document.transaction("Draw the house"):
        draw(document, propose(document, row_plan(**changes)))
        dock = Place(
            id=ElementId("dock"), floor=FLOOR, code="DOCK-01", use="dock", x=-2_500, y=2_000, width=800, depth=2_800
        )
        document.put(dock)
    return document


def racks(document):
    return sorted(document.of(Rack), key=lambda rack: rack.code)


def named(document, code):
    """The one element with this code."""
    (found,) = [element for element in document.elements.values() if element.code == code]
    return found
