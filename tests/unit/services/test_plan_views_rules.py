"""Views of the plan as they are kept: nothing is lost, whatever else is in the database does no harm."""

from dataclasses import replace
from types import SimpleNamespace as Row

import pytest

from app.services.plan_views import Look, PlanView, rotation, view_of

FULL = Look(
    "held", 3, ("A", "B"), ("pick",), True, 14, "D-05", ("product", "7", "CUP"), (1.0, 2.0, 30.5, 40.25), ("dock",)
)


def row(content, **more):
    given = {"saved_view_id": 5, "name": "Late", "shared": True, "mine": False, "person": "Ada", "content": content}
    return Row(**{**given, **more})


@pytest.mark.parametrize("look", [Look(), FULL, Look(aggregate="best", panels=()), Look(within=None, text="")])
def test_a_look_comes_back_as_it_was_kept(look):
    assert Look.of(look.content()) == look


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"metric": 4, "aggregate": -1, "zones": "A", "within": True, "box": [1, 2, 3], "panels": None, "held": "yes"},
        {"aggregate": ["worst"], "box": [5, 5, 1, 1], "search": {"a": 1}, "text": 7, "kinds": [1, None, "pick"]},
        {"aggregate": True, "within": -3, "box": ["a", "b", "c", "d"]},
    ],
)
def test_what_cannot_be_read_is_as_if_not_said(content):
    look = Look.of(content)
    assert look.aggregate == "worst"
    assert (look.within, look.box, look.held, look.text) == (None, None, False, "")
    assert look.kinds in ((), ("pick",))


def test_a_row_says_who_sees_it():
    view = PlanView(5, "Late", FULL, "role", frozenset({"planner"}), 30, False, "Ada")
    assert view_of(row(view.content())) == view
    assert view_of(row(replace(view, roles=frozenset()).content())).share == "all"
    assert view_of(row(view.content(), shared=False, mine=True)).share == "mine"
    assert view_of(row(["odd"])).look == Look.of({})
    assert view_of(row({"dwell": 10**9})).dwell == 3600


def test_the_wall_takes_the_views_with_a_time_else_all_else_its_own():
    timed, other = PlanView(1, "A", Look(), dwell=30), PlanView(2, "B", Look())
    assert rotation((other, timed)) == (timed,)
    assert [(view.name, view.dwell) for view in rotation((other,))] == [("B", 20)]
    own = rotation(())
    assert [view.look.metric for view in own] == ["picks_hour", "fill", "days_to_expiry", "held"]
    assert all(view.dwell > 0 for view in own)
