"""A warehouse that was drawn and published: twelve racks of shelving, a dock; two planners in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from app.domain.ids import new_op
from app.layout.document import LayoutDocument
from app.layout.elements import Floor, Place, Rack, StorageClass, Truck, Zone
from app.layout.generate import RowPlan, draw, propose
from app.layout.racking import Bay, ElementId, Level
from app.layout.table import Layout
from app.layout.templates import TEMPLATES
from app.services.layout import Layouts, OpenDraft, Published, Saved
from app.services.session import Session
from db import provision
from db.engine import Database
from tests.db.ground import EVERYTHING, PASSWORD, Ground

FLOOR, ZONE, TRUCK, CLASS = (ElementId(name) for name in ("floor", "zone", "truck", "class"))
SHELVES = replace(TEMPLATES["shelving"], bay=Bay(900, (Level(450, 1, "pick", CLASS),) * 3))
SECOND = "t_draughtsman"
Edit = Callable[[LayoutDocument], None]


def house(aisles: int = 3, bays: int = 4) -> LayoutDocument:
    """A wholly valid house of aisles x 4 racks of bays x 3 bins, with a dock where goods come in."""
    document = LayoutDocument(
        [
            Floor(id=FLOOR, code="G"),
            StorageClass(id=CLASS, code="SHELF", max_weight=90_000, max_volume=180, max_height=400),
            Truck(id=TRUCK, code="CART", aisle_width=1_200, reach=3_000),
            Zone(id=ZONE, floor=FLOOR, code="A", name="Shelving", x=10_000, y=8_000, width=30_000, depth=20_000),
        ],
        prefix="t",
    )
    plan = RowPlan(
        floor=FLOOR, zone=ZONE, x=0, y=0, template=SHELVES, aisles=aisles, bays=bays, blocks=2, cross=2_000, truck=TRUCK
    )
    with document.transaction("Draw the house"):
        draw(document, propose(document, plan))
        document.put(
            Place(
                id=ElementId("dock"), floor=FLOOR, code="DOCK-01", use="receiving", x=-2_500, y=2_000, width=800,
                depth=2_800,
            )
        )  # fmt: skip
    return document


@dataclass
class Studio:
    """One warehouse with its layouts; door: as the planner, supervisor and admin that made it."""

    ground: Ground
    session: Session
    layouts: Layouts
    other: Session
    wh: int

    @property
    def door(self) -> Database:
        return self.session.door

    def change(self, edit: Edit, name: str = "Change") -> OpenDraft:
        """A new draft upon what is published, with an edit in it, saved."""
        opened = self.layouts.open_published()
        document = LayoutDocument(opened.layout.elements.values(), prefix=name.lower())
        with document.transaction(name):
            edit(document)
        return self.layouts.new_draft(name, document, opened.no)

    def publish(self, edit: Edit, name: str = "Change", moves: Any = ()) -> Published:
        """A change, published."""
        return self.layouts.publish(self.change(edit, name).draft, moves, f"Note of {name}")

    def saved(self, opened: OpenDraft, layout: Layout) -> OpenDraft:
        """Saved as it must be, without a conflict."""
        saved = self.layouts.save_draft(opened, layout)
        assert isinstance(saved, Saved)
        return saved.opened

    def places(self) -> dict[str, int]:
        """Location ids by address, retired ones left out."""
        with self.ground.root() as root:
            rows = root.execute(
                "select code, location_id from wms.location where warehouse_id = %s and kind not in ('virtual', 'retired')",
                (self.wh,),
            ).fetchall()
        return dict(rows)

    def bins(self) -> list[tuple[Any, ...]]:
        """What the plan shows of every bin, in the order of addresses."""
        with self.ground.root() as root:
            return root.execute(
                "select l.code, l.barcode, l.check_digit, l.kind, z.code, r.code, l.column_no, l.aisle, l.bay, l.level, "
                "l.position, l.x, l.y, l.z, l.width, l.depth, l.height, c.code, l.pick_sequence "
                "from wms.location l left join wms.zone z using (zone_id) left join wms.rack r on r.rack_id = l.rack_id "
                "left join wms.storage_class c on c.class_id = l.class_id "
                "where l.warehouse_id = %s and l.kind not in ('virtual', 'retired') order by 1",
                (self.wh,),
            ).fetchall()

    def receive(self, sku: str, quantity: int, place: str, **more: Any) -> dict[str, Any]:
        """Goods in by SKU and address."""
        return self.door.call(
            "receive_v1", p_op=new_op(), p_warehouse=self.wh, p_product=self.ground.products[sku],
            p_quantity=Decimal(quantity), p_location=self.places()[place], **more,
        )  # fmt: skip

    def stock(self) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
        """On hand and reserved by address and SKU."""
        with self.ground.root() as root:
            rows = root.execute(
                "select l.code, p.sku, q.quantity, q.reserved from wms.quant q join wms.location l using (warehouse_id, location_id) "
                "join wms.product p using (product_id) where q.warehouse_id = %s and q.quantity > 0",
                (self.wh,),
            ).fetchall()
        return {(code, sku): (quantity, reserved) for code, sku, quantity, reserved in rows}

    def violations(self) -> list[Any]:
        """What api.check_v1 finds broken in this warehouse."""
        return list(self.door.query("invariants", warehouse=self.wh))


@contextmanager
def studio(ground: Ground, *, publish: bool = True, **size: int) -> Iterator[Studio]:
    """An empty warehouse DRAWN with two planners; publish: with the house drawn in it as version 2."""
    door = ground.as_(EVERYTHING)
    made = door.call("create_warehouse_v1", p_op=new_op(), p_code="DRAWN", p_name="Drawn", p_time_zone="UTC")
    wh = int(made["warehouse_id"])
    provision.put_person(ground.url(), SECOND, PASSWORD, ["r_planner"], "Dora Draughtsman", [wh])
    session = Session.open(ground.url(EVERYTHING), "DRAWN")
    other = Session.open(ground.url(SECOND), "DRAWN")
    try:
        made_in = Studio(ground, session, Layouts(session), other, wh)
        if publish:
            draft = made_in.layouts.new_draft("House", house(**size), made_in.layouts.open_published().no)
            made_in.layouts.publish(draft.draft, (), "First")
        yield made_in
    finally:
        session.close()
        other.close()


def rack_of(document: LayoutDocument, code: str) -> Rack:
    """The rack of this code."""
    (found,) = [rack for rack in document.of(Rack) if rack.code == code]
    return found
