"""The bins of a question: what each may hold (`Bins`), and what it holds while a plan is made (`Stand`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.optimise.putaway.goods import Floats, Load
from app.optimise.putaway.segregation import Segregation

Bools = NDArray[np.bool_]
NO_LIMIT = np.inf


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin. Limits that nobody set are None. sides: width, depth, height, mm; hazards: the hazard classes it is kept
    for, None: for goods that are not dangerous. x, y, z: where it is, mm."""

    id: int
    code: str
    kind: str = "storage"
    zone: str = ""
    storage_class: str = ""
    max_weight: float | None = None
    max_volume: float | None = None
    max_height: float | None = None
    max_units: int | None = None
    one_product: bool = False
    one_lot: bool = False
    temperature: str = "ambient"
    hazards: frozenset[str] | None = None
    sides: tuple[float, float, float] | None = None
    z: float = 0.0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Content:
    """What a bin holds, or will hold when open tasks are done, of one product and lot; as Goods."""

    bin: int
    product: int
    lot: int | None
    weight: float
    volume: float
    units: int = 0
    hazard: str | None = None
    coming: bool = False


@dataclass(frozen=True)
class Bins:
    """Bins as arrays, in one order. number: of a bin's id."""

    rows: tuple[Bin, ...]
    number: dict[int, int]
    max_weight: Floats
    max_volume: Floats
    max_height: Floats
    max_units: Floats
    one_product: Bools
    one_lot: Bools
    pick: Bools
    z: Floats
    spots: Floats
    sides: Floats
    zones: tuple[str, ...]
    zone: NDArray[np.int64]
    temperatures: tuple[str, ...]
    temperature: NDArray[np.int64]
    hazards: tuple[frozenset[str] | None, ...]
    hazard: NDArray[np.int64]
    classes: tuple[str, ...]
    storage_class: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[Bin]) -> "Bins":
        """The arrays of these bins."""
        zones, zone = _coded([row.zone for row in rows])
        temperatures, temperature = _coded([row.temperature for row in rows])
        classes, storage_class = _coded([row.storage_class for row in rows])
        hazards = tuple(dict.fromkeys(row.hazards for row in rows))
        return cls(
            tuple(rows), {row.id: at for at, row in enumerate(rows)}, _limit(row.max_weight for row in rows),
            _limit(row.max_volume for row in rows), _limit(row.max_height for row in rows),
            _limit(row.max_units for row in rows), np.array([row.one_product for row in rows], dtype=bool),
            np.array([row.one_lot for row in rows], dtype=bool),
            np.array([row.kind == "pick" for row in rows], dtype=bool),
            np.array([row.z for row in rows], dtype=np.float64),
            np.array([(row.x, row.y, row.z) for row in rows], dtype=np.float64).reshape(-1, 3),
            np.sort(np.array([row.sides or (NO_LIMIT,) * 3 for row in rows], dtype=np.float64).reshape(-1, 3), axis=1),
            zones, zone, temperatures, temperature, hazards,
            np.array([hazards.index(row.hazards) for row in rows], dtype=np.int64), classes, storage_class,
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.rows)

    def within(self, where: Bools, metres: float) -> Bools:
        """(B,) bins nearer than so many metres to one of these, in a straight line."""
        found = np.zeros(len(self), dtype=bool)
        for spot in np.unique(self.spots[where], axis=0):
            found |= ((self.spots - spot) ** 2).sum(axis=1) < (metres * 1_000.0) ** 2
        return found

    def same_zone(self, where: Bools) -> Bools:
        """(B,) bins in a zone of one of these; what is in no zone shares none."""
        zones = [zone for zone in np.unique(self.zone[where]) if self.zones[int(zone)]]
        return np.asarray(np.isin(self.zone, zones))


def _limit(values: Iterable[float | None]) -> Floats:
    return np.array([NO_LIMIT if value is None else value for value in values], dtype=np.float64)


def _coded(words: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    known = {word: at for at, word in enumerate(dict.fromkeys(words))}
    return tuple(known), np.array([known[word] for word in words], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Contents:
    """Many contents side by side, (n,) each, one row for each bin, product and lot. lot 0: none; hazard "": none."""

    bin: NDArray[np.int64]
    product: NDArray[np.int64]
    lot: NDArray[np.int64]
    weight: Floats
    volume: Floats
    units: Floats
    hazard: NDArray[np.str_]


@dataclass
class Stand:
    """What the bins hold now, with what is on its way to them. Changed by `add` while a plan is made.

    lots: of each product the bins that hold it, with its lots there. several: (B,) bins with two lots of one product.
    danger: of each hazard class (B,) the bins that hold some of it. segregation: which classes may lie together.
    """

    bins: Bins
    weight: Floats
    volume: Floats
    units: Floats
    products: NDArray[np.int64]
    several: Bools
    danger: dict[str, Bools] = field(default_factory=dict)
    segregation: Segregation = field(default_factory=Segregation)
    lots: dict[int, dict[int, set[int | None]]] = field(default_factory=dict)

    @classmethod
    def of(cls, bins: Bins, contents: Iterable[Content] = ()) -> "Stand":
        """How the bins stand; contents of bins that are not among them are left out."""
        size = len(bins)
        made = cls(
            bins, np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(size, dtype=np.int64),
            np.zeros(size, dtype=bool),
        )  # fmt: skip
        for one in contents:
            at = bins.number.get(one.bin)
            if at is not None:
                made._put(at, one.product, one.lot, one.weight, one.volume, one.units, one.hazard)
        return made

    @classmethod
    def of_columns(cls, bins: Bins, rows: Contents, products: Iterable[int]) -> "Stand":
        """The same from columns. products: those that are asked about; where else lots lie is not looked up."""
        ids = np.array([row.id for row in bins.rows], dtype=np.int64)
        order = np.argsort(ids)
        spot = np.searchsorted(ids, rows.bin, sorter=order) if len(ids) else np.zeros(len(rows.bin), dtype=np.int64)
        spot = np.minimum(spot, max(0, len(ids) - 1))
        known = np.flatnonzero(ids[order[spot]] == rows.bin) if len(ids) else np.zeros(0, dtype=np.int64)
        at, size = order[spot[known]] if len(ids) else known, len(bins)
        made = cls.of(bins)
        made.weight += np.bincount(at, rows.weight[known], size)
        made.volume += np.bincount(at, rows.volume[known], size)
        made.units += np.bincount(at, rows.units[known], size)
        held = np.unique(np.stack([at, rows.product[known]]), axis=1)[0] if len(at) else at
        made.products += np.bincount(held, minlength=size)
        made.several |= np.bincount(at, minlength=size) > made.products
        for name in (str(one) for one in np.unique(rows.hazard[known]) if one):
            made._dangers(name)[at[rows.hazard[known] == name]] = True
        wanted = np.isin(rows.product[known], list(products))
        for spot_, product, lot in zip(at[wanted], rows.product[known][wanted], rows.lot[known][wanted], strict=True):
            made.lots.setdefault(int(product), {}).setdefault(int(spot_), set()).add(int(lot) or None)
        return made

    def copy(self) -> "Stand":
        """Another one that may be changed by itself."""
        lots = {product: {at: set(lots) for at, lots in there.items()} for product, there in self.lots.items()}
        return Stand(
            self.bins, self.weight.copy(), self.volume.copy(), self.units.copy(), self.products.copy(),
            self.several.copy(), {name: where.copy() for name, where in self.danger.items()}, self.segregation, lots,
        )  # fmt: skip

    def add(self, load: Load, at: int, share: float = 1.0) -> None:
        """The load, or that share of it, goes into bin number `at`."""
        for one in load.goods:
            self._put(at, one.product, one.lot, one.weight * share, one.volume * share, one.units, one.hazard)

    def _dangers(self, name: str) -> Bools:
        """The bins that hold goods of that hazard class, to be written on."""
        return self.danger.setdefault(name, np.zeros(len(self.bins), dtype=bool))

    def _put(
        self, at: int, product: int, lot: int | None, weight: float, volume: float, units: int, hazard: str | None
    ) -> None:  # fmt: skip
        self.weight[at] += weight
        self.volume[at] += volume
        self.units[at] += units
        here = self.lots.setdefault(product, {})
        if at not in here:
            self.products[at] += 1
        lots = here.setdefault(at, set())
        lots.add(lot)
        self.several[at] |= len(lots) > 1
        if hazard:
            self._dangers(hazard)[at] = True
