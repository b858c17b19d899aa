"""Choosing cartons: the smallest that takes everything; else several, each as small as its content allows."""

from collections.abc import Sequence

from app.optimise.cartons.goods import CartonType, Item, OwnPackaging, PackedCarton, Parcel, Placement
from app.optimise.cartons.load import load

FULLEST = 0.93
"""Nine pieces or more hardly ever fill a carton beyond this share: such a carton is not tried with all of them."""


def choose(items: Sequence[Item], cartons: Sequence[CartonType]) -> list[Parcel]:
    """Parcels for the pieces: cartons largest content first, then pieces that ship in their own packaging.

    Cartons are tried by volume, smallest first. Where none takes all, the largest is filled as far as it goes, then
    the rest is packed in the same way; at the end each carton shrinks to the smallest that takes what lies in it.
    Every piece is in exactly one parcel. Never raises for a piece that is too long or too heavy.
    """
    by_volume = sorted(cartons, key=lambda c: (c.volume(), c.tare, c.code))
    own: list[Parcel] = []
    left: list[Item] = []
    for item in items:
        why = _why_not(item, by_volume)
        if why:
            own.append(OwnPackaging(item, why))
        else:
            left.append(item)
    packed: list[Parcel] = []
    while left:
        whole = _smallest(left, by_volume)
        if whole is not None:
            packed.append(whole)
            break
        carton, left = _fullest(left, by_volume)
        packed.append(carton)
    return packed + own


def _why_not(item: Item, cartons: Sequence[CartonType]) -> str:
    """Why no carton takes this piece alone; empty where one does."""
    fitting = [carton for carton in cartons if any(_fits(turn, carton) for turn in item.turns())]
    if not fitting:
        return f"{max(item.length, item.width, item.height)} mm long: larger than every carton."
    if all(item.weight > carton.max_weight for carton in fitting):
        return f"{item.weight / 1000:.1f} kg: heavier than any carton carries."
    return ""


def _fits(turn: tuple[int, int, int], carton: CartonType) -> bool:
    return turn[0] <= carton.length and turn[1] <= carton.width and turn[2] <= carton.height


def _smallest(items: Sequence[Item], by_volume: Sequence[CartonType]) -> PackedCarton | None:
    volume, weight = sum(item.volume() for item in items), sum(item.weight for item in items)
    for carton in by_volume:
        usable = carton.volume() * (FULLEST if len(items) > 8 else 1)
        if volume > usable or weight > carton.max_weight:
            continue
        if not all(any(_fits(turn, carton) for turn in item.turns()) for item in set(items)):
            continue
        placements, left = load(carton, items, or_nothing=True)
        if not left:
            return _packed(carton, placements)
    return None


def _fullest(items: list[Item], by_volume: Sequence[CartonType]) -> tuple[PackedCarton, list[Item]]:
    """The largest carton that takes anything, filled; shrunk where its content fits a smaller one. And the rest."""
    for carton in reversed(by_volume):
        placements, left = load(carton, items)
        if placements:
            inside = [placement.item for placement in placements]
            return _smallest(inside, by_volume) or _packed(carton, placements), left
    raise AssertionError("every piece here fits some carton alone")


def _packed(carton: CartonType, placements: tuple[Placement, ...]) -> PackedCarton:
    return PackedCarton(
        carton,
        placements,
        carton.tare + sum(placement.item.weight for placement in placements),
        sum(placement.item.volume() for placement in placements) / carton.volume(),
    )
