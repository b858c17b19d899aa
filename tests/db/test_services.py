"""The services that screens stand on, against the real database: session, floor, live feed, control room, search."""

import queue
from decimal import Decimal

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.control_room import Before, ControlRoom
from app.services.floor import load_plan, read_contents, read_facts
from app.services.live import Away, Changed, LiveFloor, Pulse, Seeded
from app.services.search import Search
from app.services.session import Session
from tests.db.ground import ELSEWHERE, Ground


@pytest.fixture
def session(ground: Ground):
    opened = Session.open(ground.url("t_supervisor"))
    yield opened
    opened.close()


def test_a_session_knows_person_roles_and_warehouse(ground: Ground, session: Session) -> None:
    assert (session.person.name, session.person.roles) == ("Sonja Supervisor", frozenset({"supervisor"}))
    assert (session.warehouse.code, session.warehouse.time_zone) == ("MAIN", "Europe/Berlin")
    with pytest.raises(Refusal, match="has no warehouse MAIN"):
        Session.open(ground.url(ELSEWHERE), "MAIN")


def test_the_plan_has_every_bin_once(ground: Ground, session: Session) -> None:
    plan = load_plan(session.door, ground.wh)
    assert len(plan.locations) == 44
    assert sorted(plan.by_code)[:2] == ["A-01-01-1", "A-01-01-2"]


def test_facts_and_contents_of_a_bin(ground: Ground, session: Session) -> None:
    door, place = ground.as_("t_picker"), ground.places["B-01-01-1"]
    ground.receive(door, "CUP", 100, "B-01-01-1")
    facts = read_facts(session.door, ground.wh)
    assert facts["location_id"].tolist() == [place]
    assert facts["on_hand"][0] == 100
    assert facts["fill"][0] == pytest.approx(100 * 1.0 / 2000), "100 pieces of one litre in two cubic metres"
    assert read_contents(session.door, ground.wh)[place].sku == "CUP"
    empty = read_facts(session.door, ground.wh, [ground.places["A-01-01-1"]])
    assert (empty["on_hand"][0], empty["quants"][0]) == (0, 0)


def test_a_post_reaches_the_listener_and_a_cut_connection_catches_up(ground: Ground, session: Session) -> None:
    news: queue.Queue = queue.Queue()
    floor = LiveFloor(session, news.put)
    floor.start()
    try:
        assert isinstance(news.get(timeout=10), Seeded)
        ground.receive(ground.as_("t_picker"), "CUP", 7, "DOCK-1")
        changed = _next(news, Changed)
        assert changed.facts["location_id"].tolist() == [ground.places["DOCK-1"]]
        assert changed.changes[0].what == "receive"
        with ground.root() as root:
            cut = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'stillage-feed' and datname = current_database()"
            root.execute(cut)
        assert _next(news, Away).reason
        ground.receive(ground.as_("t_picker"), "CUP", 1, "DOCK-1")
        assert _next(news, Changed).facts["on_hand"][0] == 8
    finally:
        floor.stop()


def test_a_listener_that_fails_is_seeded_anew_and_misses_nothing(ground: Ground, session: Session, caplog) -> None:
    news: queue.Queue = queue.Queue()

    def tell(item) -> None:
        if isinstance(item, Changed) and not failed:
            failed.append(item)
            raise RuntimeError("a screen fell over")
        news.put(item)

    failed: list = []
    floor = LiveFloor(session, tell)
    floor.start()
    try:
        assert isinstance(news.get(timeout=10), Seeded)
        ground.receive(ground.as_("t_picker"), "CUP", 7, "DOCK-1")
        again = _next(news, Seeded)
        assert dict(zip(again.facts["location_id"].tolist(), again.facts["on_hand"].tolist(), strict=True)) == {
            ground.places["DOCK-1"]: 7
        }
        assert "a screen fell over" in caplog.text
    finally:
        floor.stop()


def test_from_the_bin_to_the_order(ground: Ground, session: Session) -> None:
    picker, room, place = ground.as_("t_picker"), ControlRoom(session), ground.places["B-01-01-1"]
    ground.receive(picker, "CUP", 5, "B-01-01-1")
    line = {"line_no": 1, "product": ground.products["CUP"], "quantity": 3}
    entered = session.door.call(
        "enter_orders_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[{"number": "SO-9", "lines": [line]}]
    )
    order_id = entered["orders"][0]["order_id"]
    made = session.door.call("reserve_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[order_id])["reservations"]
    detail = room.bin(place)
    assert detail is not None
    assert (detail.stock[0].reserved, detail.tasks[0].order_number, detail.promises[0].rule) == (3, "SO-9", "fifo")
    tote = picker.call(
        "create_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="tote", p_location=ground.places["PACK-1"]
    )
    picker.call(
        "pick_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_task=made[0]["task_id"],
        p_quantity=Decimal(3),
        p_to_hu=tote["hu_id"],
    )
    newest = room.ledger(place)[0]
    assert (newest.kind, newest.from_balance, newest.person) == ("pick", 2, "Piet Picker")
    assert room.order_of_line(newest.order_line_id) == order_id
    head, lines = room.order(order_id) or pytest.fail("the order is there")
    assert (head.state, lines[0].picked) == ("picked", 3)
    assert len(room.ledger(place, Before(newest.posted_at, newest.ledger_id))) == 1
    kpis = room.kpis()
    assert (sum(kpis.picks_per_five_minutes), kpis.people, kpis.places["packing"]) == (1, 1, (2, 1))
    assert room.bin(-1) is None


def test_alarms_are_acknowledged_with_a_name(ground: Ground, session: Session) -> None:
    room = ControlRoom(session)
    session.door.call(
        "raise_alarm_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_kind="scale",
        p_priority=1,
        p_text="No stable weight",
        p_source_key="scale:P1",
        p_next_step="Zero the scale",
    )
    (alarm,) = room.alarms()
    room.acknowledge(alarm.alarm_id)
    assert room.alarms()[0].acknowledged_person == "Sonja Supervisor"
    room.clear(alarm.alarm_id)
    assert room.alarms() == []


def test_search_takes_wildcards_literally(ground: Ground, session: Session) -> None:
    search = Search(session)
    assert [row.sku for row in search.products("cup")] == ["CUP"]
    assert search.products("%") == []
    assert search.orders("SO") == []


def _next(news: queue.Queue, kind: type):
    while True:
        item = news.get(timeout=10)
        if isinstance(item, kind):
            return item
        assert isinstance(item, Pulse | Away | Changed), item
