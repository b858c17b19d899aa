"""A stretch of the past as arrays: what lay in the bins when it begins, and every change of it after that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from app.heat.tables import Bools, Floats, Ints

UNIT = 1_000_000  # quantities are whole millionths of a base unit here: sums are exact, in whatever order
HOUR = 3600.0

Key = tuple[int, int, int | None, int | None, int | None, str]
"""location, product, lot, handling unit, owner, status: what a stock record stands for."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One ledger entry. at: seconds since 1970; taken, given: the keys it changed (None: a virtual place); entry: its
    number; undoes: the number of the entry that it takes back."""

    at: float
    kind: str
    quantity: Decimal
    taken: Key | None
    given: Key | None
    entry: int = 0
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """What facts of bins are made of besides quantities. litres: volume of one unit by product (absent: not known);
    expires_on: days since 1970-01-01 by lot; capacity: litres by location (absent or 0: not known); blocked: locations
    whose stock is held."""

    litres: Mapping[int, float]
    expires_on: Mapping[int, float]
    capacity: Mapping[int, float]
    blocked: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tape:
    """From begins to ends (seconds since 1970); keys in the order of their place.

    places: location ids, rising, with capacity (litres, NaN not known) and blocked; first: where the keys of each place
    begin. place, product, good, litres, expires_on: one entry a key; start: millionths of a unit at `origin`, an hour
    before `begins` so that the picks of an hour are whole. at, key, change: each change, in the order of the ledger.
    pick_at, pick_place: when and where each pick begins to count; pick_end, pick_end_place: when and where one counts
    no more, in that order: an hour later, or when it is taken back.
    """

    origin: float
    begins: float
    ends: float
    places: Ints
    capacity: Floats
    blocked: Bools
    first: Ints
    place: NDArray[np.int32]
    product: Ints
    good: Bools
    litres: Floats
    expires_on: Floats
    start: Ints
    at: Floats
    key: NDArray[np.int32]
    change: Ints
    pick_at: Floats
    pick_place: NDArray[np.int32]
    pick_end: Floats
    pick_end_place: NDArray[np.int32]

    @property
    def changes(self) -> int:
        """How many changes there are."""
        return len(self.at)


@dataclass
class TapeMaker:
    """Takes stock as of `origin` and movements after it in their order, in any number of pages; then makes tapes.

    A tape of it may be made, played, and made again after more movements: keys may be new then.
    """

    origin: float
    _keys: dict[Key, int] = field(default_factory=dict)
    _start: list[int] = field(default_factory=list)
    _at: list[float] = field(default_factory=list)
    _key: list[int] = field(default_factory=list)
    _change: list[int] = field(default_factory=list)
    _picks: list[tuple[float, int]] = field(default_factory=list)
    _ends: list[float] = field(default_factory=list)
    _entries: dict[int, int] = field(default_factory=dict)

    def add_stock(self, stock: Iterable[tuple[Key, Decimal]]) -> None:
        """What lay there at the origin."""
        for key, quantity in stock:
            self._start[self._number(key)] += millionths(quantity)

    def add_movements(self, movements: Iterable[Movement]) -> None:
        """What happened then; a movement earlier than one before it raises ValueError."""
        for one in movements:
            if one.at < (self._at[-1] if self._at else self.origin):
                raise ValueError("movements come in the order of the ledger")
            for key, sign in ((one.taken, -1), (one.given, 1)):
                if key is not None:
                    self._at.append(one.at)
                    self._key.append(self._number(key))
                    self._change.append(sign * millionths(one.quantity))
            if one.undoes is not None:
                pick = self._entries.pop(one.undoes, None)
                if pick is not None:
                    self._ends[pick] = min(self._ends[pick], one.at)
            elif one.kind == "pick" and one.taken is not None:
                self._entries[one.entry] = len(self._picks)
                self._picks.append((one.at, one.taken[0]))
                self._ends.append(one.at + HOUR)

    @property
    def products(self) -> set[int]:
        """Products that were named."""
        return {key[1] for key in self._keys}

    @property
    def lots(self) -> set[int]:
        """Lots that were named."""
        return {key[2] for key in self._keys if key[2] is not None}

    @property
    def changes(self) -> int:
        """Changes so far."""
        return len(self._at)

    def make(self, begins: float, ends: float, goods: Goods) -> Tape:
        """The tape of what was taken in. begins: at least an hour after the origin, for whole picks per hour."""
        keys = list(self._keys)
        ids = np.array([key[0] for key in keys], np.int64)
        places = np.unique(np.concatenate((ids, np.array([place for _, place in self._picks], np.int64))))
        order = np.argsort(ids, kind="stable")
        rank = np.empty(len(keys), np.int32)
        rank[order] = np.arange(len(keys), dtype=np.int32)
        sorted_keys = [keys[i] for i in order.tolist()]
        place = np.searchsorted(places, ids[order]).astype(np.int32)
        start = np.array(self._start, np.int64)[order] if keys else np.empty(0, np.int64)
        volumes = (goods.litres.get(key[1], np.nan) for key in sorted_keys)
        expiries = (np.nan if key[2] is None else goods.expires_on.get(key[2], np.nan) for key in sorted_keys)
        capacity = np.array([goods.capacity.get(int(id_)) or np.nan for id_ in places], float)
        pick_at = np.array([at for at, _ in self._picks], float)
        picked = np.searchsorted(places, np.array([id_ for _, id_ in self._picks], np.int64)).astype(np.int32)
        pick_end = np.array(self._ends, float)
        ended = np.argsort(pick_end, kind="stable")
        return Tape(
            self.origin, begins, ends, places, capacity,
            np.isin(places, np.fromiter(goods.blocked, np.int64, len(goods.blocked))),
            np.searchsorted(place, np.arange(len(places) + 1)).astype(np.int64), place,
            np.array([key[1] for key in sorted_keys], np.int64),
            np.array([key[5] == "available" for key in sorted_keys], np.bool_),
            np.fromiter(volumes, float, len(keys)), np.fromiter(expiries, float, len(keys)), start,
            np.array(self._at, float), rank[np.array(self._key, np.int64)] if self._key else np.empty(0, np.int32),
            np.array(self._change, np.int64), pick_at, picked, pick_end[ended], picked[ended],
        )  # fmt: skip

    def _number(self, key: Key) -> int:
        number = self._keys.setdefault(key, len(self._keys))
        if number == len(self._start):
            self._start.append(0)
        return number


def millionths(quantity: Decimal) -> int:
    """A quantity as whole millionths; it has at most six decimals (up to 10^9 units fit into 64 bits)."""
    return int(quantity * UNIT)
