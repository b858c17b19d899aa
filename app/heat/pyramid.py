"""Mean or max of the bins beneath a pixel: halved strips, renewed where something changed and as far up as needed."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.heat import colours
from app.heat.grid import ABSENT, DATA
from app.heat.strips import HALVINGS, StripSheet
from app.heat.tables import Bools, Bytes, Ints, Reals

Blend = Literal["mean", "max"]
_ENTRY = np.array([colours.ABSENT, colours.DIMMED, colours.NO_DATA, colours.EMPTY, 0], np.uint8)
_ENTRY.flags.writeable = False


@dataclass(frozen=True, slots=True)
class Level:
    """One level, an entry a texel: weight (bins with data, as float), heat (their severity: sum for mean, max for max),
    state (the highest state beneath), entry (of the colour table)."""

    weight: Reals
    heat: Reals
    state: Bytes
    entry: Bytes

    @classmethod
    def blank(cls, size: int) -> "Level":
        """All texels without a bin."""
        zeros = np.zeros(size, np.float32)
        return cls(zeros, zeros.copy(), np.full(size, ABSENT, np.uint8), np.full(size, colours.ABSENT, np.uint8))


class Pyramid:
    """Severity and state of every texel at every level. Bins without data never thin a mean: a pixel over one full bin
    and three empty ones shows the full one."""

    def __init__(self, sheet: StripSheet, blend: Blend = "mean") -> None:
        size = sheet.width * sheet.height
        self.sheet = sheet
        self.blend: Blend = blend
        self.levels = tuple(Level.blank(size >> k) for k in range(HALVINGS + 1))
        self._stale: tuple[Bools, ...] = tuple(np.zeros(size >> k, np.bool_) for k in range(HALVINGS + 2))

    def fill(self, severity: Reals, states: Bytes) -> None:
        """Set all cells: severity 0..1 (NaN where the state is not DATA) and state, in cell order."""
        self._base(self.sheet.slot, severity, states)
        for below, level in zip(self.levels, self.levels[1:], strict=False):
            pairs = slice(0, None, 2), slice(1, None, 2)
            self._merge(below, level, pairs[0], pairs[1], slice(None))
        for stale in self._stale:
            stale[:] = False

    def update(self, cells: Ints, severity: Reals, states: Bytes) -> NDArray[np.int32]:
        """Set some cells; returns their texels of level 0. What lies above them waits for settle()."""
        slots = self.sheet.slot[cells]
        self._base(slots, severity, states)
        self._stale[1][slots >> 1] = True
        return slots

    def settle(self, top: int) -> list[Ints]:
        """Renew levels 1 to `top` where they are behind; returns the renewed texels of each of these levels."""
        renewed = []
        for k in range(1, top + 1):
            slots = np.flatnonzero(self._stale[k])
            if len(slots):
                self._merge(self.levels[k - 1], self.levels[k], slots * 2, slots * 2 + 1, slots)
                self._stale[k][slots] = False
                self._stale[k + 1][slots >> 1] = True
            renewed.append(slots)
        return renewed

    def _base(self, at: NDArray[np.int32], severity: Reals, states: Bytes) -> None:
        base, data = self.levels[0], states == DATA
        base.weight[at] = data
        base.heat[at] = np.where(data, severity, np.float32(0))
        base.state[at] = states
        base.entry[at] = _entries(states, data, severity)

    def _merge(self, below: Level, level: Level, left: Ints | slice, right: Ints | slice, at: Ints | slice) -> None:
        weight = below.weight[left] + below.weight[right]
        first, second = below.heat[left], below.heat[right]
        heat = np.maximum(first, second) if self.blend == "max" else first + second
        state = np.maximum(below.state[left], below.state[right])
        shown = heat if self.blend == "max" else heat / np.maximum(weight, np.float32(1))
        level.weight[at], level.heat[at], level.state[at] = weight, heat, state
        level.entry[at] = _entries(state, state == DATA, shown)


def _entries(states: Bytes, data: Bools, severity: Reals) -> Bytes:
    return np.where(data, colours.steps(np.where(data, severity, np.float32(0))), _ENTRY[states])
