"""Where an address is in a drawing, and where walks begin in it."""

from collections.abc import Iterator

from app.domain.errors import Refusal
from app.layout.addresses import names_of
from app.layout.elements import Place, Rack
from app.layout.slots import slot_keys
from app.layout.table import Layout
from app.layout.travel import BinAt, PlaceAt, Target

BASES = ("packing", "station", "staging", "dock", "receiving")
"""Where a picker's walk begins and ends: the first place of the first of these uses that is drawn."""


def targets_of(layout: Layout) -> Iterator[tuple[str, Target]]:
    """Every bin and place of a layout by its address or code."""
    for place in layout.of(Place):
        yield place.code, PlaceAt(place.id)
    for rack in layout.of(Rack):
        for name, key in zip(names_of(rack, layout.find), slot_keys(rack), strict=True):
            yield name, BinAt(rack.id, key)


def base_of(layout: Layout) -> Target:
    """Where a picker's walk begins and ends. Refuses (`tour.no_base`) in a layout without such a place."""
    places = sorted(layout.of(Place), key=lambda place: place.code)
    for use in BASES:
        for place in places:
            if place.use == use:
                return PlaceAt(place.id)
    raise Refusal(
        "tour.no_base",
        "The plan has no packing place, station or dock to start from.",
        "Draw one, and publish the plan.",
    )
