"""What people get wrong when they announce and receive: all of it said at once, in their words, and nothing lost."""

from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db.ground import Ground
from tests.db.inbound_acts import SSCC, announce, in_days, page, refusal, rows, take


def enter(ground: Ground, deliveries: Any) -> Any:
    return posting.enter_inbound(ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, deliveries=deliveries)


def test_three_bad_lines_of_five_hundred_are_named_and_nothing_is_entered(ground: Ground) -> None:
    lines: list[dict[str, Any]] = [
        {"row": n + 1, "line_no": n, "sku": f"P-{n % 20:02}", "quantity": "5"} for n in range(1, 501)
    ]
    lines[99]["sku"] = "GHOST"
    lines[249]["quantity"] = "-1"
    lines[499].update(sku="MILK", lot="L1", expires_on=in_days(-3))
    refused = refusal(lambda: enter(ground, [{"number": "ASN-500", "lines": lines}]))
    assert refused.code == "WM422"
    assert "3 problems" in refused.what
    assert [(p["row"], p["line"], p["field"]) for p in refused.detail["problems"]] == [
        (101, 100, "sku"),
        (251, 250, "quantity"),
        (501, 500, "expires_on"),
    ]
    assert [p["what"] for p in refused.detail["problems"]] == [
        "SKU GHOST is not known.",
        "-1 cannot be announced.",
        f"Lot L1 expired on {in_days(-3)}.",
    ]
    assert page(ground) == []
    lines[99]["sku"], lines[249]["quantity"], lines[499]["expires_on"] = "CUP", "1", in_days(30)
    assert enter(ground, [{"number": "ASN-500", "lines": lines}])["lines"] == 500


def test_everything_that_can_be_wrong_is_said_at_once(ground: Ground) -> None:
    announce(ground, "THERE", dict(sku="CUP", quantity=1), external_ref="REF-1")
    bad = [
        {"number": "THERE", "lines": [{"sku": "CUP", "quantity": 0}]},
        {"number": "", "lines": [{"sku": "CUP", "quantity": 1}]},
        {"number": "TWICE", "external_ref": "REF-1", "lines": [{"sku": "CUP", "quantity": 1}]},
        {"number": "TWICE", "kind": "gift", "lines": [{"sku": "CUP", "quantity": "NaN"}]},
        {"number": "EMPTY", "lines": []},
        {"number": "HEAD", "party": "NOBODY", "expected_at": "soon", "blind": "maybe", "lines": [{"sku": "CUP", "quantity": 1}]},
        {"number": "LINES", "lines": [
            {"line_no": 1, "sku": "", "quantity": "many"}, {"line_no": 1, "sku": "CUP", "quantity": "0.0000001", "lot": "L"},
            {"line_no": 0, "sku": "PHONE", "quantity": 2, "lot": "S1"}, {"line_no": 4, "sku": "MILK", "quantity": 2**62, "expires_on": "31.02.27"},
            {"line_no": 5, "sku": "CUP", "quantity": 1, "sscc": "340123450000000018"},
        ]},
    ]  # fmt: skip
    refused = refusal(lambda: enter(ground, bad))
    said = [(p["number"], p["line"], p["field"]) for p in refused.detail["problems"]]
    assert said == [
        ("THERE", None, "number"), ("THERE", 1, "quantity"), (None, None, "number"), ("TWICE", None, "number"), ("TWICE", None, "number"),
        ("TWICE", None, "kind"), ("TWICE", None, "number"), ("TWICE", 1, "quantity"), ("EMPTY", None, "number"), ("HEAD", None, "blind"),
        ("HEAD", None, "expected_at"), ("HEAD", None, "party"), ("LINES", 1, "line_no"), ("LINES", 1, "quantity"), ("LINES", 1, "sku"),
        ("LINES", 1, "line_no"), ("LINES", 1, "lot"), ("LINES", 1, "quantity"), ("LINES", 0, "line_no"), ("LINES", 0, "quantity"),
        ("LINES", 4, "expires_on"), ("LINES", 4, "quantity"), ("LINES", 5, "sscc"),
    ]  # fmt: skip
    assert all(p["what"] and p["next_step"] for p in refused.detail["problems"])
    assert [row.number for row in page(ground)] == ["THERE"]


@pytest.mark.parametrize(
    "given", [None, {}, [], [1], ["x"], [None], [{"number": "A", "lines": 7}], [{"number": "A", "lines": [3]}]]
)
def test_what_is_no_list_of_deliveries(ground: Ground, given: Any) -> None:
    with pytest.raises(Refusal):
        enter(ground, given)


def test_wrong_things_at_the_dock(ground: Ground) -> None:
    number = announce(
        ground,
        "ASN-1",
        dict(sku="CUP", quantity=5),
        dict(sku="PHONE", quantity=2),
        dict(sku="MILK", quantity=5, sscc=SSCC),
    )
    for quantity in ("0", "-1", "0.0000001", "1000000001", "NaN"):
        assert refusal(lambda quantity=quantity: take(ground, number, "CUP", quantity)).code == "WM422"
    wrong = {
        "a lot of what has none": lambda: take(ground, number, "CUP", 1, lot="L"),
        "two of one serial": lambda: take(ground, number, "PHONE", 2, lot="S1"),
        "no serial": lambda: take(ground, number, "PHONE", 1),
        "no such reason": lambda: take(ground, number, "CUP", 1, reason="because"),
        "no SSCC": lambda: take(ground, number, "CUP", 1, sscc="340123450000000018"),
        "a disposition of no return": lambda: take(ground, number, "CUP", 1, disposition="restock"),
        "a long note": lambda: take(ground, number, "CUP", 1, note="x" * 401),
        "nowhere": lambda: take(ground, number, "CUP", 1, location=999999),
        "to the customer": lambda: take(ground, number, "CUP", 1, location=virtual(ground)),
        "no delivery": lambda: take(ground, 999999, "CUP", 1),
        "a unit without its lot": lambda: posting.receive_unit(
            ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, inbound=number, sscc=SSCC, location=ground.places["DOCK-1"]),
    }  # fmt: skip
    for what, act in wrong.items():
        refused = refusal(act)
        assert refused.code.startswith("WM"), what
        assert refused.next_step, what
    assert rows(ground, "receipts", inbound=number) == []
    take(ground, number, "PHONE", 1, lot="S1")
    assert refusal(lambda: take(ground, number, "PHONE", 1, lot="S1")).code == "WM455", "a serial number is one piece"
    assert ground.violations() == []


def virtual(ground: Ground) -> int:
    with ground.root() as root:
        found = root.execute(
            "select location_id from wms.location where warehouse_id = %s and boundary = 'customer'", (ground.wh,)
        ).fetchone()
    assert found is not None
    return int(found[0])
