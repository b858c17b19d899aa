"""Slotting as planners and supervisors see it: look, choose, have it done in quiet hours, take it back. Blocking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.optimise.slotting import (
    Demand,
    Goods,
    Step,
    WhatIf,
    abc_classes,
    compiled,
    cube_per_order,
    demand_of,
    pairs_of,
    what_if,
)
from app.services.session import Session
from app.services.slotting.house import KEPT, House, read_house
from app.services.slotting.kinds import ProductLine, Proposal, Wish
from db import posting

Progress = Callable[[int, int | None, str], None]
_READING = 4


@dataclass(frozen=True, slots=True)
class Slotting:
    """Use cases of one warehouse; raises Refusal, Fault or Unreachable."""

    session: Session

    def look(self, wish: Wish, enough: Callable[[], bool], *, progress: Progress) -> Proposal:
        """Read, reckon, propose: some seconds to a minute. enough: true stops the search; what was found by then is the
        answer. Refuses where the period has no picks, one order, or nothing that may be moved."""
        if not 1 <= wish.days <= 730:
            raise Refusal("slotting.days", f"{wish.days} days cannot be looked at.", "Choose 1 to 730 days.")
        until = datetime.now(UTC)
        read = iter(range(1, _READING + 1))
        house = read_house(
            self.session.door, self._at, until - timedelta(days=wish.days), until,
            lambda words: progress(next(read), _READING, words),
        )  # fmt: skip
        house = replace(house, fixed={**house.fixed, **dict.fromkeys(wish.stay - house.fixed.keys(), KEPT)})
        progress(_READING, _READING, "Loading the search")
        loops = compiled()
        demand = demand_of(house.goods, house.orders)

        def going(done: int, total: int, words: str) -> bool:
            progress(done, total, words)
            return not enough()

        what = what_if(
            house.goods, house.ground, house.orders, house.now, loops, most=wish.most, longest=wish.longest,
            fixed=frozenset(house.fixed), going=going,
        )  # fmt: skip
        pairs = pairs_of(house.goods, demand)
        lines = _lines(house, demand, what)
        picks: dict[int, float] = {}
        for line in lines:
            picks[line.source_id] = picks.get(line.source_id, 0.0) + line.lines
        return Proposal(lines, what, pairs, picks, house.notes, len(demand.orders), demand.days, until)

    def plan(self, proposal: Proposal, moves: int, not_before: datetime, op: Op | None = None) -> dict[str, Any]:
        """Tasks for the first so many moves. Answer: plan_id, tasks. Refuses where the floor has changed since."""
        chosen = proposal.first(moves)
        if not chosen:
            raise Refusal("slotting.nothing", "No move is chosen.", "Choose at least one move.")
        ranks = [line.rank for line in chosen]
        return posting.plan_moves(
            self.session.door,
            op=op or new_op(),
            warehouse=self._at,
            moves=[
                {
                    "product": line.product_id,
                    "from": line.source_id,
                    "to": line.target_id,
                    "exchange": line.rank if ranks.count(line.rank) > 1 else None,
                }
                for line in chosen
            ],
            not_before=not_before,
            metres_a_day=Decimal(str(round(max(0.0, proposal.saved(moves)[1]), 2))),
        )

    def done(self, tasks: Sequence[int], op: Op | None = None) -> dict[str, Any]:
        """These moves were made on the floor. Answer: done, lines, moved, cancelled. For supervisors and pickers."""
        return posting.do_moves(self.session.door, op=op or new_op(), warehouse=self._at, tasks=list(tasks))

    def plans(self) -> Sequence[Any]:
        """Plans of moves with how far they are, newest first."""
        return self.session.door.query("move_plans", warehouse=self._at)

    def planned(self, plan: int) -> Sequence[Any]:
        """The tasks of a plan."""
        return self.session.door.query("planned_moves", warehouse=self._at, plan=plan)

    def cancel(self, plan: int, op: Op | None = None) -> dict[str, Any]:
        """Take back what nobody has begun. Answer: cancelled, kept."""
        return posting.cancel_moves(self.session.door, op=op or new_op(), warehouse=self._at, plan=plan)

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id


def _lines(house: House, demand: Demand, what: WhatIf) -> tuple[ProductLine, ...]:
    """Every product: those that move in the order of their steps, then the others by their lines."""
    classes, coi = abc_classes(demand.lines), cube_per_order(house.goods, demand)
    moving = {step.sku: (rank, step) for rank, step in enumerate(what.steps, 1)}
    moving |= {step.partner: (rank, step) for rank, step in enumerate(what.steps, 1) if step.partner}
    found = [
        _line(house, goods, "ABC"[classes[at]], demand.lines[at] / demand.days, float(coi[at]), moving.get(goods.sku))
        for at, goods in enumerate(house.goods)
    ]
    found.sort(key=lambda line: (line.rank or 1e9, line.saves is None, -line.lines, line.sku))
    return tuple(found)


def _line(
    house: House, goods: Goods, velocity: str, lines: float, coi: float, moved: tuple[int, Step] | None
) -> ProductLine:  # fmt: skip
    row, here = house.product[goods.sku], house.now[goods.sku]
    note, rank, target = house.fixed.get(goods.sku, ""), 0, -1
    saves = cost = payback = None
    if moved is not None:
        rank, step = moved
        first = step.sku == goods.sku
        target = step.target if first else step.source
        if first:
            saves, cost, payback = step.saves, step.cost, step.payback
        other = step.partner if first else step.sku
        note = f"swaps with {other}" if other else ""
    return ProductLine(
        row.product_id, goods.sku, row.name, velocity, float(lines), coi if np.isfinite(coi) else None,
        house.location[here], house.ground.faces[here].code, house.location[target] if target >= 0 else 0,
        house.ground.faces[target].code if target >= 0 else "", saves, cost, payback, rank, note,
    )  # fmt: skip
