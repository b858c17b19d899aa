"""What the putaway room stands on: the service as it needs it, jobs, the warehouse's clock, who may do what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Protocol

from app.optimise.putaway import Answer, Rule, Segregation
from app.services.putaway import Destination, Home, Proposed, RuleBook, Waiting
from app.services.putaway.hazards import HazardBook, Store
from app.ui.jobs import Jobs
from app.ui.theme import Theme


class Places(Protocol):
    """app.services.putaway.Putaway, or a sample of it. Blocking."""

    def propose(self, units: Sequence[int] = (), quants: Sequence[int] = ()) -> Proposed: ...
    def waiting(self) -> tuple[Waiting, ...]: ...
    def tasks(self, done: int = 50) -> Sequence[Any]: ...
    def elsewhere(self, task: int, reason: str) -> Destination: ...
    def send(self, task: int, code: str, reason: str) -> Mapping[str, Any]: ...
    def cancel(self, tasks: Sequence[int]) -> Mapping[str, Any]: ...
    def why_not(self, task: int, code: str) -> Answer: ...
    def rules(self) -> RuleBook: ...
    def save_rules(self, rules: Sequence[Rule], version: int) -> Mapping[str, Any]: ...


class Homes(Protocol):
    """app.services.putaway.FixedBins, or a sample of it. Blocking."""

    def homes(self) -> tuple[Home, ...]: ...
    def give(self, sku: str, codes: Sequence[str]) -> Mapping[str, Any]: ...


class HazardBooks(Protocol):
    """app.services.putaway.hazards.Hazards, or a sample of it. Blocking."""

    def book(self) -> HazardBook: ...
    def save(self, segregation: Segregation, version: int) -> Mapping[str, Any]: ...
    def keep(self, store: Store, hazards: Sequence[str] | None) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class PutawayDesk:
    """clock: now, with a zone. may_plan: this person may plan and change places; may_rule: may change the rules."""

    theme: Theme
    jobs: Jobs
    places: Places
    homes: Homes
    hazards: HazardBooks
    zone: tzinfo
    clock: Callable[[], datetime]
    may_plan: bool = True
    may_rule: bool = True
