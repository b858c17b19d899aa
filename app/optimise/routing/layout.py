"""The walkable floor out of a layout document v1 (zones, racks, locations, fixtures as they are imported)."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.optimise.routing.floor import Face, Floor, Point, Stop

_WALKED_TO = frozenset({"receiving", "quality", "staging", "packing", "dock", "station"})


def floor_of(document: Mapping[str, Any]) -> Floor:
    """Faces with the aisle that their locations name, walls, and places: floor locations and the doors of rooms.

    A wall that is not closed belongs to a room; its door lies between its two ends.
    """
    locations: Sequence[Mapping[str, Any]] = document["locations"]
    aisle_of = {row["rack"]: str(row["aisle"]) for row in locations if row["rack"]}
    faces = tuple(
        Face(
            (row["zone"], aisle_of[row["code"]]),
            float(row["x"]), float(row["y"]), float(row["angle"]), float(row["length"]), float(row["depth"]),
        )
        for row in document["racks"]
        if row["code"] in aisle_of
    )  # fmt: skip
    walls = tuple(
        tuple((float(x), float(y)) for x, y in row["points"]) for row in document["fixtures"] if row["kind"] == "wall"
    )
    doors = [_middle(wall[0], wall[-1]) for wall in walls if wall[0] != wall[-1]]
    places = [(float(row["x"]), float(row["y"])) for row in locations if not row["rack"] and row["kind"] in _WALKED_TO]
    return Floor(faces, walls, (*places, *doors))


def stop_at(location: Mapping[str, Any]) -> Stop:
    """The stop of one location row of the document."""
    aisle = (location["zone"], str(location["aisle"])) if location["rack"] else None
    return Stop(float(location["x"]), float(location["y"]), aisle)


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
