"""What is in each bin now: arrays that the change feed writes and the plan reads."""

import time
from collections.abc import Callable, Sequence
from typing import Literal, assert_never
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

from app.heat.metrics import Metric, MetricKey, Worst
from app.heat.plan import FloorPlan
from app.heat.tables import Bools, Bytes, Floats, Ints, Reals

DAY = 86_400.0
FACTS = np.dtype(
    [
        ("location_id", np.int64),
        ("on_hand", np.float64),  # units in the bin
        ("reserved", np.float64),  # of them promised
        ("held", np.float64),  # of them not available: on hold, blocked, quarantined, damaged, expired
        ("fill", np.float32),  # 0..1 of the capacity, NaN = not known
        ("quants", np.int32),  # stock records; 0 = the bin is empty
        ("picks_hour", np.float32),
        ("expires_on", np.float32),  # earliest expiry, days since 1970-01-01, NaN = none
        ("in_date", np.float32),  # oldest receipt, days since 1970-01-01, NaN = none
        ("counted_on", np.float32),  # last count of the whole bin, days since 1970-01-01, NaN = never
        ("tasks", np.float32),  # open tasks that take from it or bring to it, NaN = not known
    ],
    align=True,
)
"""One row of facts about one location: the whole truth about it, not a difference."""

DATA, EMPTY, NO_DATA, DIMMED, ABSENT = 4, 3, 2, 1, 0
"""State of a cell; where several bins share a pixel the higher one is told."""

Aggregate = Literal["worst", "mean", "best"] | int
"""How the levels of a cell become one value; a number chooses that level."""

How = Literal["max", "min", "far", "near", "mean"]
BEST: dict[Worst, How] = {"max": "min", "min": "max", "far": "near"}
"""What the best of several values is, by what the worst is."""


class DirtyWatch:
    """One reader's list of the cells that changed since it last looked. `on_dirty` is called when the first change
    after a look comes in, on the thread that applied it."""

    def __init__(self, cells: int, on_dirty: Callable[[], None] | None) -> None:
        self._marks: Bools = np.zeros(cells, np.bool_)
        self._on_dirty = on_dirty
        self.pending = False

    def mark(self, cells: NDArray[np.integer] | slice) -> None:
        """Note that these cells changed."""
        self._marks[cells] = True
        if not self.pending:
            self.pending = True
            if self._on_dirty is not None:
                self._on_dirty()

    def take_dirty(self) -> Ints:
        """The changed cells in rising order; the list is empty afterwards."""
        self.pending = False
        cells = np.flatnonzero(self._marks)
        self._marks[cells] = False
        return cells


class HeatGrid:
    """Facts of every location of a plan, shared by all views of it. Not thread safe: seed and apply on one thread
    (with a window open, the GUI thread: both cost microseconds a row)."""

    def __init__(self, plan: FloorPlan, *, clock: Callable[[], float] = time.time) -> None:
        n = len(plan.locations)
        self.plan = plan
        self.clock = clock
        self.known: Bools = np.zeros(n, np.bool_)
        # One row a location, so that a change touches one line of memory; the columns below are views into it.
        self.table: NDArray[np.void] = blank_rows(plan.locations.ids)
        self.on_hand: Floats = self.table["on_hand"]
        self.reserved: Floats = self.table["reserved"]
        self.held: Floats = self.table["held"]
        self.fill: Reals = self.table["fill"]
        self.quants: NDArray[np.int32] = self.table["quants"]
        self.picks_hour: Reals = self.table["picks_hour"]
        self.expires_on: Reals = self.table["expires_on"]
        self.in_date: Reals = self.table["in_date"]
        self.counted_on: Reals = self.table["counted_on"]
        self.tasks: Reals = self.table["tasks"]
        self.against: HeatGrid | None = None
        """The grid of the same plan that the metric "difference" compares with: what is there less what is here."""
        self._watches: WeakSet[DirtyWatch] = WeakSet()

    def watch(self, on_dirty: Callable[[], None] | None = None) -> DirtyWatch:
        """A list of changed cells for one reader; it lasts as long as the reader keeps it."""
        watch = DirtyWatch(self.plan.cells, on_dirty)
        self._watches.add(watch)
        return watch

    def seed(self, rows: NDArray[np.void], *, absent_empty: bool = True) -> int:
        """Replace everything by these FACTS rows. Locations without a row are empty (the rows came from all stock), or
        unknown if absent_empty is False. Returns how many rows named a location the plan does not have."""
        self.known[:] = absent_empty
        self.table[:] = blank_rows(self.plan.locations.ids)
        if absent_empty:
            self.fill[:] = 0
        at, rows, unknown = self._placed(rows)
        self._write(at, rows)
        for watch in self._watches:
            watch.mark(slice(None))
        return unknown

    def apply(self, rows: NDArray[np.void]) -> int:
        """Write FACTS rows; of two rows for one location the later counts. Returns how many rows named a location the
        plan does not have (a bin added since the plan was read)."""
        at, rows, unknown = self._placed(rows)
        if len(at):
            self._write(at, rows)
            self._changed(at)
        return unknown

    def put(self, field: str, location_ids: Ints, values: NDArray[np.generic]) -> int:
        """Write one field (picks_hour as time passes, say) for some locations; returns how many are not on the plan.
        Raises KeyError for a field that is not of FACTS."""
        if field not in (FACTS.names or ())[1:]:
            raise KeyError(field)
        at = self.plan.indices(location_ids)
        good = at >= 0
        at = at[good]
        getattr(self, field)[at] = values[good]
        if len(at):
            self._changed(at)
        return int(len(good) - len(at))

    def touch(self) -> None:
        """Say that everything must be read again (the clock moved on to a new day)."""
        for watch in self._watches:
            watch.mark(slice(None))

    def stir(self, location_ids: Ints) -> None:
        """Say that these locations must be read again: what they are compared with changed."""
        at = self.plan.indices(location_ids)
        self._changed(at[at >= 0])

    def facts(self, index: int) -> np.void:
        """The FACTS row of the location at this index (a copy)."""
        copy: np.void = self.table[index].copy()
        return copy

    def read(self, key: MetricKey, at: NDArray[np.integer] | slice) -> tuple[Reals, Bools]:
        """Values of one metric at location indices, NaN where there is none, and which of them are known and empty
        (for held: hold nothing back). Percent metrics run 0..100."""
        empty = self.known[at] & (self.quants[at] == 0)
        holds = self.known[at] & ~empty
        match key:
            case "fill":
                values = self.fill[at] * np.float32(100)
            case "on_hand":
                values = self.on_hand[at].astype(np.float32)
            case "picks_hour":
                values = self.picks_hour[at]
                empty = empty & (values == 0)  # a bin emptied by its picks was picked from all the same
                holds = self.known[at] & ~empty
            case "days_to_expiry":
                values = self.expires_on[at] - np.float32(self.clock() // DAY)
            case "held":
                empty = self.known[at] & (self.held[at] <= 0)  # nothing wrong is no news: grey, not the low end
                holds = self.known[at] & ~empty
                on_hand = self.on_hand[at]
                share = np.divide(self.held[at], on_hand, out=np.zeros_like(on_hand), where=on_hand > 0)
                values = (np.clip(share, 0, 1) * 100).astype(np.float32)
            case "age":
                values = np.maximum(np.float32(self.clock() / DAY) - self.in_date[at], np.float32(0))
            case "count_age":
                values = np.maximum(np.float32(self.clock() / DAY) - self.counted_on[at], np.float32(0))
                empty = self.known[at] & np.isnan(self.counted_on[at])  # an empty bin is counted like any other
                holds = self.known[at] & ~empty
            case "tasks":
                values = self.tasks[at]
                empty = self.known[at] & (values == 0)
                holds = self.known[at] & ~empty
            case "difference":
                values, empty, holds = self._difference(at)
            case _:
                assert_never(key)
        return np.where(holds, values, np.float32(np.nan)), empty

    def values(
        self, metric: Metric, aggregate: Aggregate = "worst", *, cells: Ints | None = None, mask: Bools | None = None
    ) -> tuple[Reals, Bytes]:
        """One value (NaN = none) and one state a cell, for all cells or those given. mask: which locations take part
        (all locations of the plan, or, with `cells`, those of `locations_of(cells)` in that order); a cell none of
        whose locations takes part is DIMMED, a cell without a location ABSENT."""
        table = self.plan.locations
        at: NDArray[np.integer] | slice
        if cells is None:
            counts = np.diff(table.start)
            at = slice(None) if table.in_order else table.order
            part = mask[at] if mask is not None else None
        else:
            counts = table.start[cells + 1] - table.start[cells]
            at = self.locations_of(cells)
            part = mask
        if isinstance(aggregate, int):
            on_level = table.level[at] == aggregate
            part = on_level if part is None else part & on_level
        values, empty = self.read(metric.key, at)
        return fold(values, empty, part, counts, how_of(metric, aggregate))

    def locations_of(self, cells: Ints) -> NDArray[np.int32]:
        """Location indices of the cells, cell by cell, lowest level first."""
        table = self.plan.locations
        counts = table.start[cells + 1] - table.start[cells]
        before = np.cumsum(counts) - counts
        return table.order[np.repeat(table.start[cells] - before, counts) + np.arange(int(counts.sum()))]

    def _difference(self, at: NDArray[np.integer] | slice) -> tuple[Reals, Bools, Bools]:
        """What lies in `against` less what lies here; empty where neither holds anything."""
        other = self.against
        if other is None:
            nothing = np.zeros_like(self.known[at])
            return np.zeros_like(self.fill[at]), nothing, nothing
        both = self.known[at] & other.known[at]
        empty = both & (self.quants[at] == 0) & (other.quants[at] == 0)
        return (other.on_hand[at] - self.on_hand[at]).astype(np.float32), empty, both & ~empty

    def _placed(self, rows: NDArray[np.void]) -> tuple[Ints, NDArray[np.void], int]:
        at = self.plan.indices(rows["location_id"])
        good = at >= 0
        if good.all():
            return at, rows, 0
        return at[good], rows[good], int(len(at) - good.sum())

    def _write(self, at: Ints, rows: NDArray[np.void]) -> None:
        self.known[at] = True
        self.table[at] = rows

    def _changed(self, at: Ints) -> None:
        cells = self.plan.locations.cell[at]
        for watch in self._watches:
            watch.mark(cells)


def say_aggregate(aggregate: Aggregate) -> str:
    """How the levels of a rack become one colour, in words; levels are counted from 1."""
    if isinstance(aggregate, int):
        return f"Level {aggregate + 1}"
    return {"worst": "Worst level", "mean": "Mean of levels", "best": "Best level"}[aggregate]


def fold(
    values: Reals,
    empty: Bools,
    part: Bools | None,
    counts: NDArray[np.integer],
    how: How,
) -> tuple[Reals, Bytes]:
    """Aggregate runs of `counts` locations to cells; see HeatGrid.values."""
    n = len(counts)
    out, states = np.full(n, np.nan, np.float32), np.full(n, ABSENT, np.uint8)
    some = np.flatnonzero(counts)
    if not len(some):
        return out, states
    if part is not None:
        values, empty = np.where(part, values, np.float32(np.nan)), empty & part
    if len(some) == n and int(counts.max()) == 1:
        out = values.copy()
        states[:] = np.where(empty, EMPTY, NO_DATA) if part is None else state_of(empty, part)
    else:
        starts = (np.cumsum(counts) - counts)[some]
        out[some] = fold_runs(values, starts, how)
        any_empty = np.logical_or.reduceat(empty, starts)
        any_part = np.ones(len(some), np.bool_) if part is None else np.logical_or.reduceat(part, starts)
        states[some] = state_of(any_empty, any_part)
    states[~np.isnan(out)] = DATA
    return out, states


def how_of(metric: Metric, aggregate: Aggregate) -> How:
    """How the levels of a cell are folded; a level that was chosen has one value, of two-deep racks the worst."""
    if aggregate == "mean":
        return "mean"
    return BEST[metric.worst] if aggregate == "best" else metric.worst


def fold_runs(values: Reals, starts: Ints, how: How) -> Reals:
    """Aggregate runs that begin at starts, leaving NaN out; NaN where a run has no value."""
    if how == "min":
        least: Reals = np.fmin.reduceat(values, starts)
        return least
    if how == "near":  # no change is the best there can be, whatever its sign
        above = np.fmin.reduceat(np.where(values >= 0, values, np.float32(np.nan)), starts)
        below = np.fmax.reduceat(np.where(values < 0, values, np.float32(np.nan)), starts)
        nearest: Reals = np.where(np.isnan(above) | (-below < above), below, above)
        return nearest
    if how == "far":
        high, low = np.fmax.reduceat(values, starts), np.fmin.reduceat(values, starts)
        farthest: Reals = np.where(-low > high, low, high)
        return farthest
    if how == "mean":
        known = ~np.isnan(values)
        total = np.add.reduceat(np.where(known, values, np.float32(0)), starts)
        count = np.add.reduceat(known.astype(np.int32), starts)
        return np.divide(total, count, out=np.full(len(starts), np.nan, np.float32), where=count > 0)
    most: Reals = np.fmax.reduceat(values, starts)
    return most


def state_of(empty: Bools, part: Bools) -> Bytes:
    """State of cells that have no value."""
    return np.where(empty, EMPTY, np.where(part, NO_DATA, DIMMED)).astype(np.uint8)


def blank_rows(location_ids: Ints | Sequence[int]) -> NDArray[np.void]:
    """FACTS rows of empty locations: zeros, and NaN for fill and dates."""
    rows = np.zeros(len(location_ids), FACTS)
    rows["location_id"] = location_ids
    for name in ("fill", "expires_on", "in_date", "counted_on"):
        rows[name] = np.nan
    return rows


def facts_rows(location_ids: Ints | Sequence[int], **fields: NDArray[np.generic] | Sequence[float]) -> NDArray[np.void]:
    """FACTS rows from parallel arrays; a field left out is 0 (fill, expires_on, in_date, counted_on: NaN)."""
    rows = blank_rows(location_ids)
    for name, column in fields.items():
        rows[name] = column
    return rows
