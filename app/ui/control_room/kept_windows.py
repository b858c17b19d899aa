"""Which windows were torn off, where they stood and what they showed: kept with the main window for the next start."""

import json
from typing import Any, cast

from PySide6.QtCore import QByteArray, QObject, Qt

from app.services.plan_views import Look
from app.ui.control_room.drill import Stop
from app.ui.control_room.look import look_of
from app.ui.control_room.torn import DrillWindow, PlanWindow, TornWindow
from app.ui.control_room.windows import Windows

MOST = 8
"""Windows that are opened again; a file that says more was not written by us."""


class KeptWindows(QObject):
    """Has saveState and restoreState as a splitter has, for the memory of the main window. The wall is not kept: nobody
    wants a screen filled at a start."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows)
        self._windows = windows
        self._waiting: list[dict[str, Any]] = []

    def saveState(self) -> QByteArray:
        """All that are open now; those that still wait for the plan stay kept."""
        kept = [*self._waiting, *(told for window in self._windows.open if (told := _told(window)) is not None)]
        return QByteArray(json.dumps(kept).encode())

    def restoreState(self, state: QByteArray) -> bool:
        """Open them as soon as there is a plan. False, and nothing is opened, where it cannot be read."""
        try:
            kept = json.loads(bytes(state.data()).decode())
        except ValueError:
            return False
        if not isinstance(kept, list):
            return False
        self._waiting = [one for one in kept if isinstance(one, dict)][:MOST]
        feed = self._windows.shared.feed
        if feed.grid is not None:
            self._open()
        elif self._waiting:
            feed.gridded.connect(self._open, Qt.ConnectionType.SingleShotConnection)
        return True

    def _open(self, *_: object) -> None:
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            window: TornWindow | None = None
            trail = _trail(one.get("trail"))
            if one.get("kind") == "plan":
                look = one.get("look")
                window = self._windows.tear_plan(Look.of(look if isinstance(look, dict) else {}))
            elif trail:
                window = self._windows.tear_drill(trail)
            at = one.get("at")
            if window is not None and isinstance(at, str):
                window.restoreGeometry(QByteArray.fromBase64(at.encode("ascii", "ignore")))


def _told(window: TornWindow) -> dict[str, Any] | None:
    at = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
    if isinstance(window, PlanWindow):
        return {"kind": "plan", "at": at, "look": look_of(window.plan).content()}
    if isinstance(window, DrillWindow) and window.drill.trail:
        return {"kind": "drill", "at": at, "trail": [[stop.kind, stop.id] for stop in window.drill.trail]}
    return None


def _trail(kept: object) -> tuple[Stop, ...]:
    """The stops that can be read."""
    stops = [one for one in kept if isinstance(one, list) and len(one) == 2] if isinstance(kept, list) else []
    return tuple(Stop(cast(Any, kind), id_) for kind, id_ in stops if kind in ("bin", "order") and isinstance(id_, int))
