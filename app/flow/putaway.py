"""Putaway: handling unit, then the location that it was put into.

Where a place was suggested and another is scanned, the person confirms: by a word, or by scanning that place again.
"""

from dataclasses import dataclass, field, replace
from typing import assert_never

from app.flow.effects import Confirm, Post, Say, Tone
from app.flow.events import Answered, Event, Leave, Place, Scanned, Undo, Unit, Workplace
from app.flow.machine import Exit, Flow, Prompt, Step, Wants, stay, take_back


@dataclass(frozen=True, slots=True)
class WantUnit:
    """Ready for the next handling unit."""

    workplace: Workplace
    back: None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Carrying:
    """The unit is on the forks."""

    workplace: Workplace
    unit: Unit
    back: "PutawayState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Doubting:
    """Another place than the suggested one was scanned."""

    workplace: Workplace
    unit: Unit
    place: Place
    back: "PutawayState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PutawayOver:
    """Putaway has stopped here."""

    workplace: Workplace
    back: None = field(default=None, compare=False, repr=False)


PutawayState = WantUnit | Carrying | Doubting | PutawayOver


def start(workplace: Workplace) -> PutawayState:
    """The first state of a truck."""
    return WantUnit(workplace)


def prompt(state: PutawayState) -> Prompt:
    """The next action of a putaway state."""
    match state:
        case WantUnit():
            return Prompt("Scan the label of the pallet or carton.", Wants.UNIT, (Exit.LEAVE,))
        case Carrying(unit=unit):
            where = f"Take {unit.code} to {unit.suggested.code}" if unit.suggested else f"Put {unit.code} away"
            return Prompt(f"{where} and scan the location.", Wants.PLACE, (Exit.UNDO, Exit.LEAVE))
        case Doubting(place=place):
            return Prompt(f"Scan {place.code} again to keep it there.", Wants.ANSWER, (Exit.UNDO, Exit.LEAVE))
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
            return take_back(state, state.back, prompt)
        case Leave():
            return _leave(state)
        case Answered():
            return _answered(state, event)
        case Scanned():
            return _scanned(state, event)
        case _:
            return state, ()


def _scanned(state: WantUnit | Carrying | Doubting, event: Scanned) -> Step[PutawayState]:
    match state:
        case WantUnit(workplace=workplace):
            if isinstance(event.found, Unit):
                return _go(Carrying(workplace, event.found, back=state), f"{event.found.code}.")
            return stay(state, f"“{event.text}” is not a handling unit here.", prompt(state).line)
        case Carrying():
            return _place(state, event)
        case Doubting(workplace=workplace, unit=unit, place=place):
            if isinstance(event.found, Place) and event.found.id == place.id:
                return _record(workplace, unit, place, event)
            after, effects = _place(Carrying(workplace, unit, back=WantUnit(workplace)), event)
            if isinstance(after, Carrying):
                return state, effects  # a wrong scan leaves the question open
            return replace(after, back=state) if isinstance(after, Doubting) else after, effects
        case _:
            assert_never(state)


def _place(state: Carrying, event: Scanned) -> Step[PutawayState]:
    unit, place = state.unit, event.found
    if isinstance(place, Unit) and place.id == unit.id:
        return stay(state, f"Yes, this is {unit.code}.", prompt(state).line, Tone.INFO)
    if not isinstance(place, Place):
        return stay(state, f"“{event.text}” is not a location.", prompt(state).line)
    if unit.place is not None and unit.place.id == place.id:
        return stay(state, f"{unit.code} is already booked at {place.code}.", "Scan where you put it now, or undo.")
    if unit.suggested is not None and unit.suggested.id != place.id:
        after = Doubting(state.workplace, unit, place, back=state)
        ask = Confirm(
            f"{unit.suggested.code} was planned, this is {place.code}.",
            f"Keep it at {place.code}",
            f"Take it to {unit.suggested.code}",
        )
        return after, (Say(Tone.WARN, ask.question, prompt(after).line), ask)
    return _record(state.workplace, unit, place, event)


def _answered(state: WantUnit | Carrying | Doubting, event: Answered) -> Step[PutawayState]:
    if not isinstance(state, Doubting):
        return stay(state, "There is no question open.", prompt(state).line, Tone.WARN)
    if event.yes:
        return _record(state.workplace, state.unit, state.place, event)
    return _go(Carrying(state.workplace, state.unit, back=WantUnit(state.workplace)), "Not there.", Tone.INFO)


def _record(workplace: Workplace, unit: Unit, place: Place, event: Scanned | Answered) -> Step[PutawayState]:
    args: dict[str, object] = {
        "p_warehouse": workplace.warehouse,
        "p_hu": unit.id,
        "p_to": place.id,
        "p_kind": "putaway",
        "p_device": workplace.device,
        "p_occurred_at": event.at,
    }
    after = WantUnit(workplace)
    words = f"{unit.code} is at {place.code}."
    return after, (Post("move_hu_v1", event.op, args), Say(Tone.GOOD, words, prompt(after).line))


def _leave(state: WantUnit | Carrying | Doubting) -> Step[PutawayState]:
    after = PutawayOver(state.workplace)
    if isinstance(state, Carrying | Doubting):
        return after, (Say(Tone.WARN, f"{state.unit.code} was not recorded.", "Put it back where it was."),)
    return _go(after, "Stopped.", Tone.INFO)


def _go(after: PutawayState, words: str, tone: Tone = Tone.GOOD) -> Step[PutawayState]:
    return after, (Say(tone, words, prompt(after).line),)


PUTAWAY: Flow[PutawayState] = Flow("Put away", advance, prompt)
