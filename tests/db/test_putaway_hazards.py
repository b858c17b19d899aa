"""Dangerous goods by hand: refused where put-away would not put them, whoever does it and by whichever act; and of many who plan and
move at once nobody is too near to another."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.putaway_acts import pallet, product, storage_class
from tests.db.test_putaway import RESERVE

ACID, SPRAY, PLAIN = "P-01", "P-02", "P-03"
NEAR = """
select count(*) from (
  select q.location_id, p.hazard_class from wms.quant q join wms.product p using (product_id)
   where q.quantity > 0 and p.hazard_class is not null
  union
  select t.to_location_id, p.hazard_class from wms.task t join wms.quant q on q.hu_id = t.hu_id and q.quantity > 0
    join wms.product p on p.product_id = q.product_id
   where t.kind = 'putaway' and t.state < 400 and p.hazard_class is not null) a
cross join lateral (
  select q.location_id from wms.quant q join wms.product p using (product_id)
   where q.quantity > 0 and p.hazard_class <> a.hazard_class
  union
  select t.to_location_id from wms.task t join wms.quant q on q.hu_id = t.hu_id and q.quantity > 0
    join wms.product p on p.product_id = q.product_id
   where t.kind = 'putaway' and t.state < 400 and p.hazard_class <> a.hazard_class) b
join wms.location l on l.location_id = a.location_id and l.kind = 'storage'
join wms.location m on m.location_id = b.location_id and m.kind = 'storage'
where abs(l.x - m.x) < 5000
"""
"""Pairs of bins that are nearer than five metres with what lies in them or is to: it knows nothing of how places are chosen."""


@pytest.fixture
def house(ground: Ground) -> Ground:
    """Bins in a row, two metres from one to the next, kept for acid and spray, five metres apart; the last for anything else."""
    storage_class(ground, RESERVE[:-1], "danger", hazard_classes=["acid", "spray"])
    for sku, kind in ((ACID, "acid"), (SPRAY, "spray")):
        product(ground, sku, hazard_class=kind)
    with ground.root() as root:
        for number, code in enumerate(RESERVE):
            root.execute("update wms.location set x = %s, y = 0, z = 0 where warehouse_id = %s and code = %s",
                         (number * 2_000, ground.wh, code))  # fmt: skip
    rule = {"rules": [{"one": "acid", "other": "spray", "rule": "apart", "metres": 5}]}
    ground.as_("t_supervisor").call(
        "put_hazard_rules_v1", p_op=new_op(), p_warehouse=ground.wh, p_rules=rule, p_version=0
    )
    return ground


def ways(ground: Ground, door: Database, sku: str, parked: str) -> dict[str, Callable[[str], Any]]:
    """Every act by which goods of a product come into a bin by hand, each with goods of its own; by the bin's code. parked: where
    a whole bin of them stands."""
    places, what = ground.places, ground.products[sku]
    line = {"product": what, "quantity": 1, "from": places["DOCK-1"]}
    for _ in range(2):
        ground.receive(door, sku, 1, "DOCK-1")
    ground.receive(door, sku, 1, parked)
    unit, other = (pallet(ground, door, {sku: 1}) for _ in range(2))

    def do(function: str, **given: Any) -> Any:
        return door.call(function, p_op=new_op(), p_warehouse=ground.wh, **given)

    return {
        "loose": lambda to: acts.move(ground, door, sku, 1, "DOCK-1", to),
        "batch": lambda to: do("move_batch_v1", p_lines=[{**line, "to": places[to]}]),
        "unit": lambda to: do("move_hu_v1", p_hu=unit, p_to=places[to]),
        "units": lambda to: do("move_hu_batch_v1", p_lines=[{"hu": other, "to": places[to]}]),
        "bin": lambda to: do("move_bin_v1", p_from=places[parked], p_to=places[to]),
    }


def test_what_put_away_would_not_do_is_refused_by_hand(house: Ground) -> None:
    boss = house.as_("t_supervisor")
    acts.move(house, boss, ACID, house.receive(boss, ACID, 2, "DOCK-1")["quantity"], "DOCK-1", RESERVE[4])
    parked = {SPRAY: "STAGE-1", ACID: "PACK-1", PLAIN: "PACK-2"}
    spray, acid, plain = (ways(house, boss, sku, parked[sku]) for sku in parked)
    for way, bring in spray.items():
        for to, words in (
            (RESERVE[4], f"{RESERVE[4]} has goods of another hazard class: acid"),
            (RESERVE[5], f"{RESERVE[5]} is 2.0 m from goods of hazard class acid ({RESERVE[4]}); 5.0 m are asked for"),
            (RESERVE[-1], f"{RESERVE[-1]} is not for these dangerous goods"),
        ):
            with pytest.raises(Refusal) as refused:
                bring(to)
            assert (refused.value.code, refused.value.what) == ("WM453", f"{SPRAY} (spray) does not go there: {words}.")
            assert refused.value.next_step, way
        bring(RESERVE[8])
    for bring in plain.values():
        with pytest.raises(Refusal, match=f"{PLAIN} does not go there: {RESERVE[0]} is kept for dangerous goods"):
            bring(RESERVE[0])
        bring(RESERVE[-1])
    for bring in acid.values():
        bring(RESERVE[4])
    assert house.violations() == []


def test_a_record_that_was_emptied_is_no_way_in(house: Ground) -> None:
    """The short way of a move goes between two records that are there: also where nothing is left of the second."""
    boss, source, to = house.as_("t_supervisor"), "DOCK-1", RESERVE[5]
    house.receive(boss, SPRAY, 3, source)
    acts.move(house, boss, SPRAY, 1, source, to)
    acts.move(house, boss, SPRAY, 1, source, to)
    acts.move(house, boss, SPRAY, 2, to, source)
    house.receive(boss, ACID, 1, "PACK-1")
    acts.move(house, boss, ACID, 1, "PACK-1", RESERVE[4])
    with pytest.raises(Refusal, match=r"is 2\.0 m from goods of hazard class acid"):
        acts.move(house, boss, SPRAY, 1, source, to)


def test_many_at_once_come_nowhere_too_near(house: Ground) -> None:
    """Eight people plan pallets of two classes and move others by hand into the same row of bins, again and again."""
    doors = [house.as_(login) for login in ("t_picker", "t_picker2", "t_supervisor", "t_supervisor") * 2]
    bins = [house.places[code] for code in RESERVE[:-1]]
    work = [[pallet(house, doors[n], {(ACID, SPRAY)[(n + k) % 2]: 1}) for k in range(4)] for n in range(8)]

    def act(number: int) -> list[str]:
        door, ends = doors[number], []
        for k, unit in enumerate(work[number]):
            turned = bins[(number * 3 + k * 5) % len(bins) :] + bins[: (number * 3 + k * 5) % len(bins)]
            if k % 2:
                loads = Jsonb([{"hu": unit, "choices": [{"to": to, "explanation": {}} for to in turned]}])
                made = door.call("propose_putaway_v1", p_op=new_op(), p_warehouse=house.wh, p_loads=loads)
                ends.append("planned" if made["tasks"] else "left")
            else:
                try:
                    door.call("move_hu_v1", p_op=new_op(), p_warehouse=house.wh, p_hu=unit, p_to=turned[0])
                    ends.append("moved")
                except Refusal as no:
                    ends.append(no.code)
        return ends

    ends = acts.at_once([lambda n=n: act(n) for n in range(8)])
    said = {end for each in ends for end in (each if isinstance(each, list) else [repr(each)])}
    assert said <= {"planned", "left", "moved", "WM453"}
    assert {"planned", "moved", "WM453"} <= said
    with house.root() as root:
        assert root.execute(NEAR).fetchone() == (0,)
        told = root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone()
    assert told == (0,)
    assert house.violations() == []
