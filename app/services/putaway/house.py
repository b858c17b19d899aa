"""The house as putting away asks for it: rows of the database into questions for app.optimise.putaway."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.domain.errors import Refusal
from app.optimise.putaway import STANDARD, Contents, Question, Segregation, Stand, Ways
from app.services.putaway.ground import Ground, Grounds, min_of
from app.services.putaway.hazards import segregation_of
from app.services.putaway.kinds import RuleBook, rule_of
from app.services.putaway.loads import Waits, loads_of
from db.engine import Database

_FACES = 3


class House:
    """Reads one warehouse. Blocking; thread-safe; keeps bins and ways for a while."""

    def __init__(self, door: Database, warehouse: int) -> None:
        self.door, self.warehouse = door, warehouse
        self._grounds = Grounds(door, warehouse)

    def question(self, asked: Mapping[str, Any], without: int | None = None) -> tuple[Question, Waits]:
        """What is asked about units, quants or a task, as things stand. without: not counting that task."""
        waits = self.loads(asked)
        ground = self.ground()
        products = {product for load in waits.loads for product in load.lots}
        stand = Stand.of_columns(ground.bins, _contents(self.rows("putaway_contents", without=without)[0]), products)
        if any(load.hazards for load in waits.loads):
            stand.segregation = self.segregation()
        rules = tuple(rule for rule in self.rules().rules if rule.active)
        return Question(waits.loads, stand, rules, self._ways(ground, waits)), waits

    def loads(self, asked: Mapping[str, Any]) -> Waits:
        """What is asked about; nothing said: all that waits."""
        return loads_of(self.load_rows(asked), again="task" in asked)

    def load_rows(self, asked: Mapping[str, Any]) -> Sequence[Any]:
        """The same as rows."""
        return self.rows("putaway_loads", **{"units": None, "quants": None, "task": None, **asked})

    def rules(self) -> RuleBook:
        """The rules in their order; the standard ones where there are none."""
        rows = self.rows("putaway_rules")
        return RuleBook(tuple(map(rule_of, rows)), rows[0].version, rows[0].person) if rows else RuleBook(STANDARD, 0)

    def segregation(self) -> Segregation:
        """Which dangerous goods may lie together."""
        return segregation_of(self.rows("hazard_rules"))

    def tasks(self, done: int) -> Sequence[Any]:
        """Open putaway tasks, then the last so many that are over."""
        return self.rows("putaway_tasks", done=done)

    def task(self, task: int) -> Any:
        """One open putaway task. WM404."""
        row = next((row for row in self.tasks(0) if row.task_id == task), None)
        if row is None:
            raise Refusal("WM404", "This putaway task is not open any more.", "Refresh the list of tasks.")
        return row

    def ground(self) -> Ground:
        """Bins and ways."""
        return self._grounds.ground()

    def forget(self) -> None:
        """Bins have changed."""
        self._grounds.forget()

    def rows(self, name: str, **more: Any) -> Sequence[Any]:
        """A named query of this warehouse."""
        return self.door.query(name, warehouse=self.warehouse, **more)

    def _ways(self, ground: Ground, waits: Waits) -> Ways:
        products = sorted({product for load in waits.loads for product in load.lots})
        number = ground.bins.number
        own: dict[int, set[int]] = {}
        faces: dict[int, list[int]] = {}
        for row in self.rows("putaway_homes", products=products) if products else ():
            if row.location_id not in number:
                continue
            if row.fixed:
                own.setdefault(row.product_id, set()).add(number[row.location_id])
            else:
                faces.setdefault(row.product_id, []).append(number[row.location_id])
        near = {product: min_of([ground.ways_from_bin(at) for at in some[:_FACES]]) for product, some in faces.items()}
        sources = {at: ground.ways_from(x, y) for at, (x, y) in waits.places.items()}
        return Ways(sources, near, {product: frozenset(some) for product, some in own.items()})


def _contents(row: Any) -> Contents:
    """The row of `putaway_contents` as columns."""
    return Contents(
        np.array(row.location or [], dtype=np.int64), np.array(row.product or [], dtype=np.int64),
        np.array(row.lot or [], dtype=np.int64), np.array(row.weight or [], dtype=np.float64),
        np.array(row.volume or [], dtype=np.float64), np.array(row.units or [], dtype=np.float64),
        np.array(row.hazard or [], dtype=np.str_),
    )  # fmt: skip
