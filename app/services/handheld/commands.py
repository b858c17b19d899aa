"""Codes that stand for keys, so that a scanner alone is enough: `CMD:DONE`, `CMD:2`, `CMD:D7` and the like.

They are printed on a sheet (`card`). What no person scans by mistake: none is a GTIN, an SSCC or an address.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

PREFIX = "CMD:"
MOST = 9


class Key(Enum):
    """What a key does. The value is what follows the prefix."""

    DONE = "DONE"
    UNDO = "UNDO"
    SHORT = "SHORT"
    STOP = "STOP"
    WEIGH = "WEIGH"
    LATER = "LATER"
    YES = "YES"
    NO = "NO"
    MAP = "MAP"
    ENTER = "ENTER"
    CLEAR = "CLEAR"
    OUT = "OUT"


@dataclass(frozen=True, slots=True)
class Choose:
    """The nth of what is offered, from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Digit:
    """One figure of a number that is being put together."""

    text: str


Command: TypeAlias = Key | Choose | Digit
_KEYS = {key.value: key for key in Key}


def code_of(command: Command) -> str:
    """What its bar code says."""
    match command:
        case Key():
            return f"{PREFIX}{command.value}"
        case Choose(number=number):
            return f"{PREFIX}{number}"
        case Digit(text=text):
            return f"{PREFIX}D{text}"


def read_command(text: str) -> Command | None:
    """The command behind a code; None for every other code."""
    body = text.strip().upper()
    if not body.startswith(PREFIX):
        return None
    word = body[len(PREFIX) :]
    if word in _KEYS:
        return _KEYS[word]
    if len(word) == 1 and "1" <= word <= str(MOST):
        return Choose(int(word))
    if len(word) == 2 and word[0] == "D" and word[1] in "0123456789":
        return Digit(word[1])
    return None
