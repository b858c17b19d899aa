"""Bays and bins along every rack, as one flat list of strips: what a rack is divided into when one comes near."""

from dataclasses import dataclass

import numpy as np

from app.layout.elements import Rack
from app.layout.racking import Bay, ElementId, SlotKey
from app.layout.slots import slot_keys
from app.ui.layout.canvas.boxes import Bools, Floats, Ints

MOST_KINDS = 500
"""Rows of bays whose division is kept."""
Divided = tuple[Floats, Bools]
"""Where the parts begin and the last one ends (n + 1 marks, mm from the rack's middle), and which are left out."""


@dataclass(frozen=True, slots=True)
class Strips:
    """The parts of all racks, rack after rack in the order of their table. low, high: mm along local +x from the rack's
    middle; out: without any bin. first, count: of each rack's own; narrowest: of each rack, mm."""

    low: Floats
    high: Floats
    out: Bools
    first: Ints
    count: Ints
    narrowest: Floats


class RackCells:
    """How racks are divided into bays and into bins side by side; the flat lists are made when asked for."""

    def __init__(self) -> None:
        self._bays: dict[ElementId, Divided] = {}
        self._bins: dict[ElementId, Divided] = {}
        self._flat: tuple[Strips, Strips] | None = None
        self._source: dict[ElementId, tuple[object, bool, object]] = {}
        self._alike: dict[tuple[bool, tuple[int, ...]], tuple[tuple[Bay, ...], tuple[Divided, Divided]]] = {}

    def put(self, rack: Rack) -> None:
        """Divide a rack; nothing is done where its bays are as they were."""
        known = self._source.get(rack.id)
        if known is not None and known[0] is rack.bays and known[1:] == (rack.flipped, rack.missing):
            return
        self._source[rack.id] = (rack.bays, rack.flipped, rack.missing)
        self._bays[rack.id], self._bins[rack.id] = self._divided(rack)
        self._flat = None

    def _divided(self, rack: Rack) -> tuple[Divided, Divided]:
        """As `divided` says; reckoned once for all racks of the same bays, which share the values of them."""
        if rack.missing:
            return divided(rack)
        key = rack.flipped, tuple(map(id, rack.bays))
        known = self._alike.get(key)
        if known is None:
            if len(self._alike) >= MOST_KINDS:
                self._alike.clear()
            known = self._alike[key] = rack.bays, divided(rack)  # the bays are kept, so that nothing else gets their id
        return known[1]

    def drop(self, id_: ElementId) -> None:
        """Forget a rack."""
        if self._source.pop(id_, None) is not None:
            del self._bays[id_], self._bins[id_]
            self._flat = None

    def strips(self, order: list[ElementId]) -> tuple[Strips, Strips]:
        """Bays and bins of the racks in this order. The order may only change when a rack comes or goes."""
        if self._flat is None:
            self._flat = _flat([self._bays[id_] for id_ in order]), _flat([self._bins[id_] for id_ in order])
        return self._flat


def divided(rack: Rack) -> tuple[Divided, Divided]:
    """The bays and the bins of one rack from its -x end to its +x end."""
    bays = rack.bays[::-1] if rack.flipped else rack.bays
    widths = np.array([bay.width for bay in bays])
    marks = np.concatenate(([0.0], np.cumsum(widths))) - rack.length / 2
    beside = np.array([bay.widest for bay in bays])
    within = np.arange(int(beside.sum())) - np.repeat(np.cumsum(beside) - beside, beside)
    bins = np.append(np.repeat(marks[:-1], beside) + np.repeat(widths / beside, beside) * within, marks[-1])
    whole_bays, whole_bins = np.zeros(len(bays), bool), np.zeros(len(bins) - 1, bool)
    if rack.missing:
        there = {(key[0], key[2]) for key in slot_keys(rack)}
        numbers = range(len(bays))[::-1] if rack.flipped else range(len(bays))
        at = [
            (number + rack.first_bay, bin_)
            for number in numbers
            for bin_ in (range(rack.bays[number].widest)[:: -1 if rack.flipped else 1])
        ]
        whole_bins = np.array([place not in there for place in at])
    return (marks, whole_bays), (bins, whole_bins)


def slots_at(rack: Rack, along: float, *, bay: bool) -> frozenset[SlotKey]:
    """The bins of the bay, or of the column of bins, at `along` mm from the rack's middle along its local +x."""
    bays, _ = divided(rack)
    index = int(np.clip(np.searchsorted(bays[0], along, "right") - 1, 0, len(rack.bays) - 1))
    left, right = bays[0][index], bays[0][index + 1]
    number = len(rack.bays) - 1 - index if rack.flipped else index
    share = min(max((along - left) / (right - left), 0.0), 0.999)
    share = 0.999 - share if rack.flipped else share
    keys = [key for key in slot_keys(rack) if key[0] == number + rack.first_bay]
    if bay:
        return frozenset(keys)
    levels = rack.bays[number].levels
    return frozenset(key for key in keys if key[2] == int(share * levels[key[1]].bins))


def _flat(parts: list[Divided]) -> Strips:
    count = np.array([len(out) for _, out in parts], np.int64)
    if not len(count):
        nothing = np.zeros(0)
        return Strips(nothing, nothing, np.zeros(0, bool), count, count, nothing)
    low = np.concatenate([marks[:-1] for marks, _ in parts])
    high = np.concatenate([marks[1:] for marks, _ in parts])
    first = np.cumsum(count) - count
    narrowest = np.minimum.reduceat(high - low, first)
    return Strips(low, high, np.concatenate([out for _, out in parts]), first, count, narrowest)
