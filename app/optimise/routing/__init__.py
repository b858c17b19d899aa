"""Walking in the warehouse: distances through aisles and cross aisles, and pick tours along them."""

from app.optimise.routing.floor import Face, Floor, Stop
from app.optimise.routing.layout import floor_of
from app.optimise.routing.tour import Tour, plan_tour
from app.optimise.routing.travel import TravelMap, build_travel_map

__all__ = ["Face", "Floor", "Stop", "Tour", "TravelMap", "build_travel_map", "floor_of", "plan_tour"]
