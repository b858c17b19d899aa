"""Corrections above a limit, as the approvals page meets them: two supervisors with their own logins."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from decimal import Decimal

import pytest

from app.domain.errors import Refusal
from app.services.corrections import Corrections, Limit
from app.services.inventory import Inventory, Search
from app.services.inventory.acts import StockActs
from app.services.session import Session
from db import provision
from tests.db import acts
from tests.db.ground import PASSWORD, Ground

SECOND = "t_supervisor2"


@pytest.fixture
def two(ground: Ground) -> Iterator[tuple[Session, Session]]:
    """Both at work in the main warehouse."""
    provision.put_person(ground.url(), SECOND, PASSWORD, ("r_supervisor",), "Selma Supervisor", [ground.wh])
    with ExitStack() as held:
        yield tuple(
            held.enter_context(closing(Session.open(ground.url(who), "MAIN"))) for who in ("t_supervisor", SECOND)
        )


def limited(ground: Ground, quantity: int) -> None:
    with ground.root() as root:
        root.execute("update wms.approval_limit set max_quantity = %s where role = 'r_supervisor'", (quantity,))


def asked(ground: Ground, first: Session, delta: int) -> None:
    """The first supervisor corrects what lies in the bin, as the explorer does."""
    page = Inventory(first).page(Search())
    done = StockActs(first).adjust(page.rows, None, Decimal(delta), "lost")
    assert done.waits
    assert "waits for a second person" in done.words


def test_the_second_person_sees_what_it_would_change_and_posts_it(ground: Ground, two: tuple[Session, Session]) -> None:
    first, second = two
    ground.receive(ground.as_("t_picker"), "CUP", 40, "A-01-01-1")
    limited(ground, 10)
    assert Limit("adjust", Decimal(10), None) in [
        Limit(one.kind, one.quantity, None) for one in Corrections(second).limits()
    ]
    asked(ground, first, -12)
    (mine,) = Corrections(first).waiting()
    (row,) = Corrections(second).waiting()
    assert (mine.mine, row.mine, row.requester, row.reason_name) == (True, False, "Sonja Supervisor", "Missing")
    (line,) = Corrections(second).lines(row.request_id)
    assert (line.sku, line.location, line.delta, line.on_hand) == ("CUP", "A-01-01-1", -12, 40)
    with pytest.raises(Refusal, match="You asked for this yourself") as own:
        Corrections(first).decide(row.request_id, "approve")
    assert own.value.next_step == "Have somebody else decide it, or withdraw it."
    with pytest.raises(Refusal, match="above your limit too"):
        Corrections(second).decide(row.request_id, "approve")
    limited(ground, 20)
    assert Corrections(second).decide(row.request_id, "approve", " Counted it ")["state"] == "approved"
    assert acts.total(ground, "quantity") == 28
    assert list(Corrections(second).waiting()) == []
    with ground.root() as root:
        assert root.execute("select note, decided_by::text from wms.adjustment_request").fetchone() == (
            "Counted it",
            SECOND,
        )
    assert ground.violations() == []


def test_nobody_is_asked_to_approve_what_is_not_there(ground: Ground, two: tuple[Session, Session]) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 40, "A-01-01-1")
    ground.receive(ground.as_("t_picker"), "P-00", 5, "A-01-01-1")
    limited(ground, 10)
    with pytest.raises(Refusal, match="Line 2: 12 of P-00 cannot be taken from A-01-01-1: 5 on hand") as refused:
        asked(ground, two[0], -12)
    assert refused.value.code == "WM451"
    assert list(Corrections(two[1]).waiting()) == []


@pytest.mark.parametrize(("who", "decision"), [(1, "reject"), (0, "withdraw")])
def test_what_is_rejected_or_withdrawn_changes_nothing(
    ground: Ground, two: tuple[Session, Session], who: int, decision: str
) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 40, "A-01-01-1")
    limited(ground, 10)
    asked(ground, two[0], -12)
    (row,) = Corrections(two[who]).waiting()
    Corrections(two[who]).decide(row.request_id, decision)  # type: ignore[arg-type]  # one of the decisions
    assert acts.total(ground, "quantity") == 40
    assert list(Corrections(two[1]).waiting()) == []
    with pytest.raises(Refusal) as late:
        Corrections(two[1]).decide(row.request_id, "approve")
    assert (late.value.code, late.value.next_step) == ("WM455", "Refresh the list.")
