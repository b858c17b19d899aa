"""Plans: which bins they mean, that they repeat, and what is reported about them."""

from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts, counts
from tests.db.counts import plan, rows
from tests.db.ground import Ground


def listed(ground: Ground, made: dict[str, Any]) -> list[str]:
    """The bins of a plan's list."""
    return sorted(
        row[0] for row in rows(ground, "select location from api.counts_v1(%s, %s)", ground.wh, made["plan_id"])
    )


def test_abc_means_bins_with_goods_of_the_class_not_counted_lately(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    with ground.root() as root:
        root.execute("update wms.product set abc_class = case sku when 'CUP' then 'A' when 'P-01' then 'B' end")
    ground.receive(picker, "CUP", 1, "A-01-01-1")
    ground.receive(picker, "CUP", 1, "A-02-01-1")
    ground.receive(picker, "CUP", 1, "B-01-01-1")
    ground.receive(picker, "P-01", 1, "A-01-02-1")
    assert listed(ground, plan(ground, p_kind="abc", p_rule={"classes": ["A"], "zone": "A"})) == [
        "A-01-01-1",
        "A-02-01-1",
    ]
    assert listed(ground, plan(ground, p_kind="abc", p_rule={"classes": ["B"]})) == ["A-01-02-1"]
    made = plan(ground, p_kind="abc", p_rule={"classes": ["A", "B"]})
    assert (made["counts"], made["already"]) == (1, 3), "a bin is on one list at a time"
    for code in ("A-01-01-1", "A-02-01-1"):
        counts.count(ground, ground.as_("t_counter"), code, CUP=1)
    assert plan(ground, p_kind="abc", p_rule={"classes": ["A"], "zone": "A", "days": 30})["counts"] == 0


def test_turnover_means_the_busiest_bins(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    for place, times in (("A-01-01-1", 3), ("A-01-01-2", 5), ("A-01-02-1", 1)):
        for _ in range(times):
            ground.receive(picker, "CUP", 1, place)
    assert listed(ground, plan(ground, p_kind="turnover", p_rule={"limit": 2})) == ["A-01-01-1", "A-01-01-2"]


def test_accuracy_means_bins_whose_last_counts_were_wrong(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 5, "A-01-01-1")
    ground.receive(picker, "CUP", 5, "A-01-01-2")
    plan(ground, "A-01-01-1", "A-01-01-2", p_tolerance=Decimal(9))
    door = ground.as_("t_counter")
    counts.count(ground, door, "A-01-01-1", CUP=4)
    counts.count(ground, door, "A-01-01-2", CUP=5)
    counts.post(ground)
    assert listed(ground, plan(ground, p_kind="accuracy")) == ["A-01-01-1"]


def test_zero_means_bins_emptied_since(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 5, "A-01-01-1")
    ground.receive(picker, "CUP", 5, "A-01-01-2")
    acts.move(ground, picker, "CUP", 5, "A-01-01-1", "DOCK-1")
    acts.move(ground, picker, "CUP", 4, "A-01-01-2", "DOCK-1")
    assert listed(ground, plan(ground, p_kind="zero")) == ["A-01-01-1"]
    counts.count(ground, ground.as_("t_counter"), "A-01-01-1")
    assert plan(ground, p_kind="zero")["counts"] == 0, "confirmed"


def test_a_plan_comes_round_again(ground: Ground) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 5, "A-01-01-1")
    made = plan(ground, p_kind="turnover", p_every_days=7, p_name="Weekly")
    boss = ground.as_("t_supervisor")

    def run(**more: Any) -> dict[str, Any]:
        return boss.call("run_counts_v1", p_op=new_op(), p_warehouse=ground.wh, **more)

    assert run() == {"plans": 0, "counts": 0}
    counts.count(ground, ground.as_("t_counter"), "A-01-01-1", CUP=5)
    with ground.root() as root:
        root.execute("update wms.count_plan set next_on = current_date")
    assert run() == {"plans": 1, "counts": 1}
    assert run() == {"plans": 0, "counts": 0}, "not twice a day"
    assert run(p_plan=made["plan_id"]) == {"plans": 1, "counts": 0}, "it is on the list already"
    assert boss.call("end_plan_v1", p_op=new_op(), p_warehouse=ground.wh, p_plan=made["plan_id"])["cancelled"] == 1
    with pytest.raises(Refusal, match="not known here"):
        run(p_plan=made["plan_id"])


def test_an_ended_plan_leaves_nothing_on_the_list(ground: Ground) -> None:
    made = plan(ground, "A-01-01-1", "A-01-01-2")
    counts.claim(ground, ground.as_("t_counter"), "A-01-01-1")
    boss = ground.as_("t_supervisor")
    answer = boss.call("end_plan_v1", p_op=new_op(), p_warehouse=ground.wh, p_plan=made["plan_id"])
    assert answer == {"cancelled": 1}, "what somebody counts now stays theirs"
    assert rows(ground, "select location from api.my_counts_v1(%s)", ground.wh, login="t_counter2") == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"p_name": ""}, "a name of 1 to 80"),
        ({"p_name": "x" * 100_000}, "a name of 1 to 80"),
        ({"p_kind": "often"}, "not a kind of count plan"),
        ({"p_kind": "demand"}, "names 1 to 5,000 bins"),
        ({"p_locations": [1]}, "names 1 to 5,000 bins"),
        ({"p_kind": "demand", "p_locations": [2**62]}, "not known in this warehouse"),
        ({"p_tolerance": Decimal("NaN")}, "not a tolerance"),
        ({"p_tolerance": Decimal(-1)}, "not a tolerance"),
        ({"p_tolerance_share": Decimal(2)}, "not a tolerance"),
        ({"p_rule": {"days": "soon"}}, "rule of this plan cannot be read"),
        ({"p_rule": {"limit": 10**9}}, "rule of this plan cannot be read"),
        ({"p_rule": {"weather": 1}}, "rule of this plan cannot be read"),
        ({"p_every_days": 0}, "repeats after 1 to 3660 days"),
        ({"p_person": "nobody"}, "does not work in this warehouse"),
    ],
)
def test_what_is_no_plan(ground: Ground, given: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        plan(ground, **{"p_kind": "abc", **given})
    with ground.root() as root:
        assert root.execute("select count(*) from wms.count_plan").fetchone() == (0,)


def test_a_name_is_used_once(ground: Ground) -> None:
    plan(ground, "A-01-01-1", p_name="Monday")
    with pytest.raises(Refusal, match="There is a plan named monday") as refused:
        plan(ground, "A-01-01-2", p_name="monday")
    assert refused.value.code == "WM409"


def test_progress_accuracy_and_value(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    with ground.root() as root:
        root.execute("update wms.product set unit_value = 2.5, abc_class = 'A' where sku = 'CUP'")
    for place in ("A-01-01-1", "A-01-01-2", "A-01-02-1"):
        ground.receive(picker, "CUP", 10, place)
    made = plan(ground, "A-01-01-1", "A-01-01-2", "A-01-02-1", "A-01-02-2", p_name="All")
    one, two = ground.as_("t_counter"), ground.as_("t_counter2")
    counts.count(ground, one, "A-01-01-1", CUP=10)
    wrong = counts.count(ground, one, "A-01-01-2", CUP=6)
    counts.count(ground, two, "A-01-01-2", CUP=6)
    counts.count(ground, two, "A-01-02-1", CUP=9)
    counts.count(ground, one, "A-01-02-1", CUP=10)
    columns = "bins, waiting, counting, recount, review, done, right_share"
    assert rows(ground, f"select {columns} from api.count_plans_v1(%s)", ground.wh) == [(4, 1, 0, 0, 1, 2, 1)]
    assert rows(
        ground, "select location, lines, more, less, value from api.counts_v1(%s, null, '{review}')", ground.wh
    ) == [("A-01-01-2", 1, 0, 4, -10)]
    counts.approve(ground, wrong)

    def accuracy(by: str) -> list[tuple[Any, ...]]:
        columns = 'label, bins, counted, "right", ira, units, less, value'
        return rows(ground, f"select {columns} from api.count_accuracy_v1(%s, %s)", ground.wh, by)

    assert accuracy("sku") == [("Cup", 3, 3, 2, Decimal("0.6667"), Decimal("0.8667"), 4, -10)]
    assert accuracy("class") == [("Class A", 3, 3, 2, Decimal("0.6667"), Decimal("0.8667"), 4, -10)]
    assert [row[:4] for row in accuracy("bin")] == [("Reserve", 1, 1, 0), ("Reserve", 1, 1, 1), ("Reserve", 1, 1, 1)]
    assert [row[:5] for row in accuracy("person")] == [
        ("Cora Counter", 2, 2, 1, Decimal("0.5")),
        ("Carl Counter", 3, 3, 3, Decimal(1)),
    ], "who was right is who agrees with what was accepted"
    assert counts.sound(ground) == []
    assert made["counts"] == 4
