"""Picking by scan: bin, item, quantity, tote, for each task in walking order.

A wrong bin, item, lot or tote is refused with what to do and changes nothing. Short needs a reason; with nothing
picked at all the task is closed short without a tote.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import assert_never

from app.domain.errors import Refusal
from app.domain.ids import HandlingUnitId, LocationId, OrderId, ProductId, TaskId
from app.domain.measure import is_number, read_quantity
from app.flow.effects import Effect, Post, Say, Tone
from app.flow.events import (
    CartonType,
    Event,
    Finish,
    Item,
    Leave,
    Nothing,
    Place,
    Scanned,
    Short,
    Undo,
    Unit,
    Workplace,
)
from app.flow.machine import Exit, Flow, Prompt, Step, Wants, stay, take_back

_TOTE_KINDS = ("tote", "carton", "cart", "pallet")


@dataclass(frozen=True, slots=True)
class PickTask:
    """One reservation to fetch. quantity: base units. lot: the code of the reserved lot. tote: where it must go."""

    task: TaskId
    order: OrderId
    order_number: str
    product: ProductId
    sku: str
    name: str
    quantity: Decimal
    place: LocationId
    place_code: str
    place_barcode: str = ""
    check_digit: str = ""
    lot: str | None = None
    tote: HandlingUnitId | None = None


@dataclass(frozen=True, slots=True)
class Tote:
    """The tote that an order's goods go into on this tour."""

    order: OrderId
    unit: HandlingUnitId
    code: str


@dataclass(frozen=True, slots=True)
class PickRun:
    """A tour: its tasks in walking order, how many are done, and which order has which tote."""

    workplace: Workplace
    tasks: tuple[PickTask, ...]
    done: int = 0
    totes: tuple[Tote, ...] = ()

    @property
    def task(self) -> PickTask:
        """The task in hand. Only a run that is not over has one."""
        return self.tasks[self.done]

    def tote_of(self, order: OrderId) -> Tote | None:
        """The tote that this order already has on the cart."""
        return next((tote for tote in self.totes if tote.order == order), None)


@dataclass(frozen=True, slots=True)
class AtBin:
    """Go to the bin and prove it."""

    run: PickRun
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AtItem:
    """The bin is right; prove the item."""

    run: PickRun
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Counting:
    """The item is right; picked base units so far, fewer than wanted."""

    run: PickRun
    picked: Decimal
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AtTote:
    """Picked is in the hand; prove the tote. reason: why it is fewer than wanted."""

    run: PickRun
    picked: Decimal
    reason: str | None = None
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PickOver:
    """The tour has ended. left: it was broken off with tasks open."""

    run: PickRun
    left: bool = False
    back: None = field(default=None, compare=False, repr=False)


PickState = AtBin | AtItem | Counting | AtTote | PickOver


def start(workplace: Workplace, tasks: tuple[PickTask, ...]) -> PickState:
    """The first state of a tour through these tasks, in this order."""
    run = PickRun(workplace, tasks)
    return AtBin(run) if tasks else PickOver(run)


def prompt(state: PickState) -> Prompt:
    """The next action of a pick state."""
    match state:
        case AtBin(run=run):
            return Prompt(f"Go to {run.task.place_code} and scan the bin.", Wants.PLACE, (Exit.SHORT, Exit.LEAVE))
        case AtItem(run=run):
            line = f"Scan {run.task.sku}, {run.task.name}: {run.task.quantity:f} wanted{_lot_words(run.task)}."
            return Prompt(line, Wants.ITEM, (Exit.SHORT, Exit.UNDO, Exit.LEAVE), repeats=True)
        case Counting(run=run, picked=picked):
            line = f"{picked:f} of {run.task.quantity:f}: scan each piece, or type the count."
            return Prompt(line, Wants.QUANTITY, (Exit.SHORT, Exit.UNDO, Exit.LEAVE), repeats=True)
        case AtTote(run=run, picked=picked):
            tote = run.tote_of(run.task.order)
            where = f"tote {tote.code}" if tote else f"an empty tote for order {run.task.order_number}"
            exits = (Exit.UNDO, Exit.FINISH, Exit.LEAVE) if tote else (Exit.UNDO, Exit.LEAVE)
            return Prompt(f"Put {picked:f} x {run.task.sku} into {where} and scan the tote.", Wants.UNIT, exits)
        case PickOver(run=run, left=left):
            line = "The tour is broken off; its open tasks go to someone else." if left else "The tour is done."
            return Prompt(f"{line} {run.done} of {len(run.tasks)} tasks are recorded.", Wants.NOTHING)
        case _:
            assert_never(state)


def advance(state: PickState, event: Event) -> Step[PickState]:
    """Move a tour on by one event."""
    if isinstance(state, PickOver):
        return stay(state, "This tour is over.", "Take the next one.", Tone.INFO)
    match event:
        case Undo():
            return take_back(state, state.back, prompt)
        case Leave():
            return _leave(state)
        case Short():
            return _short(state, event)
        case Finish():
            return _tote_full(state)
        case Scanned():
            return _scanned(state, event)
        case _:
            return state, ()


def _scanned(state: AtBin | AtItem | Counting | AtTote, event: Scanned) -> Step[PickState]:
    match state:
        case AtBin():
            return _at_bin(state, event)
        case AtItem():
            return _at_item(state, event)
        case Counting():
            return _counting(state, event)
        case AtTote():
            return _at_tote(state, event)
        case _:
            assert_never(state)


def _at_bin(state: AtBin, event: Scanned) -> Step[PickState]:
    task = state.run.task
    if _proves_bin(task, event):
        return _go(AtItem(state.run, back=state), f"{task.place_code} is right.")
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
    if event.text in (task.place_code, task.place_barcode):
        return True
    return event.typed and bool(task.check_digit) and event.text == task.check_digit


def _at_item(state: AtItem, event: Scanned) -> Step[PickState]:
    task = state.run.task
    if not isinstance(event.found, Item):
        if _proves_bin(task, event):
            return stay(state, f"Yes, this is {task.place_code}.", prompt(state).line, Tone.INFO)
        return stay(state, f"“{event.text}” is not the item.", prompt(state).line)
    refused = _wrong_item(state, event.found, task)
    if refused is not None:
        return refused
    units = event.found.units
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


def _wrong_item(state: PickState, item: Item, task: PickTask) -> Step[PickState] | None:
    if item.product != task.product:
        words = f"Wrong item: this is {item.sku}, wanted is {task.sku}."
        return stay(state, words, f"Put it back into {task.place_code} and scan {task.sku}.")
    if task.lot is not None and item.lot is not None and item.lot != task.lot:
        words = f"Wrong lot: this is {item.lot}, reserved is {task.lot}."
        return stay(state, words, f"Put it back and take lot {task.lot}; report short if there is none.")
    return None


def _count(state: AtItem | Counting, picked: Decimal) -> Step[PickState]:
    task = state.run.task
    if picked > task.quantity:
        words = f"That makes {picked:f}, only {task.quantity:f} are wanted."
        return stay(state, words, f"Put what is too much back into {task.place_code}; {prompt(state).line}")
    if picked == task.quantity:
        return _go(AtTote(state.run, picked, back=state), f"{picked:f} x {task.sku}.")
    return _go(Counting(state.run, picked, back=state), f"{picked:f} of {task.quantity:f}.")


def _short(state: AtBin | AtItem | Counting | AtTote, event: Short) -> Step[PickState]:
    if not event.reason.strip():
        return stay(state, "Short needs a reason.", "Choose the reason, then go on.")
    match state:
        case AtBin() | AtItem():
            picked = Decimal(0)
        case Counting(picked=counted):
            picked = counted
        case AtTote():
            return stay(state, "The count is finished.", f"Undo to change it, or: {prompt(state).line}", Tone.WARN)
        case _:
            assert_never(state)
    if picked > 0:
        after = AtTote(state.run, picked, event.reason, back=state)
        return _go(after, f"Short: {picked:f}, {event.reason}.", Tone.WARN)
    words = f"Nothing picked of {state.run.task.sku}: {event.reason}."
    return _record(state.run, event, Decimal(0), None, event.reason, words)


def _at_tote(state: AtTote, event: Scanned) -> Step[PickState]:
    run, task = state.run, state.run.task
    if not isinstance(event.found, Unit) or event.found.kind not in _TOTE_KINDS:
        return stay(state, f"“{event.text}” is not a tote.", prompt(state).line)
    unit, mine = event.found, run.tote_of(task.order)
    other = next((tote for tote in run.totes if tote.unit == unit.id and tote.order != task.order), None)
    if other is not None:
        return stay(state, f"{unit.code} belongs to another order.", prompt(state).line)
    if mine is not None and mine.unit != unit.id:
        return stay(state, f"Wrong tote: this is {unit.code}.", f"Use {mine.code}, or say that it is full.")
    if mine is None and task.tote is not None and task.tote != unit.id:
        return stay(state, f"{unit.code} is not the tote planned for order {task.order_number}.", prompt(state).line)
    if mine is None:
        run = replace(run, totes=(*run.totes, Tote(task.order, unit.id, unit.code)))
    words = f"{state.picked:f} x {task.sku} into {unit.code}."
    return _record(run, event, state.picked, unit.id, state.reason, words)


def _record(
    run: PickRun, event: Scanned | Short, picked: Decimal, tote: HandlingUnitId | None, reason: str | None, words: str
) -> Step[PickState]:
    args = {
        "p_warehouse": run.workplace.warehouse,
        "p_task": run.task.task,
        "p_quantity": picked,
        "p_to_hu": tote,
        "p_reason": reason,
        "p_device": run.workplace.device,
        "p_occurred_at": event.at,
    }
    run = replace(run, done=run.done + 1)
    after: PickState = AtBin(run) if run.done < len(run.tasks) else PickOver(run)
    effects: tuple[Effect, ...] = (Post("pick_v1", event.op, args), Say(Tone.GOOD, words, prompt(after).line))
    return after, effects


def _tote_full(state: AtBin | AtItem | Counting | AtTote) -> Step[PickState]:
    if not isinstance(state, AtTote) or state.run.tote_of(state.run.task.order) is None:
        return stay(state, "There is no tote to close here.", prompt(state).line, Tone.WARN)
    order = state.run.task.order
    tasks = tuple(replace(task, tote=None) if task.order == order else task for task in state.run.tasks)
    totes = tuple(tote for tote in state.run.totes if tote.order != order)
    after = AtTote(replace(state.run, tasks=tasks, totes=totes), state.picked, state.reason, back=state)
    return _go(after, "The tote is full.")


def _leave(state: AtBin | AtItem | Counting | AtTote) -> Step[PickState]:
    after = PickOver(state.run, left=True)
    if isinstance(state, Counting | AtTote) and state.picked > 0:
        task = state.run.task
        words = f"{state.picked:f} x {task.sku} were not recorded."
        return after, (Say(Tone.WARN, words, f"Put them back into {task.place_code}."),)
    return _go(after, "Stopped.", Tone.INFO)


def _go(after: PickState, words: str, tone: Tone = Tone.GOOD) -> Step[PickState]:
    return after, (Say(tone, words, prompt(after).line),)


def _lot_words(task: PickTask) -> str:
    return f", lot {task.lot}" if task.lot else ""


PICK: Flow[PickState] = Flow("Pick", advance, prompt)
