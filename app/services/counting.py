"""Counting as a supervisor sees it: plans, who counts what, differences, decisions, accuracy. Blocking: jobs only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.domain.ids import Op, new_op
from app.services.session import Session
from db import posting

PAGE = 200
PENDING = ("counted", "review")  # states that wait for a supervisor's word
DONE = ("posted",)


@dataclass(frozen=True, slots=True)
class PlanWish:
    """A plan to be made. kind: abc, turnover, accuracy, zero or demand (with locations); rule: see api.plan_counts_v1.

    tolerance: base units, share: of what is expected; a difference within the larger of the two needs no second look.
    """

    name: str
    kind: str
    rule: Mapping[str, Any]
    locations: tuple[int, ...] = ()
    every_days: int | None = None
    tolerance: Decimal = Decimal(0)
    share: Decimal = Decimal(0)
    auto_post: bool = True
    person: str | None = None


@dataclass(frozen=True, slots=True)
class CountWalk:
    """Counting by walking past: whoever asks for the next work near a bin that is due counts it first. way: off, aisle
    (where they stand) or metres (so far from there). person: who said so last, None where nobody did."""

    way: str
    metres: float | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """Use cases of one warehouse; raises Refusal, Fault or Unreachable."""

    session: Session

    # ---- reading ----
    def plans(self) -> Sequence[Any]:
        """Plans with their progress, newest first; ended ones last."""
        return self._read("count_plans")

    def counts(self, plan: int | None, states: Sequence[str] | None = None, after: int | None = None) -> Sequence[Any]:
        """A page of bins on the list, in order of count_id."""
        return self._read("counts", plan=plan, states=list(states) if states else None, after=after, limit=PAGE)

    def pending(self) -> Sequence[Any]:
        """Bins that wait for a supervisor's word, at most a page."""
        return self.counts(None, PENDING)

    def review(self, count: int) -> Sequence[Any]:
        """Every pass over a bin, key by key: expected, counted, difference, value."""
        return self._read("count_review", count=count)

    def accuracy(self, by: str, days: int = 90) -> Sequence[Any]:
        """Inventory record accuracy by bin, sku, class or person, the worst first."""
        return self._read("count_accuracy", by=by, days=days)

    def people(self) -> Sequence[Any]:
        """login, name and how many bins are given to them, of all who can count."""
        return self._read("counters")

    def walk(self) -> CountWalk:
        """Whether people count by walking past."""
        row = self._read("count_walk")[0]
        return CountWalk(row.way, row.metres, row.person)

    # ---- acting ----
    def set_walk(self, walk: CountWalk) -> dict[str, Any]:
        """Say whether people count by walking past, from now on. Answer: way, metres."""
        metres = None if walk.metres is None else Decimal(str(walk.metres))
        return posting.set_count_walk(self.session.door, op=new_op(), warehouse=self._at, way=walk.way, metres=metres)

    def plan(self, wish: PlanWish, op: Op | None = None) -> dict[str, Any]:
        """Make a plan and put its first bins on the list. Answer: plan_id, counts, already, run."""
        return posting.plan_counts(
            self.session.door,
            op=op or new_op(),
            warehouse=self._at,
            name=wish.name,
            kind=wish.kind,
            rule=dict(wish.rule),
            locations=list(wish.locations) or None,
            every_days=wish.every_days,
            tolerance=wish.tolerance,
            tolerance_share=wish.share,
            auto_post=wish.auto_post,
            person=wish.person,
        )

    def count_these_bins(self, locations: Sequence[int], person: str | None = None) -> dict[str, Any]:
        """A count on demand of these bins (ids), as the map asks for it; person: a login, or whoever comes.

        Bins that are on a list already stay there. Answer: plan_id, counts (put on the list), already.
        """
        op = new_op()
        what = "1 bin" if len(locations) == 1 else f"{len(locations):,} bins"
        name = f"{what} from the map, {datetime.now(UTC):%d %b}, {str(op)[-4:]}"
        return self.plan(PlanWish(name, "demand", {}, tuple(locations), person=person), op)

    def run(self, plan: int | None = None) -> dict[str, Any]:
        """Put the bins of this plan, or of all that are due, on the list again. Answer: plans, counts."""
        return posting.run_counts(self.session.door, op=new_op(), warehouse=self._at, plan=plan)

    def end(self, plan: int) -> dict[str, Any]:
        """End a plan. Answer: cancelled (bins that nobody had begun)."""
        return posting.end_plan(self.session.door, op=new_op(), warehouse=self._at, plan=plan)

    def assign(self, counts: Sequence[int], person: str | None) -> dict[str, Any]:
        """Give bins to a person, or to whoever comes. Answer: assigned, kept."""
        return posting.assign_counts(
            self.session.door, op=new_op(), warehouse=self._at, counts=list(counts), person=person
        )

    def approve(
        self, counts: Sequence[int], reason: str | None = None, *, give_back: bool = False, op: Op | None = None
    ) -> dict[str, Any]:
        """Post the differences. give_back: reservations in the way too. Answer: counts, lines, units, released."""
        return posting.approve_counts(
            self.session.door,
            op=op or new_op(),
            warehouse=self._at,
            counts=list(counts),
            reason=reason,
            break_=give_back,
        )

    def recount(self, counts: Sequence[int], person: str | None = None) -> dict[str, Any]:
        """Have bins counted again by somebody else. Answer: recounts."""
        return posting.recount(self.session.door, op=new_op(), warehouse=self._at, counts=list(counts), person=person)

    def post_ready(self) -> dict[str, Any]:
        """Post what was within tolerance. Answer: counts, lines, review."""
        return posting.post_counts(self.session.door, op=new_op(), warehouse=self._at)

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id

    def _read(self, name: str, **parameters: Any) -> Sequence[Any]:
        return self.session.door.query(name, warehouse=self._at, **parameters)
