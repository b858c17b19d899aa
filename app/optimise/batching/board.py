"""What the loops of kernels.py work on."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]


class Board(NamedTuple):
    """distance: (places, places) mm, the same both ways; home: its row of begin and end. Orders: first (jobs + 1,),
    stops; load (jobs, capacities), alone (jobs,): mm of its own tour. most (capacities,) and slots (0: any) of a cart.
    Of each batch: seq, size, visits (batches, places), used (batches, capacities), members, mm. batch_of (jobs,)."""

    distance: Reals
    home: int
    first: Ints
    stops: Ints
    load: Reals
    alone: Reals
    most: Reals
    slots: int
    seq: Ints
    size: Ints
    visits: NDArray[np.int16]
    used: Reals
    members: Ints
    mm: Reals
    batch_of: Ints
