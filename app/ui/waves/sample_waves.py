"""Fixed orders, forecasts, waves and channels, in which the page's states are rendered and tested."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta
from types import SimpleNamespace
from typing import Any

from app.domain.errors import Refusal
from app.services.waves import Candidate, Policy, Preflight
from app.services.waves.clock import Clocked, Next
from app.services.waves.foretell import makespan
from app.services.waves.kinds import Gap, Load, PlannedBatch, Refill
from app.services.waves.streaming import Streamed
from app.ui.showcase.samples import MOMENT
from app.ui.waves.sample_paper import SamplePaper
from app.ui.waves.sample_rules import SampleRules

CARRIERS = (("DHL Paket", 3.5), ("DPD Classic", 5.0), ("Spedition", 7.5))
GONE = Refusal(
    "WM409", "Order SO-260004 is on the floor already with wave W261123-03.", "Refresh the candidates and plan again."
)
SHARE = {"cluster": 1.0, "batch": 0.99, "zone": 0.94, "discrete": 3.9}


def sample_orders(count: int = 86) -> tuple[Candidate, ...]:
    """Open orders, those of the nearest cut-off first."""
    made = []
    for n in range(count):
        carrier, hours = CARRIERS[n * len(CARRIERS) // count]
        lines = 1 + n * 7 % 23
        channel = (("Express", 1, "open") if lines < 6 else ("Day wave", 2, "locked")) if n % 9 else ("", None, "")
        made.append(
            Candidate(
                1_000 + n,
                f"SO-{260_001 + n * 3}",
                3 if n % 11 == 0 else 5,
                MOMENT + timedelta(hours=hours),
                carrier,
                "" if n % 4 == 0 else f"Store {n % 31 + 1:02}",
                n % 3 > 0,
                lines,
                lines * 1.4 // 1 + 1,
                int(n % 29 == 8) * 2,
                channel[0],
                channel[1],
                channel[2],
                "entered",
            )
        )
    return tuple(made)


def sample_preflight(orders: Sequence[Candidate], policy: Policy) -> Preflight:
    """What a release of these orders would be."""
    size = 1 if policy.mode == "discrete" else policy.slots
    left = {order.order_id: (Gap(order.order_id, 1, 1, 2.0),) for order in orders if order.missing}
    going = [order for order in orders if order.order_id not in left or policy.short == "take"]
    batches = tuple(_batch(going[at : at + size], policy) for at in range(0, len(going), size))
    lines = sum(order.lines for order in going)
    docks = tuple(_load(carrier, hours, going) for carrier, hours in CARRIERS)
    docks = tuple(load for load in docks if load.orders)
    metres = sum(batch.metres for batch in batches)
    return Preflight(
        policy,
        tuple(order.order_id for order in going),
        batches,
        {} if policy.short == "take" else left,
        (),
        (Refill(1, "B-04-11-1", 3, 3, 40), Refill(2, "C-01-02-1", 8, 8, 96)),
        lines,
        lines,
        float(lines * 2),
        metres,
        metres / 0.84 if policy.shortest and size > 1 else metres,
        makespan(batches, policy.pickers),
        Load("6 packing places", len(going), lines * 3.1, lines * 900.0, lines * 0.2 / 6 + len(going) / 6),
        docks,
        (),
        1.4,
    )


def _batch(orders: Sequence[Candidate], policy: Policy) -> PlannedBatch:
    lines = sum(order.lines for order in orders)
    metres = (
        (120.0 + 4.6 * lines)
        * SHARE[policy.mode]
        / (0.84 if not policy.shortest else 2.2 if policy.mode == "discrete" else 1.0)
    )
    mode = "discrete" if len(orders) == 1 else policy.mode
    return PlannedBatch(
        mode,
        None,
        tuple(order.order_id for order in orders),
        (),
        metres,
        (),
        lines,
        lines * 2.0,
        metres / 1.2 + lines * 11.0 + len(orders) * 25.0,
        orders[0].cut_off,
        s_shape=metres / 0.79,
    )


def _load(carrier: str, hours: float, orders: Sequence[Candidate]) -> Load:
    mine = [order for order in orders if order.carrier == carrier]
    lines = sum(order.lines for order in mine)
    return Load(carrier, len(mine), lines * 3.1, lines * 900.0, lines * 0.2, MOMENT + timedelta(hours=hours))


def sample_wave(at: int, done: int, **more: Any) -> SimpleNamespace:
    """A wave that is so far done, in tasks of 640."""
    told = {"batches": 9, "metres": 4_730.0, "s_shape_metres": 5_990.0, "minutes": 132.0, "pickers": 4}
    facts: dict[str, Any] = _facts(
        wave_id=at,
        number=f"W261123-{at:02}",
        state="done" if done == 640 else "released",
        channel=None,
        policy={},
        preflight=told,
        person="K. Hansen",
        released_at=MOMENT - timedelta(minutes=35 * (4 - at)),
        orders=72,
        batches=9,
        begun=4 if 0 < done < 640 else 0,
        finished=done * 9 // 640 - (1 if 0 < done < 640 else 0),
        tasks=640,
        done=done,
        gone=0,
        exceptions=0,
        people=4 if 0 < done < 640 else 0,
        metres=4_712.0,
        metres_done=0.0,
        cut_off=None if done == 640 else MOMENT + timedelta(hours=3.5),
        last_at=None,
    )
    return SimpleNamespace(**{**facts, **more})


_LAST = {"last_outcome": "released", "last_at": MOMENT - timedelta(hours=2), "last_orders": 64}


def sample_channels() -> list[SimpleNamespace]:
    """Three channels: one that streams, one that is full, one that waits for a wave."""
    few = {"mode": "batch", "slots": 12, "most_lines": 3, "open_lines": 400, "short": "take"}
    soon = {"services": ["DHL Express"], "horizon_minutes": 180, "open_lines": 300, "slots": 6}
    return [
        _channel(1, "Express", "open", 118, **soon),
        _channel(2, "Small orders", "full", 402, **few),
        _channel(
            3, "Day wave", "open", 212, **_LAST, way="wave", at_times=[time(12, 0), time(15, 30)], before_cut_off=45
        ),
        _channel(4, "Bulk", "locked", 0, way="wave", fill_lines=120),
    ]


def sample_runs() -> list[SimpleNamespace]:
    """What the wave of the day did: released, nothing to pick, missed."""
    told = (
        ("time", 2.0, "released", 64, "W261123-04", None), ("cut_off", 3.2, "released", 22, "W261123-02", None),
        ("time", 20.5, "nothing", 0, None, "Nothing of these orders can be picked."),
        ("time", 26.0, "missed", 0, None, "No daemon ran then, or the floor had no room."),
    )  # fmt: skip
    return [
        SimpleNamespace(
            why=why, due_at=MOMENT - timedelta(hours=ago), ran_at=MOMENT - timedelta(hours=ago, seconds=-9),
            outcome=outcome, orders=orders, number=number, said=said, person="stillage daemon",
        )
        for why, ago, outcome, orders, number, said in told
    ]  # fmt: skip


def _channel(at: int, name: str, stands: str, on_floor: int, **more: Any) -> SimpleNamespace:
    facts = _facts(
        channel_id=at, sequence=10 * at, name=name, state="locked" if stands == "locked" else "open", stands=stands,
        way="stream", mode="cluster", slots=8, on_floor=on_floor, most_lines=None, horizon_minutes=None,
        open_lines=None, litres=None, kilograms=None, wakes_at=None, priority_from=1, priority_to=9, short="leave",
        services=[], version=1, at_times=[], before_cut_off=None, fill_lines=None, last_outcome=None, last_at=None,
        last_due=None, last_orders=None,
    )  # fmt: skip
    return SimpleNamespace(**{**facts, **more})


def _facts(**facts: Any) -> dict[str, Any]:
    return facts


@dataclass
class SampleWaves:
    """app.services.waves.Waves over fixed figures. hold: a pre-flight waits until it is set, or until it is enough."""

    orders: Sequence[Candidate] = field(default_factory=sample_orders)
    shown: list[SimpleNamespace] = field(default_factory=list)
    rows: list[SimpleNamespace] = field(default_factory=list)
    refuse: Refusal | None = None
    hold: threading.Event | None = None
    released: list[Preflight] = field(default_factory=list)
    paper: SamplePaper = field(default_factory=SamplePaper)
    substitutes: SampleRules = field(default_factory=SampleRules)
    by_clock: "SampleClock" = field(default_factory=lambda: SampleClock())

    def warm(self) -> None:
        """Nothing to read."""

    def candidates(self, limit: int = 5000) -> Sequence[Candidate]:
        return self.orders

    def preflight(
        self,
        orders: Sequence[Candidate],
        policy: Policy,
        enough: Callable[[], bool] = lambda: False,
        *,
        progress: Callable[[int, int | None, str], None] = lambda done, total, words: None,
    ) -> Preflight:
        progress(52, len(orders), f"Putting {len(orders):,} orders together")
        while self.hold is not None and not self.hold.wait(0.01) and not enough():
            continue
        return sample_preflight(orders, policy)

    def release(self, foretold: Preflight, number: str | None, channel: int | None = None) -> dict[str, Any]:
        if self.refuse is not None:
            raise self.refuse
        self.released.append(foretold)
        gone = set(foretold.orders)
        self.orders = [order for order in self.orders if order.order_id not in gone]
        self.shown.insert(0, sample_wave(9, 0, number=number, orders=len(foretold.orders), released_at=MOMENT))
        return {
            "wave_id": 9,
            "number": number,
            "batches": list(range(len(foretold.batches))),
            "tasks": foretold.picks,
            "orders": len(foretold.orders),
            "left": [],
            "short": [],
        }

    def next_number(self) -> str:
        return "W261123-09"

    def waves(self, limit: int = 50) -> Sequence[Any]:
        return list(self.shown)

    def batches(self, wave: int | None) -> Sequence[Any]:
        people = ("P. Adler", "M. Koch", "S. Yilmaz", "T. Brandt")
        return [
            SimpleNamespace(
                batch_id=4_410 + n,
                mode="cluster",
                zone=None,
                orders=8,
                tasks=71 - n,
                done=(71, 70, 44, 30, 12, 3, 0, 0, 0)[n],
                gone=0,
                exceptions=int(n == 3),
                open=(0, 0, 26, 38, 55, 63, 65, 64, 63)[n],
                person=people[n - 2] if 2 <= n < 6 else None,
                metres=560.0 - 9 * n,
                s_shape=None if n == 4 else 702.0 - 7 * n,
                cancelled=False,
                numbers=f"SO-{260_001 + 24 * n}, SO-{260_004 + 24 * n}, SO-{260_007 + 24 * n}",
            )
            for n in range(9)
        ]

    def cancel(self, wave: int, reason: str) -> dict[str, Any]:
        self.shown = [row for row in self.shown if row.wave_id != wave]
        return {"cancelled": 3, "kept": 4, "orders": 24, "released": 410}

    def reasons(self) -> Sequence[Any]:
        return [
            SimpleNamespace(code="customer", name="Customer asked"),
            SimpleNamespace(code="data", name="Wrong data"),
        ]

    def channels(self) -> Sequence[Any]:
        return list(self.rows)

    def put_channel(self, channel: Mapping[str, Any]) -> dict[str, Any]:
        for row in self.rows:
            if row.channel_id == channel.get("channel_id"):
                told = dict(channel)
                if "at_times" in told:
                    told["at_times"] = [time.fromisoformat(at) for at in told["at_times"]]
                row.__dict__.update(told, version=row.version + 1, stands=channel.get("state", row.stands))
                return {"channel_id": row.channel_id, "version": row.version}
        base = _channel(3, "", "locked", 0, way="wave")
        fresh = {key: value for key, value in channel.items() if value is not None}
        fresh["at_times"] = [time.fromisoformat(at) for at in fresh.get("at_times", ())]
        self.rows.append(SimpleNamespace(**{**vars(base), **fresh, "channel_id": len(self.rows) + 1}))
        return {"channel_id": len(self.rows), "version": 1}

    def stream(self) -> Streamed:
        return Streamed(12, 2, 61)


@dataclass
class SampleClock:
    """app.services.waves.ByClock over fixed figures."""

    released: list[int] = field(default_factory=list)

    def ahead(self, channels: Sequence[Any]) -> Mapping[int, Next]:
        told = {
            3: Next("cut_off", MOMENT + timedelta(minutes=46), 38, 210),
            4: Next("fill", None, 9, 61),
        }
        return {row.channel_id: told[row.channel_id] for row in channels if row.channel_id in told}

    def runs(self, channel: int, limit: int = 30) -> Sequence[Any]:
        return sample_runs() if channel == 3 else []

    def release_now(self, channel: Any) -> Clocked:
        self.released.append(channel.channel_id)
        return Clocked(("W261123-10",), 38)
