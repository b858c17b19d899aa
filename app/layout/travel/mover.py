"""Who travels: on foot, or with a truck. How fast, how wide, how high."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.layout.elements import Aisle, Truck
from app.layout.travel.clearance import needed_by

WALK_SPEED = 1_200.0
"""On foot with a cart, mm/s, where an aisle does not say otherwise: 4.3 km/h, what methods-time tables give for walking
with a light load."""
HAND_HEIGHT = 1_600.0
"""Floor of the highest bin that is reached from the ground without lifting or climbing, mm."""
CLIMB_SPEED = 200.0
"""Up and down steps or a ladder, mm/s."""


@dataclass(frozen=True, slots=True)
class Mover:
    """truck: None on foot."""

    truck: Truck | None = None

    @property
    def needed(self) -> float:
        """Free width that it needs, mm."""
        return needed_by(self.truck)

    @property
    def name(self) -> str:
        """In the words of people."""
        return "on foot" if self.truck is None else self.truck.name or self.truck.code

    def speed(self, aisle: Aisle | None) -> float:
        """mm/s in an aisle, or on open floor (None). People walk as fast as the aisle says, for that was seen there; a
        truck drives no faster than the aisle lets it, nor than it can."""
        if self.truck is None:
            return WALK_SPEED if aisle is None or aisle.speed is None else aisle.speed
        limit = None if aisle is None else aisle.truck_speed
        return self.truck.speed if limit is None else min(self.truck.speed, limit)

    def reach_seconds(self, z: NDArray[np.float64]) -> NDArray[np.float64]:
        """Time to come up to bins at these heights and down again, s; infinite above what a truck reaches."""
        climb = np.maximum(0.0, np.asarray(z, dtype=np.float64) - HAND_HEIGHT)
        if self.truck is None:
            return 2.0 * climb / CLIMB_SPEED
        seconds = 2.0 * climb / self.truck.lift_speed
        return np.where(z > self.truck.reach, np.inf, seconds)
