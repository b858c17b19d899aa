"""Who runs inner loops: numba where it is installed, else plain Python. Both run the same text on the same arrays.

class Loops: tour: Callable[..., float]  # those that are called from outside
PLAIN = plain(Loops, kernels)
compiled(Loops, shorten, kernels)  # kernels has loops of its own and imports some from shorten
"""

import importlib
import importlib.util
import inspect
from collections.abc import Callable
from dataclasses import Field, fields
from hashlib import blake2b
from types import FunctionType, ModuleType
from typing import Any, ClassVar, Protocol, TypeVar


class _Named(Protocol):
    """A dataclass whose fields are named as loops of a module are."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Loops = TypeVar("Loops", bound=_Named)


def plain(shape: type[Loops], module: ModuleType) -> Loops:
    """The loops of a module as they are written."""
    return shape(**{field.name: getattr(module, field.name) for field in fields(shape)})


def compiled(shape: type[Loops], *modules: ModuleType) -> Loops:
    """The loops of the last module over numba; `plain` where numba is not installed. modules before it: those whose
    loops it calls, the called ones first. The first use in a process loads what was compiled, or compiles (some
    seconds): off the screen's thread.

    Loops call each other by name, so a second copy of each module is made in which all of these names are compiled."""
    numba = load_numba()
    made: dict[tuple[str, str], Any] = {}
    mark = _mark(modules)
    copy: Any = None
    for module in modules:
        copy = _copy(module)
        if numba is None or copy is None:
            return plain(shape, modules[-1])
        for name, loop in list(vars(copy).items()):
            if isinstance(loop, FunctionType):
                key = loop.__module__, loop.__name__
                if loop.__module__ == module.__name__:
                    # numba keeps what it compiled under this name and looks at the date of this one file only
                    loop.__qualname__ += mark
                    made[key] = fast(loop, numba)
                setattr(copy, name, made.get(key, loop))
    return plain(shape, copy)


def load_numba() -> Any:
    """numba (half a second the first time), or None where it is not installed."""
    try:
        return importlib.import_module("numba")
    except ImportError:
        return None


def fast(loop: Callable[..., Any], numba: Any) -> Any:
    """A loop compiled at its first use, and kept on disk for the next process where there is a place for it."""
    try:
        return numba.njit(cache=True)(loop)
    except RuntimeError:  # nowhere to keep it: a frozen program
        return numba.njit(loop)


def _copy(module: ModuleType) -> ModuleType | None:
    spec = importlib.util.find_spec(module.__name__)
    if spec is None or spec.loader is None:
        return None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def _mark(modules: tuple[ModuleType, ...]) -> str:
    """Another one whenever the text of any of these changes; none where the text is not at hand (a frozen program)."""
    if len(modules) == 1:
        return ""
    try:
        text = "".join(inspect.getsource(module) for module in modules)
    except OSError:
        return ""
    return f"_{blake2b(text.encode(), digest_size=4).hexdigest()}"
