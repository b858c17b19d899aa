"""A unit that was moved as a whole goes back as it went, or not at all."""

from app.domain.ids import new_op
from tests.db import unit_acts
from tests.db.ground import EVERYTHING, Ground
from tests.db.undoing import refused, undo


def test_nothing_that_came_since_stays_behind(ground: Ground) -> None:
    door = ground.as_(EVERYTHING)
    for serial, more in enumerate(("into it", "more of the same", "onto it"), 1):
        place = f"A-01-0{serial}-1"
        pallet = unit_acts.pallet(ground, door, serial, "DOCK-1", CUP=5)
        op = new_op()
        unit_acts.go(ground, door, pallet, place, p_op=op)
        if more == "onto it":
            unit_acts.carton(ground, door, place, pallet, P_02=4)
        else:
            sku = "CUP" if more == "more of the same" else "P-01"
            ground.receive(door, sku, 3, place, p_sscc=unit_acts.label(serial))
        refusal = refused(lambda op=op: undo(ground, door, op))
        assert (refusal.code, "since" in refusal.what) == ("WM455", True), (more, refusal)
        unit_acts.go(ground, door, pallet, "DOCK-1")
    assert unit_acts.broken(ground) == []


def test_an_empty_unit_put_on_since_goes_back_with_the_one_it_stands_on(ground: Ground) -> None:
    door = ground.as_(EVERYTHING)
    pallet, op = unit_acts.pallet(ground, door, 1, "DOCK-1", CUP=5), new_op()
    unit_acts.go(ground, door, pallet, "A-01-01-1", p_op=op)
    carton = unit_acts.carton(ground, door, "A-01-01-1", pallet)
    undo(ground, door, op)
    assert {unit: stands[1] for unit, stands in unit_acts.units(ground).items()} == {pallet: "DOCK-1", carton: "DOCK-1"}
    assert unit_acts.broken(ground) == []
