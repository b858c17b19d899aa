"""What went wrong and is not settled, and what is done about it. Blocking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.ids import Op, new_op
from app.services.session import Session
from db import posting


@dataclass(frozen=True, slots=True)
class Troubles:
    """Exceptions of one warehouse. Every one has an owner (somebody, or the supervisors on duty) and a next step."""

    session: Session

    def open(self) -> Sequence[Any]:
        """Those that are open, nobody's first. Columns as in the query `work_exceptions`."""
        return self.session.door.query("work_exceptions", warehouse=self._at)

    def take(
        self, tasks: Sequence[int], person: str | None = None, next_step: str | None = None, op: Op | None = None
    ) -> dict[str, Any]:
        """I see to it (or somebody else), with another next step if need be."""
        return posting.own_exceptions(
            self.session.door,
            op=op or new_op(),
            warehouse=self._at,
            tasks=list(tasks),
            person=person,
            next_step=next_step,
        )

    def settle(self, tasks: Sequence[int], what: str, op: Op | None = None) -> dict[str, Any]:
        """It is settled; what was done about it."""
        return posting.settle_exceptions(
            self.session.door, op=op or new_op(), warehouse=self._at, tasks=list(tasks), settlement=what
        )

    def elsewhere(self, order: int, op: Op | None = None) -> int:
        """Reserve what an order still misses from other bins; how many picks that made."""
        answer = posting.reserve(self.session.door, op=op or new_op(), warehouse=self._at, orders=[order])
        return len(answer["reservations"])

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id
