"""What runs the inner loops: plain Python, or numba where it is installed. Both run the same text on the same table."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from app.loops import fast, load_numba
from app.optimise.routing import kernels
from app.optimise.routing.states import Level, Table, table


@dataclass(frozen=True, slots=True)
class Flat:
    """A table in the form that the loops of an engine read: lists or arrays."""

    of: Table
    begin: Any
    narrow: Any
    full: Any
    follower: Any
    classes: Any
    weight: Any


@dataclass(frozen=True, slots=True)
class Engine:
    """The loops, and how to make and read the memory they work on."""

    name: str
    price: Callable[..., None]
    sweep: Callable[..., float]
    trace: Callable[..., None]
    join: Callable[..., None]
    walk: Callable[..., int]
    table: Callable[[int, Level], Flat]
    floats: Callable[[list[float]], Any]
    ints: Callable[[list[int]], Any]
    zeros: Callable[[int], Any]
    blank: Callable[[int], Any]
    whole: Callable[[int], Any]
    read: Callable[[Any], list[int]]


@cache
def _plain_table(cross: int, level: Level) -> Flat:
    of = table(cross, level)
    return Flat(of, of.begin, of.narrow, of.full, of.follower, of.classes, of.weight)


@cache
def _array_table(cross: int, level: Level) -> Flat:
    of = table(cross, level)
    lists = (of.begin, of.narrow, of.full, of.follower, of.classes, of.weight)
    return Flat(of, *(np.array(part, dtype=np.int64) for part in lists))


PLAIN = Engine(
    "plain", kernels.price, kernels.sweep, kernels.trace, kernels.join, kernels.walk, _plain_table,
    floats=list, ints=list, zeros=lambda n: [0] * n, blank=lambda n: [0.0] * n, whole=lambda n: [0] * n, read=list,
)  # fmt: skip


@cache
def compiled() -> Engine:
    """The engine over numba; PLAIN where numba is not installed. The first call in a process loads numba (about half
    a second), and the loops are compiled at their first use (some seconds; kept on disk for the next process), so call
    it off the screen's thread. Worth it for many tours: a single one takes plain Python some milliseconds."""
    numba = load_numba()
    if numba is None:
        return PLAIN
    return Engine(
        "numba",
        price=fast(kernels.price, numba),
        sweep=fast(kernels.sweep, numba),
        trace=fast(kernels.trace, numba),
        join=fast(kernels.join, numba),
        walk=fast(kernels.walk, numba),
        table=_array_table,
        floats=lambda values: np.array(values, dtype=np.float64),
        ints=lambda values: np.array(values, dtype=np.int64),
        zeros=lambda n: np.zeros(n, dtype=np.int64),
        blank=np.empty,
        whole=lambda n: np.empty(n, dtype=np.int64),
        read=lambda array: list(array.tolist()),
    )
