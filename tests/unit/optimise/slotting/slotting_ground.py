"""A small hall for slotting tests: four aisles of ten columns and three levels, a desk at the foot of the first."""

from dataclasses import dataclass
from random import Random

from app.optimise.routing import Face, Floor, Stop, TravelMap, build_travel_map
from app.optimise.slotting import Goods, Ground, Order, PickFace, ground_of

AISLES, COLUMNS, LEVELS, CELL, PITCH = 4, 10, 3, 1_000.0, 4_000.0
HOME = Stop(0.0, 2_000.0)


@dataclass(frozen=True)
class Hall:
    travel: TravelMap
    ground: Ground
    by_code: dict[str, int]


def hall(most: int = 1, litres: float = 200.0, grams: float = 200_000.0, last_class: str = "DRY") -> Hall:
    """Bins are named aisle-column-level; the bins of the last aisle are of `last_class`."""
    racks, faces = [], []
    for aisle in range(AISLES):
        x = PITCH * aisle
        name = f"{aisle + 1}"
        racks.append(Face(("Z", name), x - 1_400, 9_000, 90 + 180, CELL * COLUMNS, 800))
        racks.append(Face(("Z", name), x + 1_400, 9_000, 90, CELL * COLUMNS, 800))
        for column in range(COLUMNS):
            for level in range(LEVELS):
                faces.append(
                    PickFace(
                        f"{name}-{column}-{level}", Stop(x - 1_400, 4_500 + CELL * column, ("Z", name)),
                        last_class if aisle == AISLES - 1 else "DRY", 900.0 * level, 1_000, 800, 800, litres, grams,
                        most,
                    )
                )  # fmt: skip
    travel = build_travel_map(Floor(tuple(racks), (), ((HOME.x, HOME.y),)))
    return Hall(travel, ground_of(travel, faces, HOME), {face.code: at for at, face in enumerate(faces)})


def goods(count: int, **more: object) -> tuple[Goods, ...]:
    """SKUs of one litre, in families of five."""
    given = {"length": 100, "width": 100, "height": 100, "weight": 500, "pieces": 10, "classes": frozenset({"DRY"})}
    return tuple(Goods(f"S{n:03}", **{**given, "family": f"F{n // 5}", **more}) for n in range(count))


def orders(count: int, skus: int, seed: int = 1, days: int = 12) -> tuple[Order, ...]:
    """Some SKUs are asked for much more often than others, low numbers seldom; in_order lays those near."""
    draw = Random(seed)
    weights = [(n + 1) ** 2 for n in range(skus)]
    made = []
    for n in range(count):
        lines = dict.fromkeys(draw.choices(range(skus), weights, k=draw.randint(1, 5)))
        made.append(Order(n * days // count, tuple(f"S{s:03}" for s in lines)))
    return tuple(made)


def in_order(count: int) -> dict[str, int]:
    """SKU n in bin n."""
    return {f"S{n:03}": n for n in range(count)}
