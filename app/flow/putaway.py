"""Putaway: the unit or the loose goods, then the bin that they were put into.

Each load is asked for its place: its open task, or a new one with the reason why. Where the bin cannot be used, the
person says why and is sent to the next best one; where they put it elsewhere all the same, they say why too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import assert_never

from app.domain.ids import Op
from app.flow.effects import Confirm, Effect, FetchPlace, Post, Say, Tone
from app.flow.events import (
    Answered,
    Event,
    Item,
    Leave,
    Place,
    PlaceFetched,
    PlannedPlace,
    Scanned,
    Short,
    Undo,
    Unit,
    Workplace,
)
from app.flow.machine import Exit, Flow, Prompt, Step, Wants, stay, take_back

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "occupied": "Something lies in it",
        "unsuitable": "It does not fit",
        "damaged": "The bin is damaged",
        "reach": "It cannot be reached",
        "nearer": "A better place is nearer",
        "supervisor": "Supervisor's decision",
    }
)
"""Why not the planned bin: reason codes of the kind putaway."""

Load = Unit | Item


@dataclass(frozen=True, slots=True)
class WantUnit:
    """Ready for the next load. last: the act that put the one before away, which can be taken back."""

    workplace: Workplace
    last: Op | None = None
    back: None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Asking:
    """Its place is being looked for."""

    workplace: Workplace
    load: Load
    back: "PutawayState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Carrying:
    """The load is on the forks. plan: where it goes; None: wherever it is put."""

    workplace: Workplace
    load: Load
    plan: PlannedPlace | None = None
    back: "PutawayState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Doubting:
    """Another bin than the planned one was scanned. sure: it is to stay there, and only the reason is missing."""

    workplace: Workplace
    load: Load
    plan: PlannedPlace
    place: Place
    sure: bool = False
    back: "PutawayState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PutawayOver:
    """Putaway has stopped here."""

    workplace: Workplace
    back: None = field(default=None, compare=False, repr=False)


PutawayState = WantUnit | Asking | Carrying | Doubting | PutawayOver
Loaded = Asking | Carrying | Doubting


def start(workplace: Workplace) -> PutawayState:
    """The first state of a truck."""
    return WantUnit(workplace)


def prompt(state: PutawayState) -> Prompt:
    """The next action of a putaway state."""
    out = (Exit.UNDO, Exit.LEAVE)
    match state:
        case WantUnit(last=last):
            line = "Scan the label of the pallet or carton, or the loose goods."
            return Prompt(line, Wants.UNIT, (Exit.LEAVE,) if last is None else out)
        case Asking(load=load):
            return Prompt(f"Scan {_name(load)} again: its place was not found yet.", Wants.UNIT, out)
        case Carrying(load=load, plan=plan):
            where = f"Put {_name(load)} away" if plan is None else f"Take {_name(load)} to {plan.place.code}"
            return Prompt(f"{where} and scan the location.", Wants.PLACE, out if plan is None else (Exit.SHORT, *out))
        case Doubting(place=place, plan=plan, sure=sure):
            line = f"Scan {place.code} again to keep it there, or say why."
            line = f"Say why it is not at {plan.place.code}." if sure else line
            return Prompt(line, Wants.ANSWER, (Exit.SHORT, *out))
        case PutawayOver():
            return Prompt("Putaway has stopped here.", Wants.NOTHING)
        case _:
            assert_never(state)


def advance(state: PutawayState, event: Event) -> Step[PutawayState]:
    """Move a truck on by one event."""
    if isinstance(state, PutawayOver):
        return stay(state, "Putaway has stopped here.", "Start again to go on.", Tone.INFO)
    match event:
        case Undo():
            if isinstance(state, WantUnit) and state.last is not None:
                return _taken_back(state, state.last, event)
            return take_back(state, state.back, prompt)
        case Leave():
            return _leave(state)
        case PlaceFetched():
            return _planned(state, event)
        case Short():
            return _reason(state, event)
        case Answered():
            return _answered(state, event)
        case Scanned():
            return _scanned(state, event)
        case _:
            return state, ()


def _scanned(state: WantUnit | Loaded, event: Scanned) -> Step[PutawayState]:
    match state:
        case WantUnit():
            return _loaded(state, event)
        case Asking(load=load):
            if isinstance(event.found, Unit | Item) and _same(load, event.found):
                return replace(state, load=event.found), (_ask(state.workplace, event.found),)
            return stay(state, f"This is not {_name(load)}.", prompt(state).line)
        case Carrying():
            return _place(state, event)
        case Doubting(place=place):
            if isinstance(event.found, Place) and event.found.id == place.id:
                return _sure(state)
            if state.sure and event.text.strip().lower() in REASONS:
                return _record(state.workplace, state.load, state.plan, place, event, event.text.strip().lower())
            carrying = Carrying(state.workplace, state.load, state.plan, back=_ready(state))
            after, effects = _place(carrying, event)
            if isinstance(after, Carrying):
                return state, effects  # a wrong scan leaves the question open
            return replace(after, back=state) if isinstance(after, Doubting) else after, effects
        case _:
            assert_never(state)


def _loaded(state: WantUnit, event: Scanned) -> Step[PutawayState]:
    if not isinstance(event.found, Unit | Item):
        return stay(state, f"“{event.text}” is neither a handling unit nor goods here.", prompt(state).line)
    return Asking(state.workplace, event.found, back=state), (_ask(state.workplace, event.found),)


def _ask(workplace: Workplace, load: Load) -> Effect:
    if isinstance(load, Unit):
        return FetchPlace(unit=load.id)
    return FetchPlace(product=load.product, lot=load.lot or load.serial, at=workplace.place)


def _planned(state: WantUnit | Loaded, event: PlaceFetched) -> Step[PutawayState]:
    """The answer to where a load goes, or where else."""
    if isinstance(state, WantUnit):
        return state, ()
    load, plan = state.load, event.plan
    back = _ready(state)
    if plan is None and isinstance(load, Item):
        return stay(back, f"No loose {load.sku} waits here.", prompt(back).line, Tone.WARN)
    after = Carrying(state.workplace, load, plan, back=back)
    if plan is None:
        return _go(after, f"{_name(load)} has no place planned: {event.why}", Tone.WARN)
    return _go(after, f"{_name(load)} goes to {plan.place.code}. {plan.why}".strip())


def _place(state: Carrying, event: Scanned) -> Step[PutawayState]:
    load, plan, place = state.load, state.plan, event.found
    if isinstance(place, Unit | Item) and _same(load, place):
        return stay(state, f"Yes, this is {_name(load)}.", prompt(state).line, Tone.INFO)
    if not isinstance(place, Place):
        return stay(state, f"“{event.text}” is not a location.", prompt(state).line)
    here = load.place if isinstance(load, Unit) else None
    if here is not None and here.id == place.id:
        return stay(state, f"{_name(load)} is already booked at {place.code}.", "Scan where you put it now, or undo.")
    if plan is not None and plan.place.id != place.id:
        after = Doubting(state.workplace, load, plan, place, back=state)
        ask = Confirm(
            f"{plan.place.code} was planned, this is {place.code}.",
            f"Keep it at {place.code}",
            f"Take it to {plan.place.code}",
        )
        return after, (Say(Tone.WARN, ask.question, prompt(after).line), ask)
    return _record(state.workplace, load, plan, place, event)


def _sure(state: Doubting) -> Step[PutawayState]:
    """It stays there; the reason is still to be said."""
    return _go(replace(state, sure=True, back=state), f"Kept at {state.place.code}.", Tone.WARN)


def _reason(state: WantUnit | Loaded, event: Short) -> Step[PutawayState]:
    """Why not the planned bin: another is looked for, or it stays where it was scanned."""
    if not isinstance(state, Carrying | Doubting) or state.plan is None:
        return stay(state, "There is no planned bin to refuse.", prompt(state).line, Tone.WARN)
    if event.reason not in REASONS:
        return stay(state, "That is no reason for another bin.", "Choose one of the list.", Tone.WARN)
    if isinstance(state, Doubting):
        return _record(state.workplace, state.load, state.plan, state.place, event, event.reason)
    fetch = FetchPlace(task=state.plan.task, reason=event.reason)
    words = f"Not {state.plan.place.code}: {REASONS[event.reason]}."
    return state, (fetch, Say(Tone.INFO, words, "Another bin is looked for."))


def _answered(state: WantUnit | Loaded, event: Answered) -> Step[PutawayState]:
    if not isinstance(state, Doubting):
        return stay(state, "There is no question open.", prompt(state).line, Tone.WARN)
    if event.yes:
        return _sure(state)
    carrying = Carrying(state.workplace, state.load, state.plan, back=_ready(state))
    return _go(carrying, "Not there.", Tone.INFO)


def _record(
    workplace: Workplace,
    load: Load,
    plan: PlannedPlace | None,
    place: Place,
    event: Scanned | Short,
    reason: str | None = None,
) -> Step[PutawayState]:
    args: dict[str, object] = {
        "p_warehouse": workplace.warehouse,
        "p_to": place.id,
        "p_device": workplace.device,
        "p_occurred_at": event.at,
    }
    if plan is not None:
        function, more = "put_away_v1", {"p_task": plan.task, "p_reason": reason}
    elif isinstance(load, Unit):
        function, more = "move_hu_v1", {"p_hu": load.id, "p_kind": "putaway"}
    else:
        raise AssertionError("loose goods are carried with a plan only")
    after = WantUnit(workplace, last=event.op)
    words = f"{_name(load)} is at {place.code}."
    return after, (Post(function, event.op, args | more), Say(Tone.GOOD, words, prompt(after).line))


def _taken_back(state: WantUnit, last: Op, event: Undo) -> Step[PutawayState]:
    """The load before goes back to where it was, by a posting of its own."""
    after = WantUnit(state.workplace)
    args: dict[str, object] = {
        "p_warehouse": state.workplace.warehouse,
        "p_target_op": last,
        "p_reason": "wrong_place",
        "p_device": state.workplace.device,
        "p_occurred_at": event.at,
    }
    words = "The last load is booked back to where it came from."
    return after, (Post("undo_v1", event.op, args), Say(Tone.INFO, words, "Bring it back there, or scan it again."))


def _leave(state: WantUnit | Loaded) -> Step[PutawayState]:
    after = PutawayOver(state.workplace)
    if isinstance(state, Carrying | Doubting):
        return after, (Say(Tone.WARN, f"{_name(state.load)} was not recorded.", "Put it back where it was."),)
    return _go(after, "Stopped.", Tone.INFO)


def _ready(state: Loaded) -> WantUnit:
    """The state before the load was taken."""
    before: PutawayState | None = state
    while before is not None and not isinstance(before, WantUnit):
        before = before.back
    return before or WantUnit(state.workplace)


def _same(load: Load, other: Load) -> bool:
    if isinstance(load, Unit):
        return isinstance(other, Unit) and other.id == load.id
    return isinstance(other, Item) and (other.product, other.lot or load.lot) == (load.product, load.lot)


def _name(load: Load) -> str:
    return load.code if isinstance(load, Unit) else load.sku


def _go(after: PutawayState, words: str, tone: Tone = Tone.GOOD) -> Step[PutawayState]:
    return after, (Say(tone, words, prompt(after).line),)


PUTAWAY: Flow[PutawayState] = Flow("Put away", advance, prompt)
