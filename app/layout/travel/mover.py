"""Who travels: on foot, or with a truck. How fast, how wide, how high."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.layout.elements import Truck
from app.layout.racking import ElementId
from app.layout.travel.clearance import needed_by

WALK_SPEED = 1_200.0
"""On foot with a cart, mm/s: 4.3 km/h, what methods-time tables give for walking with a light load."""
HAND_HEIGHT = 1_600.0
"""Floor of the highest bin that is reached from the ground without lifting or climbing, mm."""
CLIMB_SPEED = 200.0
"""Up and down steps or a ladder, mm/s."""


@dataclass(frozen=True, slots=True)
class Mover:
    """truck: None on foot. limits: the most that is driven in an aisle, mm/s by its id."""

    truck: Truck | None = None
    limits: Mapping[ElementId, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def needed(self) -> float:
        """Free width that it needs, mm."""
        return needed_by(self.truck)

    @property
    def name(self) -> str:
        """In the words of people."""
        return "on foot" if self.truck is None else self.truck.name or self.truck.code

    def speed(self, aisle: ElementId | None) -> float:
        """mm/s in an aisle, or on open floor (None)."""
        own = WALK_SPEED if self.truck is None else self.truck.speed
        limit = self.limits.get(aisle) if aisle is not None else None
        return own if limit is None else min(own, limit)

    def reach_seconds(self, z: NDArray[np.float64]) -> NDArray[np.float64]:
        """Time to come up to bins at these heights and down again, s; infinite above what a truck reaches."""
        climb = np.maximum(0.0, np.asarray(z, dtype=np.float64) - HAND_HEIGHT)
        if self.truck is None:
            return 2.0 * climb / CLIMB_SPEED
        seconds = 2.0 * climb / self.truck.lift_speed
        return np.where(z > self.truck.reach, np.inf, seconds)
