"""All bins of a drawing on its travel graph, as arrays: racks by their ids, bins of a rack in slot order."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.layout.racking import ElementId
from app.layout.travel.fronts import Floats, Fronts
from app.layout.travel.mover import Mover
from app.layout.travel.network import Flags, Ints, Network


@dataclass(frozen=True, slots=True)
class Bins:
    """racks: ids, ascending; first (racks + 1): where the bins of each begin. Of each bin (n,): along: mm along its
    aisle; side: +1 right, -1 left of the way from a to b; level; lift: s to come up to it and down again; fault: why it
    has no access, 0 where it has; stretch: the stretch of its aisle, 0 where it has none."""

    racks: tuple[ElementId, ...]
    first: Ints
    along: Floats
    side: NDArray[np.int8]
    level: NDArray[np.int16]
    lift: Floats
    fault: NDArray[np.int8]
    stretch: Ints

    def __len__(self) -> int:
        return int(self.first[-1])

    def of(self, rack: ElementId) -> slice:
        """Where the bins of a rack are. KeyError for one that is not drawn."""
        at = int(np.searchsorted(np.array(self.racks), rack)) if self.racks else 0
        if at >= len(self.racks) or self.racks[at] != rack:
            raise KeyError(rack)
        return slice(int(self.first[at]), int(self.first[at + 1]))

    def held(self) -> Flags:
        """Bins that open onto an aisle, whether or not anybody can pass there."""
        return np.asarray(self.fault == 0)


def bins_on(
    network: Network,
    fronts: Mapping[ElementId, Fronts],
    aisle_of: Mapping[ElementId, ElementId | None],
    mover: Mover,
) -> Bins:
    """The bins of all racks. aisle_of: the aisle that each rack names."""
    racks = tuple(sorted(fronts))
    own = [fronts[rack] for rack in racks]
    number = {id_: at for at, id_ in enumerate(network.aisles)}
    counts = [len(one.along) for one in own]
    first = np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int64)
    along = np.concatenate([np.zeros(0), *(one.along for one in own)])
    side = np.concatenate([np.zeros(0, np.int8), *(one.side for one in own)])
    z = np.concatenate([np.zeros(0), *(one.z for one in own)])
    level = np.concatenate([np.zeros(0, np.int16), *(one.level for one in own)])
    fault = np.concatenate([np.zeros(0, np.int8), *(one.fault for one in own)])
    aisle = np.repeat(np.array([number.get(aisle_of[rack] or ElementId(""), 0) for rack in racks], np.int64), counts)
    stretch = np.zeros(len(along), dtype=np.int64)
    held = fault == 0
    stretch[held] = network.stretch_at(aisle[held], along[held])
    return Bins(racks, first, along, side, level, mover.reach_seconds(z), fault, stretch)
