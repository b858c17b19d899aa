"""Histories with a running balance, the floor as of a moment, and the pages of the player of the past."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_time import BINS, Asking, acts_of_time, asking, moment, take, take_all, wipe, write

__all__ = ["asking"]
EVER = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


def pages(asked: Asking, function: str, limit: int, **arguments: Any) -> Iterator[Any]:
    """All entries of a history, page by page."""
    at, entry = None, 0
    while True:
        rows = asked.rows(function, after_at=at, after_id=entry, limit=limit, **arguments)
        yield from rows
        if len(rows) < limit:
            return
        at, entry = rows[-1][0], rows[-1][1]


def written(ground: Ground) -> list[tuple[Any, ...]]:
    """The ledger in the order of time: posted_at, ledger_id, product, quantity, taken from, brought to (None: virtual)."""
    with ground.root() as root:
        return root.execute(
            "select posted_at, ledger_id, product_id, quantity, case when from_quant_id is not null then from_location_id end, "
            "case when to_quant_id is not null then to_location_id end from wms.ledger where warehouse_id = %s order by 1, 2",
            (ground.wh,),
        ).fetchall()


def fill(ground: Ground, asked: Asking, history: list[Any]) -> None:
    with ground.root() as root:
        wipe(root)
        for step in history:
            if isinstance(step, int):
                take(asked.door, ground, limit=step)
            else:
                with root.transaction():
                    write(root, ground, step)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=st.lists(acts_of_time, min_size=1, max_size=7),
    start=st.integers(-1, 6),
    stop=st.integers(-1, 7),
    limit=st.integers(1, 4),
)
def test_balances_run_through_all_pages(
    ground: Ground, asking: Asking, history: list[Any], start: int, stop: int, limit: int
) -> None:
    fill(ground, asking, history)
    ledger = written(ground)
    span = {"from": moment(start), "to": moment(stop)}
    for sku in ("CUP", "P-00"):
        product, total, expected = ground.products[sku], Decimal(0), []
        for at, entry, what, quantity, source, target in ledger:
            if what == product and at <= span["to"]:
                change = quantity * ((target is not None) - (source is not None))
                total += change
                if at > span["from"]:
                    expected.append((at, entry, change, total))
        found = [
            (row[0], row[1], row[4], row[5]) for row in pages(asking, "item_history_v1", limit, product=product, **span)
        ]
        assert found == expected, sku
    place, sums, expected = ground.places[BINS[0]], {}, []
    for at, entry, what, quantity, source, target in ledger:
        if place in (source, target) and at <= span["to"]:
            change = quantity * ((target == place) - (source == place))
            sums[what] = sums.get(what, Decimal(0)) + change
            if at > span["from"]:
                expected.append((at, entry, change, sums[what]))
    found = [(row[0], row[1], row[4], row[5]) for row in pages(asking, "bin_history_v1", limit, location=place, **span)]
    assert found == expected


def test_a_lot_has_its_own_history(ground: Ground, asking: Asking) -> None:
    supervisor = ground.as_("t_supervisor")
    for lot, quantity in (("L1", 5), ("L2", 7), ("L1", 2)):
        ground.receive(supervisor, "MILK", quantity, BINS[0], p_lot=lot, p_expires_on=acts.in_days(20))
    with ground.root() as root:
        lot = root.execute("select lot_id from wms.lot where number = 'L1'").fetchall()[0][0]
    take_all(supervisor, ground)
    acts.move(ground, supervisor, "MILK", 3, BINS[0], BINS[1], p_lot=lot)
    rows = asking.rows("lot_history_v1", lot=lot, **{"from": EVER[0], "to": EVER[1]})
    assert [(row[4], row[5]) for row in rows] == [(5, 5), (2, 7), (0, 7)]
    assert asking.rows("lot_history_v1", lot=999_999, **{"from": EVER[0], "to": EVER[1]}) == []
    assert sum(asking.stock(datetime.now(UTC), lot=lot).values()) == 7


def test_a_page_has_a_size(ground: Ground) -> None:
    with pytest.raises(Refusal, match="page"):
        ground.as_("t_auditor").query(
            "item_history",
            warehouse=ground.wh,
            product=1,
            from_at=EVER[0],
            to_at=EVER[1],
            after_at=None,
            after_id=0,
            limit=0,
        )


def facts(ground: Ground, at: datetime | None) -> dict[int, tuple[Any, ...]]:
    """What the heatmap shows of each bin, now (None) or as of a moment; without what has no history."""
    door = ground.as_("t_supervisor")
    rows = (
        door.query("bin_facts", warehouse=ground.wh)
        if at is None
        else door.query("floor_at", warehouse=ground.wh, at=at)
    )
    return {
        row.location_id: (row.on_hand, row.held, row.fill, row.quants, row.picks_hour, row.expires_on) for row in rows
    }


def work(ground: Ground) -> list[datetime]:
    """A little shift through the door; the moments between its acts."""
    supervisor, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    marks = []

    def mark() -> None:
        with ground.root() as root:
            marks.append(root.execute("select clock_timestamp()").fetchall()[0][0])

    ground.receive(supervisor, "CUP", 10, "A-01-01-1")
    mark()
    ground.receive(supervisor, "MILK", 6, "A-01-01-1", p_lot="L1", p_expires_on=acts.in_days(20))
    ground.receive(supervisor, "MILK", 4, "A-01-02-1", p_lot="L2", p_expires_on=acts.in_days(9), p_status="damaged")
    mark()
    order = acts.order(ground, "SO-1", {"CUP": 4})
    (reservation,) = acts.reserve(ground, supervisor, order)["reservations"]
    tote = acts.unit(ground, picker)
    picker.call(
        "pick_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_task=reservation["task_id"],
        p_quantity=Decimal(4),
        p_to_hu=tote,
    )
    mark()
    acts.move(ground, picker, "CUP", 6, "A-01-01-1", "B-01-01-1")
    mark()
    return marks


def test_the_floor_as_of_each_moment_is_what_it_was_then(ground: Ground) -> None:
    """What bin_facts said at the time, said again later, with and without snapshots."""
    supervisor = ground.as_("t_supervisor")
    marks = work(ground)
    now = facts(ground, None)
    assert facts(ground, marks[-1]) == now
    for spacing in (0, 1):
        if spacing:
            take_all(supervisor, ground, limit=2, spacing=spacing)
        first, second, third, fourth = (facts(ground, at) for at in marks)
        bin1, bin2 = ground.places["A-01-01-1"], ground.places["A-01-02-1"]
        assert set(first) == {bin1}
        assert first[bin1][0] == 10
        assert (second[bin1][0], second[bin1][3]) == (16, 2)
        assert second[bin2][:2] == (4, 4), "damaged stock is held"
        assert third[bin1][0] == 12
        assert third[bin1][4] == 1, "picked from within the hour"
        assert fourth == now
        assert facts(ground, marks[0] - timedelta(days=1)) == {}
    hour_later = facts(ground, marks[-1] + timedelta(hours=2))
    assert hour_later[bin1][4] == 0


def test_the_player_reads_every_entry_once(ground: Ground) -> None:
    work(ground)
    door = ground.as_("t_auditor")
    seen: list[int] = []
    at, entry = EVER[0], 0
    while True:
        rows = door.query(
            "replay", warehouse=ground.wh, from_at=EVER[0], to_at=EVER[1], after_at=at, after_id=entry, limit=2
        )
        seen += [row.ledger_id for row in rows]
        if len(rows) < 2:
            break
        at, entry = rows[-1].posted_at, rows[-1].ledger_id
    assert seen == [row[1] for row in written(ground)]
    assert len(seen) >= 5
    begins, ends = written(ground)[0][0] - timedelta(hours=1), written(ground)[-1][0]
    load = door.query("ledger_load", warehouse=ground.wh, from_at=begins, to_at=ends, steps=10)
    assert sum(row.entries for row in load) == len(seen)
    assert all(0 <= row.step < 10 for row in load)
    assert door.query("ledger_begins", warehouse=ground.wh)[0].at == written(ground)[0][0]


def test_a_bin_as_of_a_moment_with_names(ground: Ground) -> None:
    marks = work(ground)
    door = ground.as_("t_auditor")
    rows = door.query("bin_stock_at", warehouse=ground.wh, location=ground.places["A-01-01-1"], at=marks[1])
    assert {(row.sku, row.lot, row.quantity, row.reserved) for row in rows} == {
        ("CUP", None, 10, None),
        ("MILK", "L1", 6, None),
    }
    history = door.query(
        "item_history", warehouse=ground.wh, product=ground.products["CUP"], from_at=EVER[0], to_at=EVER[1],
        after_at=None, after_id=0, limit=50,
    )  # fmt: skip
    assert [(row.kind, row.from_code, row.to_code, row.balance) for row in history] == [
        ("receive", "SUPPLIER", "A-01-01-1", 10),
        ("pick", "A-01-01-1", "PACK-1", 10),
        ("move", "A-01-01-1", "B-01-01-1", 10),
    ]
