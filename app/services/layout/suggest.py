"""Where bins that a draft takes out could go on: the same steel under a new address, or the nearest bin with room."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from app.layout.publish import Row
from app.services.layout.kinds import Move

NEAR = 50.0
"""mm; a bin drawn anew within this of one that goes is taken for the same one."""
LEVEL_APART = 5.0
"""How much farther a metre up counts than a metre along: goods are carried along aisles, and lifted seldom."""


def suggest(
    gone: Iterable[Row], come: Sequence[Row], needed: Collection[str], free: Sequence[Mapping[str, Any]]
) -> tuple[Move, ...]:
    """A line for each bin that goes and can be led on. needed: addresses of bins in which something is; free: bins
    where goods can be sent, {code, x, y, z, width, depth, height}, mm, by their address in the draft, each once."""
    steel = {_cell(row): row for row in come}
    moves, left = [], []
    for row in gone:
        found = _same(row, steel)
        if found is not None:
            del steel[_cell(found)]
            moves.append(Move(row["code"], found["code"], "same"))
        elif row["code"] in needed:
            left.append(row)
    return (*moves, *_nearest(left, free))


def _cell(row: Row, dx: int = 0, dy: int = 0, dz: int = 0) -> tuple[int, int, int]:
    return (round(row["x"] / NEAR) + dx, round(row["y"] / NEAR) + dy, round(row["z"] / NEAR) + dz)


def _same(row: Row, steel: Mapping[tuple[int, int, int], Row]) -> Row | None:
    """The bin that is drawn where this one was, and about as large."""
    for dx in (0, -1, 1):
        for dy in (0, -1, 1):
            for dz in (0, -1, 1):
                found = steel.get(_cell(row, dx, dy, dz))
                if found is not None and all(
                    abs(found[side] - row[side]) <= max(NEAR, row[side] / 10) for side in ("width", "depth", "height")
                ):
                    return found
    return None


def _nearest(gone: Sequence[Row], free: Sequence[Mapping[str, Any]]) -> list[Move]:
    """To the nearest bin that takes what the old one took by its size; greedily, in the order of addresses."""
    if not gone or not free:
        return []
    places = np.array([[f["x"], f["y"], f["z"] * LEVEL_APART] for f in free], float)
    sizes = np.array([[f["width"] or 0, f["depth"] or 0, f["height"] or 0] for f in free], float)
    open_ = np.ones(len(free), bool)
    moves = []
    for row in sorted(gone, key=lambda row: str(row["code"])):
        size = np.array([row["width"], row["depth"], row["height"]], float)
        fits = open_ & (sizes >= size - NEAR).all(axis=1)
        if not fits.any():
            continue
        away = np.abs(places - np.array([row["x"], row["y"], row["z"] * LEVEL_APART])).sum(axis=1)
        at = int(np.where(fits, away, np.inf).argmin())
        open_[at] = False
        moves.append(Move(row["code"], free[at]["code"], "goods"))
    return moves
