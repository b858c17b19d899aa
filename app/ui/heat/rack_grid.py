"""Where the cells of rack faces lie in a widget: side by side where there is room, else one over the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from app.heat.elevation import RackFace

WIDEST, NARROWEST = 34.0, 8.0  # px of a cell
HIGHEST, LOWEST = 22.0, 9.0
CAPTION, FOOT = 17.0, 14.0  # the line over a face, the bays under it
LEVELS = 22.0  # the level numbers at the left of a face
BETWEEN = 20.0
PAD = 10.0


@dataclass(frozen=True, slots=True)
class FaceBox:
    """One face and its place: left and top of its cells (px), size of a cell, the positions from the left that are in
    the window."""

    face: RackFace
    left: float
    top: float
    wide: float
    high: float
    shown: range

    def cell(self, level: int, column: int) -> QRectF:
        """Where a cell is, with its gap taken off."""
        position = self.face.from_left(column) - self.shown.start
        levels = self.face.index.shape[0]
        left, top = self.left + position * self.wide, self.top + (levels - 1 - level) * self.high
        return QRectF(left, top, self.wide - 1, self.high - 1)

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """(level, column) under a point, None beside the face."""
        levels = self.face.index.shape[0]
        across, up = int((x - self.left) // self.wide), levels - 1 - int((y - self.top) // self.high)
        if not (0 <= across < len(self.shown) and 0 <= up < levels):
            return None
        return up, self.face.from_left(across + self.shown.start)

    @property
    def frame(self) -> QRectF:
        """All cells in the window."""
        return QRectF(self.left, self.top, len(self.shown) * self.wide, self.face.index.shape[0] * self.high)


def lay_out(faces: Sequence[RackFace], width: float, height: float, current: int) -> tuple[FaceBox, ...]:
    """Places of the faces in a widget of this size; current: the location (index) that stays in the window where a face
    has more columns than there is room for."""
    if not faces:
        return ()
    columns = sum(face.index.shape[1] for face in faces)
    beside = (width - 2 * PAD - len(faces) * LEVELS - (len(faces) - 1) * BETWEEN) / columns
    if len(faces) > 1 and beside >= 13.0:
        return _beside(faces, min(beside, WIDEST), height)
    return _stacked(faces, width, height, current)


def needed(faces: Sequence[RackFace], width: float) -> float:
    """The height at which the cells are as high as they ever are."""
    levels = [int(face.index.shape[0]) for face in faces]
    columns = sum(face.index.shape[1] for face in faces)
    beside = (width - 2 * PAD - len(faces) * LEVELS - (len(faces) - 1) * BETWEEN) / max(columns, 1)
    if len(faces) > 1 and beside >= 13.0:
        return CAPTION + max(levels) * HIGHEST + FOOT
    return sum(levels) * HIGHEST + max(len(faces), 1) * CAPTION + FOOT


def bay_of(code: str, column: int) -> str:
    """What a column is called: the last part but one of its address, else its number."""
    parts = re.findall(r"[0-9A-Za-z]+", code)
    return parts[-2] if len(parts) > 2 else str(column + 1)


def _beside(faces: Sequence[RackFace], wide: float, height: float) -> tuple[FaceBox, ...]:
    levels = max(face.index.shape[0] for face in faces)
    high = min(max((height - CAPTION - FOOT) / levels, LOWEST), HIGHEST)
    left, boxes = PAD + LEVELS, []
    for face in faces:
        many = face.index.shape[1]
        top = CAPTION + (levels - face.index.shape[0]) * high
        boxes.append(FaceBox(face, left, top, wide, high, range(many)))
        left += many * wide + LEVELS + BETWEEN
    return tuple(boxes)


def _stacked(faces: Sequence[RackFace], width: float, height: float, current: int) -> tuple[FaceBox, ...]:
    room = width - 2 * PAD - LEVELS
    most = max(face.index.shape[1] for face in faces)
    levels = sum(face.index.shape[0] for face in faces)
    wide = min(max(room / most, NARROWEST), WIDEST)
    high = min(max((height - len(faces) * CAPTION - FOOT) / levels, LOWEST), HIGHEST)
    boxes, top = [], 0.0
    for face in faces:
        top += CAPTION
        boxes.append(FaceBox(face, PAD + LEVELS, top, wide, high, _window(face, int(room // wide), current)))
        top += face.index.shape[0] * high
    return tuple(boxes)


def _window(face: RackFace, room: int, current: int) -> range:
    every = face.index.shape[1]
    if every <= room:
        return range(every)
    column = face.place(current)[1] if current >= 0 else -1
    middle = face.from_left(column) if column >= 0 else every // 2
    first = min(max(middle - room // 2, 0), every - room)
    return range(first, first + room)
