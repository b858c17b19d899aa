"""What boards read through short ways is what the long way says: the forecast by cut-off, and the pieces of work."""

from typing import Any

import pytest

from tests.db.ground import Ground

ORDERS = 400
RATES = ((120.0, 40.0), (30.0, 400.0), (2000.0, 5.0), (0.0, 40.0), (120.0, 0.0), (0.0, 0.0), (9e6, 9e6))

_SEED = """
insert into wms.orders (warehouse_id, number, status, priority, cut_off, carrier_service, held_status)
select %(wh)s, 'S-' || lpad(n::text, 4, '0'), case when random() < 0.05 then 900 when random() < 0.1 then 700 when random() < 0.5 then 100 else 500 end,
       1 + floor(random() * 3), case when random() < 0.1 then null else date_trunc('hour', now()) + make_interval(hours => floor(random() * 7)::int - 2) end,
       case when random() < 0.2 then null else 'C' || floor(random() * 3) end, 100
  from generate_series(1, %(orders)s) n;
insert into wms.order_line (warehouse_id, order_id, line_no, product_id, quantity, reserved)
select %(wh)s, o.order_id, k, %(product)s, 2, case when o.status = 500 and random() < 0.8 then 2 else 0 end
  from wms.orders o cross join generate_series(1, 2) k where random() < 0.8;
insert into wms.batch (warehouse_id, mode) select %(wh)s, 'cluster' from generate_series(1, 8);
insert into wms.task (warehouse_id, kind, state, priority, due_at, from_location_id, product_id, quantity, order_id, batch_id, not_before, lease_until, claimed_by)
select %(wh)s, 'pick', x.state, o.priority, o.cut_off, %(place)s, %(product)s, 1, o.order_id,
       case when random() < 0.4 then (select min(batch_id) from wms.batch) + o.order_id %% 8 end,
       case when random() < 0.1 then now() + interval '1 hour' end, case when x.state >= 200 then now() + make_interval(mins => floor(random() * 90)::int - 30) end,
       case when x.state >= 200 then 't_picker' end
  from wms.orders o cross join lateral (select case when random() < 0.1 then 0 when random() < 0.1 then 200 when random() < 0.1 then 300
                                               when random() < 0.1 then 400 else 100 end as state where o.order_id > 0) x
 where o.status = 500;
insert into wms.task (warehouse_id, kind, priority, from_location_id, to_location_id, product_id, quantity, exchange, plan_id)
select %(wh)s, 'move', 1 + floor(random() * 9), %(place)s, %(place)s, %(product)s, 1, case when n <= 10 then n / 2 end, case when n <= 10 then 1 end
  from generate_series(1, 40) n
"""
_LONG = """
select f.cut_off, f.carrier_service, count(*), sum(f.picks), count(*) filter (where f.misses), count(*) filter (where f.cut_off < now()),
       count(*) filter (where f.ready_at is null), case when count(*) = count(f.ready_at) then max(f.ready_at) end,
       (array_agg(f.number order by f.turn) filter (where f.misses))[1]
  from wms.foretell_orders(%s, %s, %s) f group by 1, 2 order by 1, 2
"""
_SHORT = """
select cut_off, carrier_service, orders, picks, misses, late, unknown, ready_at, first_miss
  from wms.foretell_cut_offs(%s, %s, %s) order by 1, 2
"""


@pytest.fixture
def busy(ground: Ground) -> Ground:
    """Orders and tasks at random, the same ones at every run."""
    given = {"wh": ground.wh, "orders": ORDERS, "product": ground.products["CUP"], "place": ground.places["A-01-01-1"]}
    with ground.root() as root:
        root.execute("set session_replication_role = replica")
        root.execute("select setseed(0.25)")
        for part in _SEED.split(";\n"):
            root.execute(part, given)
    return ground


def test_the_forecast_by_cut_off_is_that_of_every_order(busy: Ground) -> None:
    some = 0
    with busy.root() as root:
        for picks, packs in RATES:
            root.execute("begin")  # one moment for both
            long = root.execute(_LONG, (busy.wh, picks, packs)).fetchall()
            assert root.execute(_SHORT, (busy.wh, picks, packs)).fetchall() == long, f"at {picks} and {packs} an hour"
            root.execute("rollback")
            some += sum(0 < row[4] < row[2] for row in long)
    assert len(long) > 15, "cut-offs and carriers, and orders without either"
    assert some, "there are cut-offs in which the time runs out"


def test_pieces_found_through_indexes_are_those_of_all_open_work(busy: Ground) -> None:
    boss = busy.as_("t_supervisor")
    with busy.root() as root:
        pieces: dict[str, Any] = {
            row[0]: row[1:]
            for row in root.execute(
                "select w.key, w.tasks, w.priority, w.due_at from wms.open_work(%s, 't_supervisor') w", (busy.wh,)
            ).fetchall()
        }
        had = {
            row[0]
            for row in root.execute(
                "select distinct w.key from wms.open_work(%s, 't_supervisor') w join wms.task t on t.task_id = any (w.tasks) "
                "where t.state = 300 or t.state = 200 and t.lease_until >= now()", (busy.wh,),
            ).fetchall()
        }  # fmt: skip
    rows = boss.query("work_board", warehouse=busy.wh, limit=5000)
    assert {row.key: (row.tasks, row.priority, row.due_at) for row in rows} == pieces
    assert had, "somebody has work"
    with busy.root() as root:
        turn = {
            row[0]: row[1]
            for row in root.execute(
                "select t.task_id, row_number() over (order by t.priority, t.due_at, t.created_at, t.task_id) from wms.task t"
            ).fetchall()
        }
    first = sorted(pieces.keys() - had, key=lambda key: min(turn[task] for task in pieces[key][0]))
    for limit in (7, 60):
        few = boss.query("work_board", warehouse=busy.wh, limit=limit)
        assert {row.key for row in few} == had | set(first[:limit]), "what people have, and the most urgent"
    (totals,) = boss.query("work_totals", warehouse=busy.wh)
    assert totals.pieces == len(pieces) - len(had)
    assert totals.tasks == sum(len(pieces[key][0]) for key in pieces.keys() - had)
    with busy.root() as root:
        why = dict(
            root.execute(
                "select w.why_not, count(*) from wms.open_work(%s, 't_supervisor') w group by 1", (busy.wh,)
            ).fetchall()
        )
    assert (totals.held, totals.later) == (why["held"], why["later"])


def test_the_board_reads_its_index(busy: Ground) -> None:
    """Seven pieces of a hundred thousand cost as much as of four hundred."""
    with busy.root() as root:
        root.execute(
            "set enable_sort = off"
        )  # a table this small is sorted quicker; that it need not be is what counts
        plan = root.execute(
            "explain (format json) select t.task_id from wms.task t where t.warehouse_id = %s and t.state < 300 "
            "order by t.priority, t.due_at, t.created_at, t.task_id limit 28", (busy.wh,)).fetchone()  # fmt: skip
    assert plan is not None
    assert "task_turn" in str(plan[0])
    assert "Sort" not in str(plan[0])
