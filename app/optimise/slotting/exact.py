"""What walks are, measured as pickers walk them: by the tours of app.optimise.routing, not by the search's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.optimise.routing import PLAIN, Engine, Stop, TravelMap, plan_tour
from app.optimise.slotting.question import Ground, Order


@dataclass(frozen=True, slots=True)
class Walked:
    """metres: of all tours; tours: how many; proven: how many of them are proven shortest; least: metres that no tours
    through these bins go below."""

    metres: float
    tours: int
    proven: int
    least: float


def walked(
    travel: TravelMap, ground: Ground, home: Stop, orders: Sequence[Order], where: Mapping[str, int],
    engine: Engine = PLAIN,
) -> Walked:  # fmt: skip
    """Every order walked on its own from home and back, its SKUs in these bins; those without a bin are left out.
    About 5 ms an order."""
    metres = least = 0.0
    tours = proven = 0
    for order in orders:
        stops = [ground.faces[where[sku]].stop for sku in order.skus if sku in where]
        if stops:
            tour = plan_tour(travel, stops, home, home, engine)
            metres += tour.metres
            least += tour.bound
            tours += 1
            proven += tour.optimal
    return Walked(metres, tours, proven, least)
