"""A floor with stock and batches, for tests of picking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.ids import new_op
from db import posting
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground


@dataclass
class Floor:
    """Bins with goods, orders in batches, and what a picker does with them."""

    ground: Ground
    orders: dict[str, int] = field(default_factory=dict)
    doors: dict[str, Database] = field(default_factory=dict)

    def stock(self, given: Mapping[str, tuple[str, int]] | Sequence[tuple[str, str, int]], **more: Any) -> None:
        """Goods into bins: (place, SKU, quantity)."""
        door = self._door("t_supervisor")
        rows = (
            [(place, sku, quantity) for place, (sku, quantity) in given.items()]
            if isinstance(given, Mapping)
            else given
        )
        for place, sku, quantity in rows:
            self.ground.receive(door, sku, quantity, place, **more)

    def reserve(self, orders: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
        """Enter these orders and reserve them, in this order."""
        boss = self._door("t_supervisor")
        ids = [acts.order(self.ground, number, dict(lines), boss) for number, lines in orders.items()]
        self.orders |= dict(zip(orders, ids, strict=True))
        return acts.reserve(self.ground, boss, *ids)

    def take(self, door: Database, *numbers: str, **more: Any) -> int:
        """A batch of these orders for this person."""
        given = {"mode": "cluster", "orders": [self.orders[number] for number in numbers] or None, **more}
        answer = posting.take_batch(door, op=new_op(), warehouse=self.ground.wh, station="CART-1", **given)
        return int(answer["batch_id"])

    def tasks(self, door: Database, batch: int) -> list[Any]:
        """What is left of a batch, in walking order."""
        return list(door.query("batch_tasks", warehouse=self.ground.wh, batch=batch))

    def tote(self, place: str = "PACK-2") -> int:
        """An empty tote."""
        return acts.unit(self.ground, self._door("t_picker"), place=place)

    def pick(
        self, door: Database, batch: int, tasks: Any, tote: int | None, *counts: int, **more: Any
    ) -> dict[str, Any]:
        """Pick these tasks into a tote: all, or so many of each."""
        rows = tasks if isinstance(tasks, list) else [tasks]
        each = counts or tuple(row.quantity for row in rows)
        lines = [{"task": row.task_id, "quantity": str(count)} for row, count in zip(rows, each, strict=True)]
        given = {"op": new_op(), "place": self.ground.places["STAGE-1"], **more}
        return posting.pick_stop(door, warehouse=self.ground.wh, batch=batch, lines=lines, to_hu=tote, **given)

    def drop(self, door: Database, batch: int, place: str, *totes: int) -> dict[str, Any]:
        """Set totes down: these, or all."""
        return posting.drop_batch(
            door,
            op=new_op(),
            warehouse=self.ground.wh,
            batch=batch,
            place=self.ground.places[place],
            totes=list(totes) or None,
        )

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the superuser reads."""
        with self.ground.root() as root:
            return root.execute(statement, values).fetchall()

    def _door(self, login: str) -> Database:
        """One door a person is enough."""
        if login not in self.doors:
            self.doors[login] = self.ground.as_(login)
        return self.doors[login]
