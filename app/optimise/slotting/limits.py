"""What may lie where: the hard limits, and what a bin that is low or high costs the picker."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.optimise.slotting.question import Amounts, Goods, Numbers, PickFace

HEAVY = 12_000.0
"""g of a piece that is not lifted above the shoulder or from below the knee where it can be helped."""
SHOULDER = 1_400.0
GOLDEN = (500.0, 1_400.0)
"""mm above the ground between which a hand goes without bending or stretching."""
BEND, STRETCH = 1_000.0, 2_000.0
"""mm of walking that bending down or stretching up is worth, for one pick: about a second, and two."""


def kinds_of(faces: Sequence[PickFace]) -> tuple[Numbers, list[PickFace]]:
    """Bins that are alike for every SKU are of one kind: its number for each bin, and one bin of each kind."""
    number: dict[tuple[object, ...], int] = {}
    samples: list[PickFace] = []
    kind = np.empty(len(faces), dtype=np.int64)
    for at, face in enumerate(faces):
        key = (face.storage_class, face.width, face.depth, face.height, face.z > SHOULDER)
        if key not in number:
            number[key] = len(samples)
            samples.append(face)
        kind[at] = number[key]
    return kind, samples


def fits(goods: Sequence[Goods], kinds: Sequence[PickFace]) -> NDArray[np.bool_]:
    """(goods, kinds) whether a piece may lie there: class, size as it may be turned, weight at this height."""
    sizes = np.array([[g.length, g.width, g.height] for g in goods], dtype=np.float64).reshape(-1, 3)
    turned = np.sort(sizes, axis=1)
    flat = np.sort(sizes[:, :2], axis=1)
    upright = np.array([g.upright for g in goods], dtype=np.bool_)
    heavy = np.array([g.weight >= HEAVY for g in goods], dtype=np.bool_)
    classes = {k.storage_class: np.array([k.storage_class in g.classes for g in goods], dtype=np.bool_) for k in kinds}
    found = np.zeros((len(goods), max(1, len(kinds))), dtype=np.bool_)
    for at, kind in enumerate(kinds):
        sides = np.sort([kind.width, kind.depth, kind.height])
        standing = (sizes[:, 2] <= kind.height) & (flat <= np.sort([kind.width, kind.depth])).all(axis=1)
        size = np.where(upright, standing, (turned <= sides).all(axis=1))
        found[:, at] = classes[kind.storage_class] & size & ~(heavy & (kind.z > SHOULDER))
    return found


def reach_of(faces: Sequence[PickFace]) -> Amounts:
    """What a pick from each bin costs beside the walk, in mm of walking."""
    low, high = GOLDEN
    return np.array([BEND if f.z < low - 1 else 0.0 if f.z <= high else STRETCH for f in faces])


def why_not(goods: Goods, face: PickFace) -> str:
    """Why these goods may not lie in this bin, for people; empty where they may."""
    if not goods.measured:
        return "nobody has measured it"
    if face.storage_class not in goods.classes:
        return f"bins of class {face.storage_class} are not for it"
    if not bool(fits([goods], [face])[0, 0]):
        if goods.weight >= HEAVY and face.z > SHOULDER:
            return f"a piece weighs {goods.weight / 1_000:.1f} kg: too heavy above the shoulder"
        return "a piece is too large for the bin"
    if goods.litres > face.litres or goods.grams > face.grams:
        over = math.ceil(max(goods.litres / max(face.litres, 1e-9), goods.grams / max(face.grams, 1e-9)) * 100) - 100
        return f"its stock would be {over} % too much for the bin"
    return ""
