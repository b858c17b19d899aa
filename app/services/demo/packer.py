"""A simulated packer: scans the tote, every item, the advised carton; the scale weighs, the printer prints."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.domain.errors import Fault
from app.domain.ids import HandlingUnitId, WarehouseId
from app.flow import pack
from app.flow.events import PackJob, PackLine, Workplace
from app.flow.pack_states import Checking, PackDesk, PackState, WantTote, WantWeight
from app.optimise.cartons.choose import choose
from app.optimise.cartons.goods import CartonType, Item, OwnPackaging, PackedCarton, Parcel
from app.services.demo.loading import OWN_PACKAGING
from app.services.demo.pace import PACK_CARTON, PACK_PIECE
from app.services.demo.picker import label_of
from app.services.demo.tools import Desk
from app.services.station import Station
from app.services.station_equipment import Equipment
from drivers.protocol import LabelPrinter, Loaded, Scale


@dataclass(frozen=True, slots=True)
class Packer:
    """One packing station. sides: length, width, height (mm) and fragile, by product. slips: asked of each line whether
    something else is scanned first."""

    desk: Desk
    bench: str
    scale: Scale
    printer: LabelPrinter
    cartons: tuple[CartonType, ...]
    barcodes: Mapping[int, str]
    sides: Mapping[int, Any]
    slips: list[Callable[[str], bool]] = field(default_factory=list)

    def pieces(self, tote: int) -> int:
        """How many pieces wait in a tote."""
        job = self.desk.codes.pack_job(HandlingUnitId(tote))
        return 0 if job is None else int(sum(line.quantity for line in job.lines))

    def work(self, tote: int, sscc: str) -> int:
        """Pack everything in one tote; returns how many cartons that took."""
        desk, place = self.desk, self.desk.codes.place(self.bench)
        if place is None:
            raise Fault(f"There is no packing station {self.bench}.", "Nothing was packed.")
        job = desk.codes.pack_job(HandlingUnitId(tote))
        if job is None:
            return 0
        parcels = choose(self._items(job), self.cartons)
        workplace = Workplace(WarehouseId(desk.warehouse), self.bench, place.id)
        equipment = Equipment(self.scale, self.printer)
        station = desk.station(pack.PACK, pack.start(PackDesk(workplace)), equipment)
        desk.scan(station, sscc)
        for parcel in parcels:
            self._parcel(station, job, parcel)
            if desk.pace.ended:
                break
        if not desk.pace.ended and not isinstance(station.state, WantTote):
            raise Fault(f"Packing of order {job.number} did not come to its end.", "What was packed is recorded.")
        return len(parcels)

    def _parcel(self, station: Station[PackState], job: PackJob, parcel: Parcel) -> None:
        desk, counts = self.desk, _counts(parcel)
        desk.pace.rest(PACK_CARTON + PACK_PIECE * sum(counts.values()))
        grams = Decimal(0)
        for at, count in sorted(counts.items()):
            line = job.lines[at]
            grams += count * (line.weight or Decimal(0))
            self._count(station, line, count)
        if isinstance(station.state, Checking):
            station.finish()
            desk.wait_out(station)
        code, tare = (OWN_PACKAGING, 0) if isinstance(parcel, OwnPackaging) else (parcel.type.code, parcel.type.tare)
        if isinstance(self.scale, Loaded):
            self.scale.load(grams + tare)
        desk.scan(station, code)
        if isinstance(station.state, WantWeight):  # more than the scale takes: the packer types it
            station.typed(f"{round(grams + tare)}")
            desk.wait_out(station)
        if isinstance(self.scale, Loaded):
            self.scale.load(Decimal(0))

    def _count(self, station: Station[PackState], line: PackLine, count: int) -> None:
        desk = self.desk
        if any(slips(f"{line.order_line} {count}") for slips in self.slips):
            self._wrong(station, line)
        desk.scan(station, *label_of(self.barcodes[line.product], line.lot_code))
        if count > 1:
            station.typed(str(count))
            desk.wait_out(station)

    def _wrong(self, station: Station[PackState], line: PackLine) -> None:
        """Something that is not of this line: refused, and nothing changes."""
        before = station.state
        self.desk.scan(station, "4099999999990")
        if station.state != before:
            raise Fault(f"A wrong item was packed for {line.sku}.", "Look into the carton.")

    def _items(self, job: PackJob) -> list[Item]:
        pieces = []
        for at, line in enumerate(job.lines):
            row = self.sides[line.product]
            piece = Item(at, row.length, row.width, row.height, int(line.weight or 0), fragile=row.fragile)
            pieces += [piece] * int(line.quantity)
        return pieces


def _counts(parcel: Parcel) -> dict[int, int]:
    """How many pieces of each line of the job (by its place) lie in a parcel."""
    counts: dict[int, int] = {}
    items = [placed.item for placed in parcel.placements] if isinstance(parcel, PackedCarton) else [parcel.item]
    for item in items:
        at = int(str(item.key))
        counts[at] = counts.get(at, 0) + 1
    return counts
