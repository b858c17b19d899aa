"""Generated floors for the heatmap bench: 100 zones, 40 % of them turned by 90, 15 or -30 degrees."""

import numpy as np
from numpy.typing import NDArray

from app.heat.grid import FACTS
from app.heat.plan import FloorPlan
from app.heat.tables import Racks, Zones

ZONES = 100
TURNS = (90.0, 15.0, -30.0)
PITCH = 2.6  # metres from rack to rack: half of a back-to-back pair and its aisle


def make_floor(bins: int, *, columns: int, width: float = 0.8, depth: float = 1.2, levels: int = 1) -> FloorPlan:
    """A plan of `bins` locations in racks of `columns` bins; width and depth of a bin in metres."""
    per_zone = bins // (ZONES * columns * levels)
    long, high = columns * width, per_zone * PITCH
    side = float(np.hypot(long, high)) + 6
    zone = np.arange(ZONES)
    turned = zone % 5 < 2
    angle = np.where(turned, np.deg2rad(np.array(TURNS)[zone % len(TURNS)]), 0.0)
    zx = ((zone % 10 + 0.5) * side).astype(np.float64)
    zy = ((zone // 10 + 0.5) * side).astype(np.float64)
    zones = Zones(
        zone + 1,
        tuple(f"Z{z:02d}" for z in zone),
        tuple(f"Zone {z:02d}" for z in zone),
        zx,
        zy,
        np.full(ZONES, long / 2 + 1.5),
        np.full(ZONES, high / 2 + 1.5),
        angle,
    )
    of = np.repeat(zone, per_zone)
    across = (np.tile(np.arange(per_zone), ZONES) - (per_zone - 1) / 2) * PITCH
    count = len(of)
    racks = Racks.from_arrays(
        np.arange(count) + 1,
        [f"Z{z:02d}-{k:03d}" for z, k in zip(of.tolist(), np.tile(np.arange(per_zone), ZONES).tolist(), strict=True)],
        of,
        (zx[of] - np.sin(angle[of]) * across, zy[of] + np.cos(angle[of]) * across),
        angle[of],
        (np.full(count, long), np.full(count, depth)),
        (np.full(count, columns), np.full(count, levels)),
    )
    i = np.arange(count * columns * levels)
    return FloorPlan.from_arrays(
        racks,
        ids=i + 1,
        rack=i // (columns * levels),
        column=i // levels % columns,
        level=i % levels,
        kind=np.zeros(len(i), np.uint8),
        codes=[f"B{k}" for k in range(len(i))],
        zones=zones,
    )


def make_facts(location_ids: NDArray[np.int64], dice: np.random.Generator) -> NDArray[np.void]:
    """Facts for these locations: one in ten empty, the rest with picks, quantity and fill."""
    n = len(location_ids)
    rows = np.zeros(n, FACTS)
    rows["location_id"] = location_ids
    rows["quants"] = dice.random(n) > 0.1
    rows["on_hand"] = rows["quants"] * dice.integers(1, 200, n)
    rows["fill"] = rows["quants"] * dice.random(n)
    rows["picks_hour"] = rows["quants"] * np.floor(80 * dice.beta(1.3, 3, n))
    rows["expires_on"] = rows["in_date"] = rows["counted_on"] = np.nan
    return rows
