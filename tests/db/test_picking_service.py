"""Picking as people do it: the flow at a station on the real database, and a list on paper whose result is entered."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.order import OrderStatus
from app.flow.effects import Say, Tone
from app.flow.pick import PICK, AskEmpty, AskSubstitute, AtBin, AtDrop, AtItem, AtTote, PickOver, PickState
from app.services.lookup import Codes
from app.services.picking import PaperLine, Picking, Substitutes, enter_result, pick_list_pdf, read_pick_list
from app.services.session import Session
from app.services.station import Clock, Shown, Station
from db import posting
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.picking_acts import Floor


@pytest.fixture
def floor(ground: Ground) -> Floor:
    made = Floor(ground)
    made.stock(
        [("B-01-01-1", "CUP", 4), ("A-01-02-1", "CUP", 20), ("B-01-02-1", "P-00", 10), ("B-01-03-1", "P-01", 10)]
    )
    made.stock([("B-02-01-1", "MILK", 3)], p_lot="L1", p_expires_on=acts.in_days(30))
    return made


@pytest.fixture
def session(ground: Ground) -> Iterator[Session]:
    made = Session.open(ground.url("t_picker"), "MAIN")
    yield made
    made.close()


class Desk:
    """A picker with a handheld: the station, and what it said."""

    def __init__(self, session: Session, place: int) -> None:
        self.picking = Picking(session, "CART-1", place)
        self.said: list[Say] = []
        self.codes = Codes(session.door, session.warehouse.warehouse_id)
        self.session = session
        self.station: Station[PickState] | None = None

    def begin(self, tour: Any) -> None:
        clock = Clock(lambda: datetime.now(UTC), time.monotonic, new_op)
        state = self.picking.state(tour)
        self.station = Station(PICK, state, poster=self.session.door, lookup=self.codes, clock=clock, show=self._shown)

    @property
    def state(self) -> PickState:
        assert self.station is not None
        return self.station.state

    def type(self, *texts: str) -> None:
        assert self.station is not None
        for text in texts:
            self.station.typed(text)

    def _shown(self, shown: Shown) -> None:
        if isinstance(shown, Say):
            self.said.append(shown)


def sscc(floor: Floor, unit: int) -> str:
    return str(floor.rows("select sscc from wms.handling_unit where hu_id = %s", unit)[0][0])


def test_a_tour_by_scan_with_a_short_pick_an_empty_bin_a_lot_and_an_undo(floor: Floor, session: Session) -> None:
    floor.reserve({"O-1": {"CUP": 4, "MILK": 1}, "O-2": {"P-00": 2}})
    desk = Desk(session, floor.ground.places["STAGE-1"])
    desk.begin(desk.picking.take_up(lambda codes: (sorted(codes), 123.4)))
    first, second = (sscc(floor, floor.tote()) for _ in range(2))
    assert isinstance(desk.state, AtBin)
    assert [task.place_code for task in desk.state.run.tasks] == ["B-01-01-1", "B-01-02-1", "B-02-01-1"]
    desk.type("B-01-02-1")
    assert desk.said[-1].tone is Tone.BAD
    desk.type("B-01-01-1", "CUP", "2")
    assert desk.station is not None
    desk.station.short("not_there")
    desk.type(first)
    assert isinstance(desk.state, AtBin)
    assert [task.place_code for task in desk.state.run.left][-1] != "B-01-01-1"
    assert {task.place_code for task in desk.state.run.left} == {"A-01-02-1", "B-01-02-1", "B-02-01-1"}
    while isinstance(desk.state, AtBin) and desk.state.run.task.sku != "MILK":
        task = desk.state.run.task
        desk.type(task.place_code, task.sku, f"{task.quantity:f}", first if task.order_number == "O-1" else second)
    desk.type("B-02-01-1", "MILK", "L2", "L1", second)
    assert "is for order" in desk.said[-1].text or "another order" in desk.said[-1].text
    desk.type(first)
    assert isinstance(desk.state, AtDrop)
    desk.station.undo()
    assert isinstance(desk.state, AtBin)
    assert (desk.state.run.task.sku, desk.state.run.task.lot) == ("MILK", "L1")
    desk.type("B-02-01-1", "MILK", "L1", first, "PACK-1")
    assert isinstance(desk.state, PickOver)
    assert not desk.state.left
    assert floor.rows("select distinct status from wms.orders") == [(OrderStatus.PICKED,)]
    assert floor.rows(
        "select count(distinct tour_metres), max(tour_metres) from wms.task where tour_metres is not null"
    ) == [(1, Decimal("123.40"))]
    assert floor.rows("select count(*) from wms.count where state = 'open'") == [(1,)]
    assert floor.ground.violations() == []


def test_an_empty_bin_is_asked_about_and_a_substitute_offered(floor: Floor, session: Session) -> None:
    ids, boss = floor.ground.products, floor.ground.as_("t_supervisor")
    posting.put_substitute_rule(
        boss, op=new_op(), warehouse=floor.ground.wh, product=ids["MILK"], substitute=ids["P-01"]
    )
    floor.reserve({"O-1": {"MILK": 3, "CUP": 4}})
    desk = Desk(session, floor.ground.places["STAGE-1"])
    desk.begin(desk.picking.take([floor.orders["O-1"]], "discrete"))
    tote = sscc(floor, floor.tote())
    assert desk.station is not None
    desk.type("B-01-01-1", "CUP", "4", tote)
    assert isinstance(desk.state, AskEmpty)
    desk.station.answer(False)
    desk.type("B-02-01-1")
    assert isinstance(desk.state, AtItem)
    desk.station.short("not_there")
    assert isinstance(desk.state, AskSubstitute)
    desk.station.answer(True)
    assert isinstance(desk.state, AtBin)
    desk.type("B-01-03-1", "P-01", "3")
    assert isinstance(desk.state, AtTote)
    desk.type(tote, "PACK-1")
    assert isinstance(desk.state, PickOver)
    assert floor.rows("select status from wms.orders") == [(OrderStatus.PICKED,)]
    assert floor.rows("select count(*) from wms.count where state = 'open'") == [(2,)]
    assert floor.ground.violations() == []


def test_what_was_left_is_taken_up_where_it_stood(floor: Floor, session: Session) -> None:
    floor.reserve({"O-1": {"CUP": 2, "P-00": 2}})
    desk = Desk(session, floor.ground.places["STAGE-1"])
    tour = desk.picking.take_up()
    desk.begin(tour)
    tote = sscc(floor, floor.tote())
    desk.type("B-01-01-1", "CUP", "2", tote)
    assert desk.station is not None
    desk.station.leave()
    assert isinstance(desk.state, PickOver)
    (open_,) = desk.picking.open_batches()
    assert (open_.batch, open_.open, open_.done, open_.totes, open_.live, open_.mine) == (
        tour.batch,
        1,
        1,
        1,
        False,
        False,
    )
    desk.begin(desk.picking.take_up())
    assert desk.state.run.tote_of(desk.state.run.task.order) is not None
    desk.type("B-01-02-1", "P-00", "2", tote, "PACK-1")
    assert isinstance(desk.state, PickOver)
    with pytest.raises(Refusal, match="No pick waits for you") as nothing:
        desk.picking.take_up()
    assert (nothing.value.code, bool(nothing.value.next_step)) == ("pick.none", True)
    assert desk.picking.short_reasons()[0] == ("bad", "Goods not fit to ship")
    assert floor.ground.violations() == []


def test_a_list_on_paper_says_where_to_go_and_its_result_is_entered(floor: Floor, session: Session) -> None:
    floor.reserve({"O-1": {"CUP": 3, "MILK": 1}, "O-2": {"P-00": 2}})
    picking = Picking(session, "office")
    batch = picking.take(list(floor.orders.values())).batch
    sheet = read_pick_list(session, batch)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pick_list_pdf(sheet)))
    for word in (f"Pick list {batch}", f"BATCH-{batch}", "MAIN", "Piet Picker", "3 stops", "Slot 1: O-1", "Slot 2: O-2", "B-01-01-1", "lot L1, Milk",
                 *(f"pick {stop.task}" for stop in sheet.stops)):  # fmt: skip
        assert word in text
    by_sku = {stop.sku: int(stop.task) for stop in sheet.stops}
    bad = [
        PaperLine(by_sku["CUP"], "2"),
        PaperLine(by_sku["MILK"], "2"),
        PaperLine(by_sku["MILK"], "1"),
        PaperLine(999, "1"),
        PaperLine(by_sku["P-00"], "x"),
    ]
    with pytest.raises(Refusal) as refused:
        enter_result(session, sheet, bad, floor.ground.places["PACK-1"])
    assert refused.value.code == "paper.problems"
    assert len(refused.value.detail["problems"]) == 5
    assert floor.rows("select count(*) from wms.ledger where kind = 'pick'") == [(0,)]
    good = [PaperLine(by_sku["CUP"], "2", "not_there"), PaperLine(by_sku["MILK"], "1"), PaperLine(by_sku["P-00"], "2")]
    done = enter_result(session, sheet, good, floor.ground.places["PACK-1"])
    assert (done.picked, done.short, done.missing, done.left, set(done.totes)) == (5, 1, 0, 1, {"O-1", "O-2"})
    rest = read_pick_list(session, batch)
    assert [(stop.place_code, stop.quantity) for stop in rest.stops] == [("A-01-02-1", 1)]
    enter_result(session, rest, [PaperLine(int(rest.stops[0].task), "1")], floor.ground.places["PACK-1"])
    assert floor.rows("select distinct status from wms.orders") == [(OrderStatus.PICKED,)]
    assert floor.ground.violations() == []


def test_a_list_of_orders_that_go_together_has_many_pages_and_one_tote(floor: Floor, session: Session) -> None:
    floor.stock([(f"B-01-0{n % 5 + 1}-2", f"P-{n:02}", 9) for n in range(2, 19)])
    floor.reserve({f"O-{n}": {f"P-{sku:02}": 1 for sku in range(2, 19)} for n in range(3)})
    batch = Picking(session, "office").take(list(floor.orders.values()), "batch").batch
    sheet = read_pick_list(session, batch)
    assert (len(sheet.stops), {stop.quantity for stop in sheet.stops}) == (17, {3})
    pages = [
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(pick_list_pdf(replace(sheet, stops=sheet.stops * 3)))
    ]
    assert [f"page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1)] == [True] * 3
    assert sum(page.count("for 3 orders") for page in pages) == 51
    assert ["in all" in page for page in pages] == [False, False, True]
    lines = [PaperLine(int(stop.task), "3") for stop in sheet.stops]
    done = enter_result(session, sheet, lines, floor.ground.places["PACK-1"])
    assert (done.picked, done.left, len(done.totes)) == (51, 0, 1)
    assert floor.rows("select distinct status from wms.orders") == [(OrderStatus.PICKED,)]
    assert floor.ground.violations() == []


def test_an_entry_that_broke_off_is_entered_again_without_doubling(
    floor: Floor, session: Session, monkeypatch: Any
) -> None:
    floor.reserve({"O-1": {"CUP": 2}, "O-2": {"P-00": 2}})
    batch = Picking(session, "office").take(list(floor.orders.values())).batch
    sheet = read_pick_list(session, batch)
    lines = [PaperLine(int(stop.task), "2") for stop in sheet.stops]
    real = Database.call

    def breaking(door: Database, function: str, **more: Any) -> Any:
        real(door, function, **more)
        raise InterruptedError  # it is recorded, and the answer is lost

    monkeypatch.setattr(Database, "call", breaking)
    with pytest.raises(InterruptedError):
        enter_result(session, sheet, lines, floor.ground.places["PACK-1"])
    monkeypatch.undo()
    done = enter_result(session, sheet, lines, floor.ground.places["PACK-1"])
    assert (done.picked, done.left) == (4, 0)
    assert floor.rows("select sum(quantity) from wms.ledger where kind = 'pick'") == [(4,)]
    assert floor.rows("select count(*) from wms.handling_unit where kind = 'tote'") == [(2,)]
    assert floor.ground.violations() == []


def test_orders_picked_together_are_one_stop_each_bin(floor: Floor, session: Session) -> None:
    floor.reserve({"O-1": {"P-00": 2}, "O-2": {"P-00": 3, "P-01": 1}})
    desk = Desk(session, floor.ground.places["STAGE-1"])
    desk.begin(desk.picking.take(list(floor.orders.values()), "batch"))
    tote = sscc(floor, floor.tote())
    desk.type("B-01-02-1", "P-00", "5", tote, "B-01-03-1", "P-01", tote, "PACK-1")
    assert isinstance(desk.state, PickOver)
    assert floor.rows("select distinct status from wms.orders") == [(OrderStatus.PICKED,)]
    assert floor.ground.violations() == []


def test_zones_by_scan_meet_where_the_first_tote_was_set_down(floor: Floor, session: Session) -> None:
    floor.stock([("A-02-01-1", "P-05", 9)])
    floor.reserve({"O-1": {"P-00": 2, "P-05": 1}})
    desk = Desk(session, floor.ground.places["DOCK-1"])
    for zone, goods in (("B", ("B-01-02-1", "P-00", "2")), ("A", ("A-02-01-1", "P-05"))):
        desk.begin(desk.picking.take_up(zone=zone))
        desk.type(*goods, sscc(floor, floor.tote()))
        assert isinstance(desk.state, AtDrop)
        if zone == "A":
            assert "wait at STAGE-1" in PICK.prompt(desk.state).line
        desk.type("STAGE-1")
        assert isinstance(desk.state, PickOver)
        (waits,) = desk.picking.gathering()
        done = zone == "A"
        assert (waits.number, waits.place, waits.complete) == ("O-1", "STAGE-1", done)
        assert waits.zones == (() if done else ("A",))
    with pytest.raises(Refusal, match="No pick waits"):
        desk.picking.take_up(zone="A")
    assert floor.ground.violations() == []


def test_substitute_rules_are_put_and_ended(floor: Floor) -> None:
    ids = floor.ground.products
    planner = Session.open(floor.ground.url("t_planner"), "MAIN")
    try:
        rules = Substitutes(planner)
        rules.put(ids["CUP"], ids["P-00"], ratio=Decimal(2))
        (rule,) = rules.rules()
        assert (rule.sku, rule.substitute_sku, rule.ratio, rule.made_by) == ("CUP", "P-00", 2, "Pavel Planner")
        rules.end(rule)
        assert rules.rules() == ()
    finally:
        planner.close()


def test_a_list_is_recorded_whole_or_not_at_all_and_every_problem_is_told_by_line(
    floor: Floor, session: Session
) -> None:
    """An order was cancelled and a lot expired while the list was on paper: each line says so, nothing is recorded, no tote is
    made; with nothing taken of these, the rest is recorded."""
    floor.reserve({"O-1": {"CUP": 3, "MILK": 1}, "O-2": {"P-00": 2}})
    sheet = read_pick_list(session, Picking(session, "office").take(list(floor.orders.values())).batch)
    by_sku = {stop.sku: int(stop.task) for stop in sheet.stops}
    boss, wh, place = floor.ground.as_("t_supervisor"), floor.ground.wh, floor.ground.places["PACK-1"]
    gone = {"orders": [floor.orders["O-2"]], "changes": {"cancel": True}, "reason": "customer"}
    posting.change_orders(boss, op=new_op(), warehouse=wh, **gone)
    with floor.ground.root() as root:
        root.execute("update wms.lot set expires_on = current_date - 1 where number = 'L1'")
    lines = [PaperLine(by_sku["CUP"], "3"), PaperLine(by_sku["MILK"], "1"), PaperLine(by_sku["P-00"], "2")]
    with pytest.raises(Refusal) as refused:
        enter_result(session, sheet, lines, place)
    told = refused.value.detail["lines"]
    assert set(told) == {by_sku["MILK"], by_sku["P-00"]}
    assert "expired" in told[by_sku["MILK"]].lower()
    assert told[by_sku["P-00"]].endswith("Put what was taken back into its bin and enter 0.")
    assert floor.rows("select count(*) from wms.ledger where kind = 'pick'") == [(0,)]
    assert floor.rows("select count(*) from wms.handling_unit where kind = 'tote'") == [(0,)]
    nothing = [lines[0], *(PaperLine(line.pick, "0", "not_there") for line in lines[1:])]
    done = enter_result(session, sheet, nothing, place)
    assert (done.picked, set(done.totes)) == (3, {"O-1"})
    assert floor.ground.violations() == []
