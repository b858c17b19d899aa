"""Filters of the plan: what does not match is dimmed, never hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from app.heat.grid import DAY, HeatGrid
from app.heat.tables import KINDS, Bools


@dataclass(frozen=True, slots=True)
class InZones:
    """Locations of these zones (zone ids)."""

    zone_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class OfKinds:
    """Locations of these kinds (storage, pick, staging, ...)."""

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeldOnly:
    """Locations with stock that may not be promised."""


@dataclass(frozen=True, slots=True)
class ExpiringWithin:
    """Locations whose earliest expiry is at most this many days away, or past."""

    days: float


@dataclass(frozen=True, slots=True)
class AtLocations:
    """A set of location ids: where a product, lot or order lies."""

    location_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class CodeHas:
    """Locations whose code contains the text, upper and lower case alike."""

    text: str


Filter = InZones | OfKinds | HeldOnly | ExpiringWithin | AtLocations | CodeHas


def passes(filters: Sequence[Filter], grid: HeatGrid, at: NDArray[np.integer] | None = None) -> Bools | None:
    """Which locations pass all filters: all of the plan's, or those at the indices given. None = no filter."""
    if not filters:
        return None
    where: NDArray[np.integer] | slice = slice(None) if at is None else at
    mask = one(filters[0], grid, where)
    for other in filters[1:]:
        mask = mask & one(other, grid, where)
    return mask


def one(rule: Filter, grid: HeatGrid, at: NDArray[np.integer] | slice) -> Bools:
    """Which of the locations pass one filter."""
    table = grid.plan.locations
    match rule:
        case InZones(zone_ids):
            rows = np.flatnonzero(np.isin(grid.plan.zones.ids, np.array(sorted(zone_ids), np.int64)))
            return np.isin(table.zone[at], rows)
        case OfKinds(kinds):
            return np.isin(table.kind[at], [KINDS.index(kind) for kind in kinds if kind in KINDS])
        case HeldOnly():
            return np.asarray(grid.held[at] > 0)
        case ExpiringWithin(days):
            left = grid.expires_on[at] - np.float32(grid.clock() // DAY)
            return np.asarray((grid.quants[at] > 0) & (left <= days))
        case AtLocations(location_ids):
            return np.isin(table.ids[at], np.fromiter(location_ids, np.int64, len(location_ids)))
        case CodeHas(text):
            wanted = text.casefold()
            picked = range(len(table)) if isinstance(at, slice) else at.tolist()
            return np.fromiter((wanted in table.codes[i].casefold() for i in picked), np.bool_, len(picked))
        case _:
            assert_never(rule)
