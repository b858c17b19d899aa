"""What a demo run asks for: one seed, one store of the sample, how many bins and how many orders."""

from dataclasses import dataclass

from app.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class DemoSpec:
    """The whole demo follows from these figures; two equal specs give byte-equal input.

    seed: every derived figure (dimensions, expiry, small differences) hangs on it.
    store: store of the completejourney sample whose baskets become the orders.
    bins: storage locations to plan for; the generator meets it within a few per cent, 150 at least.
    orders: baskets in their own order of time. Fewer are returned where the store has fewer.
    top_sellers: best sellers stocked besides what the chosen orders ask for, at most one for 12 bins.
    skus: largest assortment; None = as many as needed. With a cap, the best sellers of the chosen orders
        stay, lines of other articles leave their order, and a basket that loses all its lines is skipped.
    reserve_fill: share of the reserve bins that hold something at the opening; each is a pallet or a few cases to
        receive and put away, so a smaller share opens faster.
    under_stocked: share of the demanded articles that get less than the orders need, so that real
        short picks occur; at most three orders in a hundred may suffer from it (see demand.py).
    """

    seed: int = 7
    store: int = 367
    bins: int = 10_000
    orders: int = 500
    top_sellers: int = 600
    skus: int | None = None
    reserve_fill: float = 0.62
    under_stocked: float = 0.006

    def __post_init__(self) -> None:
        if self.bins < 150 or self.bins > 500_000:
            raise Refusal("demo.bins", f"A demo of {self.bins:,} bins cannot be planned.", "Ask for 150 to 500,000.")
        if self.orders < 1:
            raise Refusal("demo.orders", f"{self.orders} orders is nothing to play.", "Ask for at least 1 order.")
        if self.skus is not None and self.skus < 10:
            raise Refusal("demo.skus", f"{self.skus} articles are too few for a demo.", "Ask for at least 10.")
        if not 0 <= self.reserve_fill <= 1 or self.top_sellers < 0 or not 0 <= self.under_stocked <= 0.05:
            raise Refusal(
                "demo.share",
                "top_sellers must not be negative; reserve_fill lies in 0 to 1, under_stocked in 0 to 0.05.",
                "Correct the demo's figures and start it again.",
            )
