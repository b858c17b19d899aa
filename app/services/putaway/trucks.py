"""Places for what a driver has on the forks: the open task of the load, or a new one."""

from typing import Any

from app.domain.ids import LocationId, Op
from app.flow.effects import FetchPlace
from app.flow.events import Place, PlannedPlace
from app.services.putaway.desk import Putaway
from app.services.putaway.kinds import Destination
from db.engine import Database

Answer = tuple[PlannedPlace | None, str]
NOWHERE = LocationId(0)  # who walks about with a handheld stands nowhere: loose goods are looked for at every dock


class TruckPlaces:
    """Answers the stations of one warehouse. Blocking; thread-safe."""

    def __init__(self, door: Database, warehouse: int) -> None:
        self._desk = Putaway.at(door, warehouse)

    def planned(self, wanted: FetchPlace, op: Op) -> Answer:
        """Where a load goes and why; without a place, why there is none. Refuses (`putaway.nowhere`) where a planned
        bin cannot be used and there is no other."""
        if wanted.task is not None:
            return _place(self._desk.elsewhere(wanted.task, wanted.reason or "", op)), ""
        if wanted.unit is not None:
            found = self._desk.propose([wanted.unit], op=op)
            if found.places:
                return _place(found.places[0]), ""
            return None, found.left[0].why if found.left else "It is empty; put it where it is used."
        return self._loose(wanted, op)

    def _loose(self, wanted: FetchPlace, op: Op) -> Answer:
        """Loose goods of a product at this place: an open task of theirs, else the first of new ones."""
        waiting = [row for row in self._desk.waiting_rows() if self._meant(row, wanted)]
        self._desk.propose(quants=[row.quant_id for row in waiting], op=op)
        open_ = [row for row in self._desk.tasks(0) if self._open(row, wanted)]
        if not open_:
            return None, "None of it waits here."
        first = open_[0]
        place = Place(LocationId(first.to_id), first.to_code, "storage")
        told = first.explanation or {}
        return PlannedPlace(
            first.task_id, place, f"{first.quantity - first.done:,.10g} of it. {told.get('why', '')}".strip()
        ), ""

    def _meant(self, row: Any, wanted: FetchPlace) -> bool:
        if row.quant_id is None or row.product_id != wanted.product or wanted.at not in (NOWHERE, row.at_id):
            return False
        return wanted.lot is None or row.lot == wanted.lot

    def _open(self, row: Any, wanted: FetchPlace) -> bool:
        if row.hu_id is not None or row.product_id != wanted.product or row.stale:
            return False
        if wanted.at not in (NOWHERE, row.from_id):
            return False
        return wanted.lot is None or row.lot == wanted.lot


def _place(found: Destination) -> PlannedPlace:
    return PlannedPlace(found.task, Place(LocationId(found.to), found.code, "storage"), found.why)
