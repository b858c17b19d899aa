"""What the slotting page stands on: the service as it needs it, jobs, the plan, the warehouse's clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Protocol

from app.heat.plan import FloorPlan
from app.services.slotting import Proposal, Wish
from app.ui.jobs import Jobs
from app.ui.theme import Theme


class Slots(Protocol):
    """app.services.slotting.Slotting, or a sample of it. Blocking."""

    def look(
        self, wish: Wish, enough: Callable[[], bool], *, progress: Callable[[int, int | None, str], None]
    ) -> Proposal: ...
    def plan(self, proposal: Proposal, moves: int, not_before: datetime) -> dict[str, Any]: ...
    def plans(self) -> Sequence[Any]: ...
    def planned(self, plan: int) -> Sequence[Any]: ...
    def done(self, tasks: Sequence[int]) -> dict[str, Any]: ...
    def cancel(self, plan: int) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class SlottingDesk:
    """floor: reads the plan, on a worker thread. clock: now, with a zone. may_move: this person may say that a move was
    made (supervisors)."""

    theme: Theme
    jobs: Jobs
    slots: Slots
    floor: Callable[[], FloorPlan]
    zone: tzinfo
    clock: Callable[[], datetime]
    may_move: bool = False
