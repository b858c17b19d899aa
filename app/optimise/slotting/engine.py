"""What runs the loops of kernels.py: plain Python or numba, the same text."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from app import loops
from app.optimise.routing import shorten
from app.optimise.slotting import kernels


@dataclass(frozen=True, slots=True)
class Loops:
    """The loops of kernels.py by their names there, as far as they are called from outside."""

    begin: Callable[..., None]
    lengths: Callable[..., None]
    learn_usual: Callable[..., None]
    best_move: Callable[..., float]
    put: Callable[..., None]
    change: Callable[..., None]
    improve: Callable[..., int]
    look: Callable[..., None]
    first_fit: Callable[..., int]
    cheapest_fit: Callable[..., int]


PLAIN = loops.plain(Loops, kernels)


@cache
def compiled() -> Loops:
    """The loops over numba; PLAIN where numba is not installed. The first use in a process loads or compiles them (some
    seconds), so call it off the screen's thread."""
    return loops.compiled(Loops, shorten, kernels)
