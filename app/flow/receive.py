"""Receiving at the dock: product or GS1 label, lot and expiry where the label did not say, quantity, location.

Counting and the location share a state: a scan of the same item counts on, a typed number sets the count, a scan of a
location records the receipt. A supplier's pallet label (SSCC) scanned in between goes with it.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from app.domain.errors import Refusal
from app.domain.measure import is_number, read_quantity
from app.flow.effects import Post, Say, Tone
from app.flow.events import Event, Item, Leave, Nothing, Place, Scanned, Undo, Unit, Workplace
from app.flow.machine import Exit, Flow, Prompt, Step, Wants, stay, take_back

_LONGEST_LOT = 20  # GS1 General Specifications, AI (10): X..20


@dataclass(frozen=True, slots=True)
class Dock:
    """A receiving station, and the delivery that it is working on ("" for blind receiving)."""

    workplace: Workplace
    document: str = ""


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
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantExpiry:
    """The item has a shelf life and its label named no date."""

    dock: Dock
    item: Item
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WantPlace:
    """Counted base units of an item; count on, or say where they are."""

    dock: Dock
    item: Item
    counted: Decimal
    back: "ReceiveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ReceiveOver:
    """Receiving has stopped here."""

    dock: Dock
    back: None = field(default=None, compare=False, repr=False)


ReceiveState = WantItem | WantLot | WantExpiry | WantPlace | ReceiveOver


def start(dock: Dock) -> ReceiveState:
    """The first state of a dock."""
    return WantItem(dock)


def prompt(state: ReceiveState) -> Prompt:
    """The next action of a receiving state."""
    match state:
        case WantItem():
            return Prompt("Scan the item, or its GS1 label.", Wants.ITEM, (Exit.LEAVE,))
        case WantLot(item=item):
            return Prompt(f"Scan or type the lot of {item.sku}.", Wants.LOT, (Exit.UNDO, Exit.LEAVE))
        case WantExpiry(item=item):
            line = f"Type the expiry date of {item.sku} as year-month-day, for example 2027-03-31."
            return Prompt(line, Wants.DATE, (Exit.UNDO, Exit.LEAVE))
        case WantPlace(item=item, counted=counted):
            line = f"{counted:f} x {item.sku}: scan more, type the count, or scan the location."
            return Prompt(line, Wants.PLACE, (Exit.UNDO, Exit.LEAVE), repeats=True)
        case ReceiveOver():
            return Prompt("Receiving has stopped here.", Wants.NOTHING)
        case _:
            assert_never(state)


def advance(state: ReceiveState, event: Event) -> Step[ReceiveState]:
    """Move a dock on by one event."""
    if isinstance(state, ReceiveOver):
        return stay(state, "Receiving has stopped here.", "Start again to go on.", Tone.INFO)
    match event:
        case Undo():
            return take_back(state, state.back, prompt)
        case Leave():
            return _leave(state)
        case Scanned():
            return _scanned(state, event)
        case _:
            return state, ()


def _scanned(state: WantItem | WantLot | WantExpiry | WantPlace, event: Scanned) -> Step[ReceiveState]:
    match state:
        case WantItem():
            if isinstance(event.found, Item):
                return _identified(state.dock, event.found, state)
            return stay(state, _not_an_item(event), prompt(state).line)
        case WantLot():
            return _lot(state, event)
        case WantExpiry():
            return _expiry(state, event)
        case WantPlace():
            return _place(state, event)
        case _:
            assert_never(state)


def _not_an_item(event: Scanned) -> str:
    match event.found:
        case Place(code=code):
            return f"{code} is a location; the item comes first."
        case Unit(code=code):
            return f"{code} is already in the house."
        case _:
            return f"“{event.text}” is not known as an item."


def _identified(dock: Dock, item: Item, back: ReceiveState) -> Step[ReceiveState]:
    """On to whatever the label did not say: lot, then expiry, then the place."""
    if item.tracking != "none" and not (item.lot or item.serial):
        return _go(WantLot(dock, item, back=back), f"{item.sku}, {item.name}.")
    if item.expiry_required and item.expires_on is None:
        return _go(WantExpiry(dock, item, back=back), f"{item.sku}, {item.name}.")
    after = WantPlace(dock, item, item.quantity if item.quantity is not None else item.units, back=back)
    return _go(after, f"{item.sku}, {item.name}.")


def _lot(state: WantLot, event: Scanned) -> Step[ReceiveState]:
    if isinstance(event.found, Item) and event.found.product == state.item.product and event.found.lot:
        lot = event.found.lot
    elif isinstance(event.found, Place | Unit | Item):
        return stay(state, f"“{event.text}” is not a lot.", prompt(state).line)
    else:
        lot = event.text.strip()
    if not 0 < len(lot) <= _LONGEST_LOT:
        return stay(state, f"A lot has 1 to {_LONGEST_LOT} characters.", prompt(state).line)
    item = replace(state.item, lot=lot)
    if isinstance(event.found, Item) and item.expires_on is None:
        item = replace(item, expires_on=event.found.expires_on)
    return _identified(state.dock, item, state)


def _expiry(state: WantExpiry, event: Scanned) -> Step[ReceiveState]:
    if isinstance(event.found, Item) and event.found.product == state.item.product:
        expires = event.found.expires_on
    else:
        expires = _read_date(event.text)
    if expires is None:
        return stay(state, f"“{event.text}” is not a date.", prompt(state).line)
    if expires < event.at.date():
        words = f"{state.item.sku} expired on {expires.isoformat()}."
        return stay(state, words, "Check the date; if it is right, refuse the goods or ask quality.")
    return _identified(state.dock, replace(state.item, expires_on=expires), state)


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _place(state: WantPlace, event: Scanned) -> Step[ReceiveState]:
    match event.found:
        case Place():
            return _record(state, event, event.found)
        case Item():
            return _count(state, event.found)
        case Nothing(sscc=str(sscc)):
            after = replace(state, item=replace(state.item, sscc=sscc), back=state)
            return _go(after, f"Pallet {sscc}.")
        case Unit(code=code):
            return stay(state, f"{code} is already in the house.", "Use a new pallet label, or scan the location.")
        case _ if event.typed and is_number(event.text):
            try:
                return _go(replace(state, counted=read_quantity(event.text), back=state), "Count set.")
            except Refusal as refusal:
                return stay(state, refusal.what, refusal.next_step)
        case _:
            return stay(state, f"“{event.text}” is not a location.", prompt(state).line)


def _count(state: WantPlace, item: Item) -> Step[ReceiveState]:
    if item.product != state.item.product:
        words = f"Wrong item: this is {item.sku}, in hand is {state.item.sku}."
        return stay(state, words, f"Finish {state.item.sku} first: scan its location.")
    if item.lot is not None and item.lot != state.item.lot:
        words = f"Another lot: this is {item.lot}, in hand is {state.item.lot}."
        return stay(state, words, "Finish this lot first: scan its location.")
    counted = state.counted + (item.quantity if item.quantity is not None else item.units)
    return _go(replace(state, counted=counted, back=state), "Counted.")


def _record(state: WantPlace, event: Scanned, place: Place) -> Step[ReceiveState]:
    item, dock = state.item, state.dock
    args: dict[str, object] = {
        "p_warehouse": dock.workplace.warehouse,
        "p_product": item.product,
        "p_quantity": state.counted,
        "p_location": place.id,
        "p_lot": item.lot or item.serial,
        "p_expires_on": item.expires_on,
        "p_sscc": item.sscc,
        "p_document": dock.document or None,
        "p_device": dock.workplace.device,
        "p_occurred_at": event.at,
    }
    after = WantItem(dock)
    words = f"{state.counted:f} x {item.sku} at {place.code}."
    return after, (Post("receive_v1", event.op, args), Say(Tone.GOOD, words, prompt(after).line))


def _leave(state: WantItem | WantLot | WantExpiry | WantPlace) -> Step[ReceiveState]:
    after = ReceiveOver(state.dock)
    if isinstance(state, WantPlace):
        words = f"{state.counted:f} x {state.item.sku} were not recorded."
        return after, (Say(Tone.WARN, words, "Keep them apart until they are received."),)
    return _go(after, "Stopped.", Tone.INFO)


def _go(after: ReceiveState, words: str, tone: Tone = Tone.GOOD) -> Step[ReceiveState]:
    return after, (Say(tone, words, prompt(after).line),)


RECEIVE: Flow[ReceiveState] = Flow("Receive", advance, prompt)
