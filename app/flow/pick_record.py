"""A stop is recorded: what is posted, and what comes next."""

from dataclasses import replace
from decimal import Decimal

from app.domain.ids import HandlingUnitId
from app.flow.effects import Effect, FetchTour, Post, Say, Tone
from app.flow.events import Scanned, Short
from app.flow.machine import Step
from app.flow.pick_prompts import prompt
from app.flow.pick_states import PickRun, PickState, onward


def record(
    run: PickRun,
    event: Scanned | Short,
    picked: Decimal,
    tote: HandlingUnitId | None,
    reason: str | None,
    words: str,
    *,
    serial: str | None = None,
) -> Step[PickState]:
    """Post what was picked of the task in hand and go on. What is left of a batch is read anew where the stop came
    short, because the rest was planned elsewhere, and at the end, because something may have joined it."""
    task, short = run.task, picked < run.task.quantity
    post = (
        _single(run, event, picked, tote, reason)
        if run.batch is None
        else _stop(run, event, picked, tote, reason, serial)
    )
    run = replace(run, done=run.done + 1)
    if run.batch is not None:
        run = replace(
            run, last=event.op if picked > 0 else None, last_words=f"{picked:f} x {task.sku} into {task.place_code}"
        )
    after = onward(run, task.place)
    effects: tuple[Effect, ...] = (post, Say(Tone.GOOD, words, prompt(after).line))
    if run.batch is not None and (short or run.done == len(run.tasks)):
        effects += (FetchTour(run.batch),)
    return after, effects


def _single(
    run: PickRun, event: Scanned | Short, picked: Decimal, tote: HandlingUnitId | None, reason: str | None
) -> Post:
    args = {
        "p_warehouse": run.workplace.warehouse,
        "p_task": run.task.task,
        "p_quantity": picked,
        "p_to_hu": tote,
        "p_reason": reason,
        "p_device": run.workplace.device,
        "p_occurred_at": event.at,
    }
    return Post("pick_v1", event.op, args)


def _stop(
    run: PickRun,
    event: Scanned | Short,
    picked: Decimal,
    tote: HandlingUnitId | None,
    reason: str | None,
    serial: str | None,
) -> Post:
    number = {} if serial is None else {"serial": serial}
    args = {
        "p_warehouse": run.workplace.warehouse,
        "p_batch": run.batch,
        "p_lines": [{"task": task, "quantity": str(part), **number} for task, part in run.task.split(picked)],
        "p_to_hu": tote,
        "p_place": run.workplace.place or None,
        "p_reason": reason,
        "p_device": run.workplace.device,
        "p_occurred_at": event.at,
    }
    return Post("pick_stop_v1", event.op, args)
