"""A hall of 7,087 bins for pictures and tests of the editor: drawn with the generator, all checks passed."""

from dataclasses import dataclass, replace
from functools import cache

from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Caption, Door, Floor, Obstacle, Place, StorageClass, Truck, Wall, Zone
from app.layout.generate import RowPlan, draw, propose
from app.layout.racking import ElementId, Style
from app.layout.table import Layout
from app.layout.templates import TEMPLATES, with_class

FLOOR = ElementId("floor")
STANDARD = ElementId("class.std")
REACH = ElementId("truck.reach")
HALL = (
    (0.0, 0.0), (120_000.0, 0.0), (120_000.0, 46_000.0), (104_000.0, 68_000.0), (0.0, 68_000.0), (0.0, 0.0),
)  # fmt: skip


@cache
def sample_hall() -> Layout:
    """The hall as it was published: selective racking in A, shelving in B and C, flow racks in D, docks and benches.
    A layout is never changed: all pictures share it."""
    document = LayoutDocument(prefix="hall")
    with document.transaction("Hall"):
        document.put(Floor(id=FLOOR, code="0", name="Ground"))
        document.put(
            StorageClass(id=STANDARD, code="STD", max_weight=900_000.0, temperature_class="ambient"),
            Truck(id=REACH, code="REACH", name="Reach truck", aisle_width=2_800.0, reach=8_500.0),
        )
        _walls(document)
    walk = 1
    for block in BLOCKS:
        walk = _rows(document, block, walk)
    with document.transaction("Rest"):
        _corridors(document)
        _places(document)
    return Layout(document.elements.values())


@dataclass(frozen=True, slots=True)
class Block:
    """One zone of the hall, generated."""

    code: str
    name: str
    style: Style
    x: float
    y: float
    aisles: int
    bays: int
    cross: float


BLOCKS = (
    Block("A", "Pallets", "selective", 10_000.0, 5_000.0, 4, 14, 3_000.0),
    Block("B", "Shelving", "shelving", 62_000.0, 5_000.0, 7, 36, 2_500.0),
    Block("D", "Flow racks", "flow", 59_500.0, 29_000.0, 2, 12, 2_500.0),
    Block("C", "Small parts", "shelving", 10_000.0, 30_000.0, 5, 42, 2_500.0),
)


def _rows(document: LayoutDocument, block: Block, walk: int) -> int:
    """Draw a block; returns the pick sequence after it."""
    kind = TEMPLATES[block.style]
    plan = RowPlan(
        floor=FLOOR, zone=None, new_zone=block.code, x=block.x, y=block.y, aisles=block.aisles, bays=block.bays,
        template=replace(kind, bay=with_class(kind.bay, STANDARD)), cross=block.cross, walk_start=walk,
        truck=REACH if block.style == "selective" else None,
    )  # fmt: skip
    with document.transaction(block.name):
        draw(document, propose(document, plan))
    with document.transaction("Name"):
        zone = next(zone for zone in document.of(Zone) if zone.code == block.code)
        document.put(replace(zone, name=block.name))
    return walk + plan.bins


def _walls(document: LayoutDocument) -> None:
    wall = Wall(id=ElementId("hall.wall"), floor=FLOOR, code="HALL", points=HALL)
    doors = [
        Door(id=ElementId(f"hall.door{n}"), floor=FLOOR, wall=wall.id, code=f"G{n}", x=x, y=68_000.0, width=3_000.0)
        for n, x in enumerate(DOCKS, start=1)
    ]
    pillars = [
        Obstacle(
            id=ElementId(f"hall.pillar{n}"), floor=FLOOR, code=f"S{n}",
            points=((x, y), (x + 400, y), (x + 400, y + 400), (x, y + 400)),
        )
        for n, (x, y) in enumerate([(x, 54_800.0) for x in range(14_000, 96_000, 11_500)], start=1)
    ]  # fmt: skip
    document.put(wall, *doors, *pillars)


DOCKS = tuple(float(x) for x in range(12_000, 96_000, 9_000))


def _corridors(document: LayoutDocument) -> None:
    """What joins the cross aisles of the blocks to the docks."""
    lines = (
        ("M1", 4_000.0, 57_500.0, 100_000.0, 57_500.0, 4_400.0),
        ("M2", 6_500.0, 3_000.0, 6_500.0, 59_000.0, 4_000.0),
        ("M3", 55_000.0, 3_000.0, 55_000.0, 59_000.0, 4_500.0),
        ("M4", 98_000.0, 3_000.0, 98_000.0, 59_000.0, 4_000.0),
        ("M5", 4_000.0, 27_800.0, 100_000.0, 27_800.0, 2_400.0),
        ("M6", 4_000.0, 48_200.0, 100_000.0, 48_200.0, 2_800.0),
    )  # fmt: skip
    for code, ax, ay, bx, by, width in lines:
        document.put(
            Aisle(
                id=ElementId(f"hall.{code}"), floor=FLOOR, code=code, ax=ax, ay=ay, bx=bx, by=by, width=width,
                cross=True,
            )
        )  # fmt: skip


def _places(document: LayoutDocument) -> None:
    for number, x in enumerate(DOCKS, start=1):
        document.put(
            Place(
                id=ElementId(f"hall.dock{number}"), floor=FLOOR, code=f"DOCK-{number:02}", use="dock", x=x, y=63_500.0,
                width=3_600.0, depth=7_600.0,
            )
        )  # fmt: skip
    for number in range(1, 10):
        document.put(
            Place(
                id=ElementId(f"hall.pack{number}"), floor=FLOOR, code=f"P{number}", use="packing", label=f"P{number}",
                x=14_000.0 + 6_000.0 * number, y=52_000.0, width=3_000.0, depth=2_600.0,
            )
        )  # fmt: skip
    document.put(Caption(id=ElementId("hall.words"), floor=FLOOR, code="W1", text="Goods out", x=110_000.0, y=57_000.0))
