"""Release as supervisors see it: who could go, what would come of it, letting it go, taking it back. Blocking."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.optimise.batching import Cart, Job, MatrixSearch, MatrixWalks, Problem, compiled
from app.optimise.batching.engine import Loops
from app.services.session import Session
from app.services.waves import foretell
from app.services.waves.floor import PlannedFloor
from app.services.waves.kinds import Candidate, Gap, Pick, Policy, Preflight
from app.services.waves.planning import Enough, batches_of
from app.services.waves.sending import wave_json
from app.services.waves.streaming import Streamed, stream
from db import posting

Progress = Callable[[int, int | None, str], None]
READING, RELEASING = 30.0, 60.0
MOST = 5000


def _quiet(done: int, total: int | None, words: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Waves:
    """Use cases of one warehouse; raises Refusal, Fault or Unreachable. Keep one: it keeps the plan that it read.
    loops: what runs the search."""

    session: Session
    loops: Callable[[], Loops] = compiled
    _floor: dict[str, PlannedFloor] = field(default_factory=dict)

    def candidates(self, limit: int = MOST) -> tuple[Candidate, ...]:
        """Orders that could be released, those with the nearest cut-off first."""
        rows = self.session.door.query("wave_candidates", warehouse=self._at, limit=limit, deadline=READING)
        return tuple(
            Candidate(
                row.order_id, row.number, row.priority, row.cut_off, row.carrier_service or "", row.customer or "",
                row.completeness == "ship_complete", row.lines, row.pieces, row.missing_lines, row.channel or "",
                row.channel_id, row.channel_state or "", row.status_name or "",
            )
            for row in rows
        )  # fmt: skip

    def warm(self) -> None:
        """Read the plan and load the search, so that the first pre-flight is as quick as the next. Refuses
        (`tour.no_base`)."""
        loops = self.loops()
        problem = Problem([Job(frozenset({1}), ())] * 2, Cart((), 1), MatrixWalks(np.ones((2, 2)), loops))
        MatrixSearch(problem, np.ones((2, 2)), loops=loops).step()
        self._plan.warm()

    def preflight(
        self, orders: Sequence[Candidate], policy: Policy, enough: Enough = lambda: False, *,
        progress: Progress = _quiet,
    ) -> Preflight:  # fmt: skip
        """What a release of these orders, in this turn, would be. Nothing is kept or locked. enough: true ends the
        search for shorter tours. Refuses (`waves.nothing`, `waves.policy`)."""
        began = time.monotonic()
        turn = [order.order_id for order in orders]
        if not turn:
            raise Refusal("waves.nothing", "No order is chosen.", "Choose the orders to release.")
        progress(0, None, "Choosing stock")
        parts = self._choice(turn, policy.checked())
        picks = [_pick(row) for row in parts["pick"]]
        left = _gaps(parts["left"])
        going = {pick.order_id for pick in picks}
        left |= {order: (Gap(order, 0, 0, 0.0),) for order in turn if order not in going and order not in left}
        short = tuple(gap for gaps in _gaps(parts["short"]).values() for gap in gaps if gap.order_id in going)
        progress(0, None, "Measuring the ways")
        loops = self.loops()
        ground = self._plan.ground({pick.code for pick in picks}, loops)
        known = {order.order_id: order for order in orders}
        batches, simple = batches_of(
            picks, turn, {order.order_id: order.cut_off for order in orders}, policy, ground, loops,
            enough=enough, told=progress,
        )  # fmt: skip
        stations = {row.kind: row.places for row in self.session.door.query("wave_stations", warehouse=self._at)}
        return Preflight(
            policy, tuple(order for order in turn if order in going), batches, left, short,
            foretell.refills(parts["face"]),
            len({pick.order_line_id for pick in picks}), len(picks), sum(pick.quantity for pick in picks),
            sum(batch.metres for batch in batches), simple, foretell.makespan(batches, policy.pickers),
            foretell.packing(picks, stations.get("packing", 0), policy.pace), foretell.docks(picks, known, policy.pace),
            tuple(sorted(ground.off_plan)), time.monotonic() - began,
        )  # fmt: skip

    def release(
        self, foretold: Preflight, number: str | None, channel: int | None = None, op: Op | None = None
    ) -> dict[str, Any]:
        """Let it go, as it was foretold: reserved, in batches, each order with its slot, in one transaction. number:
        None makes no wave (streaming). Answer: wave_id, number, batches, tasks, orders, lines, left, short. Refuses
        (WM409 where an order went meanwhile, WM451 where nothing is left of the stock, `waves.nothing`)."""
        return self.session.door.call(
            "release_wave_v1", deadline=RELEASING, p_op=op or new_op(), p_warehouse=self._at,
            p_wave=wave_json(foretold, number, channel),
        )  # fmt: skip

    def next_number(self) -> str:
        """A free number for the next wave: the day and the next of it."""
        day = datetime.now(ZoneInfo(self.session.warehouse.time_zone)).strftime("%y%m%d")
        taken = {str(row.number) for row in self.waves(200)}
        return next(number for n in range(1, 1000) if (number := f"W{day}-{n:02}") not in taken)

    def waves(self, limit: int = 50) -> Sequence[Any]:
        """Waves with how far they are, newest first; before them what was streamed today (wave_id None)."""
        return self.session.door.query("waves", warehouse=self._at, limit=limit, deadline=READING)

    def batches(self, wave: int | None) -> Sequence[Any]:
        """The batches of a wave; None: those that were streamed."""
        return self.session.door.query("wave_batches", warehouse=self._at, wave=wave, deadline=READING)

    def cancel(self, wave: int, reason: str, op: Op | None = None) -> dict[str, Any]:
        """Take back what nobody has begun. Answer: cancelled, kept, orders, released."""
        return posting.cancel_wave(self.session.door, op=op or new_op(), warehouse=self._at, wave=wave, reason=reason)

    def reasons(self) -> Sequence[Any]:
        """Why a wave may be taken back: code and name."""
        return self.session.door.query("reasons_of", kind="cancel")

    def channels(self) -> Sequence[Any]:
        """Release channels in their order, with what of them is on the floor and how they stand."""
        return self.session.door.query("release_channels", warehouse=self._at)

    def put_channel(self, channel: Mapping[str, Any], op: Op | None = None) -> dict[str, Any]:
        """Make or change a channel. Answer: channel_id, version."""
        return posting.put_release_channel(self.session.door, op=op or new_op(), warehouse=self._at, channel=channel)

    def stream(self) -> Streamed:
        """One round of streaming, now."""
        return stream(self, self._release)

    def _release(self, wave: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.session.door.call(
            "release_wave_v1", deadline=RELEASING, p_op=new_op(), p_warehouse=self._at, p_wave=wave
        )

    @property
    def _plan(self) -> PlannedFloor:
        return self._floor.setdefault(self.session.warehouse.code, PlannedFloor(self.session))

    def _choice(self, turn: Sequence[int], policy: Policy) -> Mapping[str, list[Any]]:
        rows = self.session.door.query(
            "wave_choice", warehouse=self._at, orders=list(turn), short=policy.short, deadline=READING
        )
        parts: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            parts[row.what].append(row)
        return parts

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id


def _pick(row: Any) -> Pick:
    return Pick(
        row.order_id, row.order_line_id, row.product_id, row.location_id, row.code, row.kind, row.zone_id, row.quantity,
        row.litres, row.grams,
    )  # fmt: skip


def _gaps(rows: Sequence[Any]) -> dict[int, tuple[Gap, ...]]:
    found: dict[int, tuple[Gap, ...]] = {}
    for row in rows:
        gap = Gap(row.order_id, row.order_line_id, row.product_id, row.quantity)
        found[row.order_id] = (*found.get(row.order_id, ()), gap)
    return found
