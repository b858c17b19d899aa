"""Does the feed tell every ledger entry exactly once, while 16 people post as fast as they can, some transactions stay
open for seconds, some are rolled back, and the feed's own connection is cut in the middle?"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from app.bench.feed_floor import Place
from app.bench.pgbench import LOGIN, Load, Server
from app.domain.errors import Fault
from db.feed import Batch, Feed

QUICK_WRITERS, SLOW_WRITERS = 12, 4
PATIENCE = 15.0  # s that the feed gets for the rest after the last commit


@dataclass(frozen=True, slots=True)
class Told:
    """entries: in the ledger; missed: of them never told; doubled: told again; phantoms: told, not in the ledger."""

    entries: int
    missed: int
    doubled: int
    phantoms: int
    reconnects: int
    per_second: float
    held_open: int


class _Listener:
    """Counts the ledger entries that a feed tells."""

    def __init__(self) -> None:
        self.told: Counter[int] = Counter()
        self.away = 0
        self.seeded = threading.Event()
        self._news = threading.Condition()

    def seed(self) -> None:
        """The feed has a position: from here on everything must be told."""
        self.seeded.set()

    def take(self, batch: Batch) -> None:
        """Changes, or a sign of life."""
        with self._news:
            self.told.update(change.entry for change in batch.changes if change.is_movement)
            self._news.notify_all()

    def lose(self, _reason: str) -> None:
        """The connection broke."""
        self.away += 1

    def wait_for(self, entries: set[int], patience: float) -> None:
        """Until all these have been told, or patience ends."""
        with self._news:
            self._news.wait_for(lambda: entries <= self.told.keys(), patience)


def count_missed(server: Server, folder: Path, warehouse: int, places: list[Place], seconds: int) -> Told:
    """Post for so long and compare what the feed told with what the ledger holds."""
    known = set(_entries(server, warehouse))
    listener = _Listener()
    feed = Feed(server.url(LOGIN), warehouse, on_seed=listener.seed, on_batch=listener.take, on_away=listener.lose)
    feed.start()
    try:
        if not listener.seeded.wait(PATIENCE):
            raise Fault("The feed found no place to begin.", "Nothing was measured.")
        quick, slow = _loads(folder, warehouse, places)
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(server.rate, load, seconds) for load in (quick, slow)]
            threading.Event().wait(seconds / 2)
            server.rows(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where application_name = 'stillage-feed' and datname = current_database()"
            )
            rates = [one.result().per_second for one in both]
        written = _entries(server, warehouse)
        entries = set(written) - known
        if len(entries) < seconds:
            raise Fault("Next to nothing was posted.", "The figures would be void.")
        listener.wait_for(entries, PATIENCE)
    finally:
        feed.stop()
    return Told(
        len(entries),
        len(entries - listener.told.keys()),
        sum(count - 1 for count in listener.told.values()),
        len(listener.told.keys() - entries),
        listener.away,
        round(sum(rates), 1),
        round(rates[1] * seconds),
    )


def _entries(server: Server, warehouse: int) -> list[int]:
    statement = f"select ledger_id from wms.ledger where warehouse_id = {warehouse}"  # noqa: S608  a number of ours
    return [int(row) for row in server.rows(statement)]


def _loads(folder: Path, warehouse: int, places: list[Place]) -> tuple[Load, Load]:
    """Quick ones in the first half of the bins; slow ones in the second, each in bins of its own, for a transaction
    that stays open keeps its stock record locked."""
    first, half = places[0].location, len(places) // 2
    if [place.location for place in places] != list(range(first, first + len(places))):
        raise Fault("The ids of the bins are not consecutive.", "Nothing was measured.")
    product, each = places[0].product, half // SLOW_WRITERS
    post = f"select api.receive_v1(uuidv7(), {warehouse}, {product}, 1, :bin);\n"
    own = f"\\set bin {first + half} + :client_id * {each} + random(0, {each - 1})\n"
    scripts = {
        "quick": f"\\set bin {first} + random(0, {half - 1})\n{post}",
        "held": f"{own}\\set ms random(200, 2000)\nbegin;\n{post}\\sleep :ms ms\ncommit;\n",
        "twice": f"{own}\\set ms random(200, 1000)\nbegin;\n{post}\\sleep :ms ms\n{post}\\sleep :ms ms\ncommit;\n",
        "undone": f"{own}begin;\n{post}\\sleep 300 ms\nrollback;\n",
    }
    paths = {}
    for name, text in scripts.items():
        paths[name] = folder / f"{name}.sql"
        paths[name].write_text(text, encoding="utf-8")
    slow = tuple(paths[name] for name in ("held", "twice", "undone"))
    return (
        Load("quick", connections=QUICK_WRITERS, scripts=(paths["quick"],)),
        Load("slow", connections=SLOW_WRITERS, scripts=slow),
    )
