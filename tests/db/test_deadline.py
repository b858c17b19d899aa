"""A network that goes silent: every call ends within its time, says so, and posts once however often it is sent."""

import threading
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Unreachable
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.proxy import proxied

LIMITS = {"deadline": 0.6, "patience": 0.8}
SLACK = 1.5  # s: two cores shared with other tests


def receive(ground: Ground, door: Database, op: Any) -> dict[str, Any]:
    return door.call(
        "receive_v1", p_op=op, p_warehouse=ground.wh, p_product=ground.products["CUP"], p_quantity=Decimal(1),
        p_location=ground.places["DOCK-1"],
    )  # fmt: skip


def seconds(act: Callable[[], Any]) -> float:
    began = time.monotonic()
    with pytest.raises(Unreachable) as away:
        act()
    assert away.value.retry
    assert "does not answer" in away.value.what or "waiting" in away.value.what
    return time.monotonic() - began


@pytest.mark.parametrize("mode", ["silent", "deaf", "cut"])
def test_a_call_ends_in_time_and_posts_once(ground: Ground, mode: str) -> None:
    with proxied(ground.url("t_picker")) as proxy:
        door = Database(proxy.url, application="stillage-test", **LIMITS)
        first = receive(ground, door, new_op())
        op = new_op()
        proxy.turn(mode)
        # the last attempt may begin just before patience ends, and may have to connect first (3 s at most)
        assert seconds(partial(receive, ground, door, op)) < LIMITS["patience"] + LIMITS["deadline"] + 3 + SLACK
        proxy.turn("pass")
        answer = receive(ground, door, op)
        assert receive(ground, door, op) == answer
        assert receive(ground, door, new_op())["to_balance"] == answer["to_balance"] + 1
        door.close()
    assert first["to_balance"] == 1
    assert acts.total(ground, "quantity") == 3
    with ground.root() as root:
        assert root.execute("select count(*) from wms.ledger where op = %s", (op,)).fetchone() == (1,)
    assert ground.violations() == []


def test_a_server_that_is_silent_from_the_first_moment(ground: Ground) -> None:
    with proxied(ground.url("t_picker")) as proxy:
        proxy.turn("silent")
        door = Database(proxy.url, application="stillage-test", **LIMITS)
        assert seconds(partial(receive, ground, door, new_op())) < LIMITS["patience"] + 3 + SLACK
        door.close()


@pytest.mark.parametrize("answers", range(1, 8))
def test_silence_at_any_moment_of_a_new_connection(ground: Ground, answers: int) -> None:
    """Pools ask things of their own on a new connection; these have the same deadline."""
    with proxied(ground.url("t_picker")) as proxy:
        proxy.answers = answers
        door = Database(proxy.url, application="stillage-test", **LIMITS)
        ended: list[float] = []
        call = threading.Thread(target=lambda: ended.append(seconds(partial(receive, ground, door, new_op()))))
        call.start()
        call.join(LIMITS["patience"] + 2 * LIMITS["deadline"] + 3 + SLACK)
        hangs = call.is_alive()
        proxy.turn("cut")  # lets a hanging call go, so that the test can end
        call.join()
        door.close()
    assert not hangs
    assert len(ended) == 1


def test_waiting_for_a_pool_ends_too(ground: Ground) -> None:
    """Four connections busy behind a lock; the ninth call is told within its time."""
    picker = ground.as_("t_picker", pool=1, **LIMITS)
    ground.receive(picker, "CUP", 1, "DOCK-1")
    with ground.root() as root, root.transaction():
        root.execute("select from wms.quant for update")
        times: list[float] = []

        def wait() -> None:
            times.append(seconds(partial(receive, ground, picker, new_op())))

        threads = [threading.Thread(target=wait) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(times) == 4
    assert max(times) < LIMITS["patience"] + 2 * LIMITS["deadline"] + 3 + SLACK
    assert ground.receive(picker, "CUP", 1, "DOCK-1")["to_balance"] >= 2
    assert ground.violations() == []


def test_a_connection_ended_by_the_server_is_replaced(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    for count in range(1, 4):
        assert ground.receive(picker, "CUP", 1, "DOCK-1")["to_balance"] == count
        with ground.root() as root:
            acts.end_connections(root, "t_picker")
    assert ground.violations() == []
