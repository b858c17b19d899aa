"""Where the zones stand: two rows of zones, then the floor of receiving, packing and staging, then the dock doors.

Rows are filled from the left with a main corridor between them; the turned hall and the block stacks close the plan
at the right; the outer wall is the convex hull of all that, so it runs along the turned hall and the block stacks.
"""

from dataclasses import dataclass

from app.services.demo_data.racking import Box, Point, Zone, box_size, build_zone
from app.services.demo_data.zone_kinds import ZoneKind

WALL_GAP = 2_500
CORRIDOR = 3_600
BETWEEN = 2_600
FIRST_ROW = ("A", "B")
SECOND_ROW = ("E", "F", "S", "D", "H")


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of floor or a dock door that holds stock on the floor: its location code, kind, caption and box."""

    code: str
    kind: str
    caption: str
    box: Box


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """The placed zones, floor areas and outer wall (closed, clockwise)."""

    zones: tuple[Zone, ...]
    areas: tuple[Area, ...]
    wall: tuple[Point, ...]
    captions: tuple[tuple[str, Point], ...]


def plan_floor(kinds: tuple[ZoneKind, ...]) -> FloorPlan:
    """Place every zone, then the floor areas below them. `kinds` holds the nine codes A to H and S."""
    by_code = {kind.code: kind for kind in kinds}
    zones, right, bottom = _row([by_code[c] for c in FIRST_ROW], WALL_GAP, WALL_GAP)
    hall = _placed(by_code["C"], right, WALL_GAP * 1.3)
    second, second_right, second_bottom = _row([by_code[c] for c in SECOND_ROW], WALL_GAP, bottom + CORRIDOR, hall)
    hall_bottom = max(y for _, y in hall.box.corners())
    stacks = _placed(by_code["G"], second_right + BETWEEN / 2, hall_bottom + BETWEEN / 2)
    zones = [*zones, hall, *second, stacks]
    lowest = max(y for zone in zones for _, y in zone.box.corners(WALL_GAP))
    areas, captions, floor_bottom = _floor(kinds, second, second_bottom + CORRIDOR, lowest)
    wall = _hull([
        (0, 0), (0, floor_bottom), (max(second_right, areas[-1].box.corners(WALL_GAP)[1][0]), floor_bottom),
        *(point for zone in zones for point in zone.box.corners(WALL_GAP)),
    ])  # fmt: skip
    return FloorPlan(tuple(zones), areas, wall, captions)


def _row(kinds: list[ZoneKind], left: float, top: float, under: Zone | None = None) -> tuple[list[Zone], float, float]:
    """Zones side by side from `left`, tops aligned but clear of `under`; with the x after the last and the lowest y."""
    zones: list[Zone] = []
    bottom = top
    for kind in kinds:
        width, depth = box_size(kind)
        clear = max(top, _lowest(under, left + width + BETWEEN) + BETWEEN) if under else top
        zones.append(build_zone(kind, left + width / 2, clear + depth / 2))
        bottom = max(bottom, clear + depth)
        left += width + BETWEEN
    return zones, left, bottom


def _placed(kind: ZoneKind, left: float, top: float) -> Zone:
    """A turned zone whose outline begins at left, top."""
    width, depth = box_size(kind)
    xs, ys = zip(*Box(0, 0, width, depth, kind.turn).corners(), strict=True)
    return build_zone(kind, left - min(xs), top - min(ys))


def _lowest(zone: Zone, until: float) -> float:
    """Lowest y of the zone's outline at or left of x = until."""
    corners = zone.box.corners()
    lowest = -1.0
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if ax <= until:
            lowest = max(lowest, ay)
        if (ax - until) * (bx - until) < 0:
            lowest = max(lowest, ay + (until - ax) / (bx - ax) * (by - ay))
    return lowest


def _floor(
    kinds: tuple[ZoneKind, ...], second: list[Zone], top: float, lowest: float
) -> tuple[tuple[Area, ...], tuple[tuple[str, Point], ...], float]:
    """Receiving, quality, pack line, staging and doors; with captions and the y of the dock wall.

    lowest: no zone reaches below this y; the dock wall keeps clear of it."""
    scale = (sum(kind.bins() for kind in kinds) / 10_000) ** 0.5
    counts = {name: max(2, round(n * scale)) for name, n in (("in", 8), ("out", 11), ("pack", 9))}
    flow = next(zone for zone in second if zone.kind.code == "D").box
    inbound = WALL_GAP + 1_500
    lane_depth, apron = 7_500, 4_200
    wall = max(top + 5_200 + lane_depth + apron, lowest)
    lanes_top = wall - apron - lane_depth
    areas: list[Area] = []
    for i in range(counts["in"]):
        x = inbound + 2_000 + i * 4_800
        areas.append(Area(f"RECV-{i + 1:02d}", "receiving", f"R{i + 1}", Box(x, lanes_top + 3_750, 3_200, lane_depth)))
        areas.append(Area(f"DOCK-{i + 1:02d}", "dock", str(i + 1), Box(x, wall, 2_800, 700)))
    areas.append(Area("QC-01", "quality", "QC", Box(inbound + 3_600, top + 1_600, 6_400, 3_200)))
    areas.append(Area("QC-02", "quality", "Hold", Box(inbound + 11_200, top + 1_600, 6_400, 3_200)))
    left = max(inbound + max(counts["in"] * 4_800, 14_400) + 3_000, flow.x - flow.width / 2 - 14_000)
    pack_pitch = max(3_400.0, counts["out"] * 4_200 / counts["pack"])
    for i in range(counts["pack"]):
        box = Box(left + 1_600 + i * pack_pitch, top + 1_300, 2_200, 1_600)
        areas.append(Area(f"PACK-{i + 1:02d}", "packing", f"P{i + 1}", box))
    for i in range(counts["out"]):
        x = left + 1_700 + i * 4_200
        areas.append(Area(f"STAGE-{i + 1:02d}", "staging", f"S{i + 1}", Box(x, lanes_top + 3_750, 3_000, lane_depth)))
        door = counts["in"] + i + 1
        areas.append(Area(f"DOCK-{door:02d}", "dock", str(door), Box(x, wall, 2_800, 700)))
    captions = (
        ("Quality", (inbound, top - 600)),
        ("Inbound lanes", (inbound, lanes_top - 600)),
        ("Pack line", (left, top - 600)),
        ("Outbound staging", (left, lanes_top - 600)),
    )
    return tuple(areas), captions, wall


def _hull(points: list[Point]) -> tuple[Point, ...]:
    """Convex hull, clockwise on the screen (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def half(run: list[Point]) -> list[Point]:
        chain: list[Point] = []
        for x, y in run:
            while len(chain) > 1 and _left(chain[-2], chain[-1], (x, y)) <= 0:
                chain.pop()
            chain.append((x, y))
        return chain[:-1]

    return tuple(half(ordered) + half(ordered[::-1]))


def _left(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
