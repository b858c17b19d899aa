"""What is announced may be changed while it is open: with history, under a version, never below what is here."""

from decimal import Decimal
from typing import Any

from app.domain.ids import Op, new_op
from db import posting
from tests.db.ground import Ground
from tests.db.inbound_acts import SSCC, announce, in_days, page, refusal, rows, take


def change(
    ground: Ground, inbound: int, *lines: Any, version: int = 1, login: str = "t_supervisor", op: Op | None = None, **head: Any
) -> Any:  # fmt: skip
    return posting.change_inbound(
        ground.as_(login), op=op or new_op(), warehouse=ground.wh, inbound=inbound, version=version,
        change={**head, **({"lines": list(lines)} if lines else {})},
    )  # fmt: skip


def stand(ground: Ground, inbound: int) -> list[Any]:
    return [
        (row.line_no, row.sku, row.quantity, row.lot, str(row.expires_on or ""), row.received)
        for row in rows(ground, "inbound_lines", inbound=inbound)
    ]


def test_quantity_lot_expiry_and_date_change_lines_come_and_go_and_the_history_says_who(ground: Ground) -> None:
    inbound = announce(
        ground, "ASN-1", dict(sku="CUP", quantity=48), dict(sku="MILK", quantity=12), dict(sku="P-01", quantity=5)
    )
    answer = change(
        ground, inbound,
        {"line_no": 1, "quantity": "60"}, {"line_no": 2, "lot": "L1", "expires_on": in_days(90)},
        {"line_no": 3, "cancel": True}, {"sku": "P-02", "quantity": "7", "sscc": SSCC},
        expected_at="2027-03-31 14:00+00",
    )  # fmt: skip
    assert (answer["version"], answer["changes"]) == (2, 7)
    assert stand(ground, inbound) == [
        (1, "CUP", 60, None, "", 0), (2, "MILK", 12, "L1", in_days(90), 0), (3, "P-01", 0, None, "", 0), (4, "P-02", 7, None, "", 0),
    ]  # fmt: skip
    (row,) = page(ground)
    assert (row.lines, row.announced, row.expected_at.isoformat()[:16]) == (3, 79, "2027-03-31T14:00")
    (told,) = rows(ground, "inbound_changes", inbound=inbound)
    assert (told.version, told.person) == (2, "Sonja Supervisor")
    assert [(one.get("line_no"), one["field"], one["was"], one["now"]) for one in told.what][1:5] == [
        (1, "quantity", 48, 60), (2, "lot", None, "L1"), (2, "expires_on", None, in_days(90)), (3, "quantity", 5, 0),
    ]  # fmt: skip
    change(ground, inbound, {"line_no": 2, "lot": None, "expires_on": None}, version=2)
    assert stand(ground, inbound)[1][3:5] == (None, "")


def test_two_who_change_the_same_announcement_never_overwrite_one_another(ground: Ground) -> None:
    inbound = announce(ground, "ASN-1", dict(sku="CUP", quantity=48))
    op = new_op()
    assert change(ground, inbound, {"line_no": 1, "quantity": 50}, op=op)["version"] == 2
    assert change(ground, inbound, {"line_no": 1, "quantity": 50}, op=op)["version"] == 2, (
        "the same act again is the same act"
    )
    late = refusal(lambda: change(ground, inbound, {"line_no": 1, "quantity": 40}))
    assert late.code == "WM412"
    assert late.what == "ASN-1 was changed meanwhile by Sonja Supervisor."
    assert late.detail["version"] == 2
    assert stand(ground, inbound)[0][2] == 50
    take(ground, inbound, "CUP", 10)
    assert change(ground, inbound, {"line_no": 1, "quantity": 40}, version=2)["version"] == 3, (
        "a receipt is no other announcement"
    )


def test_what_is_here_cannot_be_announced_away(ground: Ground) -> None:
    inbound = announce(ground, "ASN-1", dict(sku="MILK", quantity=48, lot="L1"), dict(sku="CUP", quantity=5))
    take(ground, inbound, "MILK", 10, lot="L1", expires_on=None)
    refused = refusal(lambda: change(ground, inbound, {"line_no": 1, "quantity": 9}, {"line_no": 9, "quantity": 1}))
    assert [(p["line"], p["field"]) for p in refused.detail["problems"]] == [(1, "quantity"), (9, "line_no")]
    lot = refusal(lambda: change(ground, inbound, {"line_no": 1, "lot": "L2"}))
    assert lot.what.endswith("Goods of line 1 are here: their lot and unit stay.")
    change(ground, inbound, {"line_no": 1, "cancel": True}, {"line_no": 2, "cancel": True})
    assert [row[2] for row in stand(ground, inbound)] == [10, 0]
    assert page(ground)[0].state == 500, "nothing is missing any more"
    wrong = refusal(lambda: take(ground, inbound, "CUP", 1))
    assert (wrong.detail["code"], wrong.what) == ("wrong", "CUP is not announced in ASN-1.")
    closed = posting.close_inbound(ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, inbound=inbound)
    assert (
        closed["report"]["lines"],
        Decimal(str(closed["report"]["announced"])),
        closed["report"]["short_lines"],
    ) == (1, 10, 0)
    late = refusal(lambda: change(ground, inbound, {"line_no": 1, "quantity": 48}, version=2))
    assert (late.code, late.next_step) == ("WM455", "Open the delivery again first.")
    assert ground.violations() == []


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_changed(ground: Ground) -> None:
    inbound = announce(ground, "ASN-1", dict(sku="CUP", quantity=48), dict(sku="PHONE", quantity=2))
    other = announce(ground, "ASN-2", dict(sku="P-01", quantity=5))
    theirs = rows(ground, "inbound_lines", inbound=other)[0].inbound_line_id
    refused = refusal(lambda: change(
        ground, inbound, {"line_no": 1, "lot": "L"}, {"line_no": 1, "quantity": "many"}, {"line_no": 2, "lot": "S1"},
        {"sku": "GHOST", "quantity": 0}, {"quantity": 3, "product": 1}, {"sku": "CUP", "quantity": -1, "cancel": True},
    ))  # fmt: skip
    said = [(p["row"], p["line"], p["field"]) for p in refused.detail["problems"]]
    assert said == [
        (1, 1, "line_no"), (1, 1, "lot"), (2, 1, "line_no"), (2, 1, "quantity"), (3, 2, "quantity"),
        (4, 3, "quantity"), (4, 3, "sku"), (5, 4, "sku"), (6, 5, "quantity"),
    ]  # fmt: skip
    for bad in (
        {"lines": {}},
        {"lines": [1]},
        {"state": 700},
        {"lines": [{"line_no": "1"}]},
        {"expected_at": "soon"},
        [],
        {},
    ):
        no = refusal(lambda bad=bad: posting.change_inbound(
            ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, inbound=inbound, version=1, change=bad))  # fmt: skip
        assert no.code == "WM422", bad
        assert no.next_step
    assert change(ground, inbound, {"sku": "CUP", "quantity": 1, "id": theirs, "had": 9})["changes"] == 1
    assert stand(ground, other)[0][2] == 5, "a line of another delivery is none of this one"
    all_of_it = refusal(
        lambda: change(ground, inbound, *({"line_no": n, "cancel": True} for n in (1, 2, 3)), version=2)
    )
    assert all_of_it.next_step == "Cancel the whole delivery instead."
    assert refusal(lambda: change(ground, inbound, {"line_no": 1, "quantity": 49}, login="t_picker")).code == "WM403"
    assert [row[2] for row in stand(ground, inbound)] == [48, 2, 1]


def test_a_blind_receiver_is_not_told_of_a_cancelled_line(ground: Ground) -> None:
    inbound = announce(ground, "ASN-1", dict(sku="CUP", quantity=48), dict(sku="P-01", quantity=5), blind=True)
    change(ground, inbound, {"line_no": 2, "cancel": True})
    assert [row.sku for row in rows(ground, "inbound_lines", "t_picker", inbound=inbound)] == ["CUP"]
    assert [row.sku for row in rows(ground, "inbound_lines", inbound=inbound)] == ["CUP", "P-01"]
