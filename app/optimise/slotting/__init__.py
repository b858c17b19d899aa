"""Slotting: which goods belong into which pick faces, so that the walks of orders to come are short."""

from app.optimise.slotting.affinity import Pair, pairs_of
from app.optimise.slotting.best import slot_anew
from app.optimise.slotting.demand import Demand, demand_of
from app.optimise.slotting.engine import PLAIN, Loops, compiled
from app.optimise.slotting.exact import Walked, walked
from app.optimise.slotting.moves import MoveCost, Step, WhatIf, split_days, what_if
from app.optimise.slotting.question import Goods, Ground, Order, PickFace, ground_of
from app.optimise.slotting.rules import abc_classes, cube_per_order
from app.optimise.slotting.slots import Slots

__all__ = [
    "PLAIN",
    "Demand",
    "Goods",
    "Ground",
    "Loops",
    "MoveCost",
    "Order",
    "Pair",
    "PickFace",
    "Slots",
    "Step",
    "Walked",
    "WhatIf",
    "abc_classes",
    "compiled",
    "cube_per_order",
    "demand_of",
    "ground_of",
    "pairs_of",
    "slot_anew",
    "split_days",
    "walked",
    "what_if",
]
