"""What codes mean to who counts: read through functions that tell a counter nothing about stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.barcode import Barcode, ElementString, Gtin, LocationCode, Sscc
from app.domain.ids import HandlingUnitId, LocationId, ProductId
from app.flow.count_states import CountDesk
from app.flow.events import Found, Item, Nothing, PackJob, Place, Unit, Workplace
from app.services.known_places import KnownPlaces
from app.services.session import Session
from db.engine import Database


@dataclass(frozen=True, slots=True)
class CountList:
    """The bins that the person who is signed in may count now. Blocking."""

    session: Session

    def mine(self, limit: int = 500) -> Sequence[Any]:
        """sequence, count_id, location_id, location, zone, mine, begun; in walking order."""
        at = self.session.warehouse.warehouse_id
        return self.session.door.query("my_counts", warehouse=at, limit=limit)

    def desk(self, workplace: Workplace) -> CountDesk:
        """The list as a flow wants it."""
        rows = self.mine()
        return CountDesk(workplace, tuple(Place(LocationId(row.location_id), row.location, "storage") for row in rows))


class CountCodes:
    """A station's Lookup for counting. Make it on a worker thread: it reads all labels of bins once."""

    def __init__(self, door: Database, warehouse: int) -> None:
        self._door = door
        self._warehouse = warehouse
        self._places = KnownPlaces(door, warehouse, "count_places")

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
                return self._item(text, value, value[1:], value.lstrip("0")) or Nothing(text)
            case ElementString():
                return self._element(barcode)
            case _:
                return self._item(barcode.text) or self._places.find(barcode.text) or Nothing(barcode.text)

    def pack_job(self, tote: HandlingUnitId) -> PackJob | None:
        """Nothing is packed while counting."""
        return None

    def _unit(self, sscc: str) -> Unit | None:
        row = next(iter(self._door.query("count_unit", warehouse=self._warehouse, sscc=sscc)), None)
        return None if row is None else Unit(HandlingUnitId(row.hu_id), row.sscc, row.kind)

    def _item(self, *codes: str) -> Item | None:
        spelt = list(dict.fromkeys(codes))
        row = next(iter(self._door.query("count_item", warehouse=self._warehouse, codes=spelt)), None)
        return None if row is None else Item(ProductId(row.product_id), row.sku, row.name, row.units, row.tracking)

    def _element(self, label: ElementString) -> Found:
        if label.gtin is None:
            return (label.sscc and self._unit(label.sscc)) or Nothing(label.text, label.sscc)
        item = self._item(label.gtin, label.gtin[1:], label.gtin.lstrip("0"))
        if item is None:
            return Nothing(label.text, label.sscc)
        quantity = None if label.quantity is None else label.quantity * item.units
        return Item(
            item.product, item.sku, item.name, item.units, item.tracking, False,
            label.lot, label.expires_on, quantity, label.serial, label.sscc,
        )  # fmt: skip
