"""The travel graph of a drawn layout: lengths, times, lines, isochrones, and what cannot be come to."""

from app.layout.travel.bins import Bins
from app.layout.travel.graph import Isochrone, Journey, TravelGraph
from app.layout.travel.mover import Mover
from app.layout.travel.places import BinAt, PlaceAt, PointAt, Spot, Target

__all__ = ["BinAt", "Bins", "Isochrone", "Journey", "Mover", "PlaceAt", "PointAt", "Spot", "Target", "TravelGraph"]
