"""Walking in the warehouse: distances through aisles and cross aisles, and pick tours along them."""

from app.optimise.routing.engine import PLAIN, Engine, compiled
from app.optimise.routing.floor import Face, Floor, Stop
from app.optimise.routing.grid import Errand, Grid, GridTour, InAisle, OnCross, Outside
from app.optimise.routing.layout import floor_of
from app.optimise.routing.shortest import shortest_tour
from app.optimise.routing.tour import Tour, plan_tour
from app.optimise.routing.travel import TravelMap, build_travel_map

__all__ = [
    "PLAIN",
    "Engine",
    "Errand",
    "Face",
    "Floor",
    "Grid",
    "GridTour",
    "InAisle",
    "OnCross",
    "Outside",
    "Stop",
    "Tour",
    "TravelMap",
    "build_travel_map",
    "compiled",
    "floor_of",
    "plan_tour",
    "shortest_tour",
]
