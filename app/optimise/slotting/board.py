"""The board that the loops work on: all arrays of a question and an assignment, in one named tuple."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Board(NamedTuple):
    """S SKUs, F bins, Q places (0 is home), L order lines, K most SKUs in a bin, T kinds of bins. Lengths mm.

    The question: distance (Q, Q); place, kind, most (F); first_at (Q + 1), bins_at (F); reach (F) the way that bending
    or stretching is worth, for one pick; fits (S, T); litres, grams (S) of a face's content; movable (S); rate (S)
    picks; own (S) how much a SKU's own orders count against what is usual; of (S + 1), who (L) orders of a SKU.
    The assignment: bin_of, at (S) bin and place (-1: none); held (F, K), filled (F); room, load (F) litres and g left;
    ptr (orders + 1), seq (L) the tours. usual (Q): the detour to a place from the average tour.
    """

    distance: Reals
    place: Ints
    kind: Ints
    most: Ints
    first_at: Ints
    bins_at: Ints
    reach: Reals
    fits: Flags
    litres: Reals
    grams: Reals
    movable: Flags
    rate: Reals
    own: Reals
    of: Ints
    who: Ints
    bin_of: Ints
    at: Ints
    held: Ints
    filled: Ints
    room: Reals
    load: Reals
    ptr: Ints
    seq: Ints
    usual: Reals
    family: Ints
