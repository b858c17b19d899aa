"""An order's tour on the published plan: its open picks, the version that is published now, and what is told."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.layout.document import LayoutDocument
from app.layout.edits import rename_bins
from app.layout.elements import Aisle
from app.layout.travel import TravelGraph
from app.services.floor.places import targets_of
from app.services.tours import OrderTours, tour_of_order
from db import posting
from tests.db.drawn import Studio, rack_of, studio
from tests.db.ground import Ground

BINS = ("A-01-01-1", "A-02-05-2", "A-03-08-3")


@pytest.fixture
def made(ground: Ground) -> Iterator[Studio]:
    with studio(ground) as there:
        yield there


def an_order(made: Studio) -> int:
    """Six cups that lie two by two in three bins, reserved, so that three picks wait."""
    for code in BINS:
        made.receive("CUP", 2, code)
    lines = [{"line_no": 1, "product": made.ground.products["CUP"], "quantity": 6}]
    entered = posting.enter_orders(
        made.door, op=new_op(), warehouse=made.wh, orders=[{"number": "SO-1", "lines": lines}]
    )
    order = int(entered["orders"][0]["order_id"])
    posting.reserve(made.door, op=new_op(), warehouse=made.wh, orders=[order])
    return order


def test_the_tour_leads_through_the_bins_of_its_open_picks_and_back(made: Studio) -> None:
    order = an_order(made)
    found = tour_of_order(made.session, order)
    assert (found.order_id, found.number, found.left_out) == (order, "SO-1", ())
    assert {stop.name for stop in found.tour.stops} == set(BINS)
    assert (found.tour.start, found.tour.end, found.tour.optimal) == ("DOCK-01", "DOCK-01", True)
    layout = made.layouts.open_published().layout
    graph, targets = TravelGraph.of(layout), dict(targets_of(layout))
    walk = [targets[name] for name in ("DOCK-01", *(stop.name for stop in found.tour.stops), "DOCK-01")]
    assert found.tour.metres == pytest.approx(sum(graph.distance(a, b) for a, b in pairwise(walk)))
    assert tour_of_order(made.session, "SO-1") == found


def test_it_follows_what_is_published(made: Studio) -> None:
    order = an_order(made)
    tours = OrderTours(made.session)
    before = tours.tour_of_order(order)

    def change(document: LayoutDocument) -> None:
        document.put(*(replace(a, one_way="forward") for a in document.of(Aisle) if not a.cross and a.code == "01"))
        rename_bins(document, rack_of(document, "A01L1").id, {(0, 0, 0, 0): "A-01-99-9"})

    made.publish(change)
    after = tours.tour_of_order(order)
    assert {stop.name for stop in after.tour.stops} == {"A-01-99-9", *BINS[1:]}
    assert after.tour.metres >= before.tour.metres


def test_what_has_no_tour_says_why(made: Studio) -> None:
    order = an_order(made)
    with pytest.raises(Refusal, match="There is no order SO-77"):
        tour_of_order(made.session, "SO-77")
    posting.release(made.door, op=new_op(), warehouse=made.wh, order=order, reason="customer")
    with pytest.raises(Refusal, match="Nothing of order SO-1 waits to be picked"):
        tour_of_order(made.session, order)


def test_picks_from_places_that_are_not_drawn_are_left_out_and_told(made: Studio) -> None:
    with made.ground.root() as root:
        root.execute(
            "insert into wms.location (warehouse_id, code, barcode, kind) values (%s, 'CART-7', 'CART-7', 'pick')",
            (made.wh,),
        )
    made.receive("P-01", 1, "CART-7")
    an_order(made)
    lines = [
        {"line_no": n, "product": made.ground.products[sku], "quantity": 1} for n, sku in enumerate(("P-01", "CUP"), 1)
    ]
    made.receive("CUP", 1, BINS[0])
    orders = [{"number": "SO-2", "lines": lines}]
    entered = posting.enter_orders(made.door, op=new_op(), warehouse=made.wh, orders=orders)
    posting.reserve(made.door, op=new_op(), warehouse=made.wh, orders=[int(entered["orders"][0]["order_id"])])
    found = tour_of_order(made.session, "SO-2")
    assert found.left_out == (("CART-7", "It is not on the plan."),)
    assert [stop.name for stop in found.tour.stops] == [BINS[0]]
