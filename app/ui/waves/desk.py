"""What the page of releases stands on: the service as it needs it, jobs, the warehouse's clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Protocol

from app.services.picking import EntrySheet, PaperLine, PaperResult, PickList, Printed, Substitute
from app.services.waves import Candidate, Policy, Preflight
from app.services.waves.clock import Clocked, Next
from app.services.waves.streaming import Streamed
from app.ui.jobs import Jobs
from app.ui.theme import Theme


class Releases(Protocol):
    """app.services.waves.Waves, or a sample of it. Blocking."""

    def warm(self) -> None: ...
    def candidates(self, limit: int = 5000) -> Sequence[Candidate]: ...
    def preflight(
        self,
        orders: Sequence[Candidate],
        policy: Policy,
        enough: Callable[[], bool] = ...,
        *,
        progress: Callable[[int, int | None, str], None] = ...,
    ) -> Preflight: ...
    def release(self, foretold: Preflight, number: str | None, channel: int | None = None) -> dict[str, Any]: ...
    def next_number(self) -> str: ...
    def waves(self, limit: int = 50) -> Sequence[Any]: ...
    def batches(self, wave: int | None) -> Sequence[Any]: ...
    def cancel(self, wave: int, reason: str) -> dict[str, Any]: ...
    def reasons(self) -> Sequence[Any]: ...
    def channels(self) -> Sequence[Any]: ...
    def put_channel(self, channel: Mapping[str, Any]) -> dict[str, Any]: ...
    def stream(self) -> Streamed: ...


class Clocks(Protocol):
    """app.services.waves.ByClock, or a sample of it. Blocking."""

    def ahead(self, channels: Sequence[Any]) -> Mapping[int, Next]: ...
    def runs(self, channel: int, limit: int = 30) -> Sequence[Any]: ...
    def release_now(self, channel: Any) -> Clocked: ...


class PaperWork(Protocol):
    """app.services.picking.PaperDesk, or a sample of it. Blocking."""

    def print_lists(self, batches: Sequence[int], file: Path) -> Printed: ...
    def entry(self, batch: int) -> EntrySheet: ...
    def enter(self, sheet: PickList, lines: Sequence[PaperLine], place: str) -> PaperResult: ...


class SubstituteRules(Protocol):
    """app.services.picking.Substitutes, or a sample of it. Blocking."""

    def rules(self) -> Sequence[Substitute]: ...
    def history(self, limit: int = 500) -> Sequence[Substitute]: ...
    def enter(self, sku: str, instead: str, ratio: str, rank: int, customer: str = "") -> None: ...
    def end(self, rule: Substitute) -> None: ...


@dataclass(frozen=True, slots=True)
class WavesDesk:
    """may_act: this person releases; others look and foretell. folder: where files are offered to be kept."""

    theme: Theme
    jobs: Jobs
    waves: Releases
    by_clock: Clocks
    paper: PaperWork
    substitutes: SubstituteRules
    zone: tzinfo
    clock: Callable[[], datetime]
    may_act: bool = True
    folder: Path = Path()
