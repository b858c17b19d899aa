"""The change feed under fire: every entry once, whoever writes how long; it comes back by itself and says when it cannot."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
import pytest

from app.domain.ids import new_op
from db.feed import Batch, Feed
from tests.db import acts
from tests.db.ground import Ground

WAIT = 20.0  # s: how long a test waits at most for what must happen


class Reader:
    """A feed that keeps what it was told."""

    def __init__(self, url: str, warehouse: int) -> None:
        self.seen: Counter[int] = Counter()
        self.seeds = 0
        self.away: list[str] = []
        self.waker = False
        self._changed = threading.Condition()
        self.feed = Feed(url, warehouse, on_seed=self._seed, on_batch=self._batch, on_away=self._away, deadline=2.0)

    def _seed(self) -> None:
        with self._changed:
            self.seeds += 1
            self._changed.notify_all()

    def _batch(self, batch: Batch) -> None:
        with self._changed:
            self.seen.update(change.entry for change in batch.changes if change.is_movement)
            self.waker = batch.waker
            self._changed.notify_all()

    def _away(self, reason: str) -> None:
        with self._changed:
            self.away.append(reason)
            self._changed.notify_all()

    def until(self, true: Callable[[], bool], limit: float = WAIT) -> bool:
        """Wait for it; False where it did not come."""
        with self._changed:
            return self._changed.wait_for(true, limit)


@contextmanager
def following(
    ground: Ground, login: str = "t_auditor", warehouse: int | None = None, url: str | None = None
) -> Iterator[Reader]:
    reader = Reader(url or ground.url(login), warehouse or ground.wh)
    reader.feed.start()
    try:
        yield reader
    finally:
        reader.feed.stop()


def ledger(ground: Ground) -> set[int]:
    with ground.root() as root:
        return {
            row[0] for row in root.execute("select ledger_id from wms.ledger where warehouse_id = %s", (ground.wh,))
        }


@pytest.mark.slow
def test_sixteen_writers_and_long_transactions(ground: Ground) -> None:
    """Some writers hold their transaction open over several posts: ids then come out of order, and nothing may be missed."""
    with following(ground) as reader:
        assert reader.until(lambda: reader.seeds == 1)

        def write(seed: int) -> None:
            chance = random.Random(seed)
            place = ground.places[f"A-0{seed % 2 + 1}-0{seed % 5 + 1}-{seed % 2 + 1}"]
            product = ground.products[f"P-{seed:02}"]
            with psycopg.connect(ground.url("t_supervisor"), autocommit=True) as connection:
                for _ in range(20):
                    posts = chance.choice((1, 1, 1, 4))
                    keep = chance.random() < 0.8
                    with connection.transaction(force_rollback=not keep):
                        for _ in range(posts):
                            connection.execute(
                                "select api.receive_v1(%s, %s, %s, 1, %s)", (new_op(), ground.wh, product, place)
                            )

        acts.at_once([partial(write, seed) for seed in range(16)])
        posted = ledger(ground)
        assert len(posted) > 300
        assert reader.until(lambda: set(reader.seen) >= posted), f"{len(posted - set(reader.seen))} missed"
    assert set(reader.seen) == posted, "what was rolled back was never shown"
    assert set(reader.seen.values()) == {1}, "doubled"
    assert (reader.seeds, reader.away) == (1, [])


def test_it_reconnects_and_goes_on_where_it_was(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    with following(ground) as reader:
        assert reader.until(lambda: reader.seeds == 1)
        for count in range(1, 4):
            ground.receive(picker, "CUP", 1, "DOCK-1")
            assert reader.until(lambda expected=count: len(reader.seen) == 2 * expected - 1)
            with ground.root() as root:
                acts.end_connections(root, "t_auditor")
            ground.receive(picker, "CUP", 1, "DOCK-1")
            assert reader.until(lambda expected=count: len(reader.seen) == 2 * expected)
    assert set(reader.seen.values()) == {1}
    assert reader.seeds == 1, "a lost connection is no gap"
    assert set(reader.away) <= {"The database does not answer."}
    assert set(reader.seen) == ledger(ground)


def test_another_epoch_is_a_gap(ground: Ground) -> None:
    """After a restore the numbers start anew: the reader is told to read everything again."""
    with following(ground) as reader:
        assert reader.until(lambda: reader.seeds == 1)
        with ground.root() as root:
            root.execute("update wms.epoch set counter = counter + 1")
        ground.receive(ground.as_("t_picker"), "CUP", 1, "DOCK-1")
        assert reader.until(lambda: reader.seeds == 2)
        ground.receive(ground.as_("t_picker"), "CUP", 1, "DOCK-1")
        assert reader.until(lambda: len(reader.seen) >= 1)


def test_the_seed_and_the_feed_leave_no_room_between(ground: Ground) -> None:
    """What is posted while a reader seeds comes with the feed, not instead of it."""
    picker = ground.as_("t_picker")
    reader = Reader(ground.url("t_auditor"), ground.wh)
    seed = reader._seed

    def slow_seed() -> None:
        ground.receive(picker, "CUP", 1, "DOCK-1")
        seed()

    reader.feed._on_seed = slow_seed
    reader.feed.start()
    assert reader.until(lambda: len(reader.seen) == 1)
    reader.feed.stop()


def test_the_waker_s_lease_moves_on(ground: Ground) -> None:
    with following(ground) as first:
        assert first.until(lambda: first.waker)
        with following(ground, "t_planner") as second:
            assert second.until(lambda: second.seeds == 1)
            assert not second.waker
            with ground.root() as root:  # the holder dies without a word: what it holds runs out
                root.execute(
                    "update wms.lease set holder = gen_random_uuid(), expires_at = now() - interval '1 second'"
                )
            held = (0, 0)
            for _ in range(40):
                first.until(lambda: False, 0.25)
                with ground.root() as root:
                    held = root.execute(
                        "select count(*), coalesce(max(token), 0) from wms.lease where expires_at > now()"
                    ).fetchone() or (0, 0)
                if held[0]:
                    break
            assert held[0] == 1
            assert held[1] >= 2, "a new holder has a new fencing token"
            assert any(reader.until(lambda r=reader: r.waker, 5) for reader in (first, second))


def test_only_one_of_many_is_the_waker(ground: Ground) -> None:
    readers = [Reader(ground.url("t_auditor"), ground.wh) for _ in range(5)]
    for reader in readers:
        reader.feed.start()
    assert all(reader.until(lambda r=reader: r.seeds == 1) for reader in readers)
    ground.receive(ground.as_("t_picker"), "CUP", 1, "DOCK-1")
    assert all(reader.until(lambda r=reader: len(r.seen) == 1) for reader in readers)
    assert sum(reader.waker for reader in readers) <= 1
    for reader in readers:
        reader.feed.stop()


@pytest.mark.parametrize(
    ("login", "what"), [("t_auditor", "not one of yours"), ("t_nobody", "does not know this person")]
)
def test_a_refusal_is_said_and_asked_again_more_rarely(ground: Ground, login: str, what: str) -> None:
    with following(ground, login, warehouse=ground.other) as reader:
        assert reader.until(lambda: len(reader.away) >= 3)
    assert all(what in reason for reason in reader.away)
    assert reader.seeds == 0


def test_a_revoked_person_is_told(ground: Ground) -> None:
    with following(ground) as reader:
        assert reader.until(lambda: reader.seeds == 1)
        with ground.root() as root:
            root.execute("update wms.app_session set revoked = true where login = 't_auditor'")
        assert reader.until(lambda: bool(reader.away))
    assert reader.away[0] == "Your session has ended."


def test_pages_of_the_feed_fit_together(ground: Ground) -> None:
    """A reader far behind reads in pages; the edges of pages neither lose nor double anything."""
    picker = ground.as_("t_picker")
    with psycopg.connect(ground.url("t_auditor"), autocommit=True) as connection:

        def page(epoch: str | None, xid: int, entry: int, limit: int) -> dict[str, Any]:
            row = connection.execute(
                "select api.feed_v1(%s, %s, %s, %s, %s)", (ground.wh, epoch, xid, entry, limit)
            ).fetchone()
            assert row is not None
            return dict(row[0])

        start = page(None, 0, 0, 5)
        assert start["gap"]
        lines = [
            {"product": ground.products[f"P-{n:02}"], "quantity": 1, "location": ground.places["DOCK-1"]}
            for n in range(13)
        ]
        for n in (13, 1, 7, 5, 5, 2):
            picker.call("receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines[:n])
        posted = ledger(ground)
        ground.neighbours_done()  # entries come once nobody on the whole server can still commit before them
        for limit in (1, 2, 3, 5, 7, 33, 1000):
            at, seen = start, []
            while True:
                at = page(at["epoch"], at["xid"], at["entry"], limit)
                assert not at["gap"]
                seen += [row[1] for row in at["entries"] if "." not in row[2]]
                if not at["more"]:
                    break
            assert Counter(seen) == Counter(posted), limit
