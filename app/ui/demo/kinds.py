"""What is told about a demo day, as data; and what may be asked of whoever plays it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from app.ui.widgets.segmented import Option

State = Literal["idle", "opening", "playing", "halted", "ending"]

SPEEDS: Mapping[str, float | None] = {"1": 1.0, "5": 5.0, "10": 10.0, "30": 30.0, "all": None}
"""Times faster than people work; None: nobody waits."""
SPEED_OPTIONS = (
    Option("1", "1×", "People work as fast as people do"),
    Option("5", "5×", "Five times as fast as people work"),
    Option("10", "10×", "Ten times as fast as people work"),
    Option("30", "30×", "Thirty times as fast as people work"),
    Option("all", "Full", "As fast as the database goes; nothing waits for you"),
)
USUAL = "10"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a day is: orders that came, of so many, and how that is said; what waits for the person, by kind."""

    come: int = 0
    total: int = 0
    words: str = ""
    waiting: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """How a day ended. rows: what, by people, by the ledger. orders: state, how many, short of something. whole: the
    two agree, every order has its reason, no invariant is broken."""

    words: str
    whole: bool
    rows: tuple[tuple[str, str, str], ...] = ()
    orders: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()


class Playing(Protocol):
    """Whoever plays the day."""

    def play(self) -> None: ...
    def stop(self) -> None: ...
    def halt(self) -> None:
        """Have everybody stand still, or go on."""

    def set_speed(self, speed: str) -> None:
        """One of SPEEDS."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a person could do now. room: where; command: what opens the right view there, or empty."""

    words: str
    room: str
    command: str = ""


def hint_of(waiting: Mapping[str, int]) -> Hint | None:
    """The most urgent of what waits for a decision."""
    if number := waiting.get("exception", 0):
        words = "1 exception waits for you" if number == 1 else f"{number} exceptions wait for you"
        return Hint(words, "tasks", "tasks.exceptions")
    if number := waiting.get("sample", 0):
        return Hint("A sample waits for you" if number == 1 else f"{number} samples wait for you", "inbound")
    if waiting.get("wave", 0):
        return Hint("A wave is ready: release it", "waves")
    return None


TRIES: tuple[tuple[str, str, str], ...] = (
    ("See where the work is",
     "Bins light up as they are picked; people walk, alarms stand where they happened.", "control_room"),
    ("Unload a truck", "Choose a delivery at its dock, press Receive and type what stands there.", "inbound"),
    ("Ask why a pallet goes there", "Every place that was planned says why, and why no other.", "putaway"),
    ("Release a wave before she does", "Two policies side by side, in metres and minutes, before anything moves.",
     "waves"),
    ("Give somebody other work", "Drag a cart to another lane; the minutes are said before you let go.", "tasks"),
    ("Write an order", "It is promised, reserved and picked with the others.", "outbound"),
    ("Correct a bin", "Choose a record, say what is there. The ledger keeps both.", "inventory"),
    ("Prove that nothing was touched", "Verify the chain over everything this day has written.", "audit"),
)  # fmt: skip
"""What to try while the day is played: title, words, room."""


Open = Callable[[str], object]
