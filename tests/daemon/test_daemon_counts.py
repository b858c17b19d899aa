"""The daemon keeps counting going: due plans come on the list again, and what was counted within tolerance is posted."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.daemon import works
from app.daemon.lead import Leadership
from app.daemon.works import Place
from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.daemon.conftest import LOGIN
from tests.db import counts
from tests.db.ground import Ground

BIN, OTHER = "A-01-01-1", "A-01-01-2"


@pytest.fixture
def lead(ground: Ground, home: Path) -> Iterator[Leadership]:
    made = Leadership(ground.url(LOGIN), ground.wh, seconds=60)
    made.take()
    yield made
    made.stop()


def place(ground: Ground, home: Path) -> Place:
    return Place(ground.url(LOGIN), ground.wh, "MAIN", "Europe/Berlin", home)


def on_hand(ground: Ground, code: str) -> Decimal:
    with ground.root() as root:
        row = root.execute(
            "select coalesce(sum(quantity), 0) from wms.quant where location_id = %s", (ground.places[code],)
        ).fetchone()
    assert row is not None
    return Decimal(row[0])


def test_a_plan_that_is_due_comes_on_the_list_again(ground: Ground, home: Path, lead: Leadership) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 10, BIN)
    with ground.root() as root:
        root.execute("update wms.product set abc_class = 'A'")
    made = counts.plan(ground, p_kind="abc", p_rule={"classes": ["A"]}, p_every_days=7)
    counts.count(ground, ground.as_("t_counter"), BIN, CUP=10)
    planning = works.planning(place(ground, home))
    try:
        assert planning.run(lead.token or 0) == {}, "it is not due before its day"
        with ground.root() as root:
            root.execute("update wms.count_plan set next_on = current_date where plan_id = %s", (made["plan_id"],))
        assert planning.run(lead.token or 0) == {"plans": 1, "counts": 1}
        assert planning.run(lead.token or 0) == {}, "once a day is enough"
    finally:
        planning.close()
    listed = counts.rows(ground, "select location, state from api.counts_v1(%s, %s)", ground.wh, made["plan_id"])
    assert ("A-01-01-1", "open") in {tuple(row) for row in listed}


def test_what_was_counted_within_tolerance_is_posted_by_itself(ground: Ground, home: Path, lead: Leadership) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 10, BIN)
    counts.plan(ground, BIN, p_tolerance=2)
    number = counts.count(ground, ground.as_("t_counter"), BIN, CUP=9)
    assert counts.state(ground, number)[0] == "approved"
    assert on_hand(ground, BIN) == 10
    counted = works.counted(place(ground, home))
    try:
        assert counted.run(lead.token or 0) == {"counts": 1, "lines": 1}
        assert counted.run(lead.token or 0) == {}
    finally:
        counted.close()
    assert counts.state(ground, number)[0] == "posted"
    assert on_hand(ground, BIN) == 9
    assert counts.sound(ground) == []
    with ground.root() as root:
        assert root.execute("select actor from wms.ledger where kind = 'count'").fetchall() == [(LOGIN,)]


def test_a_bin_that_cannot_be_posted_holds_up_no_other(ground: Ground, home: Path, lead: Leadership) -> None:
    """A serial number is seen in a second bin: that count waits for a person, the next one is posted."""
    picker, counter = ground.as_("t_picker"), ground.as_("t_counter")
    ground.receive(picker, "PHONE", 1, "B-01-01-1", p_lot="S1")
    ground.receive(picker, "CUP", 10, OTHER)
    counts.plan(ground, BIN, OTHER, p_tolerance=2)
    twice = counts.claim(ground, counter, BIN)
    counts.enter(ground, counter, twice, "PHONE", 1, p_lot="S1")
    counts.close(ground, counter, twice)
    right = counts.count(ground, counter, OTHER, CUP=9)
    assert {counts.state(ground, number)[0] for number in (twice, right)} == {"approved"}
    counted = works.counted(place(ground, home))
    try:
        assert counted.run(lead.token or 0) == {"counts": 1, "lines": 1, "review": 1}
    finally:
        counted.close()
    assert counts.state(ground, twice) == ("review", {"refused"})
    assert counts.state(ground, right)[0] == "posted"
    assert (on_hand(ground, BIN), on_hand(ground, OTHER)) == (0, 9)
    assert counts.sound(ground) == []
    with pytest.raises(Refusal, match="Serial number S1 of PHONE would be in A-01-01-1, B-01-01-1") as refused:
        counts.approve(ground, twice)
    assert refused.value.next_step == "Check the label: each number is one piece."


def test_the_daemon_may_neither_plan_nor_approve(ground: Ground, home: Path) -> None:
    door = ground.as_(LOGIN)
    for function, given in (
        ("approve_counts_v1", {"p_counts": [1]}),
        ("recount_v1", {"p_counts": [1]}),
        ("end_plan_v1", {"p_plan": 1}),
        ("assign_counts_v1", {"p_counts": [1]}),
    ):
        with pytest.raises(Refusal) as refused:
            door.call(function, p_op=new_op(), p_warehouse=ground.wh, **given)
        assert refused.value.code == "WM403", function
