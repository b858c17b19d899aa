"""The states of counting a bin, and what each asks of the person."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from app.flow.events import Item, Place, Unit, Workplace
from app.flow.machine import Exit, Prompt, Wants


@dataclass(frozen=True, slots=True)
class CountDesk:
    """Who counts from where, and the bins of the list in walking order (any other bin may be scanned all the same).
    once: the bins were given on the way to other work, and after the last of them that goes on."""

    workplace: Workplace
    route: tuple[Place, ...] = ()
    once: bool = False

    def without(self, place: Place) -> "CountDesk":
        """The list after this bin."""
        return CountDesk(self.workplace, tuple(stop for stop in self.route if stop.id != place.id), self.once)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was recorded. quantity None: a unit that is there, unopened. line: the database's number of it."""

    line: int
    sku: str
    quantity: Decimal | None
    lot: str = ""
    unit: str = ""

    def __str__(self) -> str:
        if self.quantity is None:
            return f"{self.unit}, unopened"
        lot = f", {self.lot}" if self.lot else ""
        return f"{self.quantity:f} x {self.sku}{lot}{f' in {self.unit}' if self.unit else ''}"


@dataclass(frozen=True, slots=True)
class Bin:
    """The bin being counted. unit: the pallet or carton whose content is being counted, None for loose goods."""

    count: int
    place: Place
    entries: tuple[Entry, ...] = ()
    unit: Unit | None = None

    @property
    def where(self) -> str:
        """The bin, and the unit in it."""
        return self.place.code if self.unit is None else f"{self.unit.code} in {self.place.code}"


@dataclass(frozen=True, slots=True)
class WantBin:
    """Ready for the next bin."""

    desk: CountDesk
    back: None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Opening:
    """The bin was scanned; the database says whether it is on this person's list."""

    desk: CountDesk
    place: Place
    back: "CountState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class InBin:
    """Ready for the next thing that lies in the bin."""

    desk: CountDesk
    bin: Bin
    back: "CountState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OfUnit:
    """The label of a unit was scanned: unopened, or its content comes."""

    desk: CountDesk
    bin: Bin
    unit: Unit
    back: "CountState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantCountLot:
    """The item is kept by lot or serial number and its label named none."""

    desk: CountDesk
    bin: Bin
    item: Item
    back: "CountState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CountingItem:
    """So many of an item are counted and not recorded yet."""

    desk: CountDesk
    bin: Bin
    item: Item
    counted: Decimal
    back: "CountState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Recording:
    """An entry is on its way; then comes the next item, if one was scanned."""

    desk: CountDesk
    bin: Bin
    entry: Entry
    following: Item | None = None
    back: "CountState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SureEmpty:
    """Nothing was entered and the person is about to finish: is it empty?"""

    desk: CountDesk
    bin: Bin
    back: "CountState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CountOver:
    """Counting has stopped here."""

    desk: CountDesk
    back: None = field(default=None, compare=False, repr=False)


CountState = WantBin | Opening | InBin | OfUnit | WantCountLot | CountingItem | Recording | SureEmpty | CountOver
Inside = InBin | OfUnit | WantCountLot | CountingItem | Recording | SureEmpty

_ALL = (Exit.FINISH, Exit.UNDO, Exit.LEAVE)


def prompt(state: CountState) -> Prompt:
    """The next action of a counting state."""
    match state:
        case WantBin(desk=desk):
            line = f"Go to {desk.route[0].code} and scan it." if desk.route else "Scan the bin to count."
            return Prompt(line, Wants.PLACE, (Exit.LEAVE,))
        case Opening(place=place):
            return Prompt(f"Scan {place.code} again.", Wants.RECORD, (Exit.UNDO, Exit.LEAVE))
        case InBin(bin=inside):
            return Prompt(_next_thing(inside), Wants.ITEM, _ALL)
        case OfUnit(unit=unit):
            line = f"Scan what is in {unit.code}, or its label again if nobody opened it."
            return Prompt(line, Wants.ITEM, (Exit.UNDO, Exit.LEAVE))
        case WantCountLot(item=item):
            what = "serial number" if item.tracking == "serial" else "lot"
            return Prompt(f"Scan or type the {what} of {item.sku}.", Wants.LOT, (Exit.UNDO, Exit.LEAVE))
        case CountingItem(bin=inside, item=item, counted=counted):
            line = f"Scan more {item.sku}, type the count, or scan {inside.place.code} to record {counted:f}."
            return Prompt(line, Wants.QUANTITY, _ALL, repeats=True)
        case Recording(entry=entry):
            return Prompt(f"Recording {entry}.", Wants.RECORD, (Exit.UNDO, Exit.LEAVE))
        case SureEmpty(bin=inside):
            line = f"Scan {inside.place.code} again if it is empty, or scan what lies in it."
            return Prompt(line, Wants.ANSWER, (Exit.UNDO, Exit.LEAVE))
        case CountOver(desk=desk):
            done = desk.once and not desk.route
            return Prompt("Go on with the next task." if done else "Counting has stopped here.", Wants.NOTHING)
        case _:
            assert_never(state)


def _next_thing(inside: Bin) -> str:
    if inside.unit is not None:
        return f"Scan the next item in {inside.unit.code}, or {inside.place.code} when it is done."
    if inside.entries:
        return f"Scan the next item, or {inside.place.code} again when all is entered."
    return f"Scan what lies in {inside.place.code}, or {inside.place.code} again if it is empty."
