"""The demo as a story: real order lines go through the doors that people use; the books balance whatever happens."""

import threading
from itertools import count

import pytest

from app.domain.errors import Refusal
from app.services.demo.loading import Stopped
from app.services.demo.people import PACKERS, PICKERS, RECEIVERS, SUPERVISOR
from app.services.demo_data.spec import DemoSpec
from tests.stories.demo_floor import SPEC, TEMPLATE, CountedScans, Demo, database, everything_went_out

# Stock only shrinks during a shift, save where pieces were given back (those articles are left out): what lies free at
# its end and expires before something that was taken, lay free when that was taken.
EARLIER_LEFT = """
with picked as (
  select r.reservation_id, t.product_id, o.expires_on
    from wms.reservation r join wms.task t using (task_id) left join wms.lot o on o.lot_id = t.lot_id
), free as (
  select q.product_id, o.expires_on, q.quantity - q.reserved as pieces, l.code
    from wms.quant q join wms.location l using (location_id) join wms.product p using (product_id)
    left join wms.lot o on o.lot_id = q.lot_id
   where q.status = 'available' and q.quantity > q.reserved and l.kind in ('storage', 'pick') and not l.block_pick
     and (o.expires_on is null or o.expires_on >= current_date + p.min_remaining_days)
     and q.product_id not in (select product_id from wms.task where state in (500, 600))
)
select distinct f.product_id, f.code from picked p join free f using (product_id)
 where coalesce(p.expires_on, 'infinity') > coalesce(f.expires_on, 'infinity')
"""
# Reservations of one article in the order in which they were made; where pieces were given back the order starts anew.
OUT_OF_TURN = """
select product_id, reservation_id, expires_on, before from (
  select t.product_id, r.reservation_id, o.expires_on,
         max(coalesce(o.expires_on, 'infinity')) over (partition by t.product_id order by r.reservation_id
                                                       rows between unbounded preceding and 1 preceding) as before
    from wms.reservation r join wms.task t using (task_id) left join wms.lot o on o.lot_id = t.lot_id
   where t.product_id not in (select product_id from wms.task where state in (500, 600))) x
 where coalesce(expires_on, 'infinity') < before
"""


def test_a_shift_ships_everything_and_the_books_balance(demo: Demo) -> None:
    before = sum(row[-1] for row in demo.stock())
    result = demo.shift().play()
    everything_went_out(demo, result)
    assert result.shipped + len(demo.rows("select from wms.orders where status = 910")) == SPEC.orders
    assert result.shipped >= 0.95 * SPEC.orders
    assert before - sum(row[-1] for row in demo.stock()) == result.units > 0
    assert result.metres <= result.s_shape_metres
    assert result.cartons >= result.shipped


def test_each_person_stands_in_the_ledger_with_what_is_theirs_to_do(demo: Demo) -> None:
    demo.shift().play()
    done: dict[str, set[str]] = {}
    for kind, actor in demo.rows("select distinct kind, actor::text from wms.ledger"):
        done.setdefault(kind, set()).add(actor)
    assert done["receive"] | done["putaway"] <= {one.login for one in RECEIVERS}
    assert done["pick"] <= {one.login for one in PICKERS}
    assert len(done["pick"]) > 1, "more than one picker worked"
    assert done["pack"] <= {one.login for one in PACKERS}
    assert done["ship"] == {SUPERVISOR.login}


def test_what_expires_first_goes_first(demo: Demo) -> None:
    choices = demo.rows(
        "select count(*) from (select p.product_id from wms.quant q join wms.lot o using (lot_id) join wms.product p "
        "on p.product_id = q.product_id group by 1 having count(distinct o.expires_on) > 1) x"
    )
    assert choices[0][0] > 0, "some article lies here with two dates, or this test proves nothing"
    result = demo.shift().play()
    assert demo.rows("select count(*) from wms.reservation where rule = 'fefo'")[0][0] > 0
    assert demo.rows(EARLIER_LEFT) == []
    assert demo.rows(OUT_OF_TURN) == []
    assert result.invariant_violations == 0


def test_a_load_that_was_broken_off_goes_on_to_the_same_stock(demo_template: str) -> None:
    with database(demo_template) as broken, database(demo_template, TEMPLATE) as whole:
        for stop_at in (2, 5):
            steps = count(1)
            with pytest.raises(Stopped):
                broken.load(cancelled=lambda steps=steps, stop_at=stop_at: next(steps) > stop_at)
            assert broken.stock() != whole.stock()
        broken.load()
        assert broken.stock() == whole.stock()
        assert [broken.rows("select count(*) from wms.ledger")] == [whole.rows("select count(*) from wms.ledger")]
        broken.load()
        assert broken.stock() == whole.stock(), "loading twice changes nothing"


def test_a_load_with_other_figures_is_refused_in_words(demo: Demo) -> None:
    before = demo.stock()
    with pytest.raises(Refusal, match="made from other figures") as refused:
        demo.load(DemoSpec(bins=400, orders=40, skus=60))
    assert refused.value.next_step
    assert demo.stock() == before


def test_a_shift_that_was_stopped_is_taken_up_by_the_next(demo: Demo) -> None:
    """Stopped between any two scans: tasks are claimed, totes stand on carts and benches, parcels are half packed."""
    before = sum(row[-1] for row in demo.stock())
    left = 0
    for number in (25, 60, 120, 200):
        devices = CountedScans([number], lambda: shift.stop())  # noqa: B023  of this very turn
        shift = demo.shift(devices)
        result = shift.play()
        assert result.invariant_violations == 0
        left += demo.rows("select count(*) from wms.orders where status between 500 and 649")[0][0]
    assert left > 0, "nothing was left half done, so nothing is proved"
    result = demo.shift().play()
    everything_went_out(demo, result)
    assert before - sum(row[-1] for row in demo.stock()) == result.units


def test_a_shift_that_breaks_ends_its_people_and_keeps_the_books(demo: Demo) -> None:
    def break_off(done: int, total: int, words: str) -> None:
        if done >= 3:
            raise InterruptedError("Ctrl-C, or a fault of the dispatcher")

    with pytest.raises(InterruptedError):
        demo.shift(told=break_off).play()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("demo-")]
    everything_went_out(demo, demo.shift().play())


def test_two_shifts_at_once_are_refused_in_words_and_the_first_goes_on(demo: Demo) -> None:
    refused: list[Refusal] = []

    def second() -> None:
        with pytest.raises(Refusal) as found:
            demo.shift().play()
        refused.append(found.value)

    result = demo.shift(CountedScans([30], second)).play()
    (refusal,) = refused
    assert refusal.code == "demo.playing"
    assert refusal.what == "A demo shift is being played in DEMO already."
    assert "stop it where it was begun" in refusal.next_step
    everything_went_out(demo, result)
    assert demo.rows("select expires_at < clock_timestamp() from wms.lease where name like 'shift:%%'") == [(True,)]


def test_a_shift_that_was_killed_is_waited_for_no_longer_than_its_lease(demo: Demo) -> None:
    demo.rows(
        "insert into wms.lease (name, holder, expires_at) select 'shift:' || warehouse_id, gen_random_uuid(), "
        "clock_timestamp() + interval '1 hour' from wms.warehouse returning 1"
    )
    with pytest.raises(Refusal, match="already"):
        demo.shift().play()
    demo.rows("update wms.lease set expires_at = clock_timestamp() where name like 'shift:%%' returning 1")
    everything_went_out(demo, demo.shift().play())


def test_claims_that_ran_out_are_taken_over(demo: Demo) -> None:
    shift = demo.shift(CountedScans([40], lambda: shift.stop()))
    shift.play()
    claimed = demo.rows(
        "update wms.task set claimed_by = 'supervisor', lease_until = now() - interval '1 second' "
        "where state = 200 returning task_id"
    )
    assert claimed
    everything_went_out(demo, demo.shift().play())


def test_cut_connections_cost_nothing_and_double_nothing(demo: Demo) -> None:
    before = sum(row[-1] for row in demo.stock())
    cut = []

    def cut_all() -> None:
        gone = demo.rows(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() "
            "and application_name = 'stillage-demo'"
        )
        cut.append(len(gone))

    devices = CountedScans(range(50, 1000, 100), cut_all)
    result = demo.shift(devices).play()
    assert len(cut) >= 4, f"{devices.made} scans"
    assert min(cut) >= 1, "people were connected"
    assert sum(cut) >= 15, "and working"
    everything_went_out(demo, result)
    assert before - sum(row[-1] for row in demo.stock()) == result.units
    twice = demo.rows(
        "select task_id, done, (select sum(g.quantity) from wms.ledger g where g.kind = 'pick' and g.order_line_id = "
        "t.order_line_id) from wms.task t where t.kind = 'pick' and t.state in (400, 600) and t.done > t.quantity"
    )
    assert twice == []
    sums = demo.rows(
        "select l.order_line_id from wms.order_line l left join wms.ledger g on g.order_line_id = l.order_line_id "
        "and g.kind = 'pick' group by l.order_line_id, l.picked having coalesce(sum(g.quantity), 0) <> l.picked"
    )
    assert sums == []
