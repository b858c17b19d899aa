"""The states of packing, and what each asks for."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from app.domain.ids import HandlingUnitId
from app.domain.measure import Band, Weight, tolerance_band
from app.flow.events import PackJob, Workplace
from app.flow.machine import Exit, Prompt, Wants


@dataclass(frozen=True, slots=True)
class PackDesk:
    """A packing station and its weight gate: percent to either side, never narrower than least_grams."""

    workplace: Workplace
    percent: Decimal = Decimal(3)
    least_grams: Decimal = Decimal(30)


@dataclass(frozen=True, slots=True)
class Carton:
    """The carton being filled. tare: grams, None when unknown."""

    unit: HandlingUnitId
    code: str
    tare: Decimal | None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A job at work: per line of the job, what is counted for this carton and what earlier cartons hold."""

    desk: PackDesk
    job: PackJob
    counted: tuple[Decimal, ...]
    packed: tuple[Decimal, ...]
    carton: Carton | None = None
    short: str | None = None

    def open_of(self, line: int) -> Decimal:
        """Base units of a line that are neither counted nor packed."""
        return self.job.lines[line].quantity - self.counted[line] - self.packed[line]

    @property
    def open(self) -> Decimal:
        """Base units of the whole job still to be counted."""
        return sum((self.open_of(line) for line in range(len(self.job.lines))), Decimal(0))

    @property
    def in_hand(self) -> Decimal:
        """Base units counted for this carton."""
        return sum(self.counted, Decimal(0))

    @property
    def band(self) -> Band | None:
        """The believable gross weight of this carton; None where a weight or the tare is not known."""
        if self.carton is None or self.carton.tare is None:
            return None
        grams = self.carton.tare
        for line, count in zip(self.job.lines, self.counted, strict=True):
            if count > 0 and line.weight is None:
                return None
            grams += count * (line.weight or 0)
        return tolerance_band(grams, self.desk.percent, self.desk.least_grams)


@dataclass(frozen=True, slots=True)
class WantTote:
    """Ready for the next tote."""

    desk: PackDesk
    back: None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Fetching:
    """The tote is known; its job is being looked up."""

    desk: PackDesk
    tote_code: str
    back: "PackState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Checking:
    """Prove each piece. last: the line that a typed count speaks of."""

    parcel: Parcel
    last: int | None = None
    back: "PackState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantCarton:
    """What was counted needs a carton."""

    parcel: Parcel
    back: "PackState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MakingCarton:
    """A carton of this tare is being entered."""

    parcel: Parcel
    tare: Decimal | None
    back: "PackState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantWeight:
    """The carton goes on the scale."""

    parcel: Parcel
    back: "PackState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OffWeight:
    """The weight is not believable."""

    parcel: Parcel
    weight: Weight
    back: "PackState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Closing:
    """The carton is being recorded. released: why it goes although its weight is off."""

    parcel: Parcel
    weight: Weight
    released: str | None = None
    back: None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PackOver:
    """The packer has left."""

    desk: PackDesk
    back: None = field(default=None, compare=False, repr=False)


PackState = WantTote | Fetching | Checking | WantCarton | MakingCarton | WantWeight | OffWeight | Closing | PackOver


def prompt(state: PackState) -> Prompt:
    """The next action of a pack state."""
    match state:
        case WantTote():
            return Prompt("Scan the next tote.", Wants.UNIT, (Exit.LEAVE,))
        case Fetching(tote_code=code):
            return Prompt(f"Looking up {code}.", Wants.RECORD, (Exit.UNDO, Exit.LEAVE))
        case Checking(parcel=parcel):
            return _prompt_checking(parcel)
        case WantCarton(parcel=parcel):
            line = f"Scan a carton for {parcel.in_hand:f} pieces of order {parcel.job.number}."
            return Prompt(line, Wants.CARTON, (Exit.UNDO, Exit.LEAVE))
        case MakingCarton():
            return Prompt("The carton is being entered.", Wants.RECORD, (Exit.UNDO, Exit.LEAVE))
        case WantWeight(parcel=parcel):
            band = f" Expected is {parcel.band}." if parcel.band else ""
            line = f"Put the carton on the scale, or type its weight in grams.{band}"
            return Prompt(line, Wants.WEIGHT, (Exit.WEIGH, Exit.UNDO, Exit.LEAVE))
        case OffWeight(parcel=parcel, weight=weight):
            line = f"{weight} is outside {parcel.band}. Check the carton, weigh again, or release it with a reason."
            return Prompt(line, Wants.WEIGHT, (Exit.WEIGH, Exit.SHORT, Exit.UNDO, Exit.LEAVE))
        case Closing():
            return Prompt("The carton is being recorded.", Wants.RECORD, (Exit.LEAVE,))
        case PackOver():
            return Prompt("Packing has stopped here.", Wants.NOTHING)
        case _:
            assert_never(state)


def _prompt_checking(parcel: Parcel) -> Prompt:
    following = next(i for i in range(len(parcel.job.lines)) if parcel.open_of(i) > 0) if parcel.open > 0 else None
    if following is None:
        line = "Everything is counted: say finished."
    else:
        wanted = parcel.job.lines[following]
        line = f"Scan {parcel.open_of(following):f} x {wanted.sku}, {wanted.name}."
    exits = (Exit.SHORT, Exit.FINISH, Exit.UNDO, Exit.LEAVE)
    return Prompt(line, Wants.ITEM, exits if parcel.in_hand > 0 else (Exit.SHORT, Exit.UNDO, Exit.LEAVE), repeats=True)
