"""What runs the loops of kernels.py: plain Python or numba, the same text."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from app import loops
from app.optimise.batching import kernels
from app.optimise.routing import shorten


@dataclass(frozen=True, slots=True)
class Loops:
    """The loops of kernels.py by their names there, as far as they are called from outside."""

    tour: Callable[..., float]
    add: Callable[..., None]
    settle: Callable[..., None]
    begin: Callable[..., None]
    search: Callable[..., int]


PLAIN = loops.plain(Loops, kernels)


@cache
def compiled() -> Loops:
    """The loops over numba; PLAIN where numba is not installed. The first use in a process loads or compiles them (some
    seconds), so call it off the screen's thread."""
    return loops.compiled(Loops, shorten, kernels)
