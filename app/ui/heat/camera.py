"""Which part of the floor is in the window: a centre in metres and a scale in logical pixels a metre."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
CLOSEST = 240.0  # px a metre: a carton of 30 cm is 72 px wide
MARGIN = 18.0


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a camera stands: centre (m) and scale (px a metre)."""

    x: float
    y: float
    scale: float

    def towards(self, other: "Stand", part: float) -> "Stand":
        """The stand `part` (0..1) of the way to another, slow at both ends; the scale goes by equal ratios."""
        eased = part * part * (3 - 2 * part)
        scale = math.exp(math.log(self.scale) * (1 - eased) + math.log(other.scale) * eased)
        return Stand(self.x + (other.x - self.x) * eased, self.y + (other.y - self.y) * eased, scale)


class Camera:
    """The view of one window. bounds: the whole plan (m); insets: px at left, top, right and bottom that panels cover,
    kept free by fit(). fitted: nobody has moved it since the last fit(), so it follows the window's size; goal: the
    part that fit() was asked for, None for the whole plan."""

    def __init__(self, bounds: Box) -> None:
        self.bounds = bounds
        self.insets: Box = (0.0, 0.0, 0.0, 0.0)
        self.width, self.height = 1.0, 1.0
        self.x, self.y, self.scale = 0.0, 0.0, 1.0
        self.fitted = True
        self.goal: Box | None = None

    @property
    def stand(self) -> Stand:
        """Where it stands now."""
        return Stand(self.x, self.y, self.scale)

    def place(self, stand: Stand) -> None:
        """Go there, kept within reason: the plan never leaves the window, the scale stays between half of fit and
        CLOSEST."""
        least = self.fitting().scale / 2
        self.scale = min(max(stand.scale, least), max(CLOSEST, least))
        x0, y0, x1, y1 = self.bounds
        self.x = min(max(stand.x, x0), x1)
        self.y = min(max(stand.y, y0), y1)
        self.fitted = False

    def fitting(self, box: Box | None = None) -> Stand:
        """The stand that shows the whole plan, or a box of it (m), between the insets."""
        x0, y0, x1, y1 = box or self.bounds
        left, top, right, bottom = self.insets
        free_w = max(self.width - left - right - 2 * MARGIN, 16.0)
        free_h = max(self.height - top - bottom - 2 * MARGIN, 16.0)
        scale = min(free_w / (x1 - x0), free_h / (y1 - y0))
        return Stand((x0 + x1) / 2 + (right - left) / 2 / scale, (y0 + y1) / 2 + (bottom - top) / 2 / scale, scale)

    def fit(self, goal: Box | None = None) -> None:
        """Show the whole plan, or a part of it (m)."""
        self.place(self.fitting(goal))
        self.fitted, self.goal = True, goal

    @property
    def kept(self) -> Box | None:
        """The part of the floor that is looked at: None where it is the whole plan."""
        return self.goal if self.fitted else self.framed()

    def resize(self, width: float, height: float) -> None:
        """The window has this size now (logical px)."""
        self.width, self.height = max(width, 1.0), max(height, 1.0)
        if self.fitted:
            self.fit(self.goal)

    def view(self) -> Box:
        """The world rectangle in the window."""
        w, h = self.width / 2 / self.scale, self.height / 2 / self.scale
        return self.x - w, self.y - h, self.x + w, self.y + h

    def framed(self) -> Box:
        """The world rectangle between the insets and margins: fitting() of it is where one stands now."""
        left, top, right, bottom = (inset + MARGIN for inset in self.insets)
        return *self.world(left, top), *self.world(self.width - right, self.height - bottom)

    def world(self, px: float, py: float) -> tuple[float, float]:
        """World point of a pixel."""
        return self.x + (px - self.width / 2) / self.scale, self.y + (py - self.height / 2) / self.scale

    def screen(self, x: float, y: float) -> tuple[float, float]:
        """Pixel of a world point."""
        return (x - self.x) * self.scale + self.width / 2, (y - self.y) * self.scale + self.height / 2

    def screens(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Pixels of world points (..., 2)."""
        return (points - (self.x, self.y)) * self.scale + (self.width / 2, self.height / 2)

    def pan(self, dx: float, dy: float) -> None:
        """Move the floor under the window by pixels."""
        self.place(Stand(self.x - dx / self.scale, self.y - dy / self.scale, self.scale))

    def zoom(self, factor: float, px: float, py: float) -> None:
        """Scale by a factor, the world point under the pixel staying where it is."""
        x, y = self.world(px, py)
        self.place(Stand(self.x, self.y, self.scale * factor))
        self.place(Stand(x - (px - self.width / 2) / self.scale, y - (py - self.height / 2) / self.scale, self.scale))

    def share_in_view(self) -> float:
        """How much of the plan's box is in the window, 0..1."""
        x0, y0, x1, y1 = self.bounds
        v = self.view()
        w = max(0.0, min(x1, v[2]) - max(x0, v[0]))
        h = max(0.0, min(y1, v[3]) - max(y0, v[1]))
        return w * h / ((x1 - x0) * (y1 - y0))


@dataclass(frozen=True, slots=True)
class Lens:
    """World to device pixels: X = x * zoom + left, Y = y * zoom + top; ratio = device pixels a logical one."""

    zoom: float
    left: float
    top: float
    ratio: float

    @classmethod
    def of(cls, camera: Camera, ratio: float) -> "Lens":
        """The lens of a camera on a screen of this device pixel ratio."""
        zoom = camera.scale * ratio
        return cls(zoom, camera.width * ratio / 2 - camera.x * zoom, camera.height * ratio / 2 - camera.y * zoom, ratio)
