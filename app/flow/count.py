"""Counting blindly: the bin, what lies in it, how many; the bin again when all is entered.

Everything goes with the scanner alone: the bin's label records the count in hand and, scanned once more, finishes the
bin. A unit's label opens it; scanned twice, the unit is there unopened. What is expected is not known here.
"""

from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from app.domain.errors import Refusal
from app.domain.measure import MOST, is_number, read_quantity
from app.flow.count_states import (
    Bin,
    CountDesk,
    CountingItem,
    CountOver,
    CountState,
    Entry,
    InBin,
    Inside,
    OfUnit,
    Opening,
    Recording,
    SureEmpty,
    WantBin,
    WantCountLot,
    prompt,
)
from app.flow.effects import Confirm, Post, Say, Tone
from app.flow.events import Answered, Event, Finish, Item, Leave, Place, Posted, Scanned, Undo, Unit
from app.flow.machine import Flow, Step, stay, take_back

_LONGEST_LOT = 40


def start(desk: CountDesk) -> CountState:
    """The first state of a counter."""
    return WantBin(desk)


def advance(state: CountState, event: Event) -> Step[CountState]:
    """Move a counter on by one event."""
    if isinstance(state, CountOver):
        if isinstance(event, Posted):
            return state, ()
        return stay(state, "Counting has stopped here.", "Start again to go on.", Tone.INFO)
    match event:
        case Posted():
            return _posted(state, event)
        case Undo():
            return _undo(state, event)
        case Leave():
            return _leave(state)
        case Finish():
            return _finish(state, event)
        case Answered():
            return _answered(state, event)
        case Scanned():
            return _scanned(state, event)
        case _:
            return state, ()


def _scanned(state: CountState, event: Scanned) -> Step[CountState]:
    match state:
        case WantBin():
            return _open(state, event)
        case Opening():
            return _open(WantBin(state.desk), event)
        case WantCountLot():
            return _lot(state, event)
        case InBin() | OfUnit() | CountingItem() | Recording() | SureEmpty():
            return _inside(state, event)
        case CountOver():
            return state, ()
        case _:
            assert_never(state)


# ---- the bin ---------------------------------------------------------------------------------------------------------
def _open(state: WantBin, event: Scanned) -> Step[CountState]:
    if not isinstance(event.found, Place):
        words = f"“{event.text}” is not a bin."
        return stay(state, words, prompt(state).line)
    work = state.desk.workplace
    args: dict[str, object] = {
        "p_warehouse": work.warehouse,
        "p_location": event.found.id,
        "p_station": work.device,
    }
    return Opening(state.desk, event.found, back=state), (Post("claim_count_v1", event.op, args),)


def _posted(state: CountState, event: Posted) -> Step[CountState]:
    if isinstance(state, Opening) and event.function == "claim_count_v1":
        entries = tuple(_entry(line) for line in _lines(event.result.get("lines")))
        inside = Bin(_number(event.result.get("count_id")), state.place, entries)
        words = f"{state.place.code}." if not entries else f"{state.place.code}: you entered {len(entries)} before."
        return _go(InBin(state.desk, inside), words)
    if isinstance(state, Recording) and event.function == "enter_count_v1":
        entry = replace(state.entry, line=_number(event.result.get("line_id")))
        inside = replace(state.bin, entries=(*state.bin.entries, entry))
        after = InBin(state.desk, inside)
        if state.following is None:
            return _go(after, f"{entry}.")
        return _identified(after, state.following, f"{entry}. Now {state.following.sku}.")
    return state, ()


def _lines(found: object) -> list[dict[str, object]]:
    return [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []


def _entry(line: dict[str, object]) -> Entry:
    quantity = None if line.get("quantity") is None else Decimal(str(line["quantity"]))
    return Entry(
        _number(line.get("line_id")),
        str(line.get("sku") or ""),
        quantity,
        str(line.get("lot") or ""),
        str(line.get("unit") or ""),
    )


def _number(found: object) -> int:
    return int(str(found)) if str(found).isdigit() else 0


# ---- what lies in it -------------------------------------------------------------------------------------------------
def _inside(state: InBin | OfUnit | CountingItem | Recording | SureEmpty, event: Scanned) -> Step[CountState]:
    match event.found:
        case Place():
            return _place(state, event, event.found)
        case Item():
            return _item(state, event, event.found)
        case Unit():
            return _unit(state, event, event.found)
        case _ if isinstance(state, CountingItem) and event.typed and is_number(event.text):
            return _typed_count(state, event)
        case _:
            words = f"“{event.text}” is not known here."
            return stay(
                state, words, "Scan another label of it, type its SKU, or set it aside and tell the supervisor."
            )


def _place(state: Inside, event: Scanned, place: Place) -> Step[CountState]:
    if place.id != state.bin.place.id:
        words = f"This is {place.code}; you are counting {state.bin.place.code}."
        return stay(state, words, f"Finish {state.bin.place.code} first: scan it again when all is entered.")
    return _finish(state, event)


def _finish(state: CountState, event: Scanned | Finish | Answered) -> Step[CountState]:
    """The bin's label, or the key: what is in hand is recorded, then the unit is done, then the bin."""
    match state:
        case CountingItem():
            return _record(state, event, None)
        case InBin(bin=inside) if inside.unit is not None:
            return _go(InBin(state.desk, replace(inside, unit=None), back=state), f"{inside.unit.code} is done.")
        case InBin(bin=inside) if inside.entries:
            return _close(state, event, empty=False)
        case InBin(bin=inside):
            after = SureEmpty(state.desk, inside, back=state)
            ask = Confirm(f"Is {inside.place.code} empty?", "It is empty", "Something lies in it")
            return after, (Say(Tone.WARN, ask.question, prompt(after).line), ask)
        case SureEmpty():
            return _close(state, event, empty=True)
        case OfUnit(unit=unit):
            words = f"{unit.code}: unopened, or what is in it?"
            return stay(state, words, prompt(state).line, Tone.WARN)
        case _:
            return stay(state, "There is nothing to finish yet.", prompt(state).line, Tone.WARN)


def _answered(state: CountState, event: Answered) -> Step[CountState]:
    if not isinstance(state, SureEmpty):
        return stay(state, "There is no question open.", prompt(state).line, Tone.WARN)
    if event.yes:
        return _close(state, event, empty=True)
    return _go(InBin(state.desk, state.bin), "Not empty.", Tone.INFO)


def _unit(state: Inside, event: Scanned, unit: Unit) -> Step[CountState]:
    if isinstance(state, OfUnit) and unit.id == state.unit.id:
        entry = Entry(0, "", None, unit=unit.code)
        args = {**_where(state, event), "p_hu": unit.id}
        outside = replace(state.bin, unit=None)
        return Recording(state.desk, outside, entry), (Post("enter_count_v1", event.op, args),)
    if isinstance(state, CountingItem):
        words = f"{state.counted:f} x {state.item.sku} are not recorded yet."
        return stay(state, words, f"Scan {state.bin.place.code} to record them, then {unit.code} again.")
    if isinstance(state, Recording):
        return stay(state, "The entry before is on its way.", prompt(state).line, Tone.WARN)
    if any(entry.unit == unit.code and entry.quantity is None for entry in state.bin.entries):
        return stay(state, f"{unit.code} is entered already.", prompt(state).line, Tone.INFO)
    return _go(OfUnit(state.desk, state.bin, unit, back=state), f"{unit.code}.")


def _item(state: InBin | OfUnit | CountingItem | Recording | SureEmpty, event: Scanned, item: Item) -> Step[CountState]:
    match state:
        case CountingItem():
            if item.product != state.item.product or (_lot_of(item) or state.item.lot) != state.item.lot:
                return _record(state, event, item)
            return _more(state, item)
        case OfUnit():
            opened = replace(state.bin, unit=state.unit)
            return _identified(InBin(state.desk, opened, back=state), item, f"{item.sku}, {item.name}.", back=state)
        case Recording():
            return stay(state, "The entry before is on its way.", prompt(state).line, Tone.WARN)
        case InBin() | SureEmpty():
            return _identified(state, item, f"{item.sku}, {item.name}.")
        case _:
            assert_never(state)


def _identified(
    state: InBin | SureEmpty | WantCountLot, item: Item, words: str, *, back: CountState | None = None
) -> Step[CountState]:
    """On to the lot where the label did not say it, else to the count."""
    before = back or state
    lot = _lot_of(item)
    if item.tracking != "none" and not lot:
        return _go(WantCountLot(state.desk, state.bin, item, back=before), words)
    first = Decimal(1) if item.tracking == "serial" else item.quantity if item.quantity is not None else item.units
    known = replace(item, lot=lot if item.tracking != "none" else None)
    return _go(CountingItem(state.desk, state.bin, known, first, back=before), words)


def _lot_of(item: Item) -> str | None:
    return (item.serial or item.lot) if item.tracking == "serial" else item.lot


def _lot(state: WantCountLot, event: Scanned) -> Step[CountState]:
    found = event.found
    if isinstance(found, Item) and found.product == state.item.product and _lot_of(found):
        return _identified(state, replace(found, units=state.item.units), f"{_lot_of(found)}.")
    if isinstance(found, Place | Unit | Item):
        return stay(state, f"“{event.text}” is not a lot.", prompt(state).line)
    lot = event.text.strip()
    if not 0 < len(lot) <= _LONGEST_LOT or not lot.isprintable():
        return stay(state, f"A lot has 1 to {_LONGEST_LOT} characters.", prompt(state).line)
    return _identified(state, replace(state.item, lot=lot, serial=None), f"{lot}.")


def _more(state: CountingItem, item: Item) -> Step[CountState]:
    if item.tracking == "serial":
        return stay(state, f"{state.item.lot} is counted.", "Scan the next piece's own number.", Tone.INFO)
    counted = state.counted + (item.quantity if item.quantity is not None else item.units)
    if counted > MOST:
        return stay(state, "That is more than can be counted at once.", prompt(state).line)
    return _go(replace(state, counted=counted, back=state), f"{counted:f}.")


def _typed_count(state: CountingItem, event: Scanned) -> Step[CountState]:
    try:
        counted = read_quantity(event.text)
    except Refusal as refusal:
        return stay(state, refusal.what, refusal.next_step)
    if state.item.tracking == "serial" and counted != 1:
        return stay(state, "Serial numbers are counted one by one.", "Scan each piece's own number.")
    return _go(replace(state, counted=counted, back=state), "Count set.")


# ---- recording -------------------------------------------------------------------------------------------------------
def _where(state: Inside, event: Event) -> dict[str, object]:
    return {
        "p_warehouse": state.desk.workplace.warehouse,
        "p_count": state.bin.count,
        "p_device": state.desk.workplace.device,
        "p_occurred_at": event.at,
    }


def _record(state: CountingItem, event: Event, following: Item | None) -> Step[CountState]:
    item, unit = state.item, state.bin.unit
    entry = Entry(0, item.sku, state.counted, item.lot or "", unit.code if unit else "")
    args = {
        **_where(state, event),
        "p_product": item.product,
        "p_quantity": state.counted,
        "p_lot": item.lot,
        "p_hu": unit.id if unit else None,
    }
    return Recording(state.desk, state.bin, entry, following), (Post("enter_count_v1", event.op, args),)


def _close(state: InBin | SureEmpty, event: Event, *, empty: bool) -> Step[CountState]:
    inside = state.bin
    args = {key: value for key, value in _where(state, event).items() if key != "p_occurred_at"}
    left = state.desk.without(inside.place)
    after: CountState = CountOver(left) if left.once and not left.route else WantBin(left)
    words = f"{inside.place.code} is empty." if empty else f"{inside.place.code} is counted."
    post = Post("close_count_v1", event.op, {**args, "p_empty": empty})
    return after, (post, Say(Tone.GOOD, words, prompt(after).line))


def _undo(state: CountState, event: Undo) -> Step[CountState]:
    """The last scan; in a bin with nothing in hand, the last recorded entry."""
    if not isinstance(state, InBin) or state.back is not None or not state.bin.entries:
        return take_back(state, state.back, prompt)
    *kept, last = state.bin.entries
    after = InBin(state.desk, replace(state.bin, entries=tuple(kept)))
    args: dict[str, object] = {
        "p_warehouse": state.desk.workplace.warehouse,
        "p_count": state.bin.count,
        "p_line": last.line,
    }
    words = f"{last} is taken back."
    return after, (Post("take_back_count_v1", event.op, args), Say(Tone.INFO, words, prompt(after).line))


def _leave(state: CountState) -> Step[CountState]:
    after = CountOver(state.desk)
    if isinstance(state, CountingItem):
        words = f"{state.counted:f} x {state.item.sku} were not recorded, and {state.bin.place.code} is not finished."
        return after, (Say(Tone.WARN, words, "Scan the bin again to go on where you stopped."),)
    if isinstance(state, Inside):
        words = f"{state.bin.place.code} is not finished; what you entered is kept."
        return after, (Say(Tone.WARN, words, "Scan the bin again to go on where you stopped."),)
    return _go(after, "Stopped.", Tone.INFO)


def _go(after: CountState, words: str, tone: Tone = Tone.GOOD) -> Step[CountState]:
    return after, (Say(tone, words, prompt(after).line),)


COUNT: Flow[CountState] = Flow("Count", advance, prompt)
