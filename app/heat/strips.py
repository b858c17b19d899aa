"""Where each rack's strip of texels lies: one texel a cell, halved strips beside it for views below a pixel a bin.

A strip of n columns starts at a multiple of 2^k and is padded to one (k = halvings, at most HALVINGS), so that texel s
of one level is texels 2s and 2s + 1 of the level before, for the whole sheet at once, and no texel mixes two racks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import Fault
from app.heat.plan import FloorPlan
from app.heat.tables import PLAN_SAFE, Ints

HALVINGS = 5
LEAST_WIDTH = 2048
WIDEST = 16384  # a sheet is twice as wide, and a pixmap at most 32,767


@dataclass(frozen=True, slots=True)
class StripSheet:
    """width, height: texels of level 0 (level k is width >> k wide and lies right of it in the same rows); first:
    texel of each rack's cell 0 (row * width + column); halvings: last level of each rack; slot: texel of each cell."""

    width: int
    height: int
    first: Ints
    halvings: Ints
    slot: NDArray[np.int32]

    @classmethod
    def of(cls, plan: FloorPlan) -> "StripSheet":
        """Lay out the strips of a plan, widest first; strips of one width share rows."""
        columns = plan.racks.columns
        if len(columns) and int(columns.max()) > WIDEST:
            code = plan.racks.codes[int(np.argmax(columns))]
            raise Fault(f"Rack {code} has more than {WIDEST:,} columns, which the plan cannot draw.", PLAN_SAFE)
        halvings = np.minimum(np.ceil(np.log2(np.maximum(columns, 1))).astype(np.int64), HALVINGS)
        step = np.int64(1) << halvings
        padded = (columns + step - 1) // step * step
        widest = int(padded.max()) if len(padded) else 1
        width = max(LEAST_WIDTH, 1 << (widest - 1).bit_length())
        first, row = np.zeros(len(columns), np.int64), 0
        for size in np.unique(padded)[::-1].tolist():
            same = np.flatnonzero(padded == size)
            in_row = width // size
            i = np.arange(len(same))
            first[same] = (row + i // in_row) * width + i % in_row * size
            row += -(-len(same) // in_row)
        slot = np.repeat(first - plan.racks.first_cell, columns) + np.arange(plan.cells)
        return cls(width, max(row, 1), first, halvings, slot.astype(np.int32))
