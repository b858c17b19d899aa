"""Slotting in the demo: real order lines were picked, few moves are planned and done, and walks get shorter."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.demo import CODE
from app.services.demo.people import PICKERS, PLANNER, SUPERVISOR
from app.services.session import Session
from app.services.slotting import Slotting, Wish
from db import posting
from tests.stories.demo_floor import Demo

WISH = Wish(days=2, most=25, longest=1e5)


def test_planned_moves_are_done_and_the_walks_get_shorter(demo: Demo) -> None:
    demo.shift().play()
    told: list[str] = []
    planner = Session.open(demo.url(PLANNER.login), CODE)
    picker = Session.open(demo.url(PICKERS[0].login), CODE)
    boss = Session.open(demo.url(SUPERVISOR.login), CODE)
    here = picker.warehouse.warehouse_id
    try:
        slotting = Slotting(planner)
        found = slotting.look(WISH, lambda: False, progress=lambda done, total, words: told.append(words))
        assert {"Reading bins and their stock", "Looking at every product"} <= set(told)
        assert 1 <= len(found.what.steps) <= 25
        made = slotting.plan(found, len(found.what.steps), datetime.now(UTC) - timedelta(minutes=1))
        tasks = slotting.planned(made["plan_id"])
        assert len(tasks) == made["tasks"] == len(found.first(25))
        for task in tasks:
            ready = {one.task_id for one in slotting.planned(made["plan_id"]) if one.state_name == "ready"}
            if task.task_id in ready:
                posting.do_moves(picker.door, op=new_op(), warehouse=here, tasks=[task.task_id])
        (plan,) = slotting.plans()
        assert (plan.open, plan.done + plan.cancelled) == (0, len(tasks))
        assert plan.done >= 0.9 * len(tasks)
        again = slotting.look(WISH, lambda: False, progress=lambda done, total, words: None)
        lies = {line.sku: line.source for line in again.lines}
        ended = {task.sku: task for task in slotting.planned(made["plan_id"]) if task.state_name == "done"}
        assert all(lies[sku] == task.to_code for sku, task in ended.items() if sku in lies)
        assert again.what.walk < found.what.walk
        assert boss.door.query("invariants", warehouse=here) == []
    finally:
        for session in (planner, picker, boss):
            session.close()


def test_before_anything_was_picked_the_room_says_so(demo: Demo) -> None:
    planner = Session.open(demo.url(PLANNER.login), CODE)
    try:
        with pytest.raises(Refusal) as nothing:
            Slotting(planner).look(WISH, lambda: False, progress=lambda done, total, words: None)
        assert nothing.value.code == "slotting.no_history"
    finally:
        planner.close()
