"""What a person with a handheld looks for now: the code in large letters, how many, the places ahead.

Every flow says its next action in one line; for the states known here that line is backed by what can be shown larger.
A state that is not known here shows its line alone, so any flow can be worked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import singledispatch

from app.flow import count_states as count
from app.flow import move_states as move
from app.flow import pick_states as pick
from app.flow import putaway
from app.flow import receive_states as receive
from app.flow.events import Item, Unit
from app.flow.pick_work import PickTask


@dataclass(frozen=True, slots=True)
class Sight:
    """code: what has to be found, as it is written there; about: in words; amount: how many, with what is wanted.

    ahead: addresses to walk to, the next one first. here: where the person was proven to be last. home: the walk ends
    where it began. done, total: steps of this piece of work; total 0 where nobody knows how many there are.
    options: what may be typed instead of scanning anything, with its words.
    """

    code: str = ""
    about: str = ""
    amount: str = ""
    ahead: tuple[str, ...] = ()
    here: str = ""
    home: bool = False
    done: int = 0
    total: int = 0
    options: tuple[tuple[str, str], ...] = ()


NOTHING = Sight()


@singledispatch
def sight_of(state: object) -> Sight:
    """What is looked for in a state of any flow."""
    return NOTHING


def number(value: Decimal) -> str:
    """A quantity without the zeros that nobody reads."""
    return f"{value.normalize():f}"


def _some(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(words.items())


# ---- picking ---------------------------------------------------------------------------------------------------------
def _run(run: pick.PickRun, *, at_bin: bool) -> Sight:
    """The walk of a tour; at its bin, that bin is behind."""
    codes = [one.place_code for one in run.left]
    ahead = [code for n, code in enumerate(codes) if n == 0 or codes[n - 1] != code]
    here = codes[0] if at_bin and codes else _behind(run)
    return Sight(ahead=tuple(ahead[1:] if at_bin else ahead), here=here, home=True, done=run.done, total=len(run.tasks))


def _behind(run: pick.PickRun) -> str:
    return run.tasks[run.done - 1].place_code if run.done else ""


def _goods(task: PickTask) -> str:
    lot = f", lot {task.lot}" if task.lot else ""
    return f"{task.name}{lot}"


@sight_of.register
def _(state: pick.AtBin) -> Sight:
    task = state.run.task
    walk = _run(state.run, at_bin=False)
    return replace(walk, code=task.place_code, about=_goods(task), amount=number(task.quantity))


@sight_of.register
def _(state: pick.AtItem) -> Sight:
    task = state.run.task
    walk = _run(state.run, at_bin=True)
    return replace(walk, code=task.sku, about=_goods(task), amount=number(task.quantity))


@sight_of.register
def _(state: pick.AtLot) -> Sight:
    task = state.run.task
    return replace(_run(state.run, at_bin=True), code=task.lot or task.sku, about=task.name)


@sight_of.register
def _(state: pick.Counting) -> Sight:
    task = state.run.task
    amount = f"{number(state.picked)} of {number(task.quantity)}"
    return replace(_run(state.run, at_bin=True), code=task.sku, about=_goods(task), amount=amount)


@sight_of.register
def _(state: pick.AtTote) -> Sight:
    run, task = state.run, state.run.task
    tote = run.tote_of(task.order)
    slot = task.slot if run.batch is not None else None
    code = f"Slot {slot}" if slot is not None else tote.code if tote else "New tote"
    about = f"Order {task.order_number}" if not run.together else f"{len(task.parts)} orders together"
    if slot is not None:
        about = f"Tote {tote.code}" if tote else f"New tote, order {task.order_number}"
    return replace(_run(run, at_bin=True), code=code, about=about, amount=number(state.picked))


@sight_of.register
def _(state: pick.AskEmpty) -> Sight:
    return replace(_run(state.run, at_bin=False), code=state.place_code, here=state.place_code)


@sight_of.register
def _(state: pick.AskSubstitute) -> Sight:
    offer = state.offers[0]
    walk = _run(state.run, at_bin=False)
    return replace(walk, code=offer.sku, about=f"{offer.name}, instead of {state.sku}", amount=number(offer.quantity))


@sight_of.register
def _(state: pick.AtDrop) -> Sight:
    run, chosen = state.run, state.chosen
    count = "1 tote" if len(run.totes) == 1 else f"{len(run.totes)} totes"
    walk = Sight(here=_behind(run), home=True, done=run.done, total=len(run.tasks))
    if chosen is not None:
        return replace(walk, code=chosen.code, about=f"To {chosen.gather_at}" if chosen.gather_at else "")
    return replace(walk, code=count, about="Packing, staging or a station")


@sight_of.register
def _(state: pick.PickOver) -> Sight:
    run = state.run
    return Sight(done=run.done, total=len(run.tasks))


# ---- putting away ----------------------------------------------------------------------------------------------------
def _load(load: Unit | Item) -> str:
    return f"{load.kind.capitalize()} {load.code}" if isinstance(load, Unit) else f"{load.sku}, {load.name}"


def _from(load: Unit | Item) -> str:
    return load.place.code if isinstance(load, Unit) and load.place is not None else ""


@sight_of.register
def _(state: putaway.Carrying) -> Sight:
    here = _from(state.load)
    if state.plan is None:
        code = state.load.code if isinstance(state.load, Unit) else state.load.sku
        return Sight(code, _load(state.load), here=here)
    code = state.plan.place.code
    return Sight(code, state.plan.why or _load(state.load), ahead=(code,), here=here)


@sight_of.register
def _(state: putaway.Doubting) -> Sight:
    planned = state.plan.place.code
    return Sight(state.place.code, f"Planned was {planned}", "", (planned,), state.place.code)


# ---- receiving -------------------------------------------------------------------------------------------------------
def _item(item: Item, amount: str = "") -> Sight:
    lot = f", lot {item.lot}" if item.lot else ""
    return Sight(item.sku, f"{item.name}{lot}", amount)


def _lines(dock: receive.Dock) -> Sight:
    """How much of a delivery is in, by its lines."""
    if not dock.judges:
        return Sight()
    done = sum(1 for line in dock.lines if line.quantity is not None and line.received >= line.quantity)
    return Sight(done=done, total=len(dock.lines))


@sight_of.register
def _(state: receive.WantItem) -> Sight:
    dock = state.dock
    kind = {"return": "Return", "transfer": "Transfer"}.get(dock.kind, "Delivery")
    return replace(_lines(dock), code=dock.document, about=kind if dock.document else "")


@sight_of.register(receive.WantLot)
@sight_of.register(receive.WantExpiry)
def _(state: receive.WantLot | receive.WantExpiry) -> Sight:
    return _item(state.item)


@sight_of.register
def _(state: receive.WantDisposition) -> Sight:
    return replace(_item(state.item), options=_some(receive.DISPOSITIONS))


@sight_of.register
def _(state: receive.WantPlace) -> Sight:
    missing = state.dock.missing(state.item.product) if state.dock.judges else Decimal(0)
    of = f" of {number(missing)}" if missing else ""
    return _item(state.item, f"{number(state.counted)}{of}")


@sight_of.register
def _(state: receive.WantWeight) -> Sight:
    return _item(state.hand.item, number(state.hand.counted))


@sight_of.register
def _(state: receive.WantUnitPlace) -> Sight:
    return Sight(state.sscc, "Announced as a whole")


@sight_of.register(receive.Unknown)
@sight_of.register(receive.Teaching)
def _(state: receive.Unknown | receive.Teaching) -> Sight:
    return Sight(state.code, "Nobody knows this code")


# ---- moving and refilling --------------------------------------------------------------------------------------------
def _moving(run: move.MoveRun, ahead: tuple[str, ...], here: str) -> Sight:
    return Sight(ahead=ahead, here=here, done=run.done, total=len(run.tasks))


def _moved(task: move.MoveTask) -> str:
    lot = f", lot {task.lot}" if task.lot else ""
    return f"{task.sku}, {task.name}{lot}"


def _many(task: move.MoveTask) -> str:
    return "all" if task.whole else number(task.quantity)


@sight_of.register
def _(state: move.AtSource) -> Sight:
    run, task = state.run, state.run.task
    behind = run.tasks[run.done - 1].target_code if run.done else ""
    walk = _moving(run, (task.source_code, task.target_code), behind)
    return replace(walk, code=task.source_code, about=_moved(task), amount=_many(task))


@sight_of.register
def _(state: move.AtGoods) -> Sight:
    task = state.run.task
    walk = _moving(state.run, (task.target_code,), task.source_code)
    return replace(walk, code=task.unit_code or task.sku, about=_moved(task), amount=_many(task))


@sight_of.register
def _(state: move.Taking) -> Sight:
    task = state.run.task
    walk = _moving(state.run, (task.target_code,), task.source_code)
    amount = _many(task) if state.taken is None else f"{number(state.taken)} of {number(task.quantity)}"
    return replace(walk, code=task.target_code, about=_moved(task), amount=amount)


@sight_of.register
def _(state: move.Carrying) -> Sight:
    task = state.run.task
    walk = _moving(state.run, (task.target_code,), task.source_code)
    return replace(walk, code=task.target_code, about=_moved(task), amount=number(state.taken))


@sight_of.register
def _(state: move.MoveOver) -> Sight:
    return Sight(done=state.run.done, total=len(state.run.tasks))


# ---- counting --------------------------------------------------------------------------------------------------------
def _list(desk: count.CountDesk, inside: count.Bin | None = None) -> Sight:
    """The bins on the list, without the one that is being counted."""
    here = inside.place.code if inside is not None else ""
    return Sight(ahead=tuple(place.code for place in desk.route if place.code != here), here=here)


@sight_of.register
def _(state: count.WantBin) -> Sight:
    route = state.desk.route
    return replace(_list(state.desk), code=route[0].code if route else "")


@sight_of.register(count.InBin)
@sight_of.register(count.SureEmpty)
@sight_of.register(count.Recording)
def _(state: count.InBin | count.SureEmpty | count.Recording) -> Sight:
    entered = len(state.bin.entries)
    about = "Nothing entered yet" if not entered else f"{entered} entered, last {state.bin.entries[-1]}"
    return replace(_list(state.desk, state.bin), code=state.bin.where, about=about)


@sight_of.register
def _(state: count.OfUnit) -> Sight:
    about = f"{state.unit.kind.capitalize()} in {state.bin.where}"
    return replace(_list(state.desk, state.bin), code=state.unit.code, about=about)


@sight_of.register
def _(state: count.WantCountLot) -> Sight:
    about = f"{state.item.name}, in {state.bin.where}"
    return replace(_list(state.desk, state.bin), code=state.item.sku, about=about)


@sight_of.register
def _(state: count.CountingItem) -> Sight:
    lot = f", lot {state.item.lot}" if state.item.lot else ""
    about = f"{state.item.name}{lot}, in {state.bin.where}"
    return replace(_list(state.desk, state.bin), code=state.item.sku, about=about, amount=number(state.counted))
