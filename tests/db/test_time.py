"""Stock at any past moment equals what brute force makes of the ledger, whatever the snapshots hold by then."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground

START = datetime(2026, 3, 1, tzinfo=UTC)
BINS = ("A-01-01-1", "A-01-02-1", "B-01-01-1")
Key = tuple[int, int, int | None, int | None, int | None, str]


@dataclass(frozen=True)
class Entry:
    """One movement to be written straight into the ledger; place None is the supplier. minute: posted_at from START."""

    minute: int
    product: str
    quantity: int
    source: str | None
    target: str | None
    unit: int | None = None
    status: str = "available"


places = st.one_of(st.none(), st.sampled_from(BINS))
entries = st.builds(
    Entry,
    minute=st.integers(0, 6),  # many share a moment, and later ones may have been posted "earlier"
    product=st.sampled_from(("CUP", "P-00")),
    quantity=st.integers(1, 9),
    source=places,
    target=places,
    unit=st.sampled_from((None, 901)),
    status=st.sampled_from(("available", "damaged")),
).filter(lambda entry: entry.source is not None or entry.target is not None)
acts_of_time = st.one_of(
    st.lists(entries, min_size=1, max_size=5),  # one transaction
    st.integers(1, 4),  # a page of the job
)


def wipe(root: "psycopg.Connection[Any]") -> None:
    root.execute("set session_replication_role = replica")
    root.execute("truncate wms.ledger, wms.stock_snapshot, wms.stock_snapshot_row, wms.stock_watermark")


def write(connection: "psycopg.Connection[Any]", ground: Ground, batch: list[Entry]) -> None:
    """Entries as a transaction of the door would leave them: virtual sides name no stock record."""
    supplier = connection.execute(
        "select location_id from wms.location where warehouse_id = %s and boundary = 'supplier'", (ground.wh,)
    ).fetchall()[0][0]
    for entry in batch:
        connection.execute(
            "insert into wms.ledger (posted_at, op, warehouse_id, kind, product_id, quantity, from_location_id, to_location_id,"
            " hu_id, to_hu_id, status, to_status, from_quant_id, to_quant_id) "
            "values (%s, %s, %s, 'move', %s, %s, %s, %s, %s, %s, %s, 'available', %s, %s)",
            (
                moment(entry.minute),
                new_op(),
                ground.wh,
                ground.products[entry.product],
                entry.quantity,
                supplier if entry.source is None else ground.places[entry.source],
                supplier if entry.target is None else ground.places[entry.target],
                entry.unit,
                None,
                entry.status,
                None if entry.source is None else 1,
                None if entry.target is None else 2,
            ),
        )


def moment(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def brute(ground: Ground, written: list[Entry], minute: float) -> dict[Key, Decimal]:
    """Every entry posted by then, added up."""
    sums: dict[Key, Decimal] = defaultdict(Decimal)
    for entry in written:
        if entry.minute > minute:
            continue
        product = ground.products[entry.product]
        if entry.source is not None:
            sums[(ground.places[entry.source], product, None, entry.unit, None, entry.status)] -= entry.quantity
        if entry.target is not None:
            sums[(ground.places[entry.target], product, None, None, None, "available")] += entry.quantity
    return {key: value for key, value in sums.items() if value}


class Asking:
    """A supervisor's own connection, to ask set-returning functions through."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._connection = psycopg.connect(ground.url("t_supervisor"), autocommit=True)
        self.door = Database(ground.url("t_supervisor"), pool=1)

    def __enter__(self) -> "Asking":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self.door.close()

    def rows(self, function: str, **arguments: Any) -> list[Any]:
        """All rows of a function; arguments by their names without p_."""
        given_ = {"p_warehouse": self.ground.wh} | {f"p_{name}": value for name, value in arguments.items()}
        named = ", ".join(f"{name} => %({name})s" for name in given_)
        return self._connection.execute(f"select * from api.{function}({named})", given_).fetchall()

    def stock(self, at: datetime, **filters: int) -> dict[Key, Decimal]:
        """What the function says, as brute() says it."""
        rows = self.rows("stock_at_v1", at=at, **filters)
        found = {tuple(row[:6]): row[6] for row in rows}
        assert len(found) == len(rows), "a key was told twice"
        return found


@pytest.fixture
def asking(ground: Ground) -> Iterator[Asking]:
    with Asking(ground) as made:
        yield made


def take(door: Database, ground: Ground, limit: int = 20_000, spacing: int = 1) -> dict[str, Any]:
    ground.neighbours_done()
    return door.call("take_snapshot_v1", p_warehouse=ground.wh, p_limit=limit, p_spacing=spacing)


def take_all(door: Database, ground: Ground, limit: int = 20_000, spacing: int = 1) -> int:
    """The job until it has caught up; how many pages that took. It reads up to the oldest transaction of the server."""
    pages = 1
    while take(door, ground, limit, spacing)["more"]:
        pages += 1
    return pages


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(acts_of_time, min_size=1, max_size=9))
def test_every_moment_equals_brute_force(ground: Ground, asking: Asking, history: list[Any]) -> None:
    """Transactions in any order of posting, pages of the job between them."""
    written: list[Entry] = []
    with ground.root() as root:
        wipe(root)
        for step in history:
            if isinstance(step, int):
                take(asking.door, ground, limit=step)
                continue
            with root.transaction():
                write(root, ground, step)
            written += step
        for minute in range(-1, 8):
            assert asking.stock(moment(minute)) == brute(ground, written, minute), minute
            assert asking.stock(moment(minute + 0.5)) == brute(ground, written, minute), minute


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(acts_of_time, min_size=1, max_size=7), minute=st.integers(0, 6))
def test_filters_take_a_part_of_the_same(ground: Ground, asking: Asking, history: list[Any], minute: int) -> None:
    written: list[Entry] = []
    with ground.root() as root:
        wipe(root)
        for step in history:
            if isinstance(step, int):
                take(asking.door, ground, limit=step)
            else:
                with root.transaction():
                    write(root, ground, step)
                written += step
        whole = brute(ground, written, minute)
        for place in BINS:
            here = {key: value for key, value in whole.items() if key[0] == ground.places[place]}
            assert asking.stock(moment(minute), location=ground.places[place]) == here
        cup = ground.products["CUP"]
        assert asking.stock(moment(minute), product=cup) == {k: v for k, v in whole.items() if k[1] == cup}
        assert asking.stock(moment(minute), hu=901) == {k: v for k, v in whole.items() if k[3] == 901}
        both = {k: v for k, v in whole.items() if k[1] == cup and k[0] == ground.places[BINS[0]]}
        assert asking.stock(moment(minute), product=cup, location=ground.places[BINS[0]]) == both


def test_a_transaction_that_commits_late_is_added_to_its_moment(ground: Ground, asking: Asking) -> None:
    """The snapshot is cut while an older transaction still runs: its entry belongs before the snapshot all the same."""
    supervisor = ground.as_("t_supervisor")
    with ground.root() as root, psycopg.connect(ground.url()) as slow:
        write(slow, ground, [Entry(1, "CUP", 5, None, BINS[0])])  # begun, not committed
        with root.transaction():
            write(root, ground, [Entry(2, "CUP", 3, None, BINS[0])])
        assert take(supervisor, ground)["entries"] == 0, "what is not final is not taken in"
        assert asking.stock(moment(3)) == brute(ground, [Entry(2, "CUP", 3, None, BINS[0])], 3)
        slow.commit()
        both = [Entry(1, "CUP", 5, None, BINS[0]), Entry(2, "CUP", 3, None, BINS[0])]
        take_all(supervisor, ground)
        with psycopg.connect(ground.url()) as later:  # posted before the snapshot's moment, begun after it was cut
            write(later, ground, [Entry(1, "P-00", 7, None, BINS[1])])
        all_three = [*both, Entry(1, "P-00", 7, None, BINS[1])]
        for minute in (0, 1, 2, 3):
            assert asking.stock(moment(minute)) == brute(ground, all_three, minute)
        assert take(supervisor, ground)["entries"] == 1
        for minute in (0, 1, 2, 3):
            assert asking.stock(moment(minute)) == brute(ground, all_three, minute)


def test_the_job_goes_on_where_it_was_and_finds_nothing_twice(ground: Ground, asking: Asking) -> None:
    supervisor = ground.as_("t_supervisor")
    with ground.root() as root:
        batch = [Entry(n, "CUP", 1, None, BINS[0]) for n in range(7)]
        with root.transaction():
            write(root, ground, batch)
    assert take(supervisor, ground, limit=3) == {
        "entries": 3,
        "more": True,
        "busy": False,
        "cut": moment(2).isoformat(),
    }
    assert take_all(supervisor, ground, limit=3) == 2
    assert take(supervisor, ground) == {"entries": 0, "more": False, "busy": False, "cut": None}
    assert sum(asking.stock(moment(9)).values()) == 7


def test_a_job_that_is_cancelled_leaves_what_was(ground: Ground, asking: Asking) -> None:
    supervisor = ground.as_("t_supervisor")
    with ground.root() as root:
        assert take(supervisor, ground)["entries"] == 0
        write(root, ground, [Entry(n, "CUP", 1, None, BINS[0]) for n in range(5)])
        with psycopg.connect(ground.url("t_supervisor")) as cut:
            cut.execute("select api.take_snapshot_v1(%s, 3, 1)", (ground.wh,))
            assert take(supervisor, ground)["busy"], "one at a time"
            cut.rollback()
        assert root.execute("select count(*) from wms.stock_snapshot_row").fetchone() == (0,)
        take_all(supervisor, ground, limit=2)
        assert sum(asking.stock(moment(9)).values()) == 5


def test_another_numbering_of_transactions_starts_anew(ground: Ground, asking: Asking) -> None:
    """After a restore the position means nothing; nothing may be built on it."""
    supervisor = ground.as_("t_supervisor")
    with ground.root() as root:
        write(root, ground, [Entry(n, "CUP", 1, None, BINS[0]) for n in range(4)])
        take_all(supervisor, ground)
        root.execute("update wms.stock_snapshot_row set quantity = 50")
        assert sum(asking.stock(moment(9)).values()) == 50, "the snapshot is what is read"
        root.execute("update wms.epoch set counter = counter + 1")
        assert sum(asking.stock(moment(9)).values()) == 4
        take_all(supervisor, ground)
        assert sum(asking.stock(moment(9)).values()) == 4


def test_now_is_what_stands_in_the_stock_records(ground: Ground, asking: Asking) -> None:
    """Through the door: receipts, moves into units, of units, a status, picks; then stock as of now equals stock."""
    supervisor, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    ground.receive(supervisor, "CUP", 10, "A-01-01-1")
    ground.receive(supervisor, "MILK", 6, "A-01-01-1", p_lot="L1", p_expires_on=acts.in_days(20))
    take_all(supervisor, ground)
    tote = acts.unit(ground, picker, place="A-01-02-1")
    acts.move(ground, picker, "CUP", 4, "A-01-01-1", "A-01-02-1", p_to_hu=tote)
    picker.call("move_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_hu=tote, p_to=ground.places["STAGE-1"])
    supervisor.call(
        "adjust_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_product=ground.products["CUP"],
        p_delta=Decimal(-1),
        p_location=ground.places["A-01-01-1"],
        p_reason="broken",
    )
    take_all(supervisor, ground)
    with ground.root() as root:
        now = root.execute(
            "select location_id, product_id, lot_id, hu_id, owner_id, status, quantity from wms.quant where quantity > 0"
        ).fetchall()
        before_unit = root.execute("select max(posted_at) from wms.ledger where kind = 'receive'").fetchall()[0][0]
    assert asking.stock(datetime.now(UTC)) == {tuple(row[:6]): row[6] for row in now}
    assert sum(asking.stock(before_unit).values()) == 16
    assert {key[3] for key in asking.stock(datetime.now(UTC), hu=tote)} == {tote}


def test_nobody_asks_without_a_moment(ground: Ground) -> None:
    with pytest.raises(Refusal, match="No moment"):
        ground.as_("t_auditor").query("stock_at", warehouse=ground.wh, at=None)


def test_another_warehouse_has_its_own_snapshots(ground: Ground) -> None:
    supervisor, elsewhere = ground.as_("t_supervisor"), ground.as_("t_elsewhere")
    ground.receive(supervisor, "CUP", 10, "A-01-01-1")
    take_all(supervisor, ground)
    assert elsewhere.call("take_snapshot_v1", p_warehouse=ground.other, p_spacing=1)["entries"] == 0
    assert elsewhere.query("stock_at", warehouse=ground.other, at=datetime.now(UTC)) == []


@pytest.mark.parametrize(("limit", "spacing"), [(0, 1), (None, 1), (10, 0), (10, None), (10**9, 1)])
def test_a_page_of_the_job_has_a_size(ground: Ground, limit: int | None, spacing: int | None) -> None:
    with pytest.raises(Refusal, match="not possible"):
        ground.as_("t_supervisor").call("take_snapshot_v1", p_warehouse=ground.wh, p_limit=limit, p_spacing=spacing)
