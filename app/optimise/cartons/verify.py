"""An independent eye on a packed carton: it knows nothing of how the loading was found."""

from itertools import combinations

from app.optimise.cartons.goods import LEAST_SUPPORT, PackedCarton, Placement


def faults_of(packed: PackedCarton) -> list[str]:
    """What is wrong with it, in words; empty where it can be packed as it says."""
    carton, faults = packed.type, []
    for p in packed.placements:
        name = f"{p.item.key} at {p.x},{p.y},{p.z}"
        if sorted((p.along, p.across, p.up)) != sorted((p.item.length, p.item.width, p.item.height)):
            faults.append(f"{name} changed its size")
        if p.item.this_side_up and p.up != p.item.height:
            faults.append(f"{name} does not stand upright")
        if min(p.x, p.y, p.z) < 0 or (
            p.x + p.along > carton.length or p.y + p.across > carton.width or p.z + p.up > carton.height
        ):
            faults.append(f"{name} sticks out")
        if p.z > 0:
            faults += _support(p, packed, name)
    for a, b in combinations(packed.placements, 2):
        if (
            _shared(a.x, a.along, b.x, b.along)
            and _shared(a.y, a.across, b.y, b.across)
            and _shared(a.z, a.up, b.z, b.up)
        ):
            faults.append(f"{a.item.key} and {b.item.key} overlap")
    content = sum(p.item.weight for p in packed.placements)
    if content > carton.max_weight:
        faults.append(f"{content} g in a carton for {carton.max_weight} g")
    if packed.weight != content + carton.tare:
        faults.append(f"weighs {packed.weight} g by the plan, {content + carton.tare} g by its content")
    volume = sum(p.along * p.across * p.up for p in packed.placements)
    if abs(packed.fill - volume / carton.volume()) > 1e-9:
        faults.append("fill is not the share of the volume")
    return faults


def _support(p: Placement, packed: PackedCarton, name: str) -> list[str]:
    faults, area = [], 0
    for below in packed.placements:
        touching = below.z + below.up == p.z
        x, y = _shared(p.x, p.along, below.x, below.along), _shared(p.y, p.across, below.y, below.across)
        if touching and x and y:
            area += x * y
            if below.item.fragile:
                faults.append(f"{name} stands on fragile {below.item.key}")
    if area < LEAST_SUPPORT * p.along * p.across:
        faults.append(f"{name} rests on {area / (p.along * p.across):.0%} of its base only")
    return faults


def _shared(a: int, a_size: int, b: int, b_size: int) -> int:
    """How much of two stretches is common, mm."""
    return max(0, min(a + a_size, b + b_size) - max(a, b))
