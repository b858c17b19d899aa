"""Release in one transaction: what is foretold is what is released, nobody is released twice, and it can be taken back."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db import acts
from tests.db.ground import Ground, cloned
from tests.db.wave_acts import batch, release, stocked, tasks


def choice(ground: Ground, orders: list[int], short: str = "leave") -> list[Any]:
    return list(ground.as_("t_planner").query("wave_choice", warehouse=ground.wh, orders=orders, short=short))


def test_a_wave_makes_batches_with_tasks_in_walking_order_and_slots(ground: Ground) -> None:
    orders = stocked(ground)
    stops = [ground.places[code] for code in ("B-01-03-1", "A-01-02-1", "B-01-01-1")]
    op, door = new_op(), ground.as_("t_supervisor")
    wave = {
        "number": "W-7", "policy": {"mode": "cluster"}, "preflight": {"metres": 81}, "orders": orders[:5],
        "batches": [batch([orders[3], orders[0], orders[1]], stops=stops, line=[[0, 0], [1, 1]]), batch(orders[2:3] + orders[4:5])],
    }  # fmt: skip
    made = posting.release_wave(door, op=op, warehouse=ground.wh, wave=wave)
    assert posting.release_wave(door, op=op, warehouse=ground.wh, wave=wave) == made
    assert (made["number"], made["tasks"], made["orders"], made["lines"]) == ("W-7", 10, 5, 10)
    assert (made["left"], made["short"], len(made["batches"])) == ([], [], 2)
    first = [row for row in tasks(ground) if row[0] == made["batches"][0]]
    assert [row[1] for row in first] == [1, 2, 3, 4, 5, 6]
    assert [row[2] for row in first] == ["B-01-03-1", "A-01-02-1", "A-01-02-1", "B-01-01-1", "B-01-01-1", "B-01-01-1"]
    assert [row[3] for row in first] == ["O-0", "O-3", "O-1", "O-3", "O-0", "O-1"], "slot by slot at one bin"
    slots = [
        (row.slot, row.order_id) for row in door.query("wave_slots", warehouse=ground.wh, batch=made["batches"][0])
    ]
    assert slots == [(1, orders[3]), (2, orders[0]), (3, orders[1])]
    (shown,) = door.query("waves", warehouse=ground.wh, limit=10)
    assert (shown.number, shown.state, shown.orders, shown.batches, shown.tasks, shown.metres) == (
        "W-7",
        "released",
        5,
        2,
        10,
        81.0,
    )
    assert shown.preflight == {"metres": 81}
    assert [row.order_id for row in door.query("wave_candidates", warehouse=ground.wh, limit=100)] == orders[5:]
    assert ground.violations() == []


def test_what_was_foretold_is_what_is_released(ground: Ground) -> None:
    orders = stocked(ground)
    foretold = choice(ground, orders)
    picks = sorted(
        (row.order_id, row.order_line_id, row.location_id, row.quantity) for row in foretold if row.what == "pick"
    )
    assert {row.order_id for row in foretold if row.what == "left"} == {orders[5]}, "it is to be complete and is not"
    made = release(ground, orders)
    assert [row["order_id"] for row in made["left"]] == [orders[5]]
    with ground.root() as root:
        real = root.execute(
            "select order_id, order_line_id, from_location_id, quantity::float8 from wms.task where batch_id = any (%s) order by 1, 2, 3",
            (made["batches"],),
        ).fetchall()
        assert root.execute("select status from wms.orders where order_id = %s", (orders[5],)).fetchone() == (100,)
    assert [tuple(row) for row in real] == picks
    assert acts.total(ground, "reserved") == 15, "what was left behind holds nothing"
    assert ground.violations() == []


def test_short_orders_go_as_they_are_where_the_release_says_so(ground: Ground) -> None:
    orders = stocked(ground)
    foretold = choice(ground, orders, "take")
    assert [(row.order_id, row.quantity) for row in foretold if row.what == "short"] == [(orders[5], 1)]
    assert not [row for row in foretold if row.what == "left"]
    made = release(ground, orders, short="take")
    assert (made["orders"], made["left"], [row["order_id"] for row in made["short"]]) == (6, [], [orders[5]])


def test_zones_are_kept_apart_also_those_that_nobody_foresaw(ground: Ground) -> None:
    orders = stocked(ground)[:5]
    with ground.root() as root:
        zones = dict(
            root.execute("select code, zone_id from wms.zone where warehouse_id = %s", (ground.wh,)).fetchall()
        )
    made = release(ground, orders, batch(orders, mode="zone", zone=zones["B"]))
    assert len(made["batches"]) == 2
    where = {row[0]: set() for row in tasks(ground)}
    for row in tasks(ground):
        where[row[0]].add(row[2][0])
    assert [where[at] for at in made["batches"]] == [{"B"}, {"A"}]
    with ground.root() as root:
        assert root.execute("select mode, zone_id from wms.batch order by batch_id").fetchall() == [
            ("zone", zones["B"]), ("zone", zones["A"]),
        ]  # fmt: skip


def test_streamed_orders_belong_to_no_wave(ground: Ground) -> None:
    orders = stocked(ground)[:2]
    made = release(ground, orders, number=None, login="t_integration")
    assert (made["wave_id"], made["number"]) == (None, None)
    assert {row[5] for row in tasks(ground)} == {None}
    (streamed,) = ground.as_("t_supervisor").query("waves", warehouse=ground.wh, limit=5)
    assert (streamed.wave_id, streamed.orders, streamed.state) == (None, 2, "released")


def test_of_two_who_release_the_same_orders_one_is_refused(ground: Ground) -> None:
    orders = stocked(ground)[:5]

    def one(number: str) -> str:
        try:
            return str(release(ground, orders, number=number)["number"])
        except Refusal as refusal:
            return refusal.code

    assert sorted(acts.at_once([partial(one, "W-A"), partial(one, "W-B")]))[1] == "WM409"
    assert acts.total(ground, "reserved") == 15
    assert len(tasks(ground)) == 10


def test_a_wave_is_taken_back_where_nobody_has_begun(ground: Ground) -> None:
    orders = stocked(ground)[:4]
    made = release(ground, orders, batch(orders[:2]), batch(orders[2:]))
    with ground.root() as root:
        mine = [
            row[0] for row in root.execute("select task_id from wms.task where batch_id = %s", (made["batches"][0],))
        ]
    posting.claim_tasks(ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, tasks=mine)
    door = ground.as_("t_supervisor")
    back = posting.cancel_wave(door, op=new_op(), warehouse=ground.wh, wave=made["wave_id"], reason="customer")
    assert (back["cancelled"], back["kept"], back["orders"]) == (1, 1, 2)
    assert {row[4] for row in tasks(ground) if row[0] == made["batches"][1]} == {500}
    assert acts.total(ground, "reserved") == 6
    again = release(ground, orders[2:], number="W-2")
    assert again["orders"] == 2
    with pytest.raises(Refusal, match="Nothing of wave W-1") as gone:
        posting.cancel_wave(door, op=new_op(), warehouse=ground.wh, wave=made["wave_id"], reason="customer")
    assert gone.value.code == "WM455"
    assert ground.violations() == []


@pytest.fixture(scope="module")
def shared_ground(template: str) -> Iterator[Ground]:
    with cloned(template) as made:
        yield made


BAD: dict[str, tuple[str, str, dict[str, Any]]] = {
    "no orders": ("WM422", "1 to 5,000", {"orders": []}),
    "an order in no batch": ("WM422", "in no batch", {"batches": [batch([1])], "orders": [1, 2]}),
    "an order twice": ("WM422", "twice", {"orders": [1, 1]}),
    "two batches of one order": ("WM422", "two batches", {"orders": [1], "batches": [batch([1]), batch([1])]}),
    "a batch of a strange order": ("WM422", "not of the wave", {"orders": [1], "batches": [batch([1, 2])]}),
    "an unknown mode": ("WM422", "cannot be read", {"orders": [1], "batches": [batch([1], mode="flying")]}),
    "a zone without the mode": ("WM422", "cannot be read", {"orders": [1], "batches": [batch([1], zone=1)]}),
    "an unknown zone": ("WM404", "zone", {"orders": [1], "batches": [batch([1], mode="zone", zone=999999)]}),
    "metres below zero": ("WM422", "cannot be read", {"orders": [1], "batches": [batch([1], metres=-1)]}),
    "an order as a word": ("WM422", "cannot be read", {"orders": ["x"], "batches": [batch([1])]}),
    "an unknown order": ("WM404", "not known", {"orders": [999999], "batches": [batch([999999])]}),
    "an unknown channel": ("WM404", "channel", {"orders": [1], "batches": [batch([1])], "channel": 77}),
    "a long number": ("WM422", "number", {"orders": [1], "batches": [batch([1])], "number": "x" * 41}),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_waves_that_cannot_be(shared_ground: Ground, case: str) -> None:
    code, words, wave = BAD[case]
    with pytest.raises(Refusal, match=words) as refusal:
        posting.release_wave(
            shared_ground.as_("t_supervisor"), op=new_op(), warehouse=shared_ground.wh,
            wave={"batches": [batch([order]) for order in wave["orders"]], **wave},
        )  # fmt: skip
    assert refusal.value.code == code
    assert refusal.value.next_step


def test_nothing_to_pick_is_said(ground: Ground) -> None:
    order = acts.order(ground, "O-1", {"P-09": 3})
    with pytest.raises(Refusal, match="Nothing of these orders") as refusal:
        release(ground, [order])
    assert refusal.value.code == "WM451"
    assert acts.total(ground, "1", "task") == 0


def test_a_channel_takes_orders_by_its_rules_and_is_changed_once(ground: Ground) -> None:
    orders = stocked(ground)
    door = ground.as_("t_supervisor")

    def put(**channel: Any) -> dict[str, Any]:
        return posting.put_release_channel(door, op=new_op(), warehouse=ground.wh, channel=channel)

    express = put(sequence=1, name="Express", state="open", way="stream", services=["express"], open_lines=3)
    rest = put(sequence=2, name="All others", most_lines=2)
    listed = door.query("wave_candidates", warehouse=ground.wh, limit=100)
    assert {row.channel for row in listed} == {"All others"}
    with ground.root() as root:
        root.execute("update wms.orders set carrier_service = 'express' where order_id = any (%s)", (orders[:2],))
    listed = door.query("wave_candidates", warehouse=ground.wh, limit=100)
    assert [row.order_id for row in listed if row.channel == "Express"] == orders[:2]
    assert put(channel_id=express["channel_id"], version=1, state="locked")["version"] == 2
    with pytest.raises(Refusal, match="meanwhile") as late:
        put(channel_id=express["channel_id"], version=1, state="open")
    assert late.value.code == "WM412"
    with pytest.raises(Refusal, match="this name"):
        put(channel_id=rest["channel_id"], version=1, name="Express")
    for wrong in (
        {"slots": 0},
        {"state": "shut"},
        {"open_lines": -1},
        {"priority_from": 8, "priority_to": 2},
        {"wakes_at": "soon"},
        {"slots": 2.5},
    ):
        with pytest.raises(Refusal) as bad:
            put(sequence=3, name="Third", **wrong)
        assert bad.value.code == "WM422", wrong
    release(ground, orders[:2], channel=express["channel_id"], number=None)
    rows = {row.name: row for row in door.query("release_channels", warehouse=ground.wh)}
    assert (rows["Express"].on_floor, rows["Express"].stands, rows["Express"].services) == (4, "locked", ["express"])
    put(channel_id=express["channel_id"], version=2, state="open")
    rows = {row.name: row for row in door.query("release_channels", warehouse=ground.wh)}
    assert rows["Express"].stands == "full"
