"""States of receiving, and what each asks of the person."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from app.domain.ids import Op, ProductId
from app.flow.events import Item, Place, Workplace
from app.flow.machine import Exit, Prompt, Wants

REASONS = {
    "damaged": "damaged",
    "over": "more than announced",
    "wrong": "not ordered",
    "other_lot": "another lot than announced",
    "expired": "expired, or too short a life",
}
DISPOSITIONS = {
    "restock": "back into stock",
    "inspect": "to quality",
    "repair": "to be repaired",
    "vendor": "back to the vendor",
    "scrap": "scrap",
}


@dataclass(frozen=True, slots=True)
class Announced:
    """A line of the delivery. quantity, received: base units; quantity None: it is received blindly."""

    line_no: int
    product: ProductId
    sku: str
    quantity: Decimal | None
    received: Decimal = Decimal(0)
    lot: str | None = None
    expires_on: date | None = None
    sscc: str | None = None


@dataclass(frozen=True, slots=True)
class LastReceipt:
    """What was recorded last and can be taken back: its posting, in words, and the lines as they were before."""

    op: Op
    words: str
    lines: tuple[Announced, ...]


@dataclass(frozen=True, slots=True)
class Dock:
    """A receiving station, and the delivery that it is working on.

    document: its number, "" for none. inbound: its id, None where goods come in without any announcement. kind: order,
    asn, return or transfer. label: what comes on no supplier's unit gets a label of ours. teaches: who is signed in may
    teach unknown codes.
    """

    workplace: Workplace
    document: str = ""
    inbound: int | None = None
    kind: str = "asn"
    blind: bool = False
    lines: tuple[Announced, ...] = ()
    label: bool = False
    teaches: bool = False
    last: LastReceipt | None = None

    @property
    def judges(self) -> bool:
        """Whether what comes in can be compared with what is announced."""
        return self.inbound is not None and not self.blind

    def of(self, product: ProductId) -> tuple[Announced, ...]:
        """The lines of a product."""
        return tuple(line for line in self.lines if line.product == product)

    def missing(self, product: ProductId) -> Decimal:
        """Base units of a product that are announced and not here."""
        return sum(
            (max((line.quantity or Decimal(0)) - line.received, Decimal(0)) for line in self.of(product)), Decimal(0)
        )

    def counted(self, received: dict[int, Decimal]) -> "Dock":
        """With so much received by line number."""
        lines = tuple(replace(line, received=received.get(line.line_no, line.received)) for line in self.lines)
        return replace(self, lines=lines)


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What was said of the goods in hand: a reason where they differ, what becomes of a return, their weight (g)."""

    reason: str | None = None
    disposition: str | None = None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class WantItem:
    """Ready for the next item."""

    dock: Dock
    back: None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantLot:
    """The item is kept by lot and its label named none."""

    dock: Dock
    item: Item
    said: SaidOf = SaidOf()
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantExpiry:
    """The item has a shelf life and its label named no date."""

    dock: Dock
    item: Item
    said: SaidOf = SaidOf()
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantDisposition:
    """Goods that came back: what becomes of them."""

    dock: Dock
    item: Item
    said: SaidOf = SaidOf()
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantPlace:
    """Counted base units of an item; count on, or say where they are."""

    dock: Dock
    item: Item
    counted: Decimal
    said: SaidOf = SaidOf()
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantWeight:
    """Goods with catch weight lie at a place and go on the scale."""

    dock: Dock
    hand: WantPlace
    place: Place
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantUnitPlace:
    """A supplier's unit that is announced as a whole; its place is all that is missing."""

    dock: Dock
    sscc: str
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Differing:
    """What came differs from what is announced; the person says whether it is taken in all the same.

    code: the reason it would be taken in with. hand: the state to go on from; place: where it lies, if that is known.
    """

    dock: Dock
    code: str
    question: str
    hand: WantLot | WantExpiry | WantDisposition | WantPlace
    place: Place | None = None
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody here knows a code; who is signed in may teach it."""

    dock: Dock
    code: str
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Teaching:
    """The item that an unknown code is on is to be named."""

    dock: Dock
    code: str
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Crossing:
    """An order waits for what was just taken in."""

    dock: Dock
    receipt: int
    order: str
    quantity: str
    back: None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TakingBack:
    """The last receipt may be taken back."""

    dock: Dock
    last: LastReceipt
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ReceiveOver:
    """Receiving has stopped here."""

    dock: Dock
    back: None = field(default=None, compare=False, repr=False)


ItemInHand = WantLot | WantExpiry | WantDisposition | WantPlace
Question = Differing | Unknown | Crossing | TakingBack
Receiving = WantItem | ItemInHand | WantWeight | WantUnitPlace | Teaching | Question
ReceiveState = Receiving | ReceiveOver


def prompt(state: ReceiveState) -> Prompt:
    """The next action of a receiving state."""
    match state:
        case WantItem() | WantLot() | WantExpiry() | WantDisposition() | WantPlace():
            return _of_goods(state)
        case WantWeight(hand=hand):
            return Prompt(f"Put {hand.item.sku} on the scale, or type the grams.", Wants.WEIGHT, _EXITS_SCALE)
        case WantUnitPlace(sscc=sscc):
            return Prompt(f"Unit {sscc}: scan the location where it stands.", Wants.PLACE, _EXITS)
        case Teaching(code=code):
            return Prompt(f"Scan or type the item that “{code}” is on.", Wants.ITEM, _EXITS)
        case Differing(question=question):
            return Prompt(f"{question} Take them in all the same?", Wants.ANSWER, _EXITS)
        case Unknown(code=code):
            return Prompt(f"“{code}” is not known. Teach it?", Wants.ANSWER, _EXITS)
        case Crossing(order=order, quantity=quantity):
            return Prompt(f"Order {order} waits for {quantity} of these. Send them there?", Wants.ANSWER, (Exit.LEAVE,))
        case TakingBack(last=last):
            return Prompt(f"Take back {last.words}?", Wants.ANSWER, _EXITS)
        case ReceiveOver():
            return Prompt("Receiving has stopped here.", Wants.NOTHING)
        case _:
            assert_never(state)


_EXITS = (Exit.UNDO, Exit.LEAVE)
_EXITS_SCALE = (Exit.WEIGH, Exit.UNDO, Exit.LEAVE)
_EXITS_DIFFER = (Exit.UNDO, Exit.SHORT, Exit.LEAVE)


def _of_goods(state: WantItem | ItemInHand) -> Prompt:
    exits = _EXITS if state.dock.inbound is None else _EXITS_DIFFER
    match state:
        case WantItem(dock=dock):
            line = "Scan the item, or its GS1 label."
            return Prompt(line, Wants.ITEM, (Exit.UNDO, Exit.LEAVE) if dock.last else (Exit.LEAVE,))
        case WantLot(item=item):
            return Prompt(f"Scan or type the lot of {item.sku}.", Wants.LOT, exits)
        case WantExpiry(item=item):
            line = f"Type the expiry date of {item.sku} as year-month-day, for example 2027-03-31."
            return Prompt(line, Wants.DATE, exits)
        case WantDisposition(item=item):
            return Prompt(f"What becomes of {item.sku}? Choose {', '.join(DISPOSITIONS)}.", Wants.ANSWER, exits)
        case WantPlace(dock=dock, item=item, counted=counted):
            of = f" of {missing:f}" if dock.judges and (missing := dock.missing(item.product)) else ""
            line = f"{counted:f}{of} x {item.sku}: scan more, type the count, or scan the location."
            return Prompt(line, Wants.PLACE, exits, repeats=True)
        case _:
            assert_never(state)
