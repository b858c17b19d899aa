"""Receiving at the dock: product or GS1 label, lot and expiry where the label did not say, quantity, location.

Counting and the location share a state: a scan of the same item counts on, a typed number sets the count, a scan of a
location records the receipt. A supplier's pallet label (SSCC) scanned in between goes with it; scanned first, and
announced, the whole unit is taken in. Where a delivery is worked on, what differs from it is asked about before it is
recorded; the database asks again, since somebody else may have received meanwhile.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from app.domain.barcode import has_check_digit
from app.domain.errors import Refusal
from app.domain.measure import is_number, read_quantity
from app.flow.effects import Effect, Post, ReadScale, Say, Tone
from app.flow.events import (
    Answered,
    Event,
    Finish,
    Item,
    Leave,
    Nothing,
    Place,
    Posted,
    ScaleFailed,
    Scanned,
    Short,
    Undo,
    Unit,
    Weighed,
)  # fmt: skip
from app.flow.machine import Flow, Step, stay, take_back
from app.flow.receive_posts import ask, judged, record, record_unit, recorded, take_receipt_back, teach
from app.flow.receive_states import (
    DISPOSITIONS,
    REASONS,
    Crossing,
    Differing,
    Dock,
    ItemInHand,
    ReceiveOver,
    ReceiveState,
    Receiving,
    SaidOf,
    TakingBack,
    Teaching,
    Unknown,
    WantDisposition,
    WantExpiry,
    WantItem,
    WantLot,
    WantPlace,
    WantUnitPlace,
    WantWeight,
    prompt,
)

__all__ = [
    "RECEIVE", "Dock", "ReceiveOver", "ReceiveState", "WantExpiry", "WantItem", "WantLot", "WantPlace", "advance",
    "prompt", "start",
]  # fmt: skip
_LONGEST_LOT = 20  # GS1 General Specifications, AI (10): X..20


def start(dock: Dock) -> ReceiveState:
    """The first state of a dock."""
    return WantItem(dock)


def advance(state: ReceiveState, event: Event) -> Step[ReceiveState]:
    """Move a dock on by one event."""
    if isinstance(state, ReceiveOver):
        return stay(state, "Receiving has stopped here.", "Start again to go on.", Tone.INFO)
    match event:
        case Undo():
            return _undo(state)
        case Leave():
            return _leave(state)
        case Scanned():
            return _scanned(state, event)
        case Answered():
            return _answered(state, event)
        case Short():
            return _differs(state, event)
        case Posted():
            return recorded(state, event)
        case Weighed() | ScaleFailed() | Finish() if isinstance(state, WantWeight):
            return _weighed(state, event)
        case _:
            return state, ()


def _scanned(state: Receiving, event: Scanned) -> Step[ReceiveState]:
    match state:
        case WantItem():
            return _first(state, event)
        case WantLot():
            return _lot(state, event)
        case WantExpiry():
            return _expiry(state, event)
        case WantDisposition():
            return _disposition(state, event)
        case WantPlace():
            return _place(state, event)
        case WantWeight():
            return _typed_weight(state, event)
        case WantUnitPlace(dock=dock, sscc=sscc):
            if isinstance(event.found, Place):
                return record_unit(dock, sscc, event, event.found)
            return stay(state, f"“{event.text}” is not a location.", prompt(state).line)
        case Teaching(dock=dock, code=code):
            if isinstance(event.found, Item):
                return teach(code, event.found.product, event, _identified(dock, event.found, SaidOf(), None))
            return stay(state, f"“{event.text}” is not known as an item.", prompt(state).line)
        case Differing() | Unknown() | Crossing() | TakingBack():
            return stay(state, "A question is open.", prompt(state).line, Tone.WARN)
        case _:
            assert_never(state)


def _first(state: WantItem, event: Scanned) -> Step[ReceiveState]:
    dock = state.dock
    match event.found:
        case Item():
            return _identified(dock, event.found, SaidOf(), state)
        case Nothing(sscc=str(sscc)) if any(line.sscc == sscc for line in dock.lines):
            return _go(WantUnitPlace(dock, sscc, back=state), f"Unit {sscc}, as announced.")
        case Nothing(sscc=str(sscc)) if dock.inbound is not None:
            return stay(
                state, f"Unit {sscc} is not announced.", "Scan what stands on it, then this label, then the place."
            )
        case Nothing(text=code, sscc=None) if _misread(code):
            return stay(state, f"“{code}” was misread: no label is like that.", "Scan it again.")
        case Nothing(text=code, sscc=None) if dock.teaches and code:
            return ask(Unknown(dock, code, back=state), "Teach it", "Leave it")
        case Place(code=code):
            words = f"{code} is a location; the item comes first."
        case Unit(code=code):
            words = f"{code} is already in the house."
        case _:
            words = f"“{event.text}” is not known as an item."
    return stay(state, words, prompt(state).line)


def _misread(text: str) -> bool:
    """A GTIN of 12 to 14 digits with a wrong check digit, or a GS1 label that says what cannot be: not to be taught."""
    if text.startswith("("):
        return True
    return text.isascii() and text.isdigit() and len(text) in (12, 13, 14) and not has_check_digit(text)


def _identified(dock: Dock, item: Item, said: SaidOf, back: ReceiveState | None) -> Step[ReceiveState]:
    """On to whatever the label did not say: lot, then expiry, then what becomes of a return, then the place."""
    after: ItemInHand
    if item.tracking != "none" and not (item.lot or item.serial):
        after = WantLot(dock, item, said, back=back)
    elif item.expiry_required and item.expires_on is None:
        after = WantExpiry(dock, item, said, back=back)
    elif dock.kind == "return" and said.disposition is None:
        after = WantDisposition(dock, item, said, back=back)
    else:
        after = WantPlace(dock, item, item.quantity if item.quantity is not None else item.units, said, back=back)
    return judged(after, back) or _go(after, f"{item.sku}, {item.name}.")


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
    return _identified(state.dock, item, state.said, state)


def _expiry(state: WantExpiry, event: Scanned) -> Step[ReceiveState]:
    if isinstance(event.found, Item) and event.found.product == state.item.product:
        expires = event.found.expires_on
    else:
        expires = _read_date(event.text)
    if expires is None:
        return stay(state, f"“{event.text}” is not a date.", prompt(state).line)
    if expires < event.at.date() and state.said.reason != "expired":
        words = f"{state.item.sku} expired on {expires.isoformat()}."
        return stay(state, words, "Check the date; if it is right, refuse the goods or ask quality.")
    return _identified(state.dock, replace(state.item, expires_on=expires), state.said, state)


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _disposition(state: WantDisposition, event: Scanned) -> Step[ReceiveState]:
    word = event.text.strip().lower()
    if word not in DISPOSITIONS:
        return stay(state, f"“{event.text}” is not something that becomes of goods.", prompt(state).line)
    return _identified(state.dock, state.item, replace(state.said, disposition=word), state)


def _place(state: WantPlace, event: Scanned) -> Step[ReceiveState]:
    match event.found:
        case Place():
            return _at(state, event, event.found)
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


def _at(state: WantPlace, event: Scanned, place: Place) -> Step[ReceiveState]:
    """The goods lie there: too many are asked about, what has its own weight is weighed, then it is recorded."""
    dock, item = state.dock, state.item
    surplus = state.counted - dock.missing(item.product)
    if dock.judges and state.said.reason is None and dock.of(item.product) and surplus > 0:
        question = f"{surplus:f} x {item.sku} are more than announced."
        return ask(Differing(dock, "over", question, state, place, back=state), "Take them in", "Count again")
    if item.catch_weight and state.said.weight is None and item.weight is None:
        after = WantWeight(dock, state, place, back=state)
        return after, (ReadScale(), Say(Tone.INFO, f"{item.sku} has its own weight.", prompt(after).line))
    return record(state, event, place)


def _count(state: WantPlace, item: Item) -> Step[ReceiveState]:
    if item.product != state.item.product:
        words = f"Wrong item: this is {item.sku}, in hand is {state.item.sku}."
        return stay(state, words, f"Finish {state.item.sku} first: scan its location.")
    if item.lot is not None and item.lot != state.item.lot:
        words = f"Another lot: this is {item.lot}, in hand is {state.item.lot}."
        return stay(state, words, "Finish this lot first: scan its location.")
    if item.tracking == "serial":
        return stay(state, f"Each {item.sku} has its own number.", "Scan the location of this one first.")
    counted = state.counted + (item.quantity if item.quantity is not None else item.units)
    return _go(replace(state, counted=counted, back=state), "Counted.")


def _typed_weight(state: WantWeight, event: Scanned) -> Step[ReceiveState]:
    if not event.typed:
        return stay(state, f"“{event.text}” is no weight.", prompt(state).line)
    try:
        grams = read_quantity(event.text)
    except Refusal as refusal:
        return stay(state, refusal.what, "Type the weight in grams, digits only.")
    return _with_weight(state, event, grams)


def _weighed(state: WantWeight, event: Weighed | ScaleFailed | Finish) -> Step[ReceiveState]:
    match event:
        case Finish():
            return state, (ReadScale(), Say(Tone.INFO, "Weighing again.", prompt(state).line))
        case ScaleFailed(words=words, next_step=next_step):
            return stay(state, words, next_step, Tone.WARN)
        case Weighed(weight=weight) if weight.grams <= 0:
            return stay(state, "Nothing is on the scale.", prompt(state).line, Tone.WARN)
        case Weighed(weight=weight):
            return _with_weight(state, event, weight.grams)
        case _:
            assert_never(event)


def _with_weight(state: WantWeight, event: Scanned | Weighed, grams: Decimal) -> Step[ReceiveState]:
    hand = state.hand
    return record(replace(hand, said=replace(hand.said, weight=grams)), event, state.place)


def _differs(state: Receiving, event: Short) -> Step[ReceiveState]:
    """The person says how the goods in hand differ; the reason goes with the receipt."""
    if state.dock.inbound is None or event.reason not in REASONS:
        return stay(state, f"“{event.reason}” is not a reason here.", prompt(state).line)
    if not isinstance(state, WantLot | WantExpiry | WantDisposition | WantPlace):
        return stay(state, "There is nothing in hand.", prompt(state).line, Tone.WARN)
    after = replace(state, said=replace(state.said, reason=event.reason), back=state)
    return _go(after, f"{state.item.sku} is noted as {REASONS[event.reason]}.", Tone.INFO)


def _answered(state: Receiving, event: Answered) -> Step[ReceiveState]:
    match state:
        case Differing(dock=dock, hand=hand, place=place) if event.yes:
            noted = replace(hand, said=replace(hand.said, reason=state.code))
            if place is not None and isinstance(noted, WantPlace):
                return _answered_at(noted, event, place)
            return _go(replace(noted, back=WantItem(dock)), f"{noted.item.sku} as {REASONS[state.code]}.", Tone.INFO)
        case Differing(dock=dock, hand=hand, place=place):
            return _go(hand if place is not None else WantItem(dock), "Not taken in.", Tone.INFO)
        case Unknown(dock=dock, code=code):
            return _go(Teaching(dock, code, back=state) if event.yes else WantItem(dock), f"“{code}”.", Tone.INFO)
        case Crossing(dock=dock, receipt=receipt, order=order):
            if not event.yes:
                return _go(WantItem(dock), "To be put away as usual.", Tone.INFO)
            args = {"p_warehouse": dock.workplace.warehouse, "p_receipt": receipt}
            done = Say(Tone.GOOD, f"For order {order}: leave them here for its picker.", prompt(WantItem(dock)).line)
            return WantItem(dock), (Post("cross_dock_v1", event.op, args), done)
        case TakingBack(dock=dock, last=last):
            return take_receipt_back(dock, last, event) if event.yes else _go(WantItem(dock), "It stays.", Tone.INFO)
        case _:
            return stay(state, "There is no question open.", prompt(state).line, Tone.WARN)


def _answered_at(hand: WantPlace, event: Answered, place: Place) -> Step[ReceiveState]:
    if hand.item.catch_weight and hand.said.weight is None and hand.item.weight is None:
        after = WantWeight(hand.dock, hand, place, back=hand)
        return after, (ReadScale(), Say(Tone.INFO, f"{hand.item.sku} has its own weight.", prompt(after).line))
    return record(hand, event, place)


def _undo(state: Receiving) -> Step[ReceiveState]:
    """The last scan, or with nothing in hand the last receipt."""
    if isinstance(state, WantItem) and state.dock.last is not None:
        return ask(TakingBack(state.dock, state.dock.last, back=state), "Take it back", "Leave it")
    return take_back(state, state.back, prompt)


def _leave(state: Receiving) -> Step[ReceiveState]:
    after = ReceiveOver(state.dock)
    hand = state.hand if isinstance(state, Differing | WantWeight) else state
    if isinstance(hand, WantPlace):
        words = f"{hand.counted:f} x {hand.item.sku} were not recorded."
        return after, (Say(Tone.WARN, words, "Keep them apart until they are received."),)
    return _go(after, "Stopped.", Tone.INFO)


def _go(after: ReceiveState, words: str, tone: Tone = Tone.GOOD) -> Step[ReceiveState]:
    effects: tuple[Effect, ...] = (Say(tone, words, prompt(after).line),)
    return after, effects


RECEIVE: Flow[ReceiveState] = Flow("Receive", advance, prompt)
