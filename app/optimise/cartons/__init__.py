"""Which carton, and how the pieces lie in it."""

from app.optimise.cartons.choose import choose
from app.optimise.cartons.goods import STANDARD_CARTONS, CartonType, Item, OwnPackaging, PackedCarton, Parcel, Placement
from app.optimise.cartons.verify import faults_of

__all__ = [
    "STANDARD_CARTONS",
    "CartonType",
    "Item",
    "OwnPackaging",
    "PackedCarton",
    "Parcel",
    "Placement",
    "choose",
    "faults_of",
]
