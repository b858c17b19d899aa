"""What the database said to a recorded stop, and what follows: a look into the bin, a substitute, a changed tour."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from app.domain.ids import LocationId, OrderLineId, ProductId
from app.flow.effects import Effect, FetchTour, Post, Say, Tone
from app.flow.events import Answered, Item, Leave, Place, Posted, Scanned, Undo
from app.flow.machine import Step, stay
from app.flow.pick_prompts import ask, go, prompt
from app.flow.pick_states import (
    AskEmpty,
    AskSubstitute,
    AtBin,
    AtDrop,
    AtItem,
    AtTote,
    Counting,
    Offer,
    PickOver,
    PickState,
    onward,
)
from app.flow.pick_work import PickTask, PickTour


def posted(state: PickState, event: Posted) -> Step[PickState]:
    """The answer to a stop. Between stops only: in the middle of one the person is not interrupted."""
    if event.function != "pick_stop_v1" or not isinstance(state, AtBin | AtItem | AtDrop):
        return state, ()
    run, task = state.run, state.run.tasks[state.run.done - 1] if state.run.done else None
    gone, empty = _rows(event.result, "gone"), _rows(event.result, "check_empty")
    offers = tuple(offer for row in _rows(event.result, "substitutes") if (offer := _offer(row)) is not None)
    if gone and task is not None:
        words = f"{len(gone)} of these picks were cancelled meanwhile."
        return state, (Say(Tone.WARN, words, f"Put what is too much of {task.sku} back into {task.place_code}."),)
    if offers and task is not None:
        return _asked(AskSubstitute(run, task.sku, offers))
    if empty and task is not None and empty[0].get("location_id") == task.place:
        return _asked(AskEmpty(run, task.place, task.place_code))
    if event.result.get("replanned"):
        return state, (Say(Tone.INFO, "The rest is taken from another bin of this tour.", prompt(state).line),)
    return state, ()


def answered(state: PickState, event: Answered | Scanned) -> Step[PickState]:
    """Yes or no to the open question; a scan of what it is about is a yes."""
    match state:
        case AskEmpty(run=run, place=place, place_code=code):
            yes = _yes(event, place)
            if yes is None:
                return stay(state, f"This is not {code}.", prompt(state).line)
            args: dict[str, object] = {
                "p_warehouse": run.workplace.warehouse,
                "p_location": place,
                "p_empty": yes,
                "p_device": run.workplace.device,
                "p_occurred_at": event.at,
            }
            words = f"{code} is empty." if yes else f"{code} is to be counted."
            after = onward(run)
            return after, (Post("confirm_empty_v1", event.op, args), Say(Tone.GOOD, words, prompt(after).line))
        case AskSubstitute(offers=offers):
            yes = _yes(event, offers[0].product)
            if yes is None:
                return stay(state, f"This is not {offers[0].sku}.", prompt(state).line)
            return _substitute(state, event) if yes else _not_instead(state)
        case _:
            return stay(state, "There is no question open.", prompt(state).line, Tone.WARN)


def _yes(event: Answered | Scanned, what: LocationId | ProductId) -> bool | None:
    if isinstance(event, Answered):
        return event.yes
    found = event.found
    proves = (isinstance(found, Place) and found.id == what) or (isinstance(found, Item) and found.product == what)
    return True if proves else None


def _substitute(state: AskSubstitute, event: Answered | Scanned) -> Step[PickState]:
    run, offer = state.run, state.offers[0]
    args: dict[str, object] = {
        "p_warehouse": run.workplace.warehouse,
        "p_batch": run.batch,
        "p_order_line": offer.line,
        "p_product": offer.product,
    }
    after = _after_offer(state)
    words = f"Order {offer.order_number} gets {offer.quantity.normalize():f} x {offer.sku} instead."
    effects: tuple[Effect, ...] = (Post("substitute_v1", event.op, args), Say(Tone.GOOD, words, prompt(after).line))
    return after, effects if run.batch is None else (*effects, FetchTour(run.batch))


def _not_instead(state: AskSubstitute) -> Step[PickState]:
    after = _after_offer(state)
    effects: tuple[Effect, ...] = go(after, "It stays short; the supervisor is told.", Tone.INFO)[1]
    return after, effects if state.run.batch is None else (*effects, FetchTour(state.run.batch))


def _after_offer(state: AskSubstitute) -> PickState:
    """The next offer, else on."""
    return replace(state, offers=state.offers[1:]) if state.offers[1:] else onward(state.run)


def tour_changed(state: PickState, tour: PickTour) -> Step[PickState]:
    """What is left, as the database has it now. Who is in the middle of a stop finishes it first."""
    if tour.batch != state.run.batch:
        return state, ()
    tasks = _as_walked(state.run.left, tour.tasks)
    run = replace(state.run, tasks=(*state.run.tasks[: state.run.done], *tasks), totes=tour.totes)
    match state:
        case AskEmpty() | AskSubstitute():
            return replace(state, run=run), ()
        case AtItem() if tour.tasks:
            return onward(run, state.run.task.place if state.run.left else None), ()
        case AtBin() | AtItem() | AtDrop():
            after = onward(run)
            return (PickOver(run) if isinstance(after, AtDrop) and not run.totes else after), ()
        case _:
            return state, ()


def _as_walked(left: tuple[PickTask, ...], fetched: tuple[PickTask, ...]) -> tuple[PickTask, ...]:
    """What was fetched, in the order in which the person goes: stops that were put off stay last, a new one comes after
    the one that it follows on the tour."""
    new = {task.task: task for task in fetched}
    walk = [new[task.task] for task in left if task.task in new]
    known = {task.task for task in walk}
    before: PickTask | None = None
    for task in fetched:
        if task.task not in known:
            walk.insert(0 if before is None else walk.index(before) + 1, task)
        before = task
    return tuple(walk)


def take_back_recorded(state: PickState, event: Undo) -> Step[PickState]:
    """Undo what is recorded: the last stop is posted back, and is to do again."""
    run = state.run
    if run.batch is None or run.last is None:
        return stay(state, "Nothing to take back: the last step is recorded.", prompt(state).line, Tone.WARN)
    args: dict[str, object] = {
        "p_warehouse": run.workplace.warehouse,
        "p_target_op": run.last,
        "p_reason": "mistake",
        "p_device": run.workplace.device,
        "p_occurred_at": event.at,
    }
    done = max(0, run.done - 1)
    back = replace(run, last=None, last_words="", done=done, tasks=(*run.tasks[:done], *run.tasks[run.done :]))
    after = onward(back)
    said = Say(Tone.INFO, "The last pick is taken back.", f"Put it back: {run.last_words}.")
    return after, (Post("undo_v1", event.op, args), said, FetchTour(run.batch))


def leave(state: PickState, event: Leave) -> Step[PickState]:
    """Stop here. A batch goes back to whoever takes it next; what is in the hand goes back into the bin."""
    run, after = state.run, PickOver(state.run, left=True)
    said = Say(Tone.INFO, "Stopped.", prompt(after).line)
    if isinstance(state, Counting | AtTote) and state.picked > 0:
        said = Say(
            Tone.WARN,
            f"{state.picked:f} x {run.task.sku} were not recorded.",
            f"Put them back into {run.task.place_code}.",
        )
    if run.batch is None:
        return after, (said,)
    args: dict[str, object] = {"p_warehouse": run.workplace.warehouse, "p_batch": run.batch}
    return after, (Post("leave_batch_v1", event.op, args, needed=False), said)


def _asked(state: AskEmpty | AskSubstitute) -> Step[PickState]:
    question = ask(state)
    return state, (Say(Tone.INFO, question.question, f"{question.yes}, or {question.no.lower()}."), question)


def _rows(result: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    found = result.get(key)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def _offer(row: Mapping[str, object]) -> Offer | None:
    try:
        return Offer(
            OrderLineId(int(str(row["order_line"]))),
            str(row["order"]),
            ProductId(int(str(row["product"]))),
            str(row["sku"]),
            str(row["name"]),
            Decimal(str(row["quantity"])),
            Decimal(str(row["missing"])),
        )
    except (KeyError, ValueError, InvalidOperation):
        return None
