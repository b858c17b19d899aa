"""The past of the floor: how busy it was when, a stretch of it to play, and a bin as of a moment."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from app.heat.tape import HOUR, Goods, Key, Movement, Tape, TapeMaker
from app.services.control_room import PAGE, Before, BinDetail
from app.services.session import Session

ENTRIES_A_PAGE = 10_000
SETTLED = timedelta(seconds=5)
"""A post says its time when it begins, and is seen when it is committed: the newest seconds may still gain entries."""

Progress = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Track:
    """A span of time to look at: entries posted in each of its equal steps, alarms raised in it (time, priority), now
    by the server's clock, and when the ledger begins (None: it is empty)."""

    begins: datetime
    ends: datetime
    counts: tuple[int, ...]
    alarms: tuple[tuple[float, int], ...]
    now: datetime
    first: datetime | None


@dataclass
class Reel:
    """A stretch of the past that grows at its end, one reader at a time. after: the last entry it holds; names: SKU and
    name of each product on the tape."""

    maker: TapeMaker
    begins: datetime
    after: tuple[datetime, int]
    names: dict[int, tuple[str, str]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Wound:
    """A tape that is ready to be played, and the reel it is from."""

    tape: Tape
    reel: Reel


@dataclass(frozen=True, slots=True)
class Rewind:
    """Reads the past of one warehouse. Every method blocks: worker threads only."""

    session: Session

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id

    def track(self, ends: datetime | None, span: timedelta, steps: int) -> Track:
        """How busy it was in a span that ends at a moment, or now."""
        door, at = self.session.door, self._at
        edge = door.query("ledger_begins", warehouse=at)[0]
        until = edge.now if ends is None else ends
        span_of: dict[str, Any] = {"warehouse": at, "from_at": until - span, "to_at": until}
        counts = [0] * steps
        for row in door.query("ledger_load", steps=steps, deadline=30, **span_of):
            counts[row.step] = row.entries
        alarms = tuple((float(row.at), int(row.priority)) for row in door.query("alarm_times", **span_of))
        return Track(until - span, until, tuple(counts), alarms, edge.now, edge.at)

    def wind(self, begins: datetime, ends: datetime, *, expected: int = 0, progress: Progress) -> Wound:
        """The floor from a moment to another (or to what is settled by now). expected: how many entries that will be,
        for the progress. Cancelled where progress raises."""
        origin = begins - timedelta(seconds=HOUR)
        maker = TapeMaker(origin.timestamp())
        progress(0, None, f"Stock at {begins:%H:%M}")
        rows = self.session.door.query("stock_at", warehouse=self._at, at=origin, deadline=60)
        maker.add_stock((_key(row), row.quantity) for row in rows)
        reel = Reel(maker, begins, (origin, 1 << 62))
        with reel.lock:
            return self._go_on(reel, ends, expected, progress)

    def wind_on(self, wound: Wound, ends: datetime, *, progress: Progress) -> Wound:
        """The same stretch to a later end."""
        with wound.reel.lock:
            return self._go_on(wound.reel, ends, 0, progress)

    def bin(self, location_id: int, at: datetime) -> BinDetail | None:
        """A bin as of a moment; None where it is not known."""
        door, where = self.session.door, {"warehouse": self._at, "location": location_id}
        head = next(iter(door.query("bin_head", **where)), None)
        if head is None:
            return None
        entries = door.query("bin_ledger_count_at", at=at, **where)[0].entries
        stock = door.query("bin_stock_at", at=at, **where)
        newest, entry = Before(at)
        ledger = door.query("bin_ledger", before=newest, before_id=entry, limit=PAGE, **where)
        return BinDetail(head, stock, ledger, entries, (), (), at)

    def stock_ledger(self, location_id: int, product_id: int, lot: str | None, at: datetime) -> Sequence[Any]:
        """The newest entries of one product and lot in a bin, as of a moment."""
        where: dict[str, Any] = {"warehouse": self._at, "location": location_id, "product": product_id, "lot": lot}
        return self.session.door.query("bin_stock_ledger_at", at=at, limit=PAGE, **where)

    def _go_on(self, reel: Reel, ends: datetime, expected: int, progress: Progress) -> Wound:
        door, at = self.session.door, self._at
        settled: datetime = door.query("ledger_begins", warehouse=at)[0].now - SETTLED
        until = max(min(ends, settled), reel.begins)
        origin = datetime.fromtimestamp(reel.maker.origin, UTC)
        taken = 0
        while True:
            after_at, after_id = reel.after
            rows = door.query(
                "replay", warehouse=at, from_at=origin, to_at=until, after_at=after_at, after_id=after_id,
                limit=ENTRIES_A_PAGE, deadline=30,
            )  # fmt: skip
            reel.maker.add_movements(_movement(row) for row in rows)
            if rows:
                reel.after = (rows[-1].posted_at, rows[-1].ledger_id)
            taken += len(rows)
            progress(taken, max(expected, taken) if expected else None, f"{taken:,} entries")
            if len(rows) < ENTRIES_A_PAGE:
                break
        goods = self._goods(reel)
        return Wound(reel.maker.make(reel.begins.timestamp(), until.timestamp(), goods), reel)

    def _goods(self, reel: Reel) -> Goods:
        door = self.session.door
        products = door.query("replay_products", products=sorted(reel.maker.products), deadline=30)
        reel.names = {row.product_id: (row.sku, row.name) for row in products}
        lots = door.query("replay_lots", lots=sorted(reel.maker.lots), deadline=30)
        places = door.query("replay_places", warehouse=self._at, deadline=30)
        return Goods(
            {row.product_id: float(row.volume) for row in products if row.volume is not None},
            {row.lot_id: float(row.expires_on) for row in lots if row.expires_on is not None},
            {row.location_id: row.capacity for row in places},
            frozenset(row.location_id for row in places if row.block_pick),
        )


def _key(row: Any) -> Key:
    return (row.location_id, row.product_id, row.lot_id, row.hu_id, row.owner_id, row.status)


def _movement(row: Any) -> Movement:
    taken = given = None
    if row.from_location_id is not None:
        taken = (row.from_location_id, row.product_id, row.lot_id, row.hu_id, row.owner_id, row.status)
    if row.to_location_id is not None:
        given = (row.to_location_id, row.product_id, row.lot_id, row.to_hu_id, row.owner_id, row.to_status)
    return Movement(row.at, row.kind, row.quantity, taken, given, row.ledger_id, row.undoes)
