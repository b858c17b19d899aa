"""Putting away over the real database: places are chosen and locked with what is on its way, and explained."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.optimise.putaway import Rule, Strategy
from app.optimise.putaway.segregation import TOGETHER, Between, Keep, Segregation
from app.services.putaway import FixedBins, Putaway
from app.services.putaway.hazards import Hazards
from app.services.session import Session
from db import posting
from tests.db import acts
from tests.db.ground import Ground
from tests.db.putaway_acts import breaks, pallet, product, storage_class

SMALL = [f"B-02-{column:02}-{level}" for column in range(1, 6) for level in (1, 2)]
RESERVE = [f"A-{rack}-{column:02}-{level}" for rack in ("01", "02") for column in range(1, 6) for level in (1, 2)]


@pytest.fixture
def desk(ground: Ground) -> Iterator[Putaway]:
    session = Session.open(ground.url("t_picker"), "MAIN")
    yield Putaway(session)
    session.close()


def only_reserve(ground: Ground, few: int) -> list[str]:
    """All bins but so many of the reserve are blocked."""
    stay = RESERVE[:few]
    with ground.root() as root:
        root.execute(
            "update wms.location set block_putaway = true where kind in ('storage', 'pick') and not code = any (%s)",
            (stay,),
        )
    return stay


def test_a_pallet_gets_an_empty_bin_and_says_why(ground: Ground, desk: Putaway) -> None:
    unit = pallet(ground, desk.door, {"CUP": 12})
    (waits,) = desk.waiting()
    assert (waits.kind, waits.at, waits.goods) == ("pallet", "DOCK-1", "12 × CUP")
    (place,) = desk.propose([unit]).places
    assert place.code.startswith("A-"), "reserve bins are for pallets, pick faces are not"
    (task,) = desk.tasks()
    assert (task.task_id, task.to_code, task.hu_id, task.state_name) == (place.task, place.code, unit, "ready")
    told = task.explanation
    assert (told["rule"], told["bin"], told["considered"]) == ("Empty reserve bin", place.code, 40)
    assert told["why"].startswith("It is empty")
    assert len(told["candidates"]) == 5
    assert {one["problem"] for one in told["rejected"]} <= {"rule"}
    assert desk.waiting() == ()


def test_what_is_planned_is_not_planned_again(ground: Ground, desk: Putaway) -> None:
    unit = pallet(ground, desk.door, {"CUP": 12})
    (first,) = desk.propose([unit]).places
    (second,) = desk.propose([unit]).places
    assert (second.task, second.code, second.fresh) == (first.task, first.code, False)
    ground.receive(desk.door, "P-01", 5, "DOCK-1")
    (loose,) = desk.waiting()
    (part,) = desk.propose(quants=[loose.key[1]]).places
    assert part.quantity == 5
    assert desk.propose(quants=[loose.key[1]]).places == ()
    assert len(desk.tasks()) == 2


def test_the_same_goods_go_together_and_pallets_of_one_delivery_do_not_share_a_place_for_one(
    ground: Ground, desk: Putaway
) -> None:
    door = desk.door
    ground.receive(door, "CUP", 3, "A-02-05-1")
    storage_class(ground, RESERVE, "one", max_handling_units=1)
    units = [pallet(ground, door, {"CUP": 4}) for _ in range(4)]
    found = desk.propose(units)
    codes = [place.code for place in found.places]
    assert codes[0] == "A-02-05-1" or "A-02-05-1" in codes
    assert len(set(codes)) == 4
    chosen = next(place for place in found.places if place.code == "A-02-05-1")
    assert chosen.explanation["rule"] == "Add to existing"
    assert breaks(ground) == []


def test_goods_on_their_way_count(ground: Ground, desk: Putaway) -> None:
    door = desk.door
    storage_class(ground, RESERVE, "heavy", max_weight=10_000, product_mixing="same")
    stay = only_reserve(ground, 2)
    units = [pallet(ground, door, {"CUP": 16}), pallet(ground, door, {"P-01": 16}), pallet(ground, door, {"P-02": 4})]
    found = desk.propose(units)
    assert sorted(place.code for place in found.places) == stay
    (left,) = found.left
    assert "product only" in left.why or "only places" in left.why
    later = desk.propose([pallet(ground, door, {"CUP": 16})])
    assert later.places == ()
    assert "too heavy" in later.left[0].why
    posting.cancel_putaway(door, op=new_op(), warehouse=ground.wh, tasks=[place.task for place in found.places])
    assert len(desk.propose([units[2]]).places) == 1
    assert breaks(ground) == []


def test_loose_goods_are_parted_over_bins(ground: Ground, desk: Putaway) -> None:
    door = desk.door
    storage_class(ground, RESERVE, "light", max_weight=5_000)
    only_reserve(ground, 4)
    ground.receive(door, "CUP", 25, "DOCK-1")
    found = desk.propose_waiting()
    assert sum(place.quantity or 0 for place in found.places) == 25
    assert max(place.quantity or 0 for place in found.places) == 10
    assert breaks(ground) == []
    for place in found.places:
        assert desk.put(place.task, place.to)["rest"] == 0
    assert {row.state_name for row in desk.tasks()} == {"done"}
    assert ground.violations() == []


def test_a_unit_is_put_away_and_its_task_is_done(ground: Ground, desk: Putaway) -> None:
    unit = pallet(ground, desk.door, {"CUP": 12})
    (place,) = desk.propose([unit]).places
    op = new_op()
    answer = desk.put(place.task, place.to, op)
    assert answer == {"moved": 1, "rest": 0, "overridden": False}
    assert desk.put(place.task, place.to, op) == answer
    (task,) = desk.tasks()
    assert (task.state_name, task.person) == ("done", "Piet Picker")
    with pytest.raises(Refusal, match="is done"):
        desk.put(place.task, place.to)
    assert ground.violations() == []


def test_a_unit_that_is_moved_by_hand_ends_its_task(ground: Ground, desk: Putaway) -> None:
    door = desk.door
    there, elsewhere = pallet(ground, door, {"CUP": 1}), pallet(ground, door, {"P-01": 1})
    places = {place.hu: place for place in desk.propose([there, elsewhere]).places}
    posting.move_hu(door, op=new_op(), warehouse=ground.wh, hu=there, to=places[there].to, kind="putaway")
    posting.move_hu(door, op=new_op(), warehouse=ground.wh, hu=elsewhere, to=ground.places["STAGE-1"])
    states = {row.hu_id: row.state_name for row in desk.tasks()}
    assert states == {there: "done", elsewhere: "cancelled"}


def test_another_bin_needs_a_reason_and_keeps_every_limit(ground: Ground, desk: Putaway) -> None:
    door = desk.door
    unit = pallet(ground, door, {"CUP": 30})
    (place,) = desk.propose([unit]).places
    other = next(code for code in RESERVE if code != place.code)
    with pytest.raises(Refusal, match="not a reason"):
        desk.put(place.task, ground.places[other])
    storage_class(ground, [other], "weak", max_weight=14_000)
    with pytest.raises(Refusal, match=r"would carry 15\.0 kg") as heavy:
        desk.put(place.task, ground.places[other], reason="nearer")
    assert heavy.value.code == "WM452"
    fine = next(code for code in RESERVE if code not in (other, place.code))
    assert desk.redirect(place.task, ground.places[fine], "damaged")["to"] == ground.places[fine]
    (task,) = desk.tasks()
    (said,) = task.explanation["overrides"]
    assert (said["from"], said["to"], said["reason"], said["by"]) == (place.code, fine, "damaged", "Piet Picker")
    assert desk.put(place.task, ground.places[place.code], reason="nearer")["overridden"] is True
    (task,) = desk.tasks()
    assert [one["to"] for one in task.explanation["overrides"]] == [fine, place.code]
    assert (task.to_code, task.state_name) == (place.code, "done")


def test_a_bin_that_cannot_be_used_is_followed_by_the_next_best(ground: Ground, desk: Putaway) -> None:
    unit = pallet(ground, desk.door, {"CUP": 30})
    (place,) = desk.propose([unit]).places
    second = desk.elsewhere(place.task, "occupied")
    assert second.code not in (place.code, "")
    (task,) = desk.tasks()
    assert (task.to_code, task.explanation["overrides"][0]["words"]) == (second.code, "Something lies in it")
    only_reserve(ground, 0)
    with pytest.raises(Refusal):
        desk.elsewhere(place.task, "occupied")


def test_why_not_that_bin(ground: Ground, desk: Putaway) -> None:
    door = desk.door
    storage_class(ground, ["A-01-02-1"], "weak", max_weight=100)
    unit = pallet(ground, door, {"CUP": 12})
    (place,) = desk.propose([unit]).places
    assert desk.why_not(place.task, place.code).words == f"{place.code} is where it goes."
    assert desk.why_not(place.task, "A-01-02-1").words == "A-01-02-1 cannot take it: would be too heavy."
    assert "later rule Overflow" in desk.why_not(place.task, "B-01-01-1").words
    assert "further" in desk.why_not(place.task, "A-02-05-2").words
    assert desk.why_not(place.task, "Z-9").words == "There is no bin Z-9 in this warehouse."
    assert "not a bin for stock" in desk.why_not(place.task, "PACK-1").words


def test_dangerous_goods_keep_to_their_bins(ground: Ground, desk: Putaway) -> None:
    door, boss = desk.door, ground.as_("t_supervisor")
    storage_class(ground, RESERVE[:3], "danger")
    product(ground, "P-01", hazard_class="aerosol")
    product(ground, "P-02", hazard_class="corrosive")
    spray, acid, plain = (pallet(ground, door, {sku: 1}) for sku in ("P-01", "P-02", "P-03"))
    (lost,) = desk.propose([spray]).left
    assert "dangerous" in lost.why
    posting.set_hazard_storage(
        boss, op=new_op(), warehouse=ground.wh, class_="danger", hazards={"hazards": ["aerosol", "corrosive"]}
    )
    fresh = Putaway.at(desk.door, ground.wh)
    codes = {place.hu: place.code for place in fresh.propose([spray, acid, plain]).places}
    assert {codes[spray], codes[acid]} < set(RESERVE[:3])
    assert codes[spray] != codes[acid]
    assert codes[plain] not in RESERVE[:3]
    task = next(row.task_id for row in fresh.tasks() if row.hu_id == acid)
    with pytest.raises(Refusal, match="another hazard class"):
        fresh.redirect(task, ground.places[codes[spray]], "nearer")


def test_rules_are_kept_in_their_order_and_by_version(ground: Ground, desk: Putaway) -> None:
    session = Session.open(ground.url("t_planner"), "MAIN")
    planner = Putaway(session)
    book = planner.rules()
    assert (book.version, book.rules[0].name) == (0, "Fixed bin")
    mine = (Rule("Cups", Strategy.ZONE, category="test", zones=("B", "A")), *book.rules)
    planner.save_rules(mine, 0)
    assert planner.rules().rules == mine
    assert (planner.rules().version, planner.rules().person) == (1, "Pavel Planner")
    with pytest.raises(Refusal, match="meanwhile"):
        planner.save_rules(book.rules, 0)
    with pytest.raises(Refusal, match="no zone Z"):
        planner.save_rules((Rule("Cups", Strategy.ZONE, zones=("Z",)),), 1)
    session.close()
    (place,) = desk.propose([pallet(ground, desk.door, {"CUP": 1})]).places
    assert place.code.startswith("B-")
    assert place.why.startswith("Zone B comes first")


def test_fixed_bins_come_first(ground: Ground, desk: Putaway) -> None:
    boss = ground.as_("t_supervisor")
    own = [ground.places["B-01-04-2"]]
    posting.set_fixed_bins(boss, op=new_op(), warehouse=ground.wh, product=ground.products["CUP"], locations=own)
    (place,) = desk.propose([pallet(ground, desk.door, {"CUP": 1})]).places
    assert (place.code, place.explanation["rule"]) == ("B-01-04-2", "Fixed bin")
    session = Session.open(ground.url("t_planner"), "MAIN")
    homes = FixedBins(session)
    homes.give("P-01", ["A-01-01-1", "A-01-01-2"])
    assert [(home.sku, home.bins) for home in homes.homes()] == [
        ("CUP", ("B-01-04-2",)),
        ("P-01", ("A-01-01-1", "A-01-01-2")),
    ]
    homes.give("CUP", [])
    assert [home.sku for home in homes.homes()] == ["P-01"]
    for sku, code in (("NONE", "A-01-01-1"), ("CUP", "Z-9")):
        with pytest.raises(Refusal, match="There is no"):
            homes.give(sku, [code])
    session.close()


def test_eight_receivers_at_once_break_no_limit(ground: Ground) -> None:
    """Each has pallets of its own and plans and puts them away; room is for fewer than come."""
    doors = [Session.open(ground.url(login), "MAIN") for login in ("t_picker", "t_picker2") * 4]
    storage_class(
        ground, RESERVE, "pal", max_handling_units=2, max_weight=20_000, product_mixing="same", lot_mixing="same"
    )
    only_reserve(ground, 14)
    work = [[pallet(ground, door.door, {f"P-{(n + k) % 5:02}": 12}) for k in range(5)] for n, door in enumerate(doors)]

    def receive(session: Session, units: list[int]) -> tuple[int, int]:
        desk = Putaway(session)
        places = [*desk.propose(units[:3]).places, *desk.propose(units[3:]).places]
        for place in places:
            desk.put(place.task, place.to)
        return len(places), len(units) - len(places)

    ends = acts.at_once([lambda s=s, u=u: receive(s, u) for s, u in zip(doors, work, strict=True)])
    for session in doors:
        session.close()
    assert [end for end in ends if not isinstance(end, tuple)] == []
    assert breaks(ground) == []
    assert sum(done for done, _ in ends) >= 14, "every bin is used at least once"
    assert sum(left for _, left in ends) > 0, "there was less room than goods"
    assert ground.violations() == []


@pytest.mark.parametrize(
    "loads",
    [[], [{"hu": "x", "choices": []}], [{"choices": []}], [{"hu": 1, "quant": 2, "choices": []}], ["CUP"],
     [{"quant": 1, "quantity": 0, "choices": []}], [{"hu": 1, "choices": [{"to": 1}]}],
     [{"hu": 1, "choices": [], "priority": 0}], [{"hu": 1, "choices": []}, {"quant": 1, "quantity": 1, "choices": []}]],
)  # fmt: skip
def test_loads_that_cannot_be_read_are_refused(ground: Ground, loads: list[Any]) -> None:
    with pytest.raises(Refusal) as refused:
        ground.as_("t_picker").call("propose_putaway_v1", p_op=new_op(), p_warehouse=ground.wh, p_loads=as_json(loads))
    assert refused.value.code == "WM422"
    assert refused.value.next_step


def as_json(value: list[Any]) -> Any:
    """Lists without a mapping in front travel as arrays else."""
    from psycopg.types.json import Jsonb

    return Jsonb(value)


def test_a_share_of_loose_goods_stays_to_be_put_away(ground: Ground, desk: Putaway) -> None:
    ground.receive(desk.door, "CUP", 9, "DOCK-1")
    (place,) = desk.propose_waiting().places
    answer = posting.put_away(
        desk.door, op=new_op(), warehouse=ground.wh, task=place.task, to=place.to, quantity=Decimal(4)
    )
    assert answer["rest"] == 5
    (task,) = desk.tasks()
    assert (task.state_name, task.done) == ("ready", 4)
    with pytest.raises(Refusal, match="Only 5"):
        posting.put_away(desk.door, op=new_op(), warehouse=ground.wh, task=place.task, to=place.to, quantity=Decimal(6))


def test_loose_goods_that_are_put_elsewhere_at_once_break_nothing(ground: Ground) -> None:
    """Everybody puts loose goods into one small bin that nobody was sent to, and moves others in and out: no deadlock."""
    doors = [ground.as_(login) for login in ("t_picker", "t_picker2") * 3]
    storage_class(ground, ["B-02-05-2"], "tiny", max_weight=20_000)
    ground.receive(doors[0], "CUP", 4, "B-02-05-2")
    for _ in doors:
        ground.receive(doors[0], "CUP", 6, "DOCK-1")
        ground.receive(doors[0], "CUP", 6, "A-01-01-1")
    (place,) = Putaway.at(doors[0], ground.wh).propose_waiting().places
    to = ground.places["B-02-05-2"]

    def work(number: int) -> str:
        if number % 2:
            return str(acts.move(ground, doors[number], "CUP", 6, "A-01-01-1", "B-02-05-2")["to_balance"])
        return str(
            posting.put_away(
                doors[number],
                op=new_op(),
                warehouse=ground.wh,
                task=place.task,
                to=to,
                quantity=Decimal(6),
                reason="nearer",
            )["moved"]
        )

    ends = acts.at_once([lambda n=n: work(n) for n in range(len(doors))])
    assert all(isinstance(end, str) or (isinstance(end, Refusal) and end.code in ("WM452", "WM455")) for end in ends), (
        ends
    )
    assert sum(isinstance(end, str) for end in ends) >= 1
    assert breaks(ground) == []
    with ground.root() as root:
        assert root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone() == (
            0,
        )
    assert ground.violations() == []


def test_loose_goods_that_changed_their_status_meanwhile_are_put_away_as_they_are_now(
    ground: Ground, desk: Putaway
) -> None:
    ground.receive(desk.door, "P-01", 5, "DOCK-1", p_status="inspection")
    (place,) = desk.propose_waiting().places
    boss = ground.as_("t_supervisor")
    change = {
        "p_warehouse": ground.wh, "p_location": ground.places["DOCK-1"], "p_product": ground.products["P-01"],
        "p_quantity": Decimal(5),
    }  # fmt: skip
    boss.call(
        "change_status_v1",
        p_op=new_op(),
        p_from_status="inspection",
        p_to_status="available",
        p_reason="cleared",
        **change,
    )
    assert desk.put(place.task, ground.places[place.code])["moved"] == 5
    with ground.root() as root:
        rows = root.execute(
            "select status, quantity::int from wms.quant where location_id = %s and quantity > 0",
            (ground.places[place.code],),
        ).fetchall()
    assert rows == [("available", 5)]
    assert breaks(ground) == []


def test_goods_that_were_blocked_meanwhile_do_not_reach_a_pick_face(ground: Ground, desk: Putaway) -> None:
    ground.receive(desk.door, "P-01", 5, "DOCK-1")
    (waits,) = desk.waiting()
    (place,) = desk.propose(quants=[waits.key[1]]).places
    desk.redirect(place.task, ground.places["B-01-01-1"], "nearer")
    ground.as_("t_supervisor").call(
        "change_status_v1", p_op=new_op(), p_warehouse=ground.wh, p_location=ground.places["DOCK-1"],
        p_product=ground.products["P-01"], p_quantity=Decimal(5), p_from_status="available", p_to_status="quarantined",
        p_reason="damage",
    )  # fmt: skip
    with pytest.raises(Refusal, match="only available goods go to a pick face") as refused:
        desk.put(place.task, ground.places["B-01-01-1"])
    assert refused.value.code == "WM455"
    assert refused.value.next_step == "Have another place found for them."


def test_the_table_of_hazard_classes_is_honoured_in_the_bin_around_it_and_in_its_zone(
    ground: Ground, desk: Putaway
) -> None:
    door, at = desk.door, ground.wh
    storage_class(ground, RESERVE, "danger", hazard_classes=["acid", "spray", "base"])
    for sku, kind in (("P-01", "acid"), ("P-02", "spray"), ("P-03", "base")):
        product(ground, sku, hazard_class=kind)
    with ground.root() as root:  # bins in a row, 2 m from one to the next
        for number, code in enumerate(RESERVE):
            where = (number * 2_000, at, code)
            root.execute("update wms.location set x = %s, y = 0, z = 0 where warehouse_id = %s and code = %s", where)
    boss = Session.open(ground.url("t_supervisor"), "MAIN")
    hazards = Hazards(boss)
    assert [(one.name, one.products) for one in hazards.book().classes] == [("acid", 1), ("base", 1), ("spray", 1)]
    acid, spray, base = (pallet(ground, door, {sku: 1}) for sku in ("P-01", "P-02", "P-03"))
    fresh = Putaway.at(door, at)
    (first,) = fresh.propose([acid]).places
    far = Segregation({frozenset(("acid", "spray")): Between(Keep.APART, 5.0), frozenset(("acid", "base")): TOGETHER})
    assert hazards.save(far, 0)["version"] == 1
    book = hazards.book()
    assert (book.version, book.segregation) == (1, far)
    with pytest.raises(Refusal, match="has changed the table meanwhile"):
        hazards.save(Segregation(), 0)
    (away,) = fresh.propose([spray]).places
    metres = abs(RESERVE.index(away.code) - RESERVE.index(first.code)) * 2
    assert metres >= 6, "four metres are too near"
    near = next(code for code in RESERVE if abs(RESERVE.index(code) - RESERVE.index(first.code)) == 1)
    assert (
        f"goods of hazard class acid lie 2.0 m away, and spray is kept 5 m from them ({first.code} is one such bin)"
        in (fresh.why_not(away.task, near).words)
    )
    with pytest.raises(
        Refusal, match=f"{near} is 2.0 m from goods of hazard class acid .{first.code}.; 5.0 m are asked"
    ):
        fresh.redirect(away.task, ground.places[near], "nearer")
    (with_acid,) = fresh.propose([base]).places
    fresh.redirect(with_acid.task, ground.places[first.code], "nearer")  # these two may lie in one bin
    fresh.put(first.task, ground.places[first.code])
    hazards.save(Segregation({**far.rules, frozenset(("acid", "spray")): Between(Keep.NEVER)}), 1)
    other = next(code for code in reversed(RESERVE) if code not in (away.code, first.code))
    with pytest.raises(Refusal, match="is in a zone with goods of hazard class acid"):
        fresh.redirect(away.task, ground.places[other], "nearer")
    picker = Session.open(ground.url("t_picker"), "MAIN")
    with pytest.raises(Refusal) as no:
        Hazards(picker).save(far, 2)
    assert no.value.code == "WM403"
    for bad in ([{"one": "a", "other": "a", "rule": "apart"}], [{"one": "a", "other": "b", "rule": "near"}],
                [{"one": "a", "other": "b", "rule": "never", "metres": 3}], [{"one": "a", "other": "b", "rule": "apart", "metres": -1}],
                [{"one": "a", "other": "b", "rule": "apart"}, {"one": "b", "other": "a", "rule": "never"}], {}, [1]):  # fmt: skip
        with pytest.raises(Refusal) as wrong:
            posting.put_hazard_rules(boss.door, op=new_op(), warehouse=at, rules={"rules": bad}, version=2)
        assert wrong.value.code == "WM422", bad
    boss.close()
    picker.close()
    assert ground.violations() == []
