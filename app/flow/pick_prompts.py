"""What a picker is asked for in each state, in one line."""

from typing import assert_never

from app.flow.effects import Confirm, Say, Tone
from app.flow.machine import Exit, Prompt, Step, Wants
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
)
from app.flow.pick_work import PickTask


def prompt(state: PickState) -> Prompt:
    """The next action of a pick state."""
    match state:
        case AtBin(run=run, back=back):
            exits = [Exit.SHORT, *([Exit.SKIP] if len(run.left) > 1 else []), *_undo(run, back), Exit.LEAVE]
            return Prompt(f"Go to {run.task.place_code} and scan the bin.", Wants.PLACE, tuple(exits))
        case AtItem(run=run, back=back):
            task = run.task
            line = f"Scan {task.sku}, {task.name}: {task.quantity:f} wanted{_which(task)}."
            return Prompt(line, Wants.ITEM, (Exit.SHORT, *_undo(run, back), Exit.LEAVE), repeats=True)
        case AtLot(run=run):
            what = "serial number" if run.task.tracking == "serial" else "lot"
            line = f"Scan or type the {what} of {run.task.sku}: {run.task.lot} is reserved."
            return Prompt(line, Wants.LOT, (Exit.SHORT, Exit.UNDO, Exit.LEAVE))
        case Counting(run=run, picked=picked):
            line = f"{picked:f} of {run.task.quantity:f}: scan each piece, or type the count."
            return Prompt(line, Wants.QUANTITY, (Exit.SHORT, Exit.UNDO, Exit.LEAVE), repeats=True)
        case AtTote():
            return _tote(state)
        case AskEmpty() | AskSubstitute():
            exits = [*_undo(state.run, None), Exit.LEAVE]
            return Prompt(ask(state).question, Wants.ANSWER, tuple(exits))
        case AtDrop():
            return _drop(state)
        case PickOver(run=run, left=left):
            line = "The tour is broken off; its open tasks go to someone else." if left else "The tour is done."
            return Prompt(f"{line} {run.done} of {len(run.tasks)} tasks are recorded.", Wants.NOTHING)
        case _:
            assert_never(state)


def ask(state: AskEmpty | AskSubstitute) -> Confirm:
    """The question of a state that asks one."""
    match state:
        case AskEmpty(place_code=code):
            return Confirm(f"Is {code} empty now? Scan it if it is.", "It is empty", "Something is left")
        case AskSubstitute(sku=sku, offers=offers):
            offer = offers[0]
            return Confirm(
                f"No more {sku}. Send {offer.quantity.normalize():f} x {offer.sku}, {offer.name}, instead?",
                f"Send {offer.sku}",
                "Leave it short",
            )
        case _:
            assert_never(state)


def go(after: PickState, words: str, tone: Tone = Tone.GOOD) -> Step[PickState]:
    """On to a state, with what happened and what comes next."""
    return after, (Say(tone, words, prompt(after).line),)


def _tote(state: AtTote) -> Prompt:
    run, task = state.run, state.run.task
    tote = run.tote_of(task.order)
    if tote is not None:
        where = f"tote {tote.code}"
    elif run.together:
        where = "an empty tote"
    else:
        where = f"an empty tote for order {task.order_number}"
    slot = f"slot {task.slot}: " if task.slot is not None and run.batch is not None else ""
    exits = (Exit.UNDO, Exit.FINISH, Exit.LEAVE) if tote else (Exit.UNDO, Exit.LEAVE)
    return Prompt(f"Put {state.picked:f} x {task.sku} into {slot}{where} and scan the tote.", Wants.UNIT, exits)


def _drop(state: AtDrop) -> Prompt:
    run, count = state.run, len(state.run.totes)
    exits = (*_undo(run, state.back), Exit.LEAVE)
    if state.chosen is not None:
        where = state.chosen.gather_at or "where it goes"
        line = f"Bring tote {state.chosen.code} to {where} and scan the place."
        return Prompt(line, Wants.PLACE, (Exit.FINISH, *exits))
    meet = sorted({tote.gather_at for tote in run.totes if tote.gather_at})
    there = f"; order totes wait at {', '.join(meet)}" if meet else ""
    what = "the tote" if count == 1 else f"the {count} totes"
    return Prompt(f"All is picked. Bring {what} to packing or staging and scan the place{there}.", Wants.PLACE, exits)


def _undo(run: PickRun, back: PickState | None) -> tuple[Exit, ...]:
    return (Exit.UNDO,) if back is not None or run.last is not None else ()


def _which(task: PickTask) -> str:
    lot = f", lot {task.lot}" if task.lot else ""
    return f"{lot}, from {task.source_code}" if task.source_code else lot
