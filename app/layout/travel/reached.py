"""Which bins can be come to and left again, from docks, doors, stations and lanes."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.layout.table import Layout
from app.layout.travel.drawn import Picture
from app.layout.travel.fronts import Floats
from app.layout.travel.network import parts_of
from app.layout.travel.places import Access, PlaceAt, Spot
from app.layout.travel.search import By, Pace, arrivals, spread_from
from app.layout.travel.spots import spot_of
from app.layout.travel.words import NO_WAY_IN, NO_WAY_OUT, SHUT, TOO_HIGH
from app.layout.ways import entries


def pace_of(picture: Picture, by: By) -> Pace:
    """How cost is counted on this picture."""
    return Pace(picture.network, by, picture.mover.speed(None))


def to_bins(picture: Picture, start: Spot) -> Floats:
    """Seconds from a spot to every bin with the time to come up to it; infinite out of reach."""
    seconds = _costs(picture, [start], reverse=False)
    return np.asarray(seconds + picture.bins.lift)


def faults(picture: Picture, layout: Layout) -> NDArray[np.int8]:
    """What is wrong with the way to each bin, as a number of `words`; 0 where it is come to and left again."""
    bins, gates = picture.bins, _gates(picture, layout)
    come, go = (np.isfinite(_costs(picture, gates, reverse=way)) for way in (False, True))
    fault = bins.fault.copy()
    fault[(fault == 0) & ~picture.network.passable[bins.stretch]] = SHUT
    fault[(fault == 0) & ~come] = NO_WAY_IN
    fault[(fault == 0) & ~go] = NO_WAY_OUT
    fault[(fault == 0) & ~np.isfinite(bins.lift)] = TOO_HIGH
    return fault


def _costs(picture: Picture, spots: list[Spot], *, reverse: bool) -> Floats:
    pace, bins = pace_of(picture, "seconds"), picture.bins
    cost = np.full(len(bins), np.inf)
    held = np.flatnonzero(bins.fault == 0)
    if not len(held):
        return cost
    found = spread_from(pace, spots, reverse=reverse)
    network = picture.network
    if reverse:  # to leave a bin is to arrive at it on turned roads
        pace = Pace(replace(network, ahead=network.back, back=network.ahead), "seconds", pace.step_speed)
    cost[held] = arrivals(pace, found, bins.stretch[held], bins.along[held])
    return cost


def _gates(picture: Picture, layout: Layout) -> list[Spot]:
    """Where people and trucks come from. Without any, the longest drawn part counts as served, so that a beginning is
    not all red."""
    gates = entries(layout.elements.values())
    if gates:
        return [spot_of(picture, layout, PlaceAt(gate.id)) for gate in gates]
    network = picture.network
    on = network.on_aisles
    if not on:
        return []
    part, length = parts_of(network)[:on], np.zeros(on)
    passable = np.flatnonzero(network.passable[:on])
    length[passable] = network.t[passable + 1] - network.t[passable]
    node = int((part == np.bincount(part, weights=length).argmax()).argmax())
    return [Spot("the aisles", (0.0, 0.0), (Access(-1, 0.0, node, 0.0),))]
