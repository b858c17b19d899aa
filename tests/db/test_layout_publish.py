"""Publishing a layout: bins keep their ids whatever they are called, and what is in them; nothing is lost on the way."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.domain.barcode import LocationCode
from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.layout.document import LayoutDocument
from app.layout.edits import extend_rack, leave_out, move, remove, rename_bins
from app.layout.elements import Aisle, Place, StorageClass, Zone
from app.layout.exchange import to_json
from app.layout.publish import check_digit, to_import
from app.layout.racking import ElementId
from app.services.layout import Move
from app.services.lookup import Codes
from db import posting
from tests.db.drawn import FLOOR, Studio, rack_of, studio
from tests.db.ground import Ground

FIRST = "A01L1"  # a rack with the bins A-01-01-1 to A-01-07-3, odd bays


@pytest.fixture
def made(ground: Ground) -> Iterator[Studio]:
    with studio(ground) as there:
        yield there


def codes_of(document: LayoutDocument, rack: str) -> list[str]:
    """The addresses of a rack in the order of its slots."""
    return [row["code"] for row in to_import(document)["locations"] if row["rack"] == rack]


def give_other_names(document: LayoutDocument) -> None:
    """All bins of the first rack are called differently."""
    rack = rack_of(document, FIRST)
    document.put(replace(rack, pattern="N-{aisle:02}-{bay:02}-{level}"))


def take_out(document: LayoutDocument) -> None:
    """The first rack goes."""
    remove(document, [rack_of(document, FIRST).id])


def an_order(made: Studio, sku: str, quantity: int) -> int:
    lines = [{"line_no": 1, "product": made.ground.products[sku], "quantity": quantity}]
    entered = posting.enter_orders(
        made.door, op=new_op(), warehouse=made.wh, orders=[{"number": "SO-1", "lines": lines}]
    )
    order = int(entered["orders"][0]["order_id"])
    posting.reserve(made.door, op=new_op(), warehouse=made.wh, orders=[order])
    return order


def rows(made: Studio, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with made.ground.root() as root:
        return root.execute(statement.encode(), values).fetchall()


# ------------------------------------------------------------- the plan as it is drawn
def test_what_is_published_is_in_the_database_to_the_tenth_of_a_millimetre(made: Studio) -> None:
    drawn = to_import(made.layouts.open_published().layout)
    assert made.bins() == [
        tuple(
            Decimal(str(value)) if isinstance(value, float) else value
            for value in (
                row["code"], row["code"], check_digit(row["code"]), row["kind"], row["zone"], row["rack"], row["column"],
                row["aisle"], row["bay"], row["level"], row["position"], row["x"], row["y"], row["z"], row["width"],
                row["depth"], row["height"], row["class"], row["pick_sequence"],
            )
        )
        for row in sorted(drawn["locations"], key=lambda row: row["code"])
    ]  # fmt: skip
    assert len(made.bins()) == 145
    assert [version.no for version in made.layouts.versions()] == [2, 1]
    assert rows(made, "select code, kind from wms.station where warehouse_id = %s", made.wh) == [
        ("DOCK-01", "receiving")
    ]


def test_a_change_of_nothing_else_writes_nothing_else(made: Studio) -> None:
    before = dict(rows(made, "select location_id, version from wms.location where warehouse_id = %s", made.wh))
    published = made.publish(lambda d: move(d, [rack_of(d, FIRST).id], 0, -50))
    after = dict(rows(made, "select location_id, version from wms.location where warehouse_id = %s", made.wh))
    assert before.keys() == after.keys()
    assert sum(before[id_] != after[id_] for id_ in before) == 12 == published.changed
    assert (published.added, published.removed, published.renamed, published.moved) == (0, 0, 0, 0)


def test_zones_racks_and_classes_keep_their_ids_under_other_names(made: Studio) -> None:
    asked = "select zone_id, rack_id, class_id from wms.location where warehouse_id = %s and rack_id is not null order by location_id"
    before = rows(made, asked, made.wh)

    def rename(document: LayoutDocument) -> None:
        for element, code in ((ElementId("zone"), "Z9"), (ElementId("class"), "SMALL")):
            document.put(replace(document.elements[element], code=code))
        one, two = rack_of(document, "A01L1"), rack_of(document, "A01R1")
        document.put(replace(one, code="A01R1"), replace(two, code="A01L1"))

    made.publish(rename)
    assert rows(made, asked, made.wh) == before
    assert rows(made, "select code from wms.zone where warehouse_id = %s", made.wh) == [("Z9",)]
    assert rows(made, "select code from wms.storage_class where warehouse_id = %s", made.wh) == [("SMALL",)]


def test_what_is_drawn_no_more_goes_from_the_plan(made: Studio) -> None:
    def add(document: LayoutDocument) -> None:
        document.put(
            Zone(id=ElementId("cold"), floor=FLOOR, code="COLD", name="Cold", x=0, y=30_000, width=9_000, depth=3_000),
            StorageClass(id=ElementId("frost"), code="FROST", max_weight=1_000),
            Place(
                id=ElementId("spot"), floor=FLOOR, code="SPOT", use="packing", zone=ElementId("cold"),
                storage_class=ElementId("frost"), x=-2_500, y=12_000, width=800, depth=800,
            ),
        )  # fmt: skip

    made.publish(add, "Add")
    assert "SPOT" in made.places()
    assert rows(made, "select code from wms.fixture where warehouse_id = %s order by 1", made.wh)[-1] == ("SPOT",)
    made.publish(lambda d: remove(d, [ElementId("spot"), ElementId("cold"), ElementId("frost")]), "Remove")
    assert "SPOT" not in made.places()
    assert rows(made, "select code from wms.zone where warehouse_id = %s", made.wh) == [("A",)]
    assert rows(made, "select code from wms.storage_class where warehouse_id = %s", made.wh) == [("SHELF",)]
    assert rows(
        made, "select code, location_id from wms.station where warehouse_id = %s and code = 'SPOT'", made.wh
    ) == [("SPOT", None)]


# ------------------------------------------------------------- other addresses
def test_stock_promises_and_tasks_stay_with_a_bin_that_is_renamed(made: Studio) -> None:
    made.receive("CUP", 40, "A-01-01-1")
    an_order(made, "CUP", 25)
    place = made.places()["A-01-01-1"]
    published = made.publish(give_other_names)
    assert published.renamed == 12
    assert made.places()["N-01-01-1"] == place
    assert made.stock() == {("N-01-01-1", "CUP"): (Decimal(40), Decimal(25))}
    tasks = rows(made, "select from_location_id, state from wms.task where warehouse_id = %s", made.wh)
    assert tasks == [(place, 100)]
    assert made.violations() == []
    shown = made.door.query("bin_ledger", warehouse=made.wh, location=place, before="infinity", before_id=0, limit=9)
    assert [row.to_code for row in shown] == ["N-01-01-1"], "history is told under the address of now"


def test_the_old_label_still_scans_for_a_while_and_the_new_one_at_once(made: Studio) -> None:
    codes = Codes(made.door, made.wh)
    place = made.places()["A-01-01-1"]
    made.publish(give_other_names)
    assert codes.find(LocationCode("A-01-01-1")).id == place
    assert codes.find(LocationCode("A-01-01-1")).code == "N-01-01-1", "a station that runs says the new address"
    assert codes.find(LocationCode("N-01-01-1")).id == place
    assert made.door.query("place_of_code", warehouse=made.wh, code="A-01-01-1")[0].location_id == place
    with made.ground.root() as root:
        root.execute("update wms.location_alias set until = now()")
    assert made.door.query("place_of_code", warehouse=made.wh, code="A-01-01-1") == []


def test_two_aisles_change_their_numbers_and_no_bin_its_place(made: Studio) -> None:
    codes = Codes(made.door, made.wh)
    before = made.places()

    def swap(document: LayoutDocument) -> None:
        one, two = (next(a for a in document.of(Aisle) if a.code == code) for code in ("01", "02"))
        document.put(replace(one, code="02"), replace(two, code="01"))

    draft = made.change(swap).draft
    preflight = made.layouts.preflight(draft)
    assert len(preflight.reused) == 96
    made.layouts.publish(draft, (), "")
    after = made.places()
    assert after["A-01-03-2"] == before["A-02-03-2"]
    assert after["A-02-03-2"] == before["A-01-03-2"]
    assert rows(made, "select count(*) from wms.location_alias") == [(0,)], (
        "an address that means another bin is no alias"
    )
    assert codes.find(LocationCode("A-01-03-2")).id == before["A-02-03-2"], "nobody books to the old bin"


def test_a_label_of_another_system_stays_on_its_bin(made: Studio) -> None:
    with made.ground.root() as root:
        root.execute("update wms.location set barcode = 'LEGACY-7', check_digit = '42' where code = 'A-01-01-1'")
    made.publish(give_other_names)
    (bin_,) = [row for row in made.bins() if row[0] == "N-01-01-1"]
    assert bin_[1:3] == ("LEGACY-7", check_digit("N-01-01-1"))
    made.publish(lambda d: move(d, [rack_of(d, FIRST).id], 0, -50), "Move")
    assert [row[1] for row in made.bins() if row[0] == "N-01-01-1"] == ["LEGACY-7"]


def test_nobody_is_on_the_way_to_a_bin_whose_address_becomes_another_bins(made: Studio) -> None:
    made.receive("CUP", 40, "A-01-01-1")
    an_order(made, "CUP", 25)
    tasks = [id_ for (id_,) in rows(made, "select task_id from wms.task where warehouse_id = %s", made.wh)]
    posting.claim_tasks(made.door, op=new_op(), warehouse=made.wh, tasks=tasks)

    def swap(document: LayoutDocument) -> None:
        rack = rack_of(document, FIRST)
        keys = [(0, 0, 0, 0), (1, 0, 0, 0)]
        names = [codes_of(document, FIRST)[0], codes_of(document, FIRST)[3]]
        rename_bins(document, rack.id, dict(zip(keys, reversed(names), strict=True)))

    draft = made.change(swap).draft
    blocking = [stand for stand in made.layouts.preflight(draft).stands if stand.blocks]
    assert [(stand.code, stand.picks, stand.begun) for stand in blocking] == [("A-01-01-1", 1, 1)]
    with pytest.raises(Refusal, match="on the way to it") as refused:
        made.layouts.publish(draft, (), "")
    assert refused.value.code == "WM423"
    made.publish(give_other_names, "Free")  # an address that nobody else gets is no danger: the old label scans


def test_printed_labels_of_renamed_bins_are_counted(made: Studio) -> None:
    told = [{"code": "A-01-01-1"}, {"code": "A-02-01-1"}]
    posting.labels_printed(made.door, op=new_op(), warehouse=made.wh, labels=told, carrier="code128", way="sheet")
    preflight = made.layouts.preflight(made.change(give_other_names).draft)
    assert [(stand.code, stand.new, stand.labels, stand.blocks) for stand in preflight.stands] == [
        ("A-01-01-1", "N-01-01-1", 1, False)
    ]
    assert len(preflight.labels) == 12
    assert preflight.blocking == 0
    told = [{"code": "N-01-01-1"}]
    posting.labels_printed(made.door, op=new_op(), warehouse=made.wh, labels=told, carrier="code128", way="sheet")
    made.layouts.publish(preflight.draft, (), "")
    printed = [row.code for row in made.door.query("printed_labels", warehouse=made.wh)]
    assert printed == ["A-02-01-1", "N-01-01-1"], "of the address of before there is none any more"


# ------------------------------------------------------------- bins that go
def test_empty_bins_go_and_come_back_as_the_same_bins(made: Studio) -> None:
    made.receive("CUP", 5, "A-01-01-1")
    made.door.call(
        "move_v1", p_op=new_op(), p_warehouse=made.wh, p_product=made.ground.products["CUP"], p_quantity=5,
        p_from=made.places()["A-01-01-1"], p_to=made.places()["A-02-01-1"],
    )  # fmt: skip
    before = made.places()
    assert made.publish(take_out).removed == 12
    gone = before.keys() - made.places().keys()
    assert len(gone) == 12
    assert rows(
        made, "select distinct kind, x, rack_id, block_pick from wms.location where retired_at is not null"
    ) == [("retired", None, None, True)]
    assert not [row for row in made.door.query("locations", warehouse=made.wh) if row.code in gone]
    with pytest.raises(Refusal, match="blocked for putting away"):
        made.door.call(
            "receive_v1", p_op=new_op(), p_warehouse=made.wh, p_product=made.ground.products["CUP"], p_quantity=1,
            p_location=before["A-01-01-1"],
        )  # fmt: skip
    restored = made.layouts.restore(2, "Back")
    published = made.layouts.publish(restored.draft, (), "It was a mistake")
    assert (published.version.no, published.version.restores, published.added) == (4, 2, 12)
    assert made.places() == before, "the same bins, with their history"
    assert made.layouts.open_version(4).layout.elements == made.layouts.open_version(2).layout.elements
    made.receive("CUP", 1, "A-01-01-1")
    assert made.violations() == []


def test_what_is_in_a_bin_stands_against_taking_it_out(made: Studio) -> None:
    made.receive("CUP", 40, "A-01-01-1")
    an_order(made, "CUP", 25)
    made.receive("MILK", 2, "A-01-01-2", p_lot="L1")
    count = [made.places()["A-01-01-3"]]
    posting.plan_counts(made.door, op=new_op(), warehouse=made.wh, name="Look", kind="demand", locations=count)
    hold = made.places()["A-01-03-1"]
    posting.place_hold(made.door, op=new_op(), warehouse=made.wh, target="location", id=hold, reason="quality")
    made.door.call(
        "create_hu_v1", p_op=new_op(), p_warehouse=made.wh, p_kind="tote", p_location=made.places()["A-01-03-2"]
    )
    draft = made.change(take_out).draft
    before = made.bins(), made.stock()
    stands = {stand.code: stand for stand in made.layouts.preflight(draft).stands}
    assert {code: stand.reason for code, stand in stands.items()} == {
        "A-01-01-1": "1 stock record lies there",
        "A-01-01-2": "1 stock record lies there",
        "A-01-01-3": "it is on a count list",
        "A-01-03-1": "it is held",
        "A-01-03-2": "1 handling unit stands there",
    }
    one = stands["A-01-01-1"]
    assert (one.quantity, one.reserved, one.picks, one.records) == (40, 25, 1, 1)
    with pytest.raises(Refusal, match="5 bins stand against publishing") as refused:
        made.layouts.publish(draft, (), "")
    assert [stand["code"] for stand in refused.value.detail["stands"]] == sorted(stands)
    assert (made.bins(), made.stock()) == before, "nothing is done unless all of it is"
    assert made.layouts.versions()[0].no == 2


def test_the_suggested_move_map_empties_bins_with_all_that_leads_to_them(made: Studio) -> None:
    made.receive("CUP", 40, "A-01-01-1")
    order = an_order(made, "CUP", 25)
    tote = made.door.call(
        "create_hu_v1", p_op=new_op(), p_warehouse=made.wh, p_kind="tote", p_location=made.places()["A-01-01-2"]
    )
    made.receive("P-01", 3, "A-01-01-2", p_sscc=tote["sscc"])
    draft = made.change(take_out).draft
    moves = made.layouts.preflight(draft).moves
    assert {move.old for move in moves} == {"A-01-01-1", "A-01-01-2"}
    assert all(move.how == "goods" and move.new in made.places() for move in moves)
    assert made.layouts.preflight(draft, moves).blocking == 0
    published = made.layouts.publish(draft, moves, "Rack out")
    assert (published.removed, published.moved) == (12, 2)
    to = {move.old: move.new for move in moves}
    assert made.stock() == {
        (to["A-01-01-1"], "CUP"): (Decimal(40), Decimal(25)),
        (to["A-01-01-2"], "P-01"): (Decimal(3), Decimal(0)),
    }
    places = made.places()
    assert rows(made, "select from_location_id from wms.task where order_id = %s", order) == [
        (places[to["A-01-01-1"]],)
    ]
    assert rows(made, "select location_id from wms.handling_unit where hu_id = %s", tote["hu_id"]) == [
        (places[to["A-01-01-2"]],)
    ]
    lines = rows(
        made,
        "select distinct kind, document, op from wms.ledger where document is not null and warehouse_id = %s",
        made.wh,
    )
    ops = rows(made, "select op from wms.layout_version where version_no = 3")
    assert lines == [("move", "layout 3", ops[0][0])], "moved by the same operation that published"
    assert made.violations() == []


def test_a_rack_drawn_anew_on_the_same_steel_is_suggested_as_the_same_bins(made: Studio) -> None:
    made.receive("CUP", 40, "A-01-01-1")
    place = made.places()["A-01-01-1"]

    def draw_anew(document: LayoutDocument) -> None:
        rack = rack_of(document, FIRST)
        remove(document, [rack.id])
        document.put(replace(rack, id=ElementId("new"), code="NEW", pattern="X-{bay:02}-{level}"))

    draft = made.change(draw_anew).draft
    moves = made.layouts.preflight(draft).moves
    assert {(move.old, move.new, move.how, move.drawn) for move in moves} >= {("A-01-01-1", "X-01-1", "same", False)}
    published = made.layouts.publish(draft, moves, "")
    assert (published.renamed, published.removed, published.added, published.moved) == (12, 0, 0, 0)
    assert made.places()["X-01-1"] == place
    assert made.stock() == {("X-01-1", "CUP"): (Decimal(40), Decimal(0))}


def test_goods_do_not_go_where_they_may_not_lie(made: Studio) -> None:
    made.receive("CUP", 40, "A-01-01-1")
    made.receive("CUP", 170, "A-02-01-1")
    draft = made.change(take_out).draft
    with pytest.raises(Refusal) as full:
        made.layouts.publish(draft, [Move("A-01-01-1", "A-02-01-1", "goods")], "")
    assert full.value.code == "WM452"
    with pytest.raises(Refusal, match="sends its goods to Q-1, which is not there"):
        made.layouts.publish(draft, [Move("A-01-01-1", "Q-1", "goods")], "")
    with pytest.raises(Refusal, match="sends its goods to itself or to a bin that goes"):
        made.layouts.publish(draft, [Move("A-01-01-1", "A-01-01-2", "goods")], "")
    assert made.stock()["A-01-01-1", "CUP"] == (40, 0)


def test_an_address_of_a_bin_that_went_can_be_given_again(made: Studio) -> None:
    made.publish(take_out, "Out")

    def call_the_next_one_so(document: LayoutDocument) -> None:
        rack = rack_of(document, "A01R1")
        rename_bins(document, rack.id, {(0, 0, 0, 0): "A-01-01-1"})

    made.publish(call_the_next_one_so, "Name")
    assert "A-01-01-1" in made.places()
    made.layouts.publish(made.layouts.restore(2, "Back").draft, (), "")
    assert len(made.places()) == 145
    assert made.violations() == []


def test_a_bin_that_is_left_out_and_a_rack_that_grows_again(made: Studio) -> None:
    def change(document: LayoutDocument) -> None:
        rack = rack_of(document, "A03R2")
        leave_out(document, rack.id, [(0, 2, 0, 0)])
        extend_rack(document, rack.id, 0, -1)

    published = made.publish(change)
    assert (published.added, published.removed) == (0, 4)
    published = made.publish(lambda d: extend_rack(d, rack_of(d, "A03R2").id, 0, 1), "Again")
    assert (published.added, published.removed) == (3, 0)
    assert len(made.places()) == 144


# ------------------------------------------------------------- places that nobody drew
def test_carts_and_virtual_places_are_left_alone(made: Studio) -> None:
    with made.ground.root() as root:
        root.execute(
            "insert into wms.location (warehouse_id, code, barcode, kind) values (%s, 'CART-7', 'CART-7', 'staging')",
            (made.wh,),
        )
    asked = "select code, kind, version from wms.location where warehouse_id = %s and rack_id is null and code <> 'DOCK-01' order by 1"
    before = rows(made, asked, made.wh)
    assert len(before) == 6
    made.publish(give_other_names)
    assert rows(made, asked, made.wh) == before
    draft = made.change(lambda d: rename_bins(d, rack_of(d, FIRST).id, {(0, 0, 0, 0): "CART-7"}), "Clash").draft
    with pytest.raises(Refusal, match=r"CART-7 is the address of a place that is not drawn") as refused:
        made.layouts.publish(draft, (), "")
    assert refused.value.code == "WM409"


def test_a_bin_that_somebody_took_away_behind_the_drawing_is_said(made: Studio) -> None:
    with made.ground.root() as root:
        root.execute("update wms.location set code = 'ELSE', barcode = 'ELSE' where code = 'A-01-01-1'")
    with pytest.raises(Refusal, match="A-01-01-1 is not there any more") as refused:
        made.publish(give_other_names)
    assert refused.value.code == "WM412"


# ------------------------------------------------------------- evidence
def test_a_publish_is_in_the_audit_trail_for_ever(made: Studio) -> None:
    made.publish(give_other_names, "Names")
    (row,) = rows(
        made, "select v.published_by, v.note, v.summary, v.counts ->> 'renamed', p.actor, p.posted_at = v.published_at "
        "from wms.layout_version v join wms.posting p using (op) where v.version_no = 3"
    )  # fmt: skip
    assert row == ("t_everything", "Note of Names", "1 element differs; bins: 12 renamed", "12", "t_everything", True)
    (event,) = rows(
        made,
        "select number, actor, payload ->> 'version' from wms.event where type = 'layout.published' and aggregate_id = 3",
    )
    assert event == ("Names", "t_everything", "3")
    with made.ground.root() as root, pytest.raises(Exception, match="append-only"):
        root.execute("update wms.layout_version set note = 'nobody'")


def test_one_operation_publishes_once(made: Studio) -> None:
    opened = made.change(give_other_names)
    op = new_op()
    changes: dict[str, Any] = {"zones": [], "classes": [], "racks": [], "gone": {}, "locations": {}, "removed": []}
    asked = dict(op=op, warehouse=made.wh, draft=opened.draft.draft_id, expected=1, changes=changes)
    first = posting.publish_layout(made.door, **asked)
    assert posting.publish_layout(made.door, **asked) == first
    assert made.layouts.versions()[0].no == 3
    with pytest.raises(Refusal) as other:
        posting.publish_layout(made.door, **{**asked, "note": "another"})
    assert other.value.code == "WM409"


def test_progress_stops_it_before_anything_is_written(made: Studio) -> None:
    class Stop(BaseException):
        pass

    told = []

    def progress(done: int, total: int | None, words: str) -> None:
        told.append((done, words))
        if words.startswith("Writing"):
            raise Stop

    draft = made.change(give_other_names).draft
    before = made.bins()
    with pytest.raises(Stop):
        made.layouts.publish(draft, (), "", progress)
    assert made.bins() == before
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert made.layouts.drafts()[0].state == "draft"
    assert to_json(made.layouts.open_draft(draft.draft_id).layout.elements.values())


def test_what_a_preflight_compared_is_published_without_comparing_again_unless_it_was_saved_since(made: Studio) -> None:
    opened = made.change(give_other_names)
    told: list[str] = []

    def progress(done: int, total: int | None, words: str) -> None:
        told.append(words.split()[0])

    assert made.layouts.preflight(opened.draft).blocking == 0
    document = LayoutDocument(opened.layout.elements.values(), prefix="later")
    with document.transaction("Out"):
        take_out(document)
    saved = made.saved(opened, document)
    with pytest.raises(Refusal) as stale:
        made.layouts.publish(opened.draft, (), "", progress)  # as it was looked at, and not as it is now
    assert stale.value.code == "WM412"
    assert told == ["Writing"]
    assert made.layouts.preflight(saved.draft).blocking == 0
    told.clear()
    published = made.layouts.publish(saved.draft, (), "", progress)
    assert told == ["Writing", "Version"]
    assert (published.removed, published.renamed) == (12, 0)
