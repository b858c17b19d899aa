"""A day of the sample floor behind its present, for pictures and lints of the rewind: a Past without a database."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace as Row
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.heat.plan import FloorPlan
from app.heat.tape import HOUR, Goods, Key, Movement, TapeMaker
from app.services.control_room import BinDetail
from app.services.rewind import Progress, Reel, Track, Wound
from app.ui.control_room.sample_floor import GOODS
from app.ui.control_room.sample_room import SampleRoom
from app.ui.showcase.samples import MOMENT

DEEDS = 6_000
QUIET = (21, 4)  # hours UTC between which hardly anybody works


class SamplePast:
    """What happened in the last day: picks and replenishments that lead to the facts of now."""

    def __init__(self, plan: FloorPlan, facts: NDArray[np.void], seed: int = 11) -> None:
        self._plan, self._facts = plan, facts
        self._stock, self._deeds = _day(facts, np.random.default_rng(seed))

    def track(self, ends: datetime | None, span: timedelta, steps: int) -> Track:
        until = MOMENT if ends is None else ends
        begins = until - span
        counts = [0] * steps
        for one in self._deeds:
            step = int((one.at - begins.timestamp()) / span.total_seconds() * steps)
            if 0 <= step < steps:
                counts[step] += 1
        alarms = [(MOMENT - timedelta(hours=h)).timestamp() for h in (15.4, 6.9, 1.7, 0.4)]
        marked = tuple(zip(alarms, (2, 3, 2, 1), strict=True))
        return Track(begins, until, tuple(counts), marked, MOMENT, MOMENT - timedelta(days=400))

    def wind(self, begins: datetime, ends: datetime, *, expected: int = 0, progress: Progress) -> Wound:
        origin = begins.timestamp() - HOUR
        maker = TapeMaker(origin)
        maker.add_stock(self._stock)
        maker.add_movements(one for one in self._deeds if one.at >= origin)
        progress(len(self._deeds), len(self._deeds), "entries")
        reel = Reel(maker, begins, (begins, 0), dict(enumerate(GOODS, start=1)))
        return Wound(maker.make(begins.timestamp(), ends.timestamp(), self._goods()), reel)

    def wind_on(self, wound: Wound, ends: datetime, *, progress: Progress) -> Wound:
        begins = datetime.fromtimestamp(wound.tape.begins, UTC)
        return self.wind(begins, ends, progress=progress)

    def bin(self, location_id: int, at: datetime) -> BinDetail | None:
        now = SampleRoom(self._plan).bin(location_id)
        if now is None:
            return None
        stock = [Row(**{**vars(row), "reserved": None, "free": None}) for row in now.stock[:1]]
        ledger = [entry for entry in now.ledger if entry.posted_at <= at]
        return BinDetail(now.head, stock, ledger, len(ledger), (), (), at)

    def stock_ledger(self, location_id: int, product_id: int, lot: str | None, at: datetime) -> list[Any]:
        return [entry for entry in SampleRoom(self._plan).ledger(location_id) if entry.posted_at <= at][:12]

    def _goods(self) -> Goods:
        litres = dict.fromkeys(range(1, len(GOODS) + 1), 1.0)
        pairs = zip(self._facts["location_id"].tolist(), self._facts["on_hand"].tolist(), strict=True)
        fills = dict(zip(self._facts["location_id"].tolist(), self._facts["fill"].tolist(), strict=True))
        return Goods(litres, {}, {place: on_hand / fills[place] for place, on_hand in pairs}, frozenset())


def _day(facts: NDArray[np.void], draw: np.random.Generator) -> tuple[list[tuple[Key, Decimal]], list[Movement]]:
    """Stock a day and an hour before now, and what people did since: most of it in bins that are picked from."""
    places, on_hand = facts["location_id"].tolist(), facts["on_hand"].astype(int).tolist()
    if not places:
        return [], []
    keys: list[Key] = [(place, place % len(GOODS) + 1, None, None, None, "available") for place in places]
    busy = 0.05 + facts["picks_hour"] / max(1.0, float(facts["picks_hour"].max()))
    chosen = draw.choice(len(places), DEEDS, p=busy / busy.sum())
    ages = np.sort(draw.random(DEEDS * 2) * 25 * HOUR)[::-1]
    hours = np.array([(MOMENT - timedelta(seconds=float(age))).hour for age in ages])
    awake = ages[(hours < QUIET[0]) & (hours >= QUIET[1])][-DEEDS:]
    start, deeds = np.array(on_hand), []
    for age, at in zip(awake.tolist(), chosen.tolist(), strict=False):
        picked = bool(draw.random() < 0.8)
        pieces = int(draw.integers(1, 5)) if picked else int(draw.integers(8, 40))
        start[at] += pieces if picked else -pieces
        when = MOMENT.timestamp() - age
        taken, given = (keys[at], None) if picked else (None, keys[at])
        deeds.append(Movement(when, "pick" if picked else "replenish", Decimal(pieces), taken, given))
    opening = [(key, Decimal(max(0, int(n)))) for key, n in zip(keys, start.tolist(), strict=True)]
    return opening, deeds
