"""Counting by walking past: who asks for the next work near a bin that is due is given the bin, once, and not before what is urgent."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.counting import Counting, CountWalk
from app.services.session import Session
from app.services.tasks import NextWork
from db import posting
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_work import FAR, NEAR, ask, task

BESIDE = "A-01-02-1"  # a metre from NEAR, in its aisle; FAR is in another zone


def due(ground: Ground, *bins: str, person: str | None = None) -> None:
    posting.plan_counts(
        ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, name=f"plan {new_op()}", kind="demand",
        locations=[ground.places[code] for code in bins], person=person,
    )  # fmt: skip


def walk(ground: Ground, way: str, metres: str | None = None) -> None:
    far = None if metres is None else Decimal(metres)
    posting.set_count_walk(ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, way=way, metres=far)


def counted(ground: Ground, login: str, code: str) -> None:
    """The bin is scanned and found empty."""
    door = ground.as_(login)
    made = door.call("claim_count_v1", p_op=new_op(), p_warehouse=ground.wh, p_location=ground.places[code])
    door.call("close_count_v1", p_op=new_op(), p_warehouse=ground.wh, p_count=made["count_id"], p_empty=True)


def given(answer: dict[str, Any]) -> Any:
    """The bin to count, or the tasks."""
    return answer["count"]["code"] if answer["kind"] == "count" else answer["tasks"]


def done(ground: Ground, number: int, login: str, at: str = NEAR) -> None:
    """That person did it, here."""
    with ground.root() as root:
        root.execute(
            "update wms.task set state = 400, claimed_by = %s, finished_at = clock_timestamp(), to_location_id = %s where task_id = %s",
            (login, ground.places[at], number),
        )


def test_a_bin_that_is_due_near_by_comes_before_other_work_and_one_at_a_time(ground: Ground) -> None:
    first, second = task(ground), task(ground)
    due(ground, BESIDE, NEAR, FAR)
    assert given(ask(ground, at=NEAR)) == [first], "nobody said that people count on the way"
    done(ground, first, "t_picker")
    walk(ground, "metres", "3")
    answer = ask(ground, at=NEAR)
    assert (given(answer), answer["tasks"], answer["why"]["count"]) == (NEAR, [], True)
    assert given(ask(ground, "t_picker2", at=NEAR)) == BESIDE, "the nearest of those that nobody has"
    counted(ground, "t_picker", NEAR)
    assert given(ask(ground)) == [second], "after a count comes other work, from where the bin was"
    done(ground, second, "t_picker")
    assert ask(ground, at=NEAR)["found"] is False, "the one is another's, the other too far"
    counted(ground, "t_picker2", BESIDE)
    due(ground, BESIDE)
    walk(ground, "aisle")
    assert given(ask(ground, at=NEAR)) == BESIDE
    assert ground.violations() == []


def test_with_nothing_else_to_do_one_counts_on(ground: Ground) -> None:
    due(ground, NEAR, BESIDE)
    walk(ground, "aisle")
    assert given(ask(ground, at=NEAR)) == NEAR
    counted(ground, "t_picker", NEAR)
    assert given(ask(ground)) == BESIDE
    walk(ground, "off")
    assert ask(ground, "t_picker2", at=NEAR)["found"] is False


def test_what_is_begun_given_or_due_goes_first(ground: Ground) -> None:
    due(ground, NEAR)
    walk(ground, "metres", "5")
    soon = datetime.now(UTC) + timedelta(minutes=20)
    urgent = task(ground, at=FAR, due_at=soon)
    assert given(ask(ground, at=NEAR)) == [urgent]
    assert given(ask(ground, at=NEAR)) == [urgent], "what one has already"
    handed = task(ground)
    boss = ground.as_("t_supervisor")
    posting.assign_tasks(boss, op=new_op(), warehouse=ground.wh, tasks=[handed], person="t_picker2")
    assert given(ask(ground, "t_picker2", at=NEAR)) == [handed]


def test_limits_kinds_and_lists_of_others_are_kept(ground: Ground) -> None:
    plain = task(ground, at=FAR)
    due(ground, NEAR, person="t_counter")
    due(ground, BESIDE)
    walk(ground, "metres", "50")
    assert given(ask(ground, at=NEAR, ask={"kinds": ["move"]})) == [plain]
    done(ground, plain, "t_picker", FAR)
    assert given(ask(ground, at=NEAR, ask={"kinds": ["count"]})) == BESIDE, "the nearer one is on somebody's own list"
    boss = ground.as_("t_supervisor")
    limits = {"kinds": ["move"]}
    posting.put_work_limit(boss, op=new_op(), warehouse=ground.wh, person="t_picker2", limits=limits)
    with ground.root() as root:
        root.execute("update wms.count set claimed_by = null, lease_until = null")
    assert ask(ground, "t_picker2", at=NEAR)["found"] is False
    assert given(ask(ground, "t_supervisor", at=NEAR)) == BESIDE


def test_two_who_ask_at_once_are_not_given_one_bin(ground: Ground) -> None:
    due(ground, NEAR)
    walk(ground, "metres", "5")
    doors = [ground.as_(login) for login in ("t_picker", "t_picker2", "t_supervisor")]
    at = ground.places[NEAR]
    ends = acts.at_once(
        [lambda d=d: posting.next_task(d, op=new_op(), warehouse=ground.wh, at=at)["found"] for d in doors]
    )
    assert sorted(ends) == [False, False, True]


def test_the_services_say_it_and_bad_ways_are_refused(ground: Ground) -> None:
    boss, picker = (Session.open(ground.url(login), "MAIN") for login in ("t_supervisor", "t_picker"))
    desk = Counting(boss)
    assert desk.walk() == CountWalk("off")
    desk.set_walk(CountWalk("metres", 7.5))
    assert desk.walk() == CountWalk("metres", 7.5, "Sonja Supervisor")
    due(ground, NEAR)
    work = NextWork(picker).take(ground.places[BESIDE])
    assert (work.found, work.tasks, work.kind) == (True, (), "count")
    assert work.count is not None
    assert (work.count.code, work.count.location) == (NEAR, ground.places[NEAR])
    for way, metres in (("near", None), ("metres", None), ("aisle", 3.0), ("metres", 0.1), ("metres", 1001.0)):
        with pytest.raises(Refusal) as refused:
            desk.set_walk(CountWalk(way, metres))
        assert refused.value.code == "WM422"
    with pytest.raises(Refusal) as no:
        Counting(picker).set_walk(CountWalk("off"))
    assert no.value.code == "WM403"
    boss.close()
    picker.close()
