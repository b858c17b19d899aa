"""What the room Tasks stands on: the services as it needs them, jobs, the plan, the warehouse's clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any, Protocol

from app.heat.plan import FloorPlan
from app.services.tasks.kinds import Board, Piece
from app.services.tasks.walks import PieceWalk
from app.ui.jobs import Jobs
from app.ui.theme import Theme


class Boards(Protocol):
    """app.services.tasks.TaskBoard, or a sample of it. Blocking."""

    def read(self, before: Board | None = None) -> Board: ...
    def give(self, tasks: Sequence[int], person: str | None) -> dict[str, Any]: ...
    def set_priority(self, tasks: Sequence[int], priority: int) -> dict[str, Any]: ...
    def hold(self, tasks: Sequence[int], reason: str, until: datetime | None = None) -> dict[str, Any]: ...
    def resume(self, tasks: Sequence[int]) -> dict[str, Any]: ...
    def cancel(self, tasks: Sequence[int], reason: str) -> dict[str, Any]: ...
    def cancel_reasons(self) -> tuple[tuple[str, str], ...]: ...
    def limit(self, person: str, kinds: Sequence[str] | None, zones: Sequence[str] | None) -> dict[str, Any]: ...


class Exceptions(Protocol):
    """app.services.tasks.Troubles, or a sample of it. Blocking."""

    def open(self) -> Sequence[Any]: ...
    def take(self, tasks: Sequence[int], person: str | None = None, next_step: str | None = None) -> dict[str, Any]: ...
    def settle(self, tasks: Sequence[int], what: str) -> dict[str, Any]: ...
    def elsewhere(self, order: int) -> int: ...


class Faces(Protocol):
    """app.services.tasks.Refills, or a sample of it. Blocking."""

    def rules(self) -> Sequence[Any]: ...
    def put(
        self, sku: str, face: str, least: Decimal, most: Decimal, pack: Decimal | None = None, *, active: bool = True
    ) -> dict[str, Any]: ...
    def look(self) -> dict[str, Any]: ...
    def call(self, location: int, product: int | None = None) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class TasksDesk:
    """floor: reads the plan; walk, walks: the way of a piece on it, of many by key (all on worker threads). clock: now,
    with a zone. decides: this person may give, hold and cancel work (supervisors); rules: they may say how faces are
    refilled."""

    theme: Theme
    jobs: Jobs
    boards: Boards
    exceptions: Exceptions
    faces: Faces
    floor: Callable[[], FloorPlan]
    walk: Callable[[Piece], PieceWalk | None]
    walks: Callable[[Sequence[Piece]], Mapping[str, PieceWalk]]
    zone: tzinfo
    clock: Callable[[], datetime]
    decides: bool = False
    rules: bool = False
