"""What runs the loops: numba where it is installed, else plain Python. Both run the same text on the same arrays."""

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from app.optimise.batching import kernels


@dataclass(frozen=True, slots=True)
class Loops:
    """The loops of kernels.py by their names there."""

    draw: Callable[..., float]
    walked: Callable[..., float]
    turn: Callable[..., bool]
    place_of: Callable[..., int]
    shift: Callable[..., bool]
    shorten: Callable[..., None]
    put_in: Callable[..., float]
    tour: Callable[..., float]
    fits: Callable[..., bool]
    rise: Callable[..., float]
    add: Callable[..., None]
    drop: Callable[..., None]
    settle: Callable[..., None]
    begin: Callable[..., None]
    neighbours: Callable[..., int]
    put_back: Callable[..., int]
    keep: Callable[..., None]
    search: Callable[..., int]


PLAIN = Loops(*(getattr(kernels, field.name) for field in fields(Loops)))


@cache
def compiled() -> Loops:
    """The loops over numba; PLAIN where numba is not installed. The first use in a process loads or compiles them (some
    seconds), so call it off the screen's thread.

    The loops call each other, so a second copy of their module is made in which all names are compiled ones.
    """
    try:
        numba = importlib.import_module("numba")
    except ImportError:
        return PLAIN
    spec = importlib.util.find_spec(kernels.__name__)
    if spec is None or spec.loader is None:
        return PLAIN
    copy: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    for field in fields(Loops):
        loop = getattr(copy, field.name)
        try:
            setattr(copy, field.name, numba.njit(cache=True)(loop))
        except RuntimeError:  # nowhere to keep it: a frozen program
            setattr(copy, field.name, numba.njit(loop))
    return Loops(*(getattr(copy, field.name) for field in fields(Loops)))
