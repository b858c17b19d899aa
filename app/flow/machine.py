"""The shape of every flow: `advance(state, event) -> (state, effects)`, pure; and what a state asks of the person."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from app.flow.effects import Effect, Say, Tone
from app.flow.events import Event

S = TypeVar("S")
Step = tuple[S, tuple[Effect, ...]]


class Wants(Enum):
    """What a state waits for; a screen shows the matching picture and field."""

    PLACE = "place"
    ITEM = "item"
    QUANTITY = "quantity"
    LOT = "lot"
    DATE = "date"
    UNIT = "unit"
    CARTON = "carton"
    WEIGHT = "weight"
    ANSWER = "answer"
    RECORD = "record"
    NOTHING = "nothing"


class Exit(Enum):
    """What the person may do besides scanning; a screen shows a button for each."""

    UNDO = "undo"
    SHORT = "short"
    FINISH = "finish"
    WEIGH = "weigh"
    SKIP = "skip"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Prompt:
    """The next action in one line, what is waited for, and the other ways on.

    repeats: the same code twice in a row is meant (counting by scanning), so the double-scan window does not apply.
    """

    line: str
    wants: Wants
    exits: tuple[Exit, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Flow(Generic[S]):
    """A way of working: its name in the field, how it moves on, and what it asks for in each state."""

    name: str
    advance: Callable[[S, Event], Step[S]]
    prompt: Callable[[S], Prompt]

    def over(self, state: S) -> bool:
        """Whether there is nothing left to do."""
        return self.prompt(state).wants is Wants.NOTHING


def stay(state: S, text: str, next_step: str, tone: Tone = Tone.BAD) -> Step[S]:
    """The same state, with an answer: a wrong scan never loses what was done."""
    return state, (Say(tone, text, next_step),)


def take_back(state: S, back: S | None, prompt: Callable[[S], Prompt]) -> Step[S]:
    """Undo: the state before the last scan, or a plain word that there is nothing left to take back."""
    if back is None:
        return stay(state, "Nothing to take back: the last step is recorded.", prompt(state).line, Tone.WARN)
    return back, (Say(Tone.INFO, "The last scan is taken back.", prompt(back).line),)
