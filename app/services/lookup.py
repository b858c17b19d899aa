"""What codes mean in this warehouse, for a station. Bins come from memory, the rest is asked of the database."""

from typing import Any, assert_never

from app.domain.barcode import Barcode, ElementString, Gtin, InternalCode, LocationCode, Sscc
from app.domain.ids import HandlingUnitId, LocationId, LotId, Op, OrderId, OrderLineId, ProductId
from app.flow.effects import FetchPlace
from app.flow.events import CartonType, Found, Item, Nothing, PackJob, PackLine, Place, PlannedPlace, Unit
from app.flow.pick_work import PickTour
from app.services.known_places import KnownPlaces
from app.services.pick_tour import tour_of
from app.services.putaway.trucks import TruckPlaces
from db.engine import Database


class Codes:
    """Knows the labels of one warehouse. Make it on a worker thread: it reads all bins and carton kinds once."""

    def __init__(self, door: Database, warehouse: int) -> None:
        self._door = door
        self._warehouse = warehouse
        self._places = KnownPlaces(door, warehouse, "location_labels")
        self._cartons = {
            row.code: CartonType(row.code, row.name, row.tare)
            for row in door.query("carton_types", warehouse=warehouse)
        }
        self._trucks = TruckPlaces(door, warehouse)

    def place(self, code: str) -> Place | None:
        """The bin of a code or label."""
        return self._places.known(code)

    def is_location(self, text: str) -> bool:
        """Whether a plain text is a bin's code or label."""
        return self._places.known(text) is not None

    def find(self, barcode: Barcode) -> Found:
        """The record behind a scan; Nothing when nobody here knows it."""
        match barcode:
            case LocationCode(text=text):
                return self._places.find(text, text[4:]) or Nothing(text)
            case Sscc(value=value, text=text):
                return self._unit(value) or Nothing(text, value)
            case Gtin(value=value, text=text):
                return self._item(*_spellings(value, text)) or Nothing(text)
            case ElementString():
                return self._element(barcode)
            case InternalCode(text=text):
                return self._cartons.get(text) or self._item(text) or self._places.find(text) or Nothing(text)
            case _:
                assert_never(barcode)

    def pack_job(self, tote: HandlingUnitId) -> PackJob | None:
        """What was picked into a tote and is not packed; of several orders the oldest."""
        rows = self._door.query("pack_job", warehouse=self._warehouse, tote=tote)
        if not rows:
            return None
        mine = [row for row in rows if row.order_id == rows[0].order_id]
        return PackJob(OrderId(mine[0].order_id), mine[0].number, tote, mine[0].sscc, tuple(map(_pack_line, mine)))

    def planned_place(self, wanted: FetchPlace, op: Op) -> tuple[PlannedPlace | None, str]:
        """Where a load is to be put away, else why there is no place."""
        return self._trucks.planned(wanted, op)

    def tour(self, batch: int) -> PickTour:
        """What is left of a batch."""
        return tour_of(self._door, self._warehouse, batch)

    def _unit(self, sscc: str) -> Unit | None:
        row = next(iter(self._door.query("unit_of_scan", warehouse=self._warehouse, sscc=sscc)), None)
        if row is None:
            return None
        place = Place(LocationId(row.location_id), row.location_code, row.location_kind)
        return Unit(HandlingUnitId(row.hu_id), row.sscc, row.kind, place)

    def _item(self, *codes: str) -> Item | None:
        row = next(iter(self._door.query("item_of_scan", warehouse=self._warehouse, codes=list(codes))), None)
        if row is None:
            return None
        return Item(
            ProductId(row.product_id), row.sku, row.name, row.units, row.tracking, row.has_expiry,
            catch_weight=row.catch_weight,
        )  # fmt: skip

    def _element(self, label: ElementString) -> Found:
        if label.gtin is None:
            return (label.sscc and self._unit(label.sscc)) or Nothing(label.text, label.sscc)
        item = self._item(*_spellings(label.gtin, label.gtin))
        if item is None:
            return Nothing(label.gtin, label.sscc)  # what could be taught is the number, not the lot beside it
        quantity = None if label.quantity is None else label.quantity * item.units
        return Item(
            item.product, item.sku, item.name, item.units, item.tracking, item.expiry_required,
            label.lot, label.expires_on, quantity, label.serial, label.sscc,
            item.catch_weight, None if label.weight is None else label.weight.grams,
        )  # fmt: skip


def _spellings(gtin: str, text: str) -> list[str]:
    """The ways one GTIN may be kept: as scanned, with 14 digits, with 13, without leading zeros."""
    return list(dict.fromkeys((text, gtin, gtin[1:], gtin.lstrip("0"))))


def _pack_line(row: Any) -> PackLine:
    lot = None if row.lot_id is None else LotId(row.lot_id)
    return PackLine(
        OrderLineId(row.order_line_id),
        ProductId(row.product_id),
        row.sku,
        row.name,
        row.quantity,
        lot,
        row.lot,
        row.weight,
    )
