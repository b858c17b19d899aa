"""Rules to put goods down by: at random, by ABC classes, by velocity, by aisles. Each keeps every limit."""

from collections.abc import Sequence

import numpy as np

from app.domain.errors import Refusal
from app.optimise.slotting.demand import Demand
from app.optimise.slotting.question import Amounts, Goods, Numbers
from app.optimise.slotting.slots import Slots

BY_GOODS = (0.2, 0.3)
"""ABC by goods: the busiest fifth are A, the next three tenths B."""
BY_LINES = (0.5, 0.3)
"""ABC by lines: A makes the first half of all lines, B the next three tenths."""


def abc_classes(lines: Amounts, shares: tuple[float, float] = BY_LINES, *, by_lines: bool = True) -> Numbers:
    """0, 1, 2 for A, B, C, in the order of the SKUs. lines: order lines of each."""
    ranked = np.argsort(-lines, kind="stable")
    weight = lines[ranked] if by_lines else np.ones(len(lines))
    before = (np.cumsum(weight) - weight) / max(1e-9, float(weight.sum()))
    found = np.empty(len(lines), dtype=np.int64)
    found[ranked] = np.where(before < shares[0], 0, np.where(before < sum(shares), 1, 2))
    return found


def cube_per_order(goods: Sequence[Goods], demand: Demand) -> Amounts:
    """Heskett's index (1963): the litres that a SKU's face takes for each line a day; inf for what nobody asked for.
    Few litres for many lines belong near."""
    litres = np.array([g.litres for g in goods])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(demand.lines > 0, litres * demand.days / demand.lines, np.inf))


def at_random(slots: Slots, seed: int) -> None:
    """Each SKU into any bin that may hold it, whose turn it is by lot; those with few such bins first."""
    draw = np.random.default_rng(seed)
    skus = np.lexsort((draw.random(len(slots.goods)), _ways(slots)))
    for s in skus:
        _put(slots, [s], draw.permutation(len(slots.ground.faces)))


def by_classes(slots: Slots, classes: Numbers, seed: int) -> None:
    """ABC: the classes one after the other take the bins nearest to home, each in any order."""
    lot = np.random.default_rng(seed).random(len(slots.goods))
    _put(slots, np.lexsort((lot, classes)), _nearest(slots))


def by_aisles(slots: Slots, worth: Amounts) -> None:
    """The SKUs of least worth first, aisle by aisle: the aisle whose bins are nearest on average fills first."""
    stops = [face.stop for face in slots.ground.faces]
    ways: dict[object, list[float]] = {}
    for stop, way in zip(stops, slots.ground.home_and_back.tolist(), strict=True):
        ways.setdefault(stop.aisle, []).append(way)
    mean = {aisle: sum(found) / len(found) for aisle, found in ways.items()}
    aisle = np.array([mean[stop.aisle] for stop in stops])
    bins = np.lexsort((slots.board.reach, slots.ground.home_and_back, aisle))
    _put(slots, np.argsort(worth, kind="stable"), bins)


def put_cheapest(slots: Slots, worth: Amounts) -> None:
    """The SKUs of least worth first, each where a stop of its family usually adds least to a walk."""
    ranked = np.argsort(worth, kind="stable")
    _refuse_lost(slots, slots.loops.cheapest_fit(slots.board, ranked[slots.board.at[ranked] < 0]))


def _nearest(slots: Slots) -> Numbers:
    """Bins by the way there and back, at one place the golden levels first."""
    return np.lexsort((slots.board.reach, slots.ground.home_and_back))


def _put(slots: Slots, skus: Sequence[int] | Numbers, bins: Sequence[int] | Numbers) -> None:
    ranked = np.array([s for s in skus if slots.board.at[s] < 0], dtype=np.int64)
    _refuse_lost(slots, slots.loops.first_fit(slots.board, ranked, np.asarray(bins, dtype=np.int64)))


def _refuse_lost(slots: Slots, count: int) -> None:
    if count:
        lost = [g.sku for g, at in zip(slots.goods, slots.board.at, strict=True) if at < 0]
        raise Refusal(
            "slotting.no_room",
            f"{len(lost):,} products find no bin that may hold them, {lost[0]} among them.",
            "Add pick faces of their storage class, or check their sizes.",
        )


def _ways(slots: Slots) -> Numbers:
    """In how many bins each SKU may lie."""
    return np.asarray(slots.board.fits @ np.bincount(slots.board.kind, minlength=slots.board.fits.shape[1]))
