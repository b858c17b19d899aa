"""Paper for a plan: sizes, scales and how a floor is parted over pages. Millimetres on paper unless said otherwise."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from app.domain.errors import Refusal
from app.layout.geometry import Bounds

PaperName: TypeAlias = Literal["A4", "A3", "A2", "A1", "A0"]
PAPERS: Final[dict[PaperName, tuple[float, float]]] = {
    "A4": (297.0, 210.0), "A3": (420.0, 297.0), "A2": (594.0, 420.0), "A1": (841.0, 594.0), "A0": (1189.0, 841.0),
}  # fmt: skip
"""Width and height lying on the long side (ISO 216)."""
SCALES: Final = (20, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1_000, 1_500, 2_000, 2_500, 5_000, 10_000)
EDGE: Final = 10.0
FOOT: Final = 26.0
"""Height of the title block on A4; on larger sheets it grows with `GROWN`."""
GROWN: Final[dict[PaperName, float]] = {"A4": 1.0, "A3": 1.15, "A2": 1.4, "A1": 1.8, "A0": 2.3}
"""By how much words and legend of larger sheets are larger: one stands further away."""
OVERLAP: Final = 10.0
"""What two pages of one floor share, to be laid over one another."""
MOST_PAGES: Final = 200


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet. upright: on its short side. scale: 1 to this; None: the largest at which the floor fits one page."""

    name: PaperName = "A3"
    upright: bool = False
    scale: int | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        width, height = PAPERS[self.name]
        return (height, width) if self.upright else (width, height)

    @property
    def foot(self) -> float:
        """Height of the title block."""
        return FOOT * GROWN[self.name]

    @property
    def room(self) -> tuple[float, float]:
        """Width and height of the drawing on it."""
        width, height = self.size
        return width - 2 * EDGE, height - 2 * EDGE - self.foot

    def scale_for(self, bounds: Bounds) -> int:
        """The scale of a floor with these bounds (mm on the floor). Raises Refusal where no scale fits one page."""
        if self.scale is not None:
            if not 1 <= self.scale <= 100_000:
                raise Refusal("plan_scale", f"1:{self.scale} is no scale for a plan.", "Choose 1:20 to 1:10000.")
            return self.scale
        width, height = self.room
        needed = max((bounds[2] - bounds[0]) / width, (bounds[3] - bounds[1]) / height, 1e-9)
        for scale in SCALES:
            if scale >= needed:
                return scale
        raise Refusal("plan_scale", "The floor is too large for one page at 1:10000.", "Choose a larger sheet.")

    def tiles(self, bounds: Bounds, scale: int) -> list["Tile"]:
        """The parts of the floor, one a page, row by row. Raises Refusal where they are more than anybody wants."""
        width, height = (length * scale for length in self.room)
        shared = OVERLAP * scale
        columns = _count(bounds[2] - bounds[0], width, shared)
        rows = _count(bounds[3] - bounds[1], height, shared)
        if columns * rows > MOST_PAGES:
            raise Refusal(
                "plan_pages", f"At 1:{scale} the floor takes {columns * rows:,} pages {self.name}.",
                "Choose a smaller scale or larger sheets.",
            )  # fmt: skip
        return list(_tiles(bounds, (width, height), shared, columns, rows))


@dataclass(frozen=True, slots=True)
class Tile:
    """One page of a floor. left, top: mm on the floor of the drawing's corner. column, row, columns, rows: which."""

    left: float
    top: float
    column: int
    row: int
    columns: int
    rows: int

    @property
    def words(self) -> str:
        """Which part it is; empty where there is one."""
        if self.columns * self.rows == 1:
            return ""
        return f"Part {chr(65 + self.row) if self.row < 26 else self.row + 1}{self.column + 1}"


def _count(length: float, room: float, shared: float) -> int:
    return 1 if length <= room else 1 + math.ceil((length - room) / (room - shared))


def _tiles(bounds: Bounds, room: tuple[float, float], shared: float, columns: int, rows: int) -> Iterator[Tile]:
    width = room[0] * columns - shared * (columns - 1)
    height = room[1] * rows - shared * (rows - 1)
    left = (bounds[0] + bounds[2] - width) / 2
    top = (bounds[1] + bounds[3] - height) / 2
    for row in range(rows):
        for column in range(columns):
            yield Tile(left + column * (room[0] - shared), top + row * (room[1] - shared), column, row, columns, rows)
