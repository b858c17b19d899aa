"""An act on many orders of the sample: every thirtieth cannot be done. For pictures and tests."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.errors import Refusal
from app.services.outbound import OrderFilter, Outcome, Preview
from app.services.outbound.many import run_many
from app.ui.outbound.sample_rows import ROWS, matches

Progress = Callable[[int, int | None, str], None]
Pairs = Sequence[tuple[int, str]]


@dataclass
class SampleMany:
    """app.services.outbound.Many. hold_up: a portion waits until it is set; asked: what was asked for."""

    hold_up: threading.Event | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def change(
        self, seen: Preview, reason: str | None, enough: Callable[[], bool] = lambda: False, *, progress: Progress
    ) -> Sequence[Outcome]:
        self.asked.append(("change", dict(seen.changes), reason))
        return self._run([(one["order_id"], one["number"]) for one in seen.orders], "Cancelled", enough, progress)

    def change_each(
        self, orders: Pairs, changes: Mapping[str, Any], reason: str | None,
        enough: Callable[[], bool] = lambda: False, *, progress: Progress,
    ) -> Sequence[Outcome]:  # fmt: skip
        self.asked.append(("change_each", len(orders), dict(changes), reason))
        return self._run(orders, "Cancelled" if changes.get("cancel") else "Changed", enough, progress)

    def on(
        self, which: OrderFilter | Pairs, act: Callable[..., Any],
        enough: Callable[[], bool] = lambda: False, *, progress: Progress,
    ) -> Sequence[Outcome]:  # fmt: skip
        if isinstance(which, OrderFilter):
            which = [(row.order_id, row.number) for row in ROWS if matches(row, which)]
        done: Sequence[Outcome] = act(which, enough=enough, progress=progress)
        return done

    def hold(
        self, orders: Pairs, reason: str, note: str, give_back: bool,
        enough: Callable[[], bool] = lambda: False, *, progress: Progress,
    ) -> Sequence[Outcome]:  # fmt: skip
        self.asked.append(("hold", len(orders), reason, note, give_back))
        return self._run(orders, "On hold", enough, progress)

    def resume(
        self, orders: Pairs, enough: Callable[[], bool] = lambda: False, *, progress: Progress
    ) -> Sequence[Outcome]:
        return self._run(orders, "Goes on", enough, progress)

    def promise(
        self, orders: Pairs, enough: Callable[[], bool] = lambda: False, *, progress: Progress
    ) -> Sequence[Outcome]:
        return self._run(orders, "In full by 2026-11-24", enough, progress)

    def _run(self, orders: Pairs, word: str, enough: Callable[[], bool], progress: Progress) -> Sequence[Outcome]:
        def do(ids: Sequence[int]) -> dict[int, str]:
            while self.hold_up is not None and not self.hold_up.wait(0.01) and not enough():
                continue
            if any(order % 30 == 0 for order in ids):
                raise Refusal("WM455", "It is loaded on trailer HB-7.", "Take it off the trailer first.")
            return dict.fromkeys(ids, word)

        return run_many(orders, do, enough, progress)
