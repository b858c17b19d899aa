"""Picking by scan: bin, item, lot where its label does not say it, quantity, tote, for each stop in walking order; then
the totes are set down.

A wrong bin, item, lot or tote is refused with what to do and changes nothing. Short needs a reason; with nothing picked
at all the stop is closed short without a tote. What the database answers to a recorded stop leads on: what is missing
comes from another bin of the same tour, a bin that should be empty is looked at, a substitute is offered
(`pick_answers`).
"""

from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from app.domain.errors import Refusal
from app.domain.measure import is_number, read_quantity
from app.flow.effects import Say, Tone
from app.flow.events import (
    Answered,
    CartonType,
    Event,
    Finish,
    Item,
    Leave,
    Nothing,
    Place,
    Posted,
    Scanned,
    Short,
    Skip,
    TourFetched,
    Undo,
    Unit,
    Workplace,
)
from app.flow.machine import Flow, Step, stay, take_back
from app.flow.pick_answers import answered, leave, posted, take_back_recorded, tour_changed
from app.flow.pick_drop import at_drop, finish_drop
from app.flow.pick_prompts import go, prompt
from app.flow.pick_record import record
from app.flow.pick_states import (
    AskEmpty,
    AskSubstitute,
    AtBin,
    AtDrop,
    AtItem,
    AtLot,
    AtTote,
    Counting,
    PickOver,
    PickRun,
    PickState,
    Walking,
    onward,
)
from app.flow.pick_work import PickTask, PickTour, Tote

__all__ = [
    "PICK",
    "AskEmpty",
    "AskSubstitute",
    "AtBin",
    "AtDrop",
    "AtItem",
    "AtLot",
    "AtTote",
    "Counting",
    "PickOver",
    "PickRun",
    "PickState",
    "PickTask",
    "PickTour",
    "Tote",
    "advance",
    "prompt",
    "start",
    "start_batch",
]

_TOTE_KINDS = ("tote", "carton", "cart", "pallet")


def start(workplace: Workplace, tasks: tuple[PickTask, ...]) -> PickState:
    """The first state of a tour through these tasks, in this order, which were taken one by one."""
    return onward(PickRun(workplace, tasks))


def start_batch(workplace: Workplace, tour: PickTour) -> PickState:
    """The first state of a batch, or of what is left of it."""
    state = onward(PickRun(workplace, tour.tasks, totes=tour.totes, batch=tour.batch, mode=tour.mode))
    return PickOver(state.run) if isinstance(state, AtDrop) and not tour.totes else state


def advance(state: PickState, event: Event) -> Step[PickState]:
    """Move a tour on by one event."""
    if isinstance(state, PickOver):
        if isinstance(event, Posted | TourFetched):
            return state, ()
        return stay(state, "This tour is over.", "Take the next one.", Tone.INFO)
    match event:
        case Undo():
            return take_back_recorded(state, event) if state.back is None else take_back(state, state.back, prompt)
        case Leave():
            return leave(state, event)
        case Short():
            return _short(state, event)
        case Finish():
            return finish_drop(state) if isinstance(state, AtDrop) else _tote_full(state)
        case Skip():
            return _skip(state)
        case Posted():
            return posted(state, event)
        case TourFetched(tour=tour):
            return tour_changed(state, tour)
        case Answered():
            return answered(state, event)
        case Scanned():
            return _scanned(state, event)
        case _:
            return state, ()


def _scanned(state: Walking | AskEmpty | AskSubstitute | AtDrop, event: Scanned) -> Step[PickState]:
    match state:
        case AtBin():
            return _at_bin(state, event)
        case AtItem():
            return _at_item(state, event)
        case AtLot():
            return _at_lot(state, event)
        case Counting():
            return _counting(state, event)
        case AtTote():
            return _at_tote(state, event)
        case AskEmpty() | AskSubstitute():
            return answered(state, event)
        case AtDrop():
            return at_drop(state, event)
        case _:
            assert_never(state)


def _at_bin(state: AtBin, event: Scanned) -> Step[PickState]:
    task = state.run.task
    if _proves_bin(task, event):
        return go(AtItem(state.run, back=state), f"{task.place_code} is right.")
    match event.found:
        case Place(code=code):
            return stay(state, f"This is {code}, the task is at {task.place_code}.", prompt(state).line)
        case Item(sku=sku):
            return stay(state, f"{sku} is an item; the bin comes first.", prompt(state).line)
        case Unit() | CartonType() | Nothing():
            return stay(state, f"“{event.text}” is not the bin {task.place_code}.", prompt(state).line)
        case _:
            assert_never(event.found)


def _proves_bin(task: PickTask, event: Scanned) -> bool:
    """By the location itself, by its label's text, or by the check digit read aloud and typed."""
    if isinstance(event.found, Place) and event.found.id == task.place:
        return True
    if event.text and event.text in (task.place_code, task.place_barcode):
        return True
    return event.typed and bool(task.check_digit) and event.text == task.check_digit


def _at_item(state: AtItem, event: Scanned) -> Step[PickState]:
    task = state.run.task
    if isinstance(event.found, Unit) and task.source is not None:
        if event.found.id != task.source:
            return stay(state, f"Wrong unit: this is {event.found.code}.", f"Take it from {task.source_code}.")
        return go(Counting(state.run, Decimal(0), back=state), f"{event.found.code} is right.")
    if not isinstance(event.found, Item):
        if _proves_bin(task, event):
            return stay(state, f"Yes, this is {task.place_code}.", prompt(state).line, Tone.INFO)
        return stay(state, f"“{event.text}” is not the item.", prompt(state).line)
    refused = _wrong_item(state, event.found, task)
    if refused is not None:
        return refused
    if _other_serial(event.found, task):
        return _instead(state, _lot_of(event.found, task))
    if task.lot is not None and _lot_of(event.found, task) is None:
        return go(AtLot(state.run, event.found.units, back=state), f"{task.sku} is right.")
    return _first_count(state, event.found.units)


def _at_lot(state: AtLot, event: Scanned) -> Step[PickState]:
    task, text = state.run.task, event.text.strip()
    if isinstance(event.found, Item):
        refused = _wrong_item(state, event.found, task)
        if refused is not None:
            return refused
        if _lot_of(event.found, task) is None:
            return stay(state, f"Yes, this is {task.sku}.", prompt(state).line, Tone.INFO)
        if _other_serial(event.found, task):
            return _instead(state, _lot_of(event.found, task))
    elif _plain_serial(event, task):
        return _instead(state, text)
    elif text != task.lot:
        what = "number" if task.tracking == "serial" else "lot"
        return stay(
            state, f"“{text}” is not the {what} {task.lot}.", f"Take {task.lot}; report short if there is none."
        )
    return _first_count(state, state.units)


def _first_count(state: AtItem | AtLot, units: Decimal) -> Step[PickState]:
    task = state.run.task
    if units > task.quantity:
        words = f"This code stands for {units:f}, only {task.quantity:f} are wanted."
        after = Counting(state.run, Decimal(0), back=state)
        return after, (Say(Tone.WARN, words, "Open it, and scan single pieces or type the count."),)
    return _count(state, units)


def _counting(state: Counting, event: Scanned) -> Step[PickState]:
    task = state.run.task
    if isinstance(event.found, Item):
        refused = _wrong_item(state, event.found, task)
        if refused is not None:
            return refused
        return _count(state, state.picked + event.found.units)
    if event.typed and is_number(event.text):
        try:
            return _count(state, read_quantity(event.text))
        except Refusal as refusal:
            return stay(state, refusal.what, refusal.next_step)
    if isinstance(event.found, Unit):
        words = f"Only {state.picked:f} of {task.quantity:f} are counted."
        return stay(state, words, "Count the rest, or report short with a reason; then scan the tote.")
    return stay(state, f"“{event.text}” is not {task.sku}.", prompt(state).line)


def _lot_of(item: Item, task: PickTask) -> str | None:
    """What the label says of lot or serial number."""
    return (item.serial or item.lot) if task.tracking == "serial" else item.lot


def _other_serial(item: Item, task: PickTask) -> bool:
    """Another piece of the same product: as good as the reserved one."""
    return task.tracking == "serial" and task.quantity == 1 and _lot_of(item, task) not in (None, task.lot)


def _plain_serial(event: Scanned, task: PickTask) -> bool:
    """A scanned label that bears nothing but a number."""
    text = event.text.strip()
    single = task.tracking == "serial" and task.quantity == 1
    plain = isinstance(event.found, Nothing) and not event.typed and 0 < len(text) <= 40
    return single and plain and text != task.lot


def _instead(state: AtItem | AtLot, serial: str | None) -> Step[PickState]:
    after = AtTote(state.run, Decimal(1), serial=serial, back=state)
    return go(after, f"{serial} instead of {state.run.task.lot}.", Tone.INFO)


def _wrong_item(state: PickState, item: Item, task: PickTask) -> Step[PickState] | None:
    if item.product != task.product:
        words = f"Wrong item: this is {item.sku}, wanted is {task.sku}."
        return stay(state, words, f"Put it back into {task.place_code} and scan {task.sku}.")
    lot = _lot_of(item, task)
    if task.lot is not None and lot is not None and lot != task.lot and not _other_serial(item, task):
        words = f"Wrong lot: this is {lot}, reserved is {task.lot}."
        return stay(state, words, f"Put it back and take lot {task.lot}; report short if there is none.")
    return None


def _count(state: AtItem | AtLot | Counting, picked: Decimal) -> Step[PickState]:
    task = state.run.task
    if picked > task.quantity:
        words = f"That makes {picked:f}, only {task.quantity:f} are wanted."
        return stay(state, words, f"Put what is too much back into {task.place_code}; {prompt(state).line}")
    if picked == task.quantity:
        return go(AtTote(state.run, picked, back=state), f"{picked:f} x {task.sku}.")
    return go(Counting(state.run, picked, back=state), f"{picked:f} of {task.quantity:f}.")


def _short(state: PickState, event: Short) -> Step[PickState]:
    match state:
        case AtBin() | AtItem() | AtLot():
            picked = Decimal(0)
        case Counting(picked=counted):
            picked = counted
        case AtTote():
            return stay(state, "The count is finished.", f"Undo to change it, or: {prompt(state).line}", Tone.WARN)
        case AskEmpty() | AskSubstitute() | AtDrop() | PickOver():
            return stay(state, "Nothing can be short here.", prompt(state).line, Tone.WARN)
        case _:
            assert_never(state)
    if not event.reason.strip():
        return stay(state, "Short needs a reason.", "Choose the reason, then go on.")
    if picked > 0:
        after = AtTote(state.run, picked, event.reason, back=state)
        return go(after, f"Short: {picked:f}, {event.reason}.", Tone.WARN)
    words = f"Nothing picked of {state.run.task.sku}: {event.reason}."
    return record(state.run, event, Decimal(0), None, event.reason, words)


def _at_tote(state: AtTote, event: Scanned) -> Step[PickState]:
    run, task = state.run, state.run.task
    if not isinstance(event.found, Unit) or event.found.kind not in _TOTE_KINDS:
        return stay(state, f"“{event.text}” is not a tote.", prompt(state).line)
    unit, mine = event.found, run.tote_of(task.order)
    whose = None if run.together else task.order
    other = next((tote for tote in run.totes if tote.unit == unit.id and (tote.order != whose or tote.full)), None)
    if other is not None:
        words = f"{unit.code} is full." if other.order == whose else f"{unit.code} belongs to another order."
        return stay(state, words, prompt(state).line)
    if unit.id == task.source:
        return stay(state, f"{unit.code} is what it was taken from.", prompt(state).line)
    if mine is not None and mine.unit != unit.id:
        return stay(state, f"Wrong tote: this is {unit.code}.", f"Use {mine.code}, or say that it is full.")
    if mine is None and task.tote is not None and task.tote != unit.id:
        return stay(state, f"{unit.code} is not the tote planned for order {task.order_number}.", prompt(state).line)
    if mine is None:
        run = replace(run, totes=(*run.totes, Tote(whose, unit.id, unit.code, task.slot)))
    words = f"{state.picked:f} x {task.sku} into {unit.code}."
    return record(run, event, state.picked, unit.id, state.reason, words, serial=state.serial)


def _tote_full(state: PickState) -> Step[PickState]:
    if not isinstance(state, AtTote) or state.run.tote_of(state.run.task.order) is None:
        return stay(state, "There is no tote to close here.", prompt(state).line, Tone.WARN)
    order, mine = state.run.task.order, state.run.tote_of(state.run.task.order)
    tasks = tuple(replace(task, tote=None) if task.order == order else task for task in state.run.tasks)
    totes = tuple(replace(tote, full=True) if tote == mine else tote for tote in state.run.totes)
    after = replace(state, run=replace(state.run, tasks=tasks, totes=totes), back=state)
    return go(after, "The tote is full.")


def _skip(state: PickState) -> Step[PickState]:
    if not isinstance(state, AtBin) or len(state.run.left) < 2:
        return stay(state, "This cannot be put off.", prompt(state).line, Tone.WARN)
    run = state.run
    put_off = replace(run, tasks=(*run.tasks[: run.done], *run.left[1:], run.task))
    return go(AtBin(put_off, back=state), f"{run.task.place_code} comes last.", Tone.INFO)


PICK: Flow[PickState] = Flow("Pick", advance, prompt)
