"""The live floor: seed plus feed. Says what changed as whole facts of bins, read again from the database, never as sums
kept here: two readers can not drift apart, and a change told twice does no harm."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from app.domain.change import Change
from app.services.floor import Content, read_contents, read_facts, read_layout_no
from app.services.session import Session
from db.feed import Batch, Feed

PUBLISHED = "layout.published"  # a change that says: the plan itself is another one, read it anew
DECAY = 30.0  # s between looks at bins whose picks of the last hour fade without any change


@dataclass(frozen=True, slots=True)
class Seeded:
    """Everything anew: facts of all bins that hold something; contents of the same; layout: version of the plan that
    was published by then, 0 before the first."""

    facts: NDArray[np.void]
    contents: Mapping[int, Content]
    layout: int = 0


@dataclass(frozen=True, slots=True)
class Changed:
    """Some bins anew, and the changes that were the reason (empty where only time has passed)."""

    facts: NDArray[np.void]
    contents: Mapping[int, Content]
    emptied: frozenset[int]
    changes: Sequence[Change]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pulse:
    """A sign of life: the database answered now; nothing had changed. waker: this client wakes the others."""

    server_now: datetime
    waker: bool


@dataclass(frozen=True, slots=True)
class Away:
    """The database does not answer; what is shown stands as it was."""

    reason: str


News = Seeded | Changed | Pulse | Away


@dataclass
class LiveFloor:
    """Follows a warehouse and tells a listener, on the feed's thread: hand the news over and return."""

    session: Session
    tell: Callable[[News], None]
    _busy: set[int] = field(default_factory=set)
    _decayed: float = field(default_factory=time.monotonic)
    _feed: Feed | None = None

    def start(self) -> None:
        """Seed and follow, on a thread of its own."""
        self._feed = Feed(
            self.session.door.url,
            self.session.warehouse.warehouse_id,
            on_seed=self._seed,
            on_batch=self._batch,
            on_away=lambda reason: self.tell(Away(reason)),
        )
        self._feed.start()

    def stop(self) -> None:
        """Stop following; returns when the thread has ended."""
        if self._feed is not None:
            self._feed.stop()

    def _seed(self) -> None:
        warehouse = self.session.warehouse.warehouse_id
        facts = read_facts(self.session.door, warehouse)
        self._busy = set(facts["location_id"][facts["picks_hour"] > 0].tolist())
        contents = read_contents(self.session.door, warehouse)
        self.tell(Seeded(facts, contents, read_layout_no(self.session.door, warehouse)))

    def _batch(self, batch: Batch) -> None:
        changed = {place for change in batch.changes for place in change.locations}
        if time.monotonic() - self._decayed > DECAY:
            self._decayed = time.monotonic()
            changed |= self._busy
        if not changed and not batch.changes:
            self.tell(Pulse(batch.now, batch.waker))
            return
        self.tell(self._read(changed, batch))

    def _read(self, changed: set[int], batch: Batch) -> Changed:
        door, warehouse, places = self.session.door, self.session.warehouse.warehouse_id, sorted(changed)
        if not places:
            return Changed(read_facts(door, warehouse, [-1]), {}, frozenset(), batch.changes, batch.now)
        facts = read_facts(door, warehouse, places)
        contents = read_contents(door, warehouse, places)
        busy = set(facts["location_id"][facts["picks_hour"] > 0].tolist())
        self._busy = (self._busy - changed) | busy
        return Changed(facts, contents, frozenset(changed - contents.keys()), batch.changes, batch.now)
