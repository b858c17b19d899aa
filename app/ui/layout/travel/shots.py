"""States of the travel panel that are rendered and linted."""

from typing import cast

from app.layout.elements import Rack
from app.layout.racking import ElementId
from app.layout.slots import slot_keys
from app.layout.travel import BinAt, PlaceAt
from app.ui.gallery import Shot
from app.ui.layout.page import LayoutPage
from app.ui.layout.shots import _shot as layout_shot
from app.ui.layout.shots import code_of, wait_until
from app.ui.layout.travel.panel import TravelPanel

PICKED = ("B01L1", "B03R1", "B06L1", "C02L1", "C02R1", "C04R1", "A02L1", "B02L1", "B04R1", "B05L1", "C01R1", "D01L1")


def sample_bins(page: LayoutPage, codes: tuple[str, ...] = PICKED) -> tuple[BinAt, ...]:
    """One bin of each of these racks, further and further along."""
    found = []
    for number, code in enumerate(codes):
        rack = page.session.document.get(code_of(page, "rack", code), Rack)
        keys = slot_keys(rack)
        found.append(BinAt(rack.id, keys[(number * 37) % len(keys)]))
    return tuple(found)


def open_travel(page: LayoutPage) -> TravelPanel:
    """The panel, with its first answer."""
    panel = cast(TravelPanel, page.host.open("travel"))
    wait_until(lambda: panel.answer is not None)
    page.canvas.fit()
    return panel


def _tour(page: LayoutPage) -> None:
    panel = open_travel(page)
    panel.graph.toggle.click()
    panel.targets = sample_bins(page)
    panel.look()
    wait_until(lambda: panel.answer is not None and panel.answer.tour is not None)


def _times(page: LayoutPage) -> None:
    panel = open_travel(page)
    panel.graph.toggle.click()
    panel.modes.choose("times")
    panel.show_mode()
    panel.targets = (PlaceAt(ElementId("hall.pack1")),)
    panel.look()
    wait_until(lambda: panel.answer is not None and panel.answer.times is not None)


def shots() -> list[Shot]:
    """The graph, a tour, times."""
    return [
        layout_shot("travel-graph", open_travel),
        layout_shot("travel-tour", _tour),
        layout_shot("travel-times", _times),
    ]
