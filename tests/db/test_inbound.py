"""Goods in: announced, taken in with every kind of difference, closed with a report, taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.inbound import InboundState
from db import posting
from tests.db.ground import Ground
from tests.db.inbound_acts import SSCC, announce, in_days, page, refusal, rows, take


def close(ground: Ground, inbound: int, reason: str | None = None) -> dict[str, Any]:
    return posting.close_inbound(
        ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, inbound=inbound, reason=reason
    )


def state(ground: Ground, inbound: int) -> InboundState:
    return InboundState(next(row.state for row in page(ground, "all") if row.inbound_id == inbound))


def test_a_delivery_from_announcement_to_report(ground: Ground) -> None:
    number = announce(
        ground, "ASN-1", dict(sku="CUP", quantity=10), dict(sku="P-01", quantity=6), dict(sku="P-02", quantity=3)
    )
    assert state(ground, number) is InboundState.EXPECTED
    first = take(ground, number, "CUP", 8)
    assert (first["status"], first["lines"]) == ("available", [{"line_no": 1, "received": 8}])
    assert state(ground, number) is InboundState.RECEIVING
    take(ground, number, "CUP", 2, reason="damaged", note="crushed corner")
    more = refusal(lambda: take(ground, number, "P-01", 7))
    assert (more.code, more.detail["code"], more.detail["over"]) == ("WM422", "over", 1)
    take(ground, number, "P-01", 7, reason="over")
    other = refusal(lambda: take(ground, number, "P-03", 1))
    assert other.detail["code"] == "wrong"
    wrong = take(ground, number, "P-03", 1, reason="wrong")
    assert wrong["status"] == "blocked"
    short = refusal(lambda: close(ground, number))
    assert "1 of 3 lines are short by 3" in short.what
    report = close(ground, number, "missing")["report"]
    assert {k: report[k] for k in ("announced", "received", "short", "over", "damaged", "wrong_lines")} == {
        "announced": 19, "received": 18, "short": 3, "over": 2, "damaged": 2, "wrong_lines": 1,
    }  # fmt: skip
    assert state(ground, number) is InboundState.CLOSED
    assert "closed" in refusal(lambda: take(ground, number, "CUP", 1)).what
    assert "closed" in refusal(lambda: posting.undo(
        ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, target_op=rows(ground, "receipts", inbound=number)[0].op, reason="mistake"
    )).what  # fmt: skip
    posting.reopen_inbound(ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, inbound=number)
    assert state(ground, number) is InboundState.RECEIVING
    take(ground, number, "P-02", 3)
    assert state(ground, number) is InboundState.RECEIVED
    assert ground.violations() == []


def test_a_receipt_is_taken_back_with_what_it_counted(ground: Ground) -> None:
    number = announce(ground, "ASN-2", dict(sku="CUP", quantity=5), dict(sku="CUP", quantity=5))
    done = new_op()
    take(ground, number, "CUP", 8, op=done)
    assert [(r.line_no, r.quantity) for r in rows(ground, "receipts", inbound=number)] == [(2, 3), (1, 5)]
    assert take(ground, number, "CUP", 8, op=done)["quantity"] == 8, "the same act once more"
    posting.undo(ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, target_op=done, reason="mistake")
    assert [row.received for row in rows(ground, "inbound_lines", inbound=number)] == [0, 0]
    assert all(row.undone_at for row in rows(ground, "receipts", inbound=number))
    take(ground, number, "CUP", 10)
    assert state(ground, number) is InboundState.RECEIVED
    assert ground.violations() == []


def test_lots_as_announced_and_others(ground: Ground) -> None:
    good = in_days(90)
    number = announce(
        ground,
        "ASN-3",
        dict(sku="MILK", quantity=10, lot="L1", expires_on=good),
        dict(sku="MILK", quantity=4, lot="L2"),
    )
    take(ground, number, "MILK", 10, lot="L1", expires_on=good)
    take(ground, number, "MILK", 4, lot="L2", expires_on=good)
    other = refusal(lambda: take(ground, number, "MILK", 1, lot="L9", expires_on=good))
    assert (other.detail["code"], other.detail["lots"]) == ("other_lot", "L1, L2")
    assert (
        "expired"
        in refusal(lambda: take(ground, number, "MILK", 1, lot="OLD", expires_on=in_days(-1), reason="over")).what
    )
    old = take(ground, number, "MILK", 1, lot="OLD", expires_on=in_days(-1), reason="expired")
    assert old["status"] == "expired"
    assert "needs a lot" in refusal(lambda: take(ground, number, "MILK", 1, reason="over")).what


def test_a_suppliers_unit_by_one_scan_and_a_label_of_ours(ground: Ground) -> None:
    number = announce(
        ground, "ASN-4", dict(sku="CUP", quantity=40, sscc=SSCC), dict(sku="MILK", quantity=12, lot="L1", expires_on=in_days(60), sscc=SSCC),
        dict(sku="P-01", quantity=2),
    )  # fmt: skip

    def unit(sscc: str) -> dict[str, Any]:
        return posting.receive_unit(
            ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, inbound=number, sscc=sscc, location=ground.places["DOCK-1"]
        )  # fmt: skip

    whole = unit(SSCC)
    assert len(whole["receipts"]) == 2
    assert refusal(lambda: unit(SSCC)).code == "WM455"
    assert refusal(lambda: unit("340123450000000024")).code == "WM404"
    ours = take(ground, number, "P-01", 2, label=True)
    assert ours["hu_id"] != whole["hu_id"]
    assert len(ours["sscc"]) == 18
    assert state(ground, number) is InboundState.RECEIVED
    assert ground.violations() == []


def test_a_blind_delivery_tells_the_floor_nothing(ground: Ground) -> None:
    number = announce(ground, "ASN-5", dict(sku="CUP", quantity=10), blind=True)
    assert rows(ground, "inbound_lines", "t_picker", inbound=number)[0].quantity is None
    assert next(row for row in page(ground, login="t_picker")).announced is None
    assert rows(ground, "inbound_lines", inbound=number)[0].quantity == 10
    done = take(ground, number, "CUP", 12)
    assert done["lines"] is None
    take(ground, number, "P-01", 1)
    report = close(ground, number)["report"]
    assert (report["over"], report["wrong_lines"]) == (3, 1)


def test_goods_without_papers(ground: Ground) -> None:
    number = announce(ground, "NOPAPER-1", blind=True)
    assert take(ground, number, "CUP", 3)["status"] == "available"
    assert close(ground, number)["report"]["received"] == 3


def test_returns_have_a_disposition(ground: Ground) -> None:
    number = announce(ground, "RET-1", dict(sku="CUP", quantity=4), kind="return")
    assert refusal(lambda: take(ground, number, "CUP", 1)).detail["code"] == "disposition"
    said = {
        what: take(ground, number, "CUP", 1, disposition=what)["status"]
        for what in ("restock", "inspect", "repair", "vendor")
    }
    assert said == {"restock": "available", "inspect": "inspection", "repair": "quarantined", "vendor": "blocked"}
    with ground.root() as root:
        came = root.execute(
            "select distinct l.boundary from wms.ledger g join wms.location l on l.location_id = g.from_location_id and l.warehouse_id = g.warehouse_id"
        ).fetchall()
    assert came == [("customer",)]
    assert ground.violations() == []


def plan(ground: Ground, name: str, rule: str, **more: Any) -> dict[str, Any]:
    return posting.put_qc_plan(
        ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, name=name, turn=10, rule=rule, **more
    )


def test_quality_takes_a_sample_and_decides(ground: Ground) -> None:
    plan(ground, "cups", "iso2859", product=ground.products["CUP"], accept=Decimal(1))
    plan(ground, "milk", "share", amount=Decimal("0.1"), category="test", action="hold")
    number = announce(
        ground, "ASN-6", dict(sku="CUP", quantity=100), dict(sku="MILK", quantity=30, lot="L1", expires_on=in_days(60))
    )
    cups = take(ground, number, "CUP", 100)
    assert (cups["status"], cups["sample"]) == ("inspection", 20), "ISO 2859-1: 91 to 150 is code letter F"
    held = take(ground, number, "MILK", 30, lot="L1", expires_on=in_days(60))
    assert (held["status"], held["sample"]) == ("available", 3)
    waiting = rows(ground, "qc_checks", decided=False)
    assert [row.sku for row in waiting] == ["CUP", "MILK"]

    def decide(check: int, defects: int) -> dict[str, Any]:
        return posting.decide_quality(
            ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, check=check, defects=Decimal(defects)
        )

    assert refusal(lambda: decide(cups["check_id"], 21)).code == "WM422"
    assert decide(cups["check_id"], 1) == {"status": "available", "lines": 1}
    assert refusal(lambda: decide(cups["check_id"], 0)).code == "WM455"
    late = announce(ground, "ASN-7", dict(sku="CUP", quantity=10))
    again = take(ground, late, "CUP", 10)
    assert decide(again["check_id"], 2)["status"] == "quarantined"
    assert ground.violations() == []


def test_each_second_delivery_is_looked_at(ground: Ground) -> None:
    plan(ground, "every second", "all", every_nth=2)
    looked = []
    for n in range(4):
        number = announce(ground, f"NTH-{n}", dict(sku="CUP", quantity=1))
        looked.append(take(ground, number, "CUP", 1).get("sample") is not None)
    assert looked == [True, False, True, False]


def test_goods_go_to_the_order_that_waits(ground: Ground) -> None:
    lead = ground.as_("t_supervisor")
    order = posting.enter_orders(
        lead, op=new_op(), warehouse=ground.wh, orders=[{"number": "SO-1", "completeness": "partial", "lines": [{"line_no": 1, "product": ground.products["CUP"], "quantity": 5}]}]
    )["orders"][0]["order_id"]  # fmt: skip
    number = announce(ground, "ASN-8", dict(sku="CUP", quantity=8))
    first = take(ground, number, "CUP", 1)
    assert first["waiting"] == [], "what is not released takes its turn"
    with pytest.raises(Exception, match="No order waits"):
        posting.cross_dock(ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, receipt=first["receipt_id"])
    posting.reserve(lead, op=new_op(), warehouse=ground.wh, orders=[order])
    done = new_op()
    second = take(ground, number, "CUP", 7, op=done)
    assert [(w["number"], w["quantity"]) for w in second["waiting"]] == [("SO-1", 5)]
    crossed = posting.cross_dock(ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, receipt=second["receipt_id"])
    assert (crossed["number"], crossed["quantity"]) == ("SO-1", 5)
    tote = posting.create_hu(lead, op=new_op(), warehouse=ground.wh, kind="tote", location=ground.places["PACK-1"])[
        "hu_id"
    ]
    picked = posting.pick(
        ground.as_("t_picker"),
        op=new_op(),
        warehouse=ground.wh,
        task=crossed["task_id"],
        quantity=Decimal(5),
        to_hu=tote,
    )
    assert picked["picked"] == 5
    back = refusal(
        lambda: posting.undo(ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, target_op=done, reason="mistake")
    )
    assert [act["kind"] for act in back.detail["chain"]] == ["pick"], "what was picked is taken back first"
    assert ground.violations() == []


def test_docks_are_booked_by_one_at_a_time(ground: Ground) -> None:
    lead, dock = ground.as_("t_supervisor"), ground.places["DOCK-1"]
    number = announce(ground, "ASN-9", dict(sku="CUP", quantity=1))
    ten = datetime(2030, 5, 6, 10, tzinfo=UTC)

    def book(begin: datetime, minutes: int, **more: Any) -> dict[str, Any]:
        given = {"carrier": "Haulier", **more}
        return posting.book_dock(
            lead,
            op=new_op(),
            warehouse=ground.wh,
            dock=dock,
            starts_at=begin,
            ends_at=begin + timedelta(minutes=minutes),
            **given,
        )

    made = book(ten, 60, inbound=number)
    taken = refusal(lambda: book(ten + timedelta(minutes=30), 60))
    assert (taken.code, taken.detail["appointment_id"]) == ("WM409", made["appointment_id"])
    book(ten + timedelta(hours=1), 60)
    assert refusal(lambda: book(ten, 0)).code == "WM422"
    assert refusal(lambda: book(ten, 60, inbound=99999)).code == "WM404"

    def become(state: str, version: int) -> dict[str, Any]:
        return posting.set_appointment(
            ground.as_("t_picker"),
            op=new_op(),
            warehouse=ground.wh,
            appointment=made["appointment_id"],
            state=state,
            version=version,
        )

    assert refusal(lambda: become("done", 1)).code == "WM455"
    assert become("docked", 1)["version"] == 2
    assert refusal(lambda: become("done", 1)).code == "WM412"
    board = rows(ground, "dock_board", begins=ten, ends=ten + timedelta(hours=8))
    assert [(row.dock, row.state, row.number) for row in board] == [
        ("DOCK-1", "docked", "ASN-9"),
        ("DOCK-1", "booked", None),
    ]
    assert state(ground, number) is InboundState.ARRIVED
    assert become("done", 2)["state"] == "done"
    posting.cancel_inbound(lead, op=new_op(), warehouse=ground.wh, inbound=number, reason="data")
    assert state(ground, number) is InboundState.CANCELLED


def test_a_code_is_taught_by_a_supervisor_only(ground: Ground) -> None:
    def teach(login: str, code: str, sku: str, **more: Any) -> dict[str, Any]:
        return posting.teach_code(
            ground.as_(login), op=new_op(), warehouse=ground.wh, code=code, product=ground.products[sku], **more
        )

    assert refusal(lambda: teach("t_picker", "NEW-1", "CUP")).code == "WM403"
    assert teach("t_supervisor", "NEW-1", "CUP")["sku"] == "CUP"
    assert rows(ground, "item_of_scan", "t_picker", codes=["NEW-1"])[0].sku == "CUP"
    assert "the code of CUP" in refusal(lambda: teach("t_supervisor", "NEW-1", "MILK")).what
    assert refusal(lambda: teach("t_supervisor", "DOCK-1", "MILK")).code == "WM409"
    assert "misread" in refusal(lambda: teach("t_supervisor", "4006381333930", "MILK")).what
    assert refusal(lambda: teach("t_supervisor", "NEW-2", "MILK", level="case")).code == "WM422"


def test_photos_of_what_came_in(ground: Ground) -> None:
    number = announce(ground, "ASN-10", dict(sku="CUP", quantity=1))
    receipt = take(ground, number, "CUP", 1, reason="damaged")["receipt_id"]

    def keep(picture: str) -> dict[str, Any]:
        return posting.put_receipt_photo(
            ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, receipt=receipt, picture=picture
        )

    photo = keep("iVBORw0KGgo=")["photo_id"]
    assert rows(ground, "receipt_photo", photo=photo)[0].picture == "iVBORw0KGgo="
    assert rows(ground, "receipts", inbound=number)[0].photos == [photo]
    for bad in ("", "R0lGODlh", "not base64!"):
        assert refusal(lambda bad=bad: keep(bad)).code == "WM422"


def test_dock_to_stock_counts_what_left_first_in_first_out(ground: Ground) -> None:
    number = announce(ground, "ASN-11", dict(sku="CUP", quantity=10))
    take(ground, number, "CUP", 4)
    take(ground, number, "CUP", 6)

    def figures() -> tuple[int, int, int, Decimal]:
        row = rows(ground, "dock_to_stock", since=datetime(2020, 1, 1, tzinfo=UTC))[0]
        return row.receipts, row.stored, row.waiting, row.waiting_units

    assert figures() == (2, 0, 2, 10)
    for quantity, expected in ((3, (2, 0, 2, 10)), (1, (2, 1, 1, 6)), (6, (2, 2, 0, 0))):
        posting.move(
            ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, product=ground.products["CUP"], quantity=Decimal(quantity),
            from_=ground.places["DOCK-1"], to=ground.places["A-01-01-1"], kind="putaway",
        )  # fmt: skip
        assert figures() == expected


def test_opening_stock_is_no_goods_in_and_the_site_says_its_hours(ground: Ground) -> None:
    """Thousands of records that were loaded and put away in a second would say: dock to stock 0 min."""
    ground.receive(ground.as_("t_supervisor"), "CUP", 5, "DOCK-1")
    since = datetime(2020, 1, 1, tzinfo=UTC)
    assert rows(ground, "dock_to_stock", since=since)[0].receipts == 0
    (hours,) = rows(ground, "site_hours")
    assert (hours.opens, hours.closes) == (time(5), time(22))
    door = ground.as_("t_supervisor")
    given = {"op": new_op(), "warehouse": ground.wh, "opens": time(22), "closes": time(6)}
    assert posting.put_site_hours(door, **given) == posting.put_site_hours(door, **given)
    (hours,) = rows(ground, "site_hours")
    assert (hours.opens, hours.closes) == (time(22), time(6))


def test_states_equal_the_domain(ground: Ground) -> None:
    with ground.root() as root:
        named = {
            state.value: root.execute("select wms.inbound_state(%s::smallint)", (state.value,)).fetchone()
            for state in InboundState
        }
    assert named == {state.value: (state.name.lower(),) for state in InboundState}


def test_eight_receivers_at_one_delivery_take_in_exactly_what_is_announced(ground: Ground) -> None:
    number = announce(
        ground, "BUSY", *({"sku": f"P-{n:02}", "quantity": 10} for n in range(4)), dict(sku="P-00", quantity=6)
    )
    doors = [ground.as_("t_picker") for _ in range(8)]
    taken: list[str] = []

    def work(place: int) -> None:
        for turn in range(8):
            sku = f"P-{(place + turn) % 4:02}"
            try:
                posting.receive_inbound(
                    doors[place], op=new_op(), warehouse=ground.wh, inbound=number, product=ground.products[sku],
                    quantity=Decimal(1), location=ground.places["DOCK-1"], label=turn % 2 == 0,
                )  # fmt: skip
                taken.append(sku)
            except Refusal as refused:
                assert refused.detail["code"] == "over", refused.what

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    lines = rows(ground, "inbound_lines", inbound=number)
    assert sum(row.received for row in lines) == len(taken) == 46, "16 of each: all ten of three, all sixteen of one"
    assert all(row.received <= row.quantity for row in lines)
    assert state(ground, number) is InboundState.RECEIVED
    with ground.root() as root:
        deadlocks = root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone()
    assert deadlocks == (0,)
    assert ground.violations() == []
