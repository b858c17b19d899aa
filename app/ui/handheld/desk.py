"""What the handheld stands on: the work as it needs it, jobs, sounds, how people sign in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from app.flow.effects import Say
from app.flow.machine import Prompt
from app.heat.plan import FloorPlan
from app.services.handheld.course import Reason
from app.services.handheld.keeping import KeptNews
from app.services.handheld.sight import Sight
from app.services.handheld.trades import Choice, Trade, Waiting
from app.services.handheld.walks import Trail
from app.services.station import Shown
from app.ui.jobs import Jobs
from app.ui.theme import Theme


class AtStation(Protocol):
    """app.services.station.Station of any flow. Blocking."""

    @property
    def state(self) -> Any: ...
    @property
    def prompt(self) -> Prompt: ...
    @property
    def waiting(self) -> bool: ...
    def typed(self, text: str) -> None: ...
    def undo(self) -> None: ...
    def finish(self) -> None: ...
    def skip(self) -> None: ...
    def leave(self) -> None: ...
    def short(self, reason: str) -> None: ...
    def answer(self, yes: bool) -> None: ...
    def retry(self) -> bool: ...


class AtCourse(Protocol):
    """app.services.handheld.course.Course."""

    @property
    def trade(self) -> Trade: ...
    @property
    def station(self) -> AtStation: ...
    @property
    def reasons(self) -> tuple[Reason, ...]: ...
    @property
    def given(self) -> str: ...
    @property
    def settle(self) -> Callable[[], tuple[Say, ...]]: ...
    @property
    def sight(self) -> Sight: ...
    @property
    def over(self) -> bool: ...
    def scanned(self, text: str, at: float, repeated: bool) -> None: ...


class AtKept(Protocol):
    """app.services.handheld.keeping.KeptActs. Blocking."""

    def send(self) -> KeptNews: ...
    def seen(self) -> None: ...


class AtWork(Protocol):
    """app.services.handheld.floor_work.FloorWork, or a sample of it. Blocking."""

    @property
    def trades(self) -> tuple[Trade, ...]: ...
    @property
    def sees_plan(self) -> bool: ...
    @property
    def keeps(self) -> AtKept | None: ...
    def waiting(self) -> Mapping[str, Waiting]: ...
    def choices(self, trade: str) -> tuple[Choice, ...]: ...
    def open(self, trade: str, show: Callable[[Shown], None], choice: str = "") -> AtCourse: ...
    def plan(self) -> FloorPlan | None: ...
    def trail(self, sight: Sight) -> Trail: ...


class Sounding(Protocol):
    """Plays one short sound at once, without waiting for it. name: of SOUNDS."""

    def play(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever signed in. leave: gives their connections back; blocking."""

    work: AtWork
    name: str
    site: str
    leave: Callable[[], None]


@dataclass(frozen=True, slots=True)
class HandheldDesk:
    """sign_in(login, password or None): blocking; raises Refusal. None: somebody is signed in already (`person`).
    asks_password: whether people have passwords here. others: how many acts are kept on this device, by login."""

    theme: Theme
    jobs: Jobs
    sounds: Sounding
    clock: Callable[[], datetime]
    sign_in: Callable[[str, str | None], SignedIn] | None = None
    asks_password: bool = True
    person: SignedIn | None = None
    others: Callable[[], Mapping[str, int]] = dict
