"""What a drawing of another program holds, layer by layer, in its own unit and with y upwards. Nothing is guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from app.layout.geometry import Bounds, Point
from app.layout.table import Layout

Unit: TypeAlias = Literal["mm", "cm", "dm", "m", "km", "in", "ft", "yd"]
MM_OF: Mapping[Unit, float] = MappingProxyType({
    "mm": 1.0, "cm": 10.0, "dm": 100.0, "m": 1_000.0, "km": 1_000_000.0, "in": 25.4, "ft": 304.8, "yd": 914.4,
})  # fmt: skip
"""Millimetres of one unit."""

ShapeKind: TypeAlias = Literal["line", "outline", "block", "text"]


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing of a drawing. points in the drawing's unit, y upwards; handle: what the other program calls it.

    line: open, two points or more. outline: closed, its first point is not repeated. block: the turned box around what
    is inserted as one; name is the block's. text: one point; words are what it says. The words of a block are its
    attributes.
    """

    kind: ShapeKind
    layer: str
    points: tuple[Point, ...]
    handle: str = ""
    name: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LayerFound:
    """A layer with what is on it. hidden: switched off or frozen in the other program."""

    name: str
    lines: int
    outlines: int
    blocks: int
    texts: int
    hidden: bool = False

    @property
    def shapes(self) -> int:
        """All of them."""
        return self.lines + self.outlines + self.blocks + self.texts


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as it was read. unit: None where the file does not say. notes: what could not be read, in words.

    own: the layout, where the file is one of our own exports (and nothing else was drawn into it, unless shapes say).
    """

    name: str
    unit: Unit | None
    layers: tuple[LayerFound, ...]
    shapes: tuple[Shape, ...]
    notes: tuple[str, ...] = ()
    own: Layout | None = None

    @property
    def bounds(self) -> Bounds | None:
        """The upright box around everything, in the drawing's unit; None where it is empty."""
        xs = [x for shape in self.shapes for x, _ in shape.points]
        ys = [y for shape in self.shapes for _, y in shape.points]
        return (min(xs), min(ys), max(xs), max(ys)) if xs else None

    def sizes(self) -> Mapping[Unit, tuple[float, float]]:
        """Width and depth in metres for each unit that it could be in: what a person chooses the unit by."""
        bounds = self.bounds
        if bounds is None:
            return {}
        width, depth = bounds[2] - bounds[0], bounds[3] - bounds[1]
        return {unit: (width * mm / 1_000, depth * mm / 1_000) for unit, mm in MM_OF.items()}


def layers_of(shapes: tuple[Shape, ...], hidden: frozenset[str] = frozenset()) -> tuple[LayerFound, ...]:
    """The layers that have something on them, by name."""
    counts: dict[str, dict[str, int]] = {}
    for shape in shapes:
        of = counts.setdefault(shape.layer, {"line": 0, "outline": 0, "block": 0, "text": 0})
        of[shape.kind] += 1
    return tuple(
        LayerFound(name, of["line"], of["outline"], of["block"], of["text"], name in hidden)
        for name, of in sorted(counts.items())
    )
