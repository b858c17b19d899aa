"""States of the travel panel for pictures: the graph, a tour, times."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QEventLoop

from app.layout.elements import Aisle, Rack
from app.layout.racking import ElementId
from app.layout.slots import slot_keys
from app.layout.travel import BinAt, PlaceAt
from app.ui.layout.page import LayoutPage
from app.ui.layout.travel.panel import TravelPanel


def _until(done: Callable[[], bool], seconds: float = 30.0) -> None:
    turning, ends = QEventLoop(), time.monotonic() + seconds
    while not done() and time.monotonic() < ends:
        turning.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


PICKED = ("B01L1", "B03R1", "B06L1", "C02L1", "C02R1", "C04R1", "A02L1", "B02L1", "B04R1", "B05L1", "C01R1", "D01L1")


def sample_bins(page: LayoutPage, codes: tuple[str, ...] = PICKED) -> tuple[BinAt, ...]:
    """One bin of each of these racks, further and further along."""
    found = []
    for number, code in enumerate(codes):
        rack = next(one for one in page.session.document.of(Rack) if one.code == code)
        keys = slot_keys(rack)
        found.append(BinAt(rack.id, keys[(number * 37) % len(keys)]))
    return tuple(found)


def open_travel(page: LayoutPage) -> TravelPanel:
    """The panel, with its first answer."""
    panel = cast(TravelPanel, page.host.open("travel"))
    _until(lambda: panel.answer is not None)
    page.canvas.fit()
    return panel


def tour(page: LayoutPage) -> None:
    """Twelve picks of one order."""
    panel = open_travel(page)
    panel.graph.toggle.click()
    panel.targets = sample_bins(page)
    panel.rule.toggle.click()
    _until(lambda: panel.answer is not None and panel.answer.tour is not None)


def truck(page: LayoutPage) -> None:
    """The graph of a reach truck: aisles that are too narrow for it, one-way aisles."""
    panel = open_travel(page)
    aisles = sorted((one for one in page.session.document.of(Aisle) if one.truck is not None), key=lambda one: one.code)
    with page.session.document.transaction("One way"):
        for number, aisle in enumerate(one for one in aisles if not one.cross):
            page.session.document.put(replace(aisle, one_way="backward" if number % 2 else "forward"))
    panel.mover.box.setCurrentIndex(1)
    panel.answer = None
    panel.mover.box.activated.emit(1)
    _until(lambda: panel.answer is not None)


def times(page: LayoutPage) -> None:
    """Seconds from a packing place."""
    panel = open_travel(page)
    panel.graph.toggle.click()
    panel.modes.choose("times")
    panel.show_mode()
    panel.targets = (PlaceAt(ElementId("hall.pack1")),)
    panel.look()
    _until(lambda: panel.answer is not None and panel.answer.times is not None)
