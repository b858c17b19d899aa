"""A fixed pick list, in which the states of entering one are rendered and tested."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from app.domain.errors import Refusal
from app.domain.ids import LocationId, OrderId, ProductId, TaskId
from app.flow.pick_work import PickTask
from app.services.picking import EntrySheet, PaperLine, PaperResult, PickList, Printed

REASONS = (("bad", "Goods not fit to ship"), ("not_there", "Not in the bin"), ("other", "Another reason"))
TAKEN = Refusal("WM455", "M. Koch has this batch.", "Take another, or ask M. Koch to give it back.")
GOODS = (
    ("TE-1187", "Tea, Darjeeling first flush, 100 g tin", 12), ("CO-0412", "Coffee, house blend, 1 kg", 4),
    ("CU-2210", "Cup, stoneware, blue", 6), ("PL-0093", "Plate, stoneware, 26 cm", 24), ("SP-0551", "Spoon, steel", 8),
    ("HO-0027", "Honey, acacia, 500 g", 3), ("BI-1904", "Biscuits, oat, 200 g", 18), ("KE-0008", "Kettle, 1.2 l", 1),
)  # fmt: skip


def sample_list(batch: int = 4_413, stops: int = 18) -> PickList:
    """A cart of four orders."""
    made = []
    for n in range(stops):
        sku, name, wanted = GOODS[n % len(GOODS)]
        order = n % 4
        made.append(
            PickTask(
                TaskId(77_120 + n), OrderId(order), f"SO-{260_001 + 24 * order}", ProductId(n), sku, name,
                Decimal(wanted), LocationId(n), f"A-{3 + n // 6:02}-{1 + n * 2 % 13:02}-{1 + n % 3}",
                lot="L2611" if sku == "HO-0027" else None, slot=order + 1,
            )
        )  # fmt: skip
    return PickList(batch, "cluster", "K. Hansen", ("HB2", "Bremen 2"), tuple(made))


@dataclass
class SamplePaper:
    """app.services.picking.PaperDesk over a fixed list. refuse: what printing or opening a list answers."""

    refuse: Refusal | None = None
    stops: int = 18
    printed: list[tuple[tuple[int, ...], Path]] = field(default_factory=list)
    entered: list[tuple[tuple[PaperLine, ...], str]] = field(default_factory=list)

    def print_lists(self, batches: Sequence[int], file: Path) -> Printed:
        if self.refuse is not None:
            raise self.refuse
        self.printed.append((tuple(batches), file))
        return Printed(file, tuple(batches), self.stops * len(batches))

    def entry(self, batch: int) -> EntrySheet:
        if self.refuse is not None:
            raise self.refuse
        return EntrySheet(sample_list(batch, self.stops), REASONS, ("PACK-1", "PACK-2", "STAGE-1"))

    def enter(self, sheet: PickList, lines: Sequence[PaperLine], place: str) -> PaperResult:
        wrong, said = dict[int, str](), {line.pick: line for line in lines}
        picked = short = Decimal(0)
        for stop in sheet.stops:
            line = said.get(int(stop.task))
            if line is None:
                wrong[int(stop.task)] = "No result is entered."
            elif not line.taken.isdecimal():
                wrong[line.pick] = f"“{line.taken}” is not a quantity."
            elif Decimal(line.taken) > stop.quantity:
                wrong[line.pick] = f"{line.taken} are more than the {stop.quantity:f} that were asked for."
            elif Decimal(line.taken) < stop.quantity and line.reason is None:
                wrong[line.pick] = f"{line.taken} of {stop.quantity:f} needs a reason."
            else:
                picked, short = picked + Decimal(line.taken), short + stop.quantity - Decimal(line.taken)
        if wrong:
            raise Refusal("paper.problems", "Some lines cannot be recorded.", "Correct them.", {"lines": wrong})
        self.entered.append((tuple(lines), place))
        totes = {number: f"34012345678900{slot:04}" for slot, number in sheet.orders if slot is not None}
        return PaperResult(picked, short, Decimal(0), int(short > 0), totes)
