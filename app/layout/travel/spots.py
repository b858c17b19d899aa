"""Targets on the graph of a drawing: where each touches it, or why it does not."""

from typing import assert_never

import numpy as np

from app.domain.errors import Refusal
from app.layout.addresses import names_of
from app.layout.checks.aisles import PASSABLE
from app.layout.elements import Aisle, Door, Place, Rack, Truck
from app.layout.geometry import placed
from app.layout.racking import SlotKey
from app.layout.shapes import middle
from app.layout.slots import bay_lefts, slot_keys
from app.layout.table import Layout
from app.layout.travel.drawn import Picture
from app.layout.travel.places import (
    Access,
    BinAt,
    PlaceAt,
    PointAt,
    Spot,
    Target,
    accesses_beside,
    accesses_in_sight,
    accesses_of_point,
)
from app.layout.travel.words import NOT_THERE, SHUT, TOO_HIGH, refusal
from app.layout.ways import BESIDE


def spot_of(picture: Picture, layout: Layout, target: Target) -> Spot:
    """Where a target touches the graph."""
    match target:
        case BinAt():
            return _bin(picture, layout, target)
        case PlaceAt():
            return _place(picture, layout, target)
        case PointAt():
            return _point(picture, layout, target)
        case _:
            assert_never(target)


def refusal_of(layout: Layout, target: Target, spot: Spot, fault: int, picture: Picture) -> Refusal:
    """The words for a fault of a spot."""
    aisle = None
    if isinstance(target, BinAt):
        rack = layout.find(target.rack)
        found = layout.find(rack.aisle) if isinstance(rack, Rack) and rack.aisle is not None else None
        aisle = found if isinstance(found, Aisle) else None
    detail, truck = "", picture.mover.truck
    if fault == SHUT and aisle is not None:
        free, widest = picture.clearances.of(layout, aisle).free, layout.find(aisle.truck) if aisle.truck else None
        who, needed = ("a person", PASSABLE) if truck is None else (picture.mover.name, truck.aisle_width)
        detail = f"{free:,.0f} mm are free, {who} needs {needed:,.0f} mm."
        if truck is not None and isinstance(widest, Truck) and widest.aisle_width < truck.aisle_width:
            detail = f"it is meant for smaller trucks than {picture.mover.name}."
    if fault == TOO_HIGH and truck is not None:
        detail = f"{picture.mover.name} reaches {truck.reach / 1_000:.1f} m."
    return refusal(fault, spot.name, aisle.code if aisle is not None else "", detail)


def _bin(picture: Picture, layout: Layout, target: BinAt) -> Spot:
    rack = layout.find(target.rack)
    keys = slot_keys(rack) if isinstance(rack, Rack) else []
    if not isinstance(rack, Rack) or target.slot not in keys:
        return Spot("This bin", (0.0, 0.0), (), fault=NOT_THERE)
    at = keys.index(target.slot)
    row = picture.bins.of(rack.id).start + at
    name = names_of(rack, layout.find)[at]
    point, lift, fault = _middle(rack, target.slot), float(picture.bins.lift[row]), int(picture.bins.fault[row])
    if fault:
        return Spot(name, point, (), lift, fault)
    stretch = int(picture.bins.stretch[row])
    if not picture.network.passable[stretch]:
        return Spot(name, point, (), lift, SHUT)
    if not np.isfinite(lift):
        return Spot(name, point, (), lift, TOO_HIGH)
    return Spot(name, point, (Access(stretch, float(picture.bins.along[row]), -1, 0.0),), lift)


def _middle(rack: Rack, key: SlotKey) -> tuple[float, float]:
    bay_at = key[0] - rack.first_bay
    bay, left = rack.bays[bay_at], bay_lefts(rack)[bay_at]
    level = bay.levels[key[1]]
    step = level.bins - 1 - key[2] if rack.flipped else key[2]
    across = rack.depth / 2 - (key[3] + 0.5) * rack.depth / rack.deep
    return placed(rack.x, rack.y, rack.angle, left + (step + 0.5) * bay.width / level.bins, across)


def _place(picture: Picture, layout: Layout, target: PlaceAt) -> Spot:
    element = layout.find(target.id)
    if not isinstance(element, (Place, Door)):
        return Spot("This place", (0.0, 0.0), (), fault=NOT_THERE)
    x, y = point = middle(element)
    half = max(element.width, getattr(element, "depth", 0.0)) + BESIDE
    near = picture.clearances.near_aisles((x - half, y - half, x + half, y + half))
    accesses = accesses_beside(element, picture.network, picture.ways, near)
    if target.id in picture.node:
        accesses = (*accesses, Access(-1, 0.0, picture.node[target.id], 0.0))
    return Spot(element.code, point, accesses, fault=0 if accesses else NOT_THERE)


def _point(picture: Picture, layout: Layout, target: PointAt) -> Spot:
    x, y = point = (target.x, target.y)
    near = picture.clearances.near_aisles((x - BESIDE, y - BESIDE, x + BESIDE, y + BESIDE))
    accesses = accesses_of_point(point, target.floor, picture.network, picture.ways, near)
    if not accesses and picture.network.sketch:
        accesses = accesses_in_sight(layout, picture.network, point, target.floor)
    name = f"the point {x / 1_000:.1f}, {y / 1_000:.1f} m"
    return Spot(name, point, accesses, fault=0 if accesses else NOT_THERE)
