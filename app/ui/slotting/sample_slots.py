"""A fixed proposal over the demo's building, in which the page's states are rendered and tested."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np

from app.domain.errors import Refusal
from app.heat.plan import FloorPlan
from app.heat.tables import KINDS
from app.optimise.slotting import Pair, Step, WhatIf
from app.services.slotting import ProductLine, Proposal, Wish
from app.ui.control_room.sample_floor import GOODS, sample_plan
from app.ui.showcase.samples import MOMENT

PRODUCTS, MOVES = 900, 48
NOTES = ("38 products stay: they lie in several pick faces.", "4 products stay: nobody has measured them.")
ONE_ORDER = Refusal(
    "slotting.one_order",
    "Only one order was picked in this period: that says nothing about the next ones.",
    "Choose a longer period, or come back when some days of orders have been picked.",
)
CHANGED = Refusal(
    "WM451", "No loose stock of 40-0012 lies in B-04-07-2 any more.", "Look for moves again: the floor has changed."
)


def sample_proposal(plan: FloorPlan, moves: int = MOVES) -> Proposal:
    """Products of the pick faces, the busiest of which come nearer to the pack line."""
    draw = np.random.default_rng(7)
    faces = np.flatnonzero(plan.locations.kind == KINDS.index("pick"))
    places = draw.permutation(faces)[: PRODUCTS + MOVES]
    lines = np.sort(draw.gamma(0.5, 1.4, PRODUCTS))[::-1]
    products = [_product(plan, at, places, float(lines[at]), moves) for at in range(PRODUCTS)]
    steps, walk, checked = [], 9_420.0, 9_610.0
    start = walk, checked
    for product in products[:moves]:
        walk -= product.saves or 0.0
        checked -= (product.saves or 0.0) * 0.82
        steps.append(
            Step(
                product.sku,
                0,
                1,
                None,
                product.saves or 0.0,
                product.cost or 0.0,
                product.payback or 0.0,
                walk,
                checked,
            )
        )
    what = WhatIf(tuple(steps), *start, 34, 11, complete=True)
    pairs = tuple(
        Pair(products[at].sku, products[at + 3].sku, 31 - at, (31 - at) / 412, 6.4 - at / 9) for at in range(24)
    )
    picks = {product.source_id: product.lines for product in products}
    return Proposal(tuple(products), what, pairs, picks, NOTES, 412, 45, MOMENT)


def _product(plan: FloorPlan, at: int, places: np.ndarray, lines: float, moves: int) -> ProductLine:
    sku, name = GOODS[at % len(GOODS)]
    source, moving = int(places[at]), at < moves
    target = int(places[PRODUCTS + at % MOVES])
    ids, codes = plan.locations.ids, plan.locations.codes
    saves = 42.0 / (1 + at / 9) if moving else None
    note = "swaps with 40-0871" if moving and at % 5 == 3 else "lies in several pick faces" if at == 60 else ""
    return ProductLine(
        1_000 + at, f"{sku[:3]}{at:04d}", name, "A" if at < 120 else "B" if at < 360 else "C", lines,
        None if at > 800 else 4.0 + at / 40, int(ids[source]), codes[source], int(ids[target]) if moving else 0,
        codes[target] if moving else "", saves, 236.0 if moving else None, None if saves is None else 236.0 / saves,
        at + 1 if moving else 0, note,
    )  # fmt: skip


@dataclass
class SampleSlots:
    """The service, without a database. moves: how many are found; refuse: why looking fails; refuse_plan: why planning
    does; hold: looking waits for it (and says how far it is) until it is set or stopped."""

    moves: int = MOVES
    refuse: Refusal | None = None
    refuse_plan: Refusal | None = None
    hold: threading.Event | None = None
    made: list[Any] = field(default_factory=list)
    asked: list[Wish] = field(default_factory=list)

    def floor(self) -> FloorPlan:
        """The plan."""
        return sample_plan()

    def look(
        self, wish: Wish, enough: Callable[[], bool], *, progress: Callable[[int, int | None, str], None]
    ) -> Proposal:
        """The proposal."""
        self.asked.append(wish)
        if self.refuse is not None:
            raise self.refuse
        progress(320, 900, "Looking at every product")
        while self.hold is not None and not self.hold.wait(0.02) and not enough():
            progress(320, 900, "Looking at every product")
        return sample_proposal(sample_plan(), min(self.moves, wish.most))

    def plan(self, proposal: Proposal, moves: int, not_before: datetime) -> dict[str, Any]:
        """Keep what was asked for."""
        if self.refuse_plan is not None:
            raise self.refuse_plan
        tasks = [_task(at, line) for at, line in enumerate(proposal.first(moves))]
        number = len(self.made) + 1
        self.made.append(
            SimpleNamespace(
                plan_id=number, made_at=MOMENT, person="K. Hansen", not_before=not_before, open=len(tasks), begun=0,
                metres_a_day=proposal.saved(moves)[1], done=0, cancelled=0, tasks=tasks,
            )
        )  # fmt: skip
        return {"plan_id": number, "tasks": len(tasks)}

    def plans(self) -> Sequence[Any]:
        """Newest first."""
        return self.made[::-1]

    def planned(self, plan: int) -> Sequence[Any]:
        """Tasks of a plan."""
        return list(self.made[plan - 1].tasks)

    def done(self, tasks: Sequence[int]) -> dict[str, Any]:
        """Those tasks are done."""
        for one in self.made:
            ended = [task for task in one.tasks if task.task_id in tasks]
            one.open, one.done = one.open - len(ended), one.done + len(ended)
            for task in ended:
                task.state_name = "done"
        return {"done": len(tasks), "lines": len(tasks), "moved": 24 * len(tasks), "cancelled": 0}

    def cancel(self, plan: int) -> dict[str, Any]:
        """Open tasks are cancelled."""
        one = self.made[plan - 1]
        cancelled, one.open, one.cancelled = one.open, 0, one.cancelled + one.open
        for task in one.tasks:
            task.state_name = "cancelled"
        return {"cancelled": cancelled, "kept": len(one.tasks) - cancelled}


def planned_before(slots: SampleSlots) -> None:
    """A night that is done and one that is half done."""
    proposal = sample_proposal(sample_plan())
    for moves, done, days in ((12, 12, 3), (20, 13, 1)):
        slots.plan(proposal, moves, MOMENT - timedelta(days=days))
        one = slots.made[-1]
        one.open, one.done = len(one.tasks) - done, done
        for task in one.tasks[:done]:
            task.state_name = "done"


def _task(at: int, line: ProductLine) -> Any:
    return SimpleNamespace(
        task_id=77_300 + at, state_name="ready", sku=line.sku, product=line.name, quantity=24 + at, exchange=None,
        from_code=line.source, to_code=line.target, person=None, not_before=MOMENT,
    )  # fmt: skip
