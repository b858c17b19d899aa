"""What the board of tasks is told: work in pieces, the people, what went wrong, cut-offs, faces that are refilled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

KINDS = ("pick", "replenish", "putaway", "move")
"""Kinds of work that people are given, the most frequent first."""


class Stop(NamedTuple):
    """A place of a piece of work: mm on the plan, its address, and whether it is done there."""

    x: float
    y: float
    code: str
    done: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Open work that one person does as a whole: a tour, an order's picks, bins that change places, or one task.

    key: the same as long as it is the same work. state: ready, later, held, claimed or started. lines: of them done.
    quantity: None where a whole handling unit is meant. login: who has it; given: a supervisor gave it to them. stops
    in the order of the walk."""

    key: str
    kind: str
    tasks: tuple[int, ...]
    state: str
    lines: int
    done: int
    quantity: float | None
    priority: int
    due_at: datetime | None
    since: datetime
    not_before: datetime | None = None
    login: str | None = None
    person: str | None = None
    given: bool = False
    lease_until: datetime | None = None
    held: str | None = None
    held_by: str | None = None
    batch_id: int | None = None
    batch_mode: str | None = None
    wave: str | None = None
    order_id: int | None = None
    order_number: str | None = None
    orders: int = 0
    carrier: str | None = None
    sku: str | None = None
    product: str | None = None
    from_code: str | None = None
    to_code: str | None = None
    zones: tuple[str, ...] = ()
    metres: float | None = None
    stops: tuple[Stop, ...] = ()
    why: Mapping[str, Any] | None = None

    @property
    def left(self) -> int:
        """Lines that are still to be done."""
        return self.lines - self.done


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works here. kinds: what their role lets them do; only_kinds, only_zones: what they are given of it
    (None: all). lines_hour: done in the last hour; busy_minutes: since the first of them; x, y: mm, where they finished
    last."""

    login: str
    person: str
    kinds: tuple[str, ...]
    only_kinds: tuple[str, ...] | None
    only_zones: tuple[str, ...] | None
    lines_hour: int
    busy_minutes: float | None
    lines_day: int
    last_at: datetime | None
    location_id: int | None = None
    code: str | None = None
    x: float | None = None
    y: float | None = None
    open: int = 0


@dataclass(frozen=True, slots=True)
class CutOff:
    """Orders of one carrier and cut-off. ready_at: when all are done at this rate, None where no rate is known; misses:
    orders that will be late, with those that are (late)."""

    carrier: str
    cut_off: datetime | None
    orders: int
    done: int
    ready_at: datetime | None
    misses: int
    late: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Open work that nobody has, in pieces and tasks; what is held, for later, late; exceptions that are open."""

    pieces: int
    tasks: int
    held: int
    later: int
    late: int
    replenish: int
    exceptions: int


@dataclass(frozen=True, slots=True)
class Rates:
    """Live figures: lines in the last hour by so many people; orders that miss their cut-off at this rate (None: no
    rate), the first cut-off they miss; median minutes from dock to stock (None: nothing was stored)."""

    lines_hour: int
    people: int
    misses: int | None
    first_miss: datetime | None
    dock_minutes: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is foretold of all open orders (see api.on_time_risk_v1), and how long goods stay where they came in; as of
    its own moment: it looks at everything that is open, and is read less often than who has what."""

    at: datetime
    risk: Mapping[str, Any]
    dock_minutes: Any


@dataclass(frozen=True, slots=True)
class Board:
    """All of it at one moment. forecast: what the figures of cut-offs and rates were taken from."""

    at: datetime
    pieces: tuple[Piece, ...]
    people: tuple[Worker, ...]
    cut_offs: tuple[CutOff, ...]
    totals: Totals
    rates: Rates
    forecast: Forecast | None = None


@dataclass(frozen=True, slots=True)
class ToCount:
    """A bin that is to be counted: its count on the list, the location id, its address."""

    count: int
    location: int
    code: str


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody was given: its tasks, a bin to count on the way, or none, with why (travel_s, priority, due_at ...;
    left_out by reason)."""

    tasks: tuple[int, ...]
    kind: str | None
    batch_id: int | None
    order_id: int | None
    why: Mapping[str, Any]
    count: ToCount | None = None

    @property
    def found(self) -> bool:
        """Whether there is any."""
        return bool(self.tasks) or self.count is not None

    @property
    def words(self) -> str:
        """Why nothing was found, for the person who asked."""
        said = {
            "taken": "{} taken by others",
            "held": "{} held",
            "limits": "{} not given to you",
            "later": "{} for later",
            "other_kinds": "{} of other kinds",
        }
        parts = [words.format(self.why.get(name)) for name, words in said.items() if self.why.get(name)]
        return "Nothing to do now." if not parts else f"Nothing to do now: {', '.join(parts)}."


def piece_of(row: Any) -> Piece:
    """A row of the query `work_board`."""
    stops = tuple(Stop(float(x), float(y), str(code), bool(done)) for x, y, code, done in row.stops)
    values = {name: getattr(row, name) for name in Piece.__slots__ if name not in ("tasks", "zones", "stops")}
    return Piece(tasks=tuple(row.tasks), zones=tuple(row.zones or ()), stops=stops, **values)


def worker_of(row: Any) -> Worker:
    """A row of the query `work_people`."""

    def names(value: Sequence[str] | None) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)

    values = {
        name: getattr(row, name) for name in Worker.__slots__ if name not in ("kinds", "only_kinds", "only_zones")
    }
    return Worker(kinds=tuple(row.kinds), only_kinds=names(row.only_kinds), only_zones=names(row.only_zones), **values)
