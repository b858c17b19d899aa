"""One way of looking at a grid: metric, levels, filters and scale, worked out for every cell and kept up to date."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.heat.filters import Filter, passes
from app.heat.grid import Aggregate, HeatGrid, fold_runs, how_of, say_aggregate
from app.heat.metrics import PICKS_HOUR, Metric, Scale
from app.heat.pyramid import Blend, Pyramid
from app.heat.strips import StripSheet
from app.heat.tables import Bools, Bytes, Ints, Reals


class HeatPicture:
    """What one view shows. Several pictures may share a grid. The range of a quantile scale is found when the metric or
    filter is set and on rescale(), not with each change: a bin does not change colour because another one did."""

    def __init__(
        self,
        grid: HeatGrid,
        metric: Metric = PICKS_HOUR,
        *,
        blend: Blend = "mean",
        on_dirty: Callable[[], None] | None = None,
    ) -> None:
        self.grid = grid
        self.plan = grid.plan
        self.metric = metric
        self.aggregate: Aggregate = "worst"
        self.filters: tuple[Filter, ...] = ()
        self.sheet = StripSheet.of(grid.plan)
        self.pyramid = Pyramid(self.sheet, blend)
        self.values: Reals = np.empty(0, np.float32)
        self.states: Bytes = np.empty(0, np.uint8)
        self.scale: Scale = metric.scale(self.values)
        self._watch = grid.watch(on_dirty)
        self.rescale()

    @property
    def pending(self) -> bool:
        """Whether the grid changed since the last refresh."""
        return self._watch.pending

    def show(
        self,
        metric: Metric | None = None,
        *,
        aggregate: Aggregate | None = None,
        filters: Sequence[Filter] | None = None,
        blend: Blend | None = None,
    ) -> None:
        """Look at it another way; what is left out stays as it is. The whole picture is worked out anew."""
        self.metric = metric or self.metric
        self.aggregate = self.aggregate if aggregate is None else aggregate
        self.filters = self.filters if filters is None else tuple(filters)
        self.pyramid.blend = blend or self.pyramid.blend
        self.rescale()

    def rescale(self) -> None:
        """Work out every cell and find the range anew from what is there now."""
        self._watch.take_dirty()
        self.values, self.states = self.grid.values(self.metric, self.aggregate, mask=passes(self.filters, self.grid))
        self.scale = self.metric.scale(self.values)
        self.pyramid.fill(self.scale.severity(self.values), self.states)

    def refresh(self) -> NDArray[np.int32] | None:
        """Take in what changed. Returns the changed texels of level 0 (the pyramid's higher levels are renewed by
        settle() when they are looked at), or None where so much changed that every level was worked out anew."""
        cells = self._watch.take_dirty()
        if not len(cells):
            return np.empty(0, np.int32)
        if len(cells) * 4 > self.plan.cells:
            self.values, self.states = self.grid.values(
                self.metric, self.aggregate, mask=passes(self.filters, self.grid)
            )
            if not self._ranged():
                self.scale = self.metric.scale(self.values)
            self.pyramid.fill(self.scale.severity(self.values), self.states)
            return None
        mask = self._mask_of(cells)
        values, states = self.grid.values(self.metric, self.aggregate, cells=cells, mask=mask)
        self.values[cells], self.states[cells] = values, states
        return self.pyramid.update(cells, self.scale.severity(values), states)

    @property
    def levels(self) -> str:
        """Which level gives a cell its colour, in words; empty where no rack has more than one."""
        many = bool(len(self.plan.racks)) and int(self.plan.racks.levels.max()) > 1
        return say_aggregate(self.aggregate) if many else ""

    def location_at(self, cell: int) -> int:
        """Index of the location a cell stands for, -1 if it has none; see locations_at."""
        return int(self.locations_at(np.array([cell]))[0])

    def locations_at(self, cells: Ints) -> Ints:
        """Index of the location each cell stands for: the one with the worst value shown, of equals the lowest; the
        lowest of all where none has a value; -1 where there is no location."""
        table = self.plan.locations
        counts = table.start[cells + 1] - table.start[cells]
        out = np.full(len(cells), -1, np.int64)
        some = np.flatnonzero(counts)
        if not len(some):
            return out
        at = self.grid.locations_of(cells)
        if len(at) == len(cells) == len(some):
            out[:] = at
            return out
        values, _ = self.grid.read(self.metric.key, at)
        mask = passes(self.filters, self.grid, at)
        if isinstance(self.aggregate, int):
            level = table.level[at] == self.aggregate
            mask = level if mask is None else mask & level
        if mask is not None:
            values = np.where(mask, values, np.float32(np.nan))
        starts = (np.cumsum(counts) - counts)[some]
        how = how_of(self.metric, "best" if self.aggregate == "best" else "worst")
        worst = np.repeat(fold_runs(values, starts, how), counts[some])
        place = np.arange(len(at))
        first = np.minimum.reduceat(np.where(values == worst, place, len(at)), starts)
        if mask is not None:  # a bin that takes part is meant even where it has no value
            there = np.minimum.reduceat(np.where(mask, place, len(at)), starts)
            first = np.where(first < len(at), first, there)
        out[some] = at[np.where(first < len(at), first, starts)]
        return out

    def value_of(self, index: int) -> float:
        """The metric's value of one location, NaN where there is none."""
        values, _ = self.grid.read(self.metric.key, np.array([index]))
        return float(values[0])

    def _mask_of(self, cells: Ints) -> Bools | None:
        return passes(self.filters, self.grid, self.grid.locations_of(cells)) if self.filters else None

    def _ranged(self) -> bool:
        """Whether the scale was found from real data (an empty plan has none to find it from)."""
        return not self.scale.quantile or self.scale.knots[-1] > self.metric.scale(np.empty(0)).knots[-1]
