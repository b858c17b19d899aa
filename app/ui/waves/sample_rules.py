"""Fixed rules for substitutes, in which the states of their table are rendered and tested."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from app.domain.errors import Refusal
from app.services.picking import Substitute
from app.ui.showcase.samples import MOMENT

UNKNOWN = Refusal("WM404", "There is no product “TE-9”.", "Enter its SKU.", {"field": "instead"})


def sample_rules() -> tuple[Substitute, ...]:
    """Two for everybody, one for a customer."""
    cup, tea = "Cup, stoneware, white", "Tea, Darjeeling second flush, 50 g tin"
    return (
        Substitute(1, "CU-2210", 2, "CU-2211", cup, Decimal(1), 1, None, None, "K. Hansen"),
        Substitute(3, "TE-1187", 4, "TE-1190", tea, Decimal(2), 1, None, None, "K. Hansen"),
        Substitute(3, "TE-1187", 5, "TE-1204", "Tea, Assam, 100 g tin", Decimal(1), 2, 9, "STORE-04", "P. Adler"),
    )


def past_rules() -> tuple[Substitute, ...]:
    """Two that have ended: one went on with another figure, one was taken away."""
    one, _, other = sample_rules()
    return (
        replace(
            one,
            ratio=Decimal(2),
            made_at=MOMENT - timedelta(days=40),
            ended_at=MOMENT - timedelta(days=3),
            ended_by="K. Hansen",
        ),
        replace(
            other,
            substitute_sku="TE-1188",
            made_at=MOMENT - timedelta(days=90),
            ended_at=MOMENT - timedelta(days=12),
            ended_by="P. Adler",
        ),
    )


@dataclass
class SampleRules:
    """app.services.picking.Substitutes over fixed rules. refuse: what entering one answers."""

    held: tuple[Substitute, ...] = ()
    past: tuple[Substitute, ...] = ()
    refuse: Refusal | None = None

    def rules(self) -> Sequence[Substitute]:
        return self.held

    def history(self, limit: int = 500) -> Sequence[Substitute]:
        return (*self.past, *self.held)

    def enter(self, sku: str, instead: str, ratio: str, rank: int, customer: str = "") -> None:
        if self.refuse is not None:
            raise self.refuse
        rule = Substitute(0, sku, 0, instead, "", Decimal(ratio), rank, None, customer or None, "K. Hansen")
        others = [
            row for row in self.held if (row.sku, row.substitute_sku, row.customer) != (sku, instead, rule.customer)
        ]
        self.held = (*others, rule)

    def end(self, rule: Substitute) -> None:
        self.held = tuple(row for row in self.held if row != rule)
        self.past = (replace(rule, ended_at=MOMENT, ended_by="K. Hansen"), *self.past)
