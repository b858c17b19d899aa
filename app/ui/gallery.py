"""Screen states that are rendered and linted: each package of a screen registers its own in a module named `shots`."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

import app.ui
from app.ui.theme import Theme


def _nothing(widget: QWidget) -> object:
    return None


def _at_rest(widget: QWidget) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Shot:
    """One state of one screen. build makes the top-level widget; prepare brings it into the state once it is shown.

    busy says that answers are still awaited; done gives back what build started (jobs, commands) before it is deleted.
    sizes: (width, height in device px, scale) of a screen that is none of the usual ones; empty for those.
    """

    name: str
    build: Callable[[Theme], QWidget]
    prepare: Callable[[QWidget], object] = _nothing
    busy: Callable[[QWidget], bool] = _at_rest
    done: Callable[[QWidget], object] = _nothing
    sizes: tuple[tuple[int, int, float], ...] = ()


def find_shots() -> list[Shot]:
    """All shots of all packages below app.ui that have a module `shots` with a function `shots()`, by name.

    Two shots of one name raise ValueError: one picture would overwrite the other.
    """
    found: dict[str, Shot] = {}
    for module in pkgutil.iter_modules(app.ui.__path__, f"{app.ui.__name__}."):
        if not module.ispkg or importlib.util.find_spec(f"{module.name}.shots") is None:
            continue
        for shot in importlib.import_module(f"{module.name}.shots").shots():
            if shot.name in found:
                raise ValueError(f"two shots are named {shot.name!r}")
            found[shot.name] = shot
    return [found[name] for name in sorted(found)]
