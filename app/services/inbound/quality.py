"""Quality at goods in: plans of samples, what is to be looked at, what came of it. Blocking: jobs only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.ids import Op, new_op
from app.services.session import Session
from db import posting


@dataclass(frozen=True, slots=True)
class PlanOfQuality:
    """Which goods, how many of them. rule: all, share (amount 0 to 1), count (amount pieces) or iso2859 (by lot size).

    product, category, party: None is any. every_nth: of the deliveries of a product. accept: so many defects pass.
    action: inspection (a quality status) or hold (a hold on the lot). plan and version: the one that is changed.
    """

    name: str
    turn: int
    rule: str
    amount: Decimal | None = None
    product: int | None = None
    category: str | None = None
    party: int | None = None
    every_nth: int = 1
    accept: Decimal = Decimal(0)
    action: str = "inspection"
    active: bool = True
    plan: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """Use cases of one warehouse; raises Refusal, Fault or Unreachable."""

    session: Session

    def plans(self) -> Sequence[Any]:
        """The plans in their turn: the first that matches counts."""
        return self.session.door.query("qc_plans", warehouse=self._at)

    def checks(self, decided: bool = False) -> Sequence[Any]:
        """What is to be looked at, the oldest first; with `decided` what was looked at, too."""
        return self.session.door.query("qc_checks", warehouse=self._at, decided=decided)

    def put(self, plan: PlanOfQuality, op: Op | None = None) -> Mapping[str, Any]:
        """Make or change a plan. Answer: qc_plan_id, version."""
        return posting.put_qc_plan(
            self.session.door,
            op=op or new_op(),
            warehouse=self._at,
            name=plan.name,
            turn=plan.turn,
            rule=plan.rule,
            amount=plan.amount,
            product=plan.product,
            category=plan.category,
            party=plan.party,
            every_nth=plan.every_nth,
            accept=plan.accept,
            action=plan.action,
            active=plan.active,
            plan=plan.plan,
            version=plan.version,
        )

    def decide(self, check: int, defects: Decimal, note: str | None = None, op: Op | None = None) -> Mapping[str, Any]:
        """So many of the sample were bad. Answer: status (available or quarantined), lines."""
        return posting.decide_quality(
            self.session.door, op=op or new_op(), warehouse=self._at, check=check, defects=defects, note=note
        )

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id
