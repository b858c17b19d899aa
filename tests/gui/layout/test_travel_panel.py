"""The travel panel in its window: graph, tour, distance, times; what cannot be walked is said."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from app.domain.errors import Refusal
from app.layout.elements import Aisle, Floor, Rack
from app.layout.racking import ElementId
from app.layout.slots import slot_keys
from app.layout.travel import BinAt, PlaceAt, TravelGraph
from app.services.floor.places import targets_of
from app.services.tours import tour_through
from app.ui.layout.shots import wait_until
from app.ui.layout.travel.contour_lines import ContoursOverlay
from app.ui.layout.travel.overlays import GraphOverlay, TimesOverlay, TourOverlay
from app.ui.layout.travel.pictures import open_travel, sample_bins
from app.ui.layout.travel.stops import say_time


@pytest.fixture
def room(desk_room):
    return desk_room()


@pytest.fixture
def panel(room):
    return open_travel(room.page)


def overlay(room, kind):
    return next((one for one in room.page.session.overlays if isinstance(one, kind)), None)


@dataclass
class Looking:
    """A view of the hall from its corner on."""

    px_per_mm: float

    def visible(self):
        return QRectF(0, 0, 900 / self.px_per_mm, 500 / self.px_per_mm)

    def to_px(self, x, y):
        return QPointF(x * self.px_per_mm, y * self.px_per_mm)


def asked(room, panel):
    panel.answer = None
    panel.look()
    wait_until(lambda: panel.answer is not None)
    return panel.answer


def pick(room, *targets):
    """As the route tool tells it."""
    session = room.page.session
    session.choose_tool("route")
    points = []
    for target in targets:
        if isinstance(target, BinAt):
            rack = session.document.get(target.rack, Rack)
            points.append((rack.x, rack.y, rack.id, target.slot))
        else:
            place = session.document.elements[target.id]
            points.append((place.x, place.y, place.id, None))
        session.points_picked.emit(list(points))


def test_the_graph_lies_over_the_plan_and_goes_with_the_switch_and_the_page(room, panel):
    drawn = overlay(room, GraphOverlay)
    graph = TravelGraph.of(room.document)
    assert len(drawn.picture.driven) == int(graph.network.passable.sum())
    said = f"{len(graph.network.aisles)} aisles, {len(graph.bins):,} bins in racks, all of them reached."
    assert panel.facts.text() == said
    panel.graph.toggle.click()
    asked(room, panel)
    assert overlay(room, GraphOverlay) is None
    panel.graph.toggle.click()
    asked(room, panel)
    assert overlay(room, GraphOverlay) is not None
    panel.end()
    assert overlay(room, GraphOverlay) is None
    room.page.host.end = lambda: None


def test_picked_bins_become_the_shortest_tour(room, panel):
    bins = sample_bins(room.page)
    pick(room, *bins)
    wait_until(lambda: panel.answer is not None and panel.answer.tour is not None and len(panel.stops.shown) == 12)
    tour = panel.answer.tour
    start = PlaceAt(panel.start.value)
    wanted = tour_through(room.document, TravelGraph.of(room.document), bins, start=start, end=start)
    assert tour == wanted
    assert panel.result.text().startswith(f"{tour.metres:,.1f} m")
    assert "against S-shape" in panel.compared.text()
    assert overlay(room, TourOverlay).tour == tour
    panel.clear()
    wait_until(lambda: overlay(room, TourOverlay) is None)
    assert not panel.stops.isVisible()


def test_typed_addresses_make_a_tour_and_unknown_ones_are_told(room, panel):
    codes = list(room.page.session.live.addresses.names(room.rack("B01L1").id))
    room.type_into(panel.line, f"{codes[0]}, {codes[40]}")
    wait_until(lambda: panel.answer is not None and panel.answer.tour is not None)
    assert {stop.name for stop in panel.answer.tour.stops} == {codes[0], codes[40]}
    room.type_into(panel.line, "NOWHERE-1 NOWHERE-2")
    wait_until(lambda: panel.answer.refusal is not None)
    assert "NOWHERE-1, NOWHERE-2 are not on this plan" in panel.answer.refusal.what


def test_an_orders_number_brings_its_bins(room, panel):
    codes = list(room.page.session.live.addresses.names(room.rack("C02L1").id))[:3]

    class Orders:
        def codes_of(self, number):
            if number != "SO-17":
                raise Refusal("WM404", f"There is no order {number}.", "Look it up.")
            return tuple(codes)

    panel._desk = replace(panel._desk, orders=Orders())
    room.type_into(panel.line, "SO-17")
    wait_until(lambda: panel.answer is not None and panel.answer.tour is not None)
    assert {stop.name for stop in panel.answer.tour.stops} == set(codes)
    room.type_into(panel.line, "SO-18")
    wait_until(lambda: panel.error.isVisible())
    assert panel.names == ()


def test_distance_is_between_the_last_two_points_that_were_picked(room, panel):
    one, two, three, four = sample_bins(room.page)[:4]
    panel.modes.choose("distance")
    panel.show_mode()
    pick(room, one, two, three, four)
    wait_until(lambda: panel.answer is not None and panel.answer.tour is not None and panel.targets == (three, four))
    asked(room, panel)
    graph = TravelGraph.of(room.document)
    assert panel.answer.tour.metres == pytest.approx(graph.distance(three, four))
    assert panel.result.text() == f"{graph.distance(three, four):,.1f} m, {say_time(graph.seconds(three, four))}"


def test_a_distance_is_typed_and_tells_the_way_back_where_it_is_another_one(room, panel):
    names = room.page.session.live.addresses.names
    one, two = names(room.rack("B01L1").id)[0], names(room.rack("C02L1").id)[-1]
    panel.modes.choose("distance")
    panel.show_mode()
    assert (panel.line.title.text(), panel.start.isVisible(), panel.finish.isVisible()) == ("From and to", False, False)
    room.type_into(panel.line, f"{one} {two}")
    wait_until(lambda: panel.answer is not None and panel.answer.way is not None)
    graph, at = TravelGraph.of(room.document), dict(targets_of(room.document))
    assert panel.result.text().startswith(f"{graph.distance(at[one], at[two]):,.1f} m, ")
    assert panel.compared.text().startswith(f"{one} to {two}. Coming up to it")
    assert f"takes {say_time(panel.answer.way.lift_seconds)} of it" in panel.compared.text()
    assert "back" not in panel.compared.text()
    aisle = room.document.get(room.rack("C02L1").aisle, Aisle)
    panel.answer = None
    with room.document.transaction("One way"):
        room.document.put(replace(aisle, one_way="forward"))
    wait_until(lambda: panel.answer is not None and panel.answer.way is not None)
    graph = TravelGraph.of(room.document)
    assert f"The way back is {graph.distance(at[two], at[one]):,.1f} m." in panel.compared.text()
    assert "quicker" not in panel.compared.text()
    shortest, panel.answer = panel.answer.way, None
    across = [one for one in room.document.of(Aisle) if one.cross]
    with room.document.transaction("Slow, and quicker round"):
        room.document.put(*(replace(one, speed=150.0 if n % 2 else 3_000.0) for n, one in enumerate(across)))
    wait_until(lambda: panel.answer is not None and panel.answer.way is not None)
    way, quick = panel.answer.way, TravelGraph.of(room.document).seconds(at[one], at[two])
    assert way.metres == pytest.approx(shortest.metres)
    assert way.seconds + way.lift_seconds > quick + 0.5
    assert f"A longer way is quicker: {say_time(quick)}." in panel.compared.text()


def seen(room):
    """The plan when all frames that come by themselves have come."""
    wait_until(lambda: not room.page.canvas.pending)
    return room.page.canvas.grab().toImage()


def test_the_s_shape_is_drawn_where_it_is_asked_for(room, panel):
    pick(room, *sample_bins(room.page))
    wait_until(lambda: overlay(room, TourOverlay) is not None)
    assert panel.answer.tour.s_shape_line == ()
    plain = seen(room)
    panel.answer = None
    panel.rule.toggle.click()
    wait_until(lambda: panel.answer is not None and bool(panel.answer.tour.s_shape_line))
    tour = panel.answer.tour
    line = np.array(tour.s_shape_line)
    drawn = np.hypot(*np.diff(line, axis=0).T).sum() / 1_000
    assert drawn == pytest.approx(tour.s_shape_metres, abs=0.1)
    assert line[0].tolist() == line[-1].tolist() == list(tour.line[0])
    assert seen(room) != plain


def test_a_tour_ends_where_it_is_to_end(room, panel):
    bins = sample_bins(room.page)[:4]
    pick(room, *bins)
    wait_until(lambda: panel.answer is not None and panel.answer.tour is not None)
    values = [value for value, _ in panel.finish._options]
    assert values[:2] == ["back", "last"]
    places = [value for value in values[2:] if value != panel.start.value]
    graph, start = TravelGraph.of(room.document), PlaceAt(panel.start.value)
    for value, end in (("last", None), (places[-1], PlaceAt(places[-1]))):
        at = values.index(value)
        panel.finish.box.setCurrentIndex(at)
        panel.finish.box.activated.emit(at)
        tour = asked(room, panel).tour
        assert tour == tour_through(room.document, graph, bins, start=start, end=end)
    assert tour.end != tour.start


def test_times_from_a_typed_address(room, panel):
    name = room.page.session.live.addresses.names(room.rack("B01L1").id)[0]
    panel.modes.choose("times")
    panel.show_mode()
    room.type_into(panel.line, name)
    wait_until(lambda: overlay(room, TimesOverlay) is not None)
    times = overlay(room, TimesOverlay).picture
    seconds = TravelGraph.of(room.document).isochrone(dict(targets_of(room.document))[name]).seconds
    assert times.name == name
    assert (times.half, times.most_of_them) == pytest.approx(tuple(np.quantile(seconds, (0.5, 0.9))))
    assert f"Half of the bins are within {say_time(times.half)}" in panel.compared.text()


def test_times_colour_every_bay_and_the_legend_has_the_unit(room, panel):
    panel.modes.choose("times")
    panel.show_mode()
    pick(room, PlaceAt("hall.pack1"))
    wait_until(lambda: overlay(room, TimesOverlay) is not None)
    shown = overlay(room, TimesOverlay).picture
    seconds = TravelGraph.of(room.document).isochrone(PlaceAt("hall.pack1"))
    assert len(shown.cells) == sum(len(rack.bays) for rack in room.document.of(Rack))
    rack = room.document.get(seconds.bins.racks[0], Rack)
    per_bay = seconds.of(rack.id).reshape(len(rack.bays), -1).min(axis=1)
    assert np.allclose(shown.seconds[: len(rack.bays)], per_bay)
    assert panel.legend.most == pytest.approx(float(seconds.seconds.max()))
    assert [text.text for text in panel.legend.texts()] == ["0 s", f"{panel.legend.most:.0f} s"]


def test_lines_of_equal_time_lie_over_the_floor_and_go_with_their_switch(room, panel):
    panel.modes.choose("times")
    panel.show_mode()
    pick(room, PlaceAt("hall.pack1"))
    wait_until(lambda: overlay(room, ContoursOverlay) is not None)
    drawn, image = overlay(room, ContoursOverlay), QImage(900, 500, QImage.Format.Format_RGB32)
    told = []
    for scale in (0.003, 0.007, 0.05):
        image.fill(0)
        view = Looking(scale)
        painter = QPainter(image)
        drawn.paint(painter, view)
        painter.end()
        told.append(drawn.step(view))
        assert len({image.pixel(x, y) for x in range(0, 900, 3) for y in range(0, 500, 3)}) > 3
    assert told == [30.0, 15.0, 5.0], "so many as there is room for"
    panel.lines.toggle.click()
    asked(room, panel)
    assert overlay(room, ContoursOverlay) is None
    assert overlay(room, TimesOverlay) is not None
    panel.lines.toggle.click()
    asked(room, panel)
    assert overlay(room, ContoursOverlay) is not None
    panel.modes.choose("distance")
    panel.show_mode()
    wait_until(lambda: overlay(room, ContoursOverlay) is None)
    assert not panel.lines.isVisible()


def test_edits_are_followed_and_what_is_cut_off_is_said(room, panel):
    bins = sample_bins(room.page)[:2]
    pick(room, *bins)
    wait_until(lambda: panel.answer is not None and panel.answer.tour is not None)
    before = panel.answer.tour.metres
    rack = room.document.get(bins[0].rack, Rack)
    panel.answer = None
    with room.document.transaction("Take the aisle away"):
        room.document.put(replace(rack, aisle=None))
    wait_until(lambda: panel.answer is not None)
    assert "stands at no aisle" in panel.answer.refusal.what
    assert panel.error.isVisible()
    assert f"{len(slot_keys(rack)):,} of them out of reach" in panel.facts.text()
    panel.answer = None
    room.document.undo()
    wait_until(lambda: panel.answer is not None and panel.answer.tour is not None)
    assert panel.answer.tour.metres == before
    assert not panel.error.isVisible()


def test_a_truck_is_shut_out_of_narrow_aisles(room, panel):
    names = [panel.mover.box.itemText(n) for n in range(panel.mover.box.count())]
    assert names == ["On foot", "Reach truck"]
    panel.mover.box.setCurrentIndex(1)
    panel.mover.box.activated.emit(1)
    asked(room, panel)
    fits = {round(width): fits for *_, width, fits in panel.answer.graph.widths}
    assert len(panel.answer.graph.shut) > 0
    assert all(fits[width] == (width >= 2_799) for width in fits)
    assert "out of reach" in panel.facts.text()


def test_one_way_aisles_bear_arrows_that_look_along_them(room, panel):
    assert len(panel.answer.graph.arrows) == 0
    aisle = next(a for a in room.document.of(Aisle) if not a.cross)
    panel.answer = None
    with room.document.transaction("One way"):
        room.document.put(replace(aisle, one_way="backward"))
    wait_until(lambda: panel.answer is not None)
    arrows = panel.answer.graph.arrows
    assert len(arrows) >= 1
    assert (arrows[:, 2] * (aisle.bx - aisle.ax) < 0).all()


def test_a_tour_is_seen_on_the_plan(room, panel):
    pick(room, *sample_bins(room.page))
    wait_until(lambda: overlay(room, TourOverlay) is not None)
    with_tour = seen(room)
    panel.clear()
    wait_until(lambda: overlay(room, TourOverlay) is None)
    assert seen(room) != with_tour


def test_pictures_are_of_the_floor_in_sight(room, panel):
    document, session = room.document, room.page.session
    asked(room, panel)
    below = len(panel.answer.graph.driven)
    ground, upstairs = session.floor, ElementId("upstairs")
    way = Aisle(
        id=ElementId("up"), floor=upstairs, code="UP", ax=0, ay=0, bx=9_000, by=0, width=2_000, one_way="forward"
    )
    with document.transaction("Upstairs"):
        document.put(Floor(id=upstairs, code="1"), way)
    wait_until(
        lambda: panel.answer is not None and "UP" in {a.code for a in document.of(Aisle)} and not room.jobs.running
    )
    session.show_floor(upstairs)
    wait_until(lambda: panel._asked.floor == upstairs and panel.answer.graph.driven.shape[0] < below)
    picture = panel.answer.graph
    assert picture.driven.tolist() == [[0.0, 0.0, 9_000.0, 0.0]]
    assert len(picture.widths) == 1
    assert len(picture.arrows) == 1
    session.show_floor(ground)
    wait_until(lambda: panel._asked.floor == ground and len(panel.answer.graph.driven) > 1)
    assert len(panel.answer.graph.driven) == below
