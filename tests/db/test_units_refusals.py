"""What units do not do: every refusal in words, with a next step, and nothing changed."""

from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts
from tests.db import unit_acts as hu
from tests.db.ground import Ground

PALLET, SECOND, CARTON, FAR, EMPTY = range(5)


def scene(ground: Ground) -> list[int]:
    """Two pallets and a carton at the dock, the carton on the first pallet; one pallet far away; one with nothing in it."""
    picker = ground.as_("t_picker")
    first, second = (hu.pallet(ground, picker, n, "DOCK-1", CUP=5) for n in (1, 2))
    carton = hu.carton(ground, picker, "DOCK-1", first, P_00=2)
    far = hu.pallet(ground, picker, 3, "A-01-01-1", CUP=5)
    return [first, second, carton, far, acts.unit(ground, picker, "pallet", "DOCK-1")]


def cups(ground: Ground, quantity: Any = 1) -> list[dict[str, Any]]:
    return [{"product": ground.products["CUP"], "quantity": quantity}]


CASES: dict[str, tuple[str, str, Any]] = {
    "in itself": ("WM422", "cannot stand in itself", lambda g, u: ("nest_hu_v1", dict(p_hu=u[PALLET], p_parent=u[PALLET]))),
    "a pallet in its carton": ("WM422", "A pallet does not stand in a carton", lambda g, u: ("nest_hu_v1", dict(p_hu=u[PALLET], p_parent=u[CARTON]))),
    "a pallet on a pallet": ("WM422", "A pallet does not stand in a pallet", lambda g, u: ("nest_hu_v1", dict(p_hu=u[PALLET], p_parent=u[SECOND]))),
    "where it is": ("WM422", "stands in it already", lambda g, u: ("nest_hu_v1", dict(p_hu=u[CARTON], p_parent=u[PALLET]))),
    "onto one elsewhere": ("WM455", "stands in DOCK-1", lambda g, u: ("nest_hu_v1", dict(p_hu=u[CARTON], p_parent=u[FAR]))),
    "an unknown unit": ("WM404", "not known", lambda g, u: ("nest_hu_v1", dict(p_hu=99999, p_parent=u[PALLET]))),
    "into an unknown unit": ("WM404", "not known", lambda g, u: ("nest_hu_v1", dict(p_hu=u[CARTON], p_parent=99999))),
    "into nothing": ("WM404", "not known", lambda g, u: ("nest_hu_v1", dict(p_hu=u[CARTON], p_parent=None))),
    "out of nothing": ("WM455", "stands in no other", lambda g, u: ("unnest_hu_v1", dict(p_hu=u[PALLET]))),
    "a split of nothing": ("WM422", "1 to 5,000 lines", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=[]))),
    "a split of text": ("WM422", "1 to 5,000 lines", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines={"product": 1}))),
    "more than is in it": ("WM451", "of CUP cannot be taken", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=cups(g, 6)))),
    "what is not in it": ("WM451", "of P-09 cannot be taken", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=[{"product": g.products["P-09"], "quantity": 1}]))),
    "an unknown product": ("WM404", "not known", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=[{"product": 99999, "quantity": 1}]))),
    "a negative split": ("WM422", "not a quantity", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=cups(g, -1)))),
    "2^62 pieces": ("WM422", "not a quantity", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=cups(g, 2**62)))),
    "NaN pieces": ("WM422", "not a quantity", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=cups(g, "NaN")))),
    "split into itself": ("WM422", "into itself", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=cups(g), p_to_hu=u[PALLET]))),
    "split to one elsewhere": ("WM455", "stands in DOCK-1", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=cups(g), p_to_hu=u[FAR]))),
    "split into a used label": ("WM409", "is in use", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=cups(g), p_sscc=hu.label(2)))),
    "split into a bad label": ("WM422", "not a valid SSCC", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=cups(g), p_sscc="1" * 18))),
    "split into a box of no kind": ("WM422", "not a kind", lambda g, u: ("split_hu_v1", dict(p_hu=u[PALLET], p_lines=cups(g), p_kind="barrel"))),
    "merged into itself": ("WM422", "into itself", lambda g, u: ("merge_hu_v1", dict(p_hu=u[PALLET], p_into=u[PALLET]))),
    "merged into what stands in it": ("WM422", "stands in it", lambda g, u: ("merge_hu_v1", dict(p_hu=u[PALLET], p_into=u[CARTON]))),
    "merged elsewhere": ("WM455", "stands in A-01-01-1", lambda g, u: ("merge_hu_v1", dict(p_hu=u[FAR], p_into=u[PALLET]))),
    "merged from nothing": ("WM455", "holds nothing", lambda g, u: ("merge_hu_v1", dict(p_hu=u[EMPTY], p_into=u[PALLET]))),
    "labelled as another": ("WM409", "is in use", lambda g, u: ("relabel_hu_v1", dict(p_hu=u[PALLET], p_sscc=hu.label(2)))),
    "labelled as itself": ("WM422", "its label already", lambda g, u: ("relabel_hu_v1", dict(p_hu=u[PALLET], p_sscc=hu.label(1)))),
    "labelled badly": ("WM422", "not a valid SSCC", lambda g, u: ("relabel_hu_v1", dict(p_hu=u[PALLET], p_sscc="9" * 100_000))),
    "a novel for a reason": ("WM422", "over 200 characters", lambda g, u: ("relabel_hu_v1", dict(p_hu=u[PALLET], p_reason="x" * 201))),
    "an empty one closed": ("WM455", "holds nothing", lambda g, u: ("close_hu_v1", dict(p_hu=u[EMPTY]))),
    "an open one opened": ("WM455", "is open", lambda g, u: ("reopen_hu_v1", dict(p_hu=u[PALLET]))),
    "moved where it is": ("WM422", "there already", lambda g, u: ("move_hu_v1", dict(p_hu=u[PALLET], p_to=g.places["DOCK-1"]))),
    "moved out of the house": ("WM422", "stays inside", lambda g, u: ("move_hu_v1", dict(p_hu=u[PALLET], p_to=g.places["CUSTOMER"]))),
    "moved nowhere": ("WM404", "bin is not known", lambda g, u: ("move_hu_v1", dict(p_hu=u[PALLET], p_to=99999))),
    "moved as what": ("WM422", "kind of move", lambda g, u: ("move_hu_v1", dict(p_hu=u[PALLET], p_to=g.places["STAGE-1"], p_kind="ship"))),
    "too heavy for the bin": ("WM453", "one product only", lambda g, u: ("move_hu_v1", dict(p_hu=u[PALLET], p_to=g.places["B-02-01-1"]))),
    "a batch with a unit of another": ("WM422", "stands in another", lambda g, u: ("move_hu_batch_v1", dict(p_lines=[
        {"hu": u[PALLET], "to": g.places["STAGE-1"]}, {"hu": u[CARTON], "to": g.places["STAGE-1"]}]))),
    "a batch with an unknown": ("WM404", "Line 2: This handling unit", lambda g, u: ("move_hu_batch_v1", dict(p_lines=[
        {"hu": u[PALLET], "to": g.places["STAGE-1"]}, {"hu": 99999, "to": g.places["STAGE-1"]}]))),
    "a batch of nothing": ("WM422", "1 to 5,000", lambda g, u: ("move_hu_batch_v1", dict(p_lines=[]))),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_refused_in_words_and_nothing_changed(ground: Ground, name: str) -> None:
    code, words, asked = CASES[name]
    made = scene(ground)
    before = (acts.stock(ground), hu.units(ground))
    function, arguments = asked(ground, made)
    with pytest.raises(Refusal) as refused:
        hu.do(ground, ground.as_("t_picker"), function, **arguments)
    assert (refused.value.code, words in refused.value.what) == (code, True), refused.value
    assert refused.value.what.endswith((".", "in all."))
    assert refused.value.next_step
    assert (acts.stock(ground), hu.units(ground)) == before
    assert hu.broken(ground) == []


@pytest.mark.parametrize("what", ["block_putaway", "block_pick"])
def test_a_blocked_bin(ground: Ground, what: str) -> None:
    made = scene(ground)
    with ground.root() as root:
        root.execute(
            f"update wms.location set {what} = true where code = 'A-01-01-1' and warehouse_id = %s", (ground.wh,)
        )
    unit, place = (made[PALLET], "A-01-01-1") if what == "block_putaway" else (made[FAR], "DOCK-1")
    with pytest.raises(Refusal, match="A-01-01-1 is blocked for") as refused:
        hu.go(ground, ground.as_("t_picker"), unit, place)
    assert refused.value.code == "WM423"


def test_what_a_held_pallet_carries_does_not_leave_it(ground: Ground) -> None:
    made, picker = scene(ground), ground.as_("t_picker")
    with ground.root() as root:
        root.execute("insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at) "
                     "values (%s, 'hu', %s, 'recall', gen_random_uuid(), now())", (ground.wh, made[PALLET]))  # fmt: skip
    for function, arguments in (
        ("unnest_hu_v1", dict(p_hu=made[CARTON])), ("nest_hu_v1", dict(p_hu=made[CARTON], p_parent=made[SECOND])),
        ("split_hu_v1", dict(p_hu=made[PALLET], p_lines=cups(ground))), ("merge_hu_v1", dict(p_hu=made[PALLET], p_into=made[SECOND])),
        ("merge_hu_v1", dict(p_hu=made[CARTON], p_into=made[SECOND]))):  # fmt: skip
        with pytest.raises(Refusal, match="is on hold since") as refused:
            hu.do(ground, picker, function, **arguments)
        assert refused.value.code == "WM423", function
    hu.go(ground, picker, made[PALLET], "STAGE-1")
    hu.do(ground, ground.as_("t_supervisor"), "unnest_hu_v1", p_hu=made[CARTON])
    with ground.root() as root:
        root.execute(
            "insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at) "
            "values (%s, 'location', %s, 'recall', gen_random_uuid(), now())", (ground.wh, ground.places["STAGE-1"]))  # fmt: skip
    with pytest.raises(Refusal, match="is on hold since") as there:
        hu.go(ground, picker, made[PALLET], "DOCK-1")
    assert there.value.code == "WM423"
    hu.go(ground, ground.as_("t_supervisor"), made[PALLET], "DOCK-1")
    assert hu.broken(ground) == []


BREAKS = {
    "a circle": ("no unit stands in itself", "update wms.handling_unit set parent_id = hu_id where hu_id = {0}"),
    "a pallet in a carton": ("a unit stands in a higher one", "update wms.handling_unit set parent_id = {2} where hu_id = {1}"),
    "torn apart": ("a unit stands where its parent stands", "update wms.handling_unit set location_id = {stage} where hu_id = {2}"),
    "full and empty": ("a unit that is empty holds nothing", "update wms.handling_unit set state = 'empty' where hu_id = {1}"),
    "full and gone": ("a unit that is shipped holds nothing", "update wms.handling_unit set state = 'shipped' where hu_id = {1}"),
    "empty with a box on it": ("an empty unit carries no unit", "update wms.handling_unit set state = 'empty', parent_id = null where hu_id = {0}"),
    "stock in another's unit": ("stock stands in a unit that is there", "update wms.handling_unit set warehouse_id = {other}, location_id = {elsewhere} where hu_id = {1}"),
    "a label twice": ("a label is one unit's", "insert into wms.hu_label (warehouse_id, sscc, hu_id) select warehouse_id, sscc, {1} from wms.handling_unit where hu_id = {0}"),
    "a pick gone astray": ("a pick goes where its goods are", "update wms.task set from_location_id = {stage}"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_each_thing_that_breaks_is_found(ground: Ground, name: str) -> None:
    invariant, statement = BREAKS[name]
    made = scene(ground)
    acts.reserve(ground, ground.as_("t_supervisor"), acts.order(ground, "O-1", {"CUP": 2}))
    assert hu.broken(ground) == []
    with ground.root() as root:
        row = root.execute(
            "select location_id from wms.location where warehouse_id = %s and kind <> 'virtual' limit 1",
            (ground.other,),
        ).fetchone()
        assert row is not None
        root.execute(statement.format(*made, stage=ground.places["STAGE-1"], other=ground.other, elsewhere=row[0]))
        found = {line[0] for line in root.execute("select * from wms.check_units(%s)", (ground.wh,)).fetchall()}
    assert invariant in found


def test_roles_that_look_only(ground: Ground) -> None:
    made = scene(ground)
    for login in ("t_auditor", "t_planner", "t_counter"):
        with pytest.raises(Refusal, match="role does not allow"):
            hu.do(ground, ground.as_(login), "nest_hu_v1", p_hu=made[CARTON], p_parent=made[SECOND])
    with pytest.raises(Refusal, match="role does not allow"):
        hu.do(ground, ground.as_("t_supervisor"), "set_sscc_prefix_v1", p_op=new_op(), p_company_prefix="4260123")
