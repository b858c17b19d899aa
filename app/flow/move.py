"""Refilling pick faces and moving goods by scan: the bin, the goods, how many, the bin they go to.

Who takes all of it need not count: scanning the other bin says so. Fewer needs a reason; nothing at all is told where
the goods should lie, without a walk.
"""

from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from app.domain.errors import Refusal
from app.domain.ids import LocationId
from app.domain.measure import is_number, read_quantity
from app.flow.effects import Post, Say, Tone
from app.flow.events import CartonType, Event, Item, Leave, Nothing, Place, Scanned, Short, Undo, Unit, Workplace
from app.flow.machine import Exit, Flow, Prompt, Step, Wants, stay, take_back
from app.flow.move_states import AtGoods, AtSource, Carrying, MoveOver, MoveRun, MoveState, MoveTask, Taking


def start(workplace: Workplace, tasks: tuple[MoveTask, ...]) -> MoveState:
    """The first state of these tasks, in this order."""
    run = MoveRun(workplace, tasks)
    return AtSource(run) if tasks else MoveOver(run)


def prompt(state: MoveState) -> Prompt:
    """The next action of a state."""
    match state:
        case AtSource(run=run):
            return Prompt(f"Go to {run.task.source_code} and scan the bin.", Wants.PLACE, (Exit.SHORT, Exit.LEAVE))
        case AtGoods(run=run):
            task = run.task
            what = f"the label of {task.unit_code}" if task.unit is not None else f"{task.sku}, {task.name}"
            lot = f", lot {task.lot}" if task.lot else ""
            wants = Wants.UNIT if task.unit is not None else Wants.ITEM
            return Prompt(f"Scan {what}{lot}: {task.goods} wanted.", wants, (Exit.SHORT, Exit.UNDO, Exit.LEAVE))
        case Taking(run=run, taken=taken):
            task, exits = run.task, (Exit.SHORT, Exit.UNDO, Exit.LEAVE)
            if task.whole:
                line = f"Take {task.goods} to {task.target_code} and scan the bin."
                return Prompt(line, Wants.PLACE, (Exit.UNDO, Exit.LEAVE))
            if taken is not None:
                line = f"{taken:f} of {task.quantity:f}: report short with a reason, or type the count again."
            else:
                line = f"Take {task.goods} to {task.target_code} and scan the bin; type the count if it is fewer."
            return Prompt(line, Wants.QUANTITY, exits, repeats=True)
        case Carrying(run=run, taken=taken):
            line = f"Put {taken:f} x {run.task.sku} into {run.task.target_code} and scan the bin."
            return Prompt(line, Wants.PLACE, (Exit.UNDO, Exit.LEAVE))
        case MoveOver(run=run, left=left):
            line = "Broken off; open tasks go to someone else." if left else "All is where it should be."
            return Prompt(f"{line} {run.done} of {len(run.tasks)} tasks are recorded.", Wants.NOTHING)
        case _:
            assert_never(state)


def advance(state: MoveState, event: Event) -> Step[MoveState]:
    """Move the work on by one event."""
    if isinstance(state, MoveOver):
        return stay(state, "This is over.", "Take the next task.", Tone.INFO)
    match event:
        case Undo():
            return take_back(state, state.back, prompt)
        case Leave():
            return _leave(state)
        case Short():
            return _short(state, event)
        case Scanned():
            return _scanned(state, event)
        case _:
            return state, ()


def _scanned(state: AtSource | AtGoods | Taking | Carrying, event: Scanned) -> Step[MoveState]:
    match state:
        case AtSource():
            return _at_source(state, event)
        case AtGoods():
            return _at_goods(state, event)
        case Taking():
            return _taking(state, event)
        case Carrying(run=run, taken=taken, reason=reason):
            return _at_target(state, event, run, taken, reason)
        case _:
            assert_never(state)


def _at_source(state: AtSource, event: Scanned) -> Step[MoveState]:
    task = state.run.task
    if _proves(event, task.source, task.source_code, task.source_digit):
        return _go(AtGoods(state.run, back=state), f"{task.source_code} is right.")
    return stay(state, _wrong_bin(event, task.source_code), prompt(state).line)


def _at_goods(state: AtGoods, event: Scanned) -> Step[MoveState]:
    task, found = state.run.task, event.found
    if isinstance(found, Place) and found.id == task.source:
        return stay(state, f"Yes, this is {task.source_code}.", prompt(state).line, Tone.INFO)
    if isinstance(found, Unit):
        if task.unit is not None and found.id == task.unit:
            return _go(Taking(state.run, back=state), f"{found.code} is right.")
        words = f"This is {found.code}, wanted is {task.unit_code or task.sku}."
        return stay(state, words, prompt(state).line)
    if not isinstance(found, Item):
        return stay(state, f"“{event.text}” is not {task.sku}.", prompt(state).line)
    if found.product != task.product:
        words = f"Wrong item: this is {found.sku}, wanted is {task.sku}."
        return stay(state, words, f"Leave it in {task.source_code} and scan {task.sku}.")
    if task.lot is not None and found.lot is not None and found.lot != task.lot:
        words = f"Wrong lot: this is {found.lot}, wanted is {task.lot}."
        return stay(state, words, f"Take lot {task.lot}; report short if there is none.")
    if task.unit is not None:
        words = f"{task.sku} is right; it is to come from {task.unit_code}."
        return stay(state, words, prompt(state).line, Tone.INFO)
    return _go(Taking(state.run, back=state), f"{task.sku} is right.")


def _taking(state: Taking, event: Scanned) -> Step[MoveState]:
    task = state.run.task
    if event.typed and is_number(event.text) and not task.whole:
        return _counted(state, event.text)
    if isinstance(event.found, Item) and event.found.product == task.product:
        return stay(state, f"Yes, this is {task.sku}.", prompt(state).line, Tone.INFO)
    if state.taken is not None:
        words = f"{state.taken:f} of {task.quantity:f} were counted."
        return stay(state, words, "Report short with a reason, or type the count again.")
    return _at_target(state, event, state.run, task.quantity, None)


def _counted(state: Taking, text: str) -> Step[MoveState]:
    task = state.run.task
    try:
        taken = read_quantity(text)
    except Refusal as refusal:
        return stay(state, refusal.what, refusal.next_step)
    if taken > task.quantity:
        words = f"That is {taken:f}, only {task.quantity:f} are wanted."
        return stay(state, words, f"Leave the rest in {task.source_code} and type what you take.")
    if taken == task.quantity:
        return _go(Carrying(state.run, taken, back=state), f"{taken:f} x {task.sku}.")
    return _go(Taking(state.run, taken, back=state), f"{taken:f} of {task.quantity:f}.", Tone.WARN)


def _at_target(
    state: Taking | Carrying, event: Scanned, run: MoveRun, taken: Decimal, reason: str | None
) -> Step[MoveState]:
    task = run.task
    if _proves(event, task.target, task.target_code, task.target_digit):
        words = f"{task.goods if task.whole else f'{taken:f} x {task.sku}'} into {task.target_code}."
        return _record(run, event, taken, reason, words)
    return stay(state, _wrong_bin(event, task.target_code), prompt(state).line)


def _proves(event: Scanned, place: LocationId, code: str, digit: str) -> bool:
    """By the location itself, by its address, or by the check digit read aloud and typed."""
    if isinstance(event.found, Place) and event.found.id == place:
        return True
    return event.text == code or (event.typed and bool(digit) and event.text == digit)


def _wrong_bin(event: Scanned, code: str) -> str:
    match event.found:
        case Place(code=other):
            return f"This is {other}, the task says {code}."
        case Item(sku=sku):
            return f"{sku} is an item; the bin {code} is wanted."
        case Unit(code=unit):
            return f"{unit} is a handling unit; the bin {code} is wanted."
        case CartonType() | Nothing():
            return f"“{event.text}” is not the bin {code}."
        case _:
            assert_never(event.found)


def _short(state: AtSource | AtGoods | Taking | Carrying, event: Short) -> Step[MoveState]:
    task = state.run.task
    if not event.reason.strip():
        return stay(state, "Short needs a reason.", "Choose the reason, then go on.")
    if task.whole:
        words = "A planned move takes all that lies there."
        return stay(state, words, "Do it as it is, or leave it and tell a supervisor.", Tone.WARN)
    if isinstance(state, Carrying):
        return stay(state, "The count is finished.", f"Undo to change it, or: {prompt(state).line}", Tone.WARN)
    taken = state.taken if isinstance(state, Taking) else None
    if taken:
        return _go(
            Carrying(state.run, taken, event.reason, back=state), f"Short: {taken:f}, {event.reason}.", Tone.WARN
        )
    return _record(state.run, event, Decimal(0), event.reason, f"Nothing taken of {task.sku}: {event.reason}.")


def _record(run: MoveRun, event: Scanned | Short, taken: Decimal, reason: str | None, words: str) -> Step[MoveState]:
    task, place = run.task, run.workplace
    args: dict[str, object] = {"p_warehouse": place.warehouse, "p_device": place.device, "p_occurred_at": event.at}
    if task.whole:
        post = Post("do_moves_v1", event.op, args | {"p_tasks": [task.task]})
        gone = [one for one in run.tasks[run.done + 1 :] if task.exchange is not None and one.exchange == task.exchange]
        if gone:
            words = f"{task.source_code} and {task.target_code} have changed places."
            rest = tuple(one for one in run.tasks[run.done + 1 :] if one not in gone)
            run = replace(run, tasks=(*run.tasks[: run.done + 1], *gone, *rest), done=run.done + len(gone))
    else:
        post = Post("do_task_v1", event.op, args | {"p_task": task.task, "p_quantity": taken, "p_reason": reason})
    run = replace(run, done=run.done + 1)
    after: MoveState = AtSource(run) if run.done < len(run.tasks) else MoveOver(run)
    return after, (post, Say(Tone.GOOD, words, prompt(after).line))


def _leave(state: AtSource | AtGoods | Taking | Carrying) -> Step[MoveState]:
    after = MoveOver(state.run, left=True)
    if isinstance(state, Taking | Carrying):
        task = state.run.task
        words = f"{task.sku} was not recorded as moved."
        return after, (Say(Tone.WARN, words, f"Put it back into {task.source_code}."),)
    return _go(after, "Stopped.", Tone.INFO)


def _go(after: MoveState, words: str, tone: Tone = Tone.GOOD) -> Step[MoveState]:
    return after, (Say(tone, words, prompt(after).line),)


MOVE: Flow[MoveState] = Flow("Move and refill", advance, prompt)
