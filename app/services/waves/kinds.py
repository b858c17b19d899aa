"""What a release is asked and what it tells."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from app.domain.errors import Refusal
from app.layout.geometry import Point

Mode: TypeAlias = Literal["discrete", "batch", "cluster", "zone"]
Short: TypeAlias = Literal["leave", "take"]
MODES: tuple[Mode, ...] = ("discrete", "batch", "cluster", "zone")


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast people work, for foretelling only. walk: m/s, in aisles to which the plan gives no speed. bin: s to come
    to a stop at a bin, scan and turn to the goods; piece: s for each piece; slot: s for each order of a tour (label,
    tote); pack_order, pack_line: s at the packing place."""

    walk: float = 1.2
    bin: float = 9.0
    piece: float = 1.5
    slot: float = 25.0
    pack_order: float = 60.0
    pack_line: float = 6.0


@dataclass(frozen=True, slots=True)
class Policy:
    """How orders are put together. slots: orders on one cart; litres, kilograms: of one cart, None = no limit. short:
    what becomes of orders that are to be complete and are not. by_cut_off: orders of different cut-offs share no cart.
    shortest: look for short tours (else: as they come). seconds: what the search may take. pickers: who is there."""

    mode: Mode = "cluster"
    slots: int = 8
    litres: float | None = None
    kilograms: float | None = None
    short: Short = "leave"
    by_cut_off: bool = True
    shortest: bool = True
    pickers: int = 4
    seconds: float = 0.8
    pace: Pace = field(default_factory=Pace)

    def checked(self) -> "Policy":
        """Itself. Refuses (`waves.policy`) what cannot be."""
        if self.mode not in MODES or self.short not in ("leave", "take"):
            raise Refusal("waves.policy", "This way of picking is not known.", "Choose one of the list.")
        if not 1 <= self.slots <= 100 or not 1 <= self.pickers <= 500 or not 0 <= self.seconds <= 600:
            raise Refusal(
                "waves.policy",
                "A cart has 1 to 100 slots, a wave 1 to 500 pickers.",
                "Correct the figures of the policy.",
            )
        if min(self.litres or 1.0, self.kilograms or 1.0) <= 0:
            raise Refusal("waves.policy", "A cart takes more than nothing.", "Leave its limit empty, or enter it.")
        return self

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the wave."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order that could be released."""

    order_id: int
    number: str
    priority: int
    cut_off: datetime | None
    carrier: str
    customer: str
    complete: bool
    lines: int
    pieces: float
    missing: int
    channel: str
    channel_id: int | None
    channel_state: str
    status: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A task to be: so much of a line, from a bin. litres, grams: of all of it."""

    order_id: int
    order_line_id: int
    product_id: int
    location_id: int
    code: str
    kind: str
    zone_id: int | None
    quantity: float
    litres: float
    grams: float


@dataclass(frozen=True, slots=True)
class Gap:
    """What a line lacks."""

    order_id: int
    order_line_id: int
    product_id: int
    quantity: float


@dataclass(frozen=True, slots=True)
class Refill:
    """A pick face that the wave empties while more of the product waits in reserve."""

    product_id: int
    code: str
    has: float
    taken: float
    reserve: float


@dataclass(frozen=True, slots=True)
class PlannedBatch:
    """One tour. orders: slot by slot; stops: location ids in walking order; line: on the plan, mm. off_plan: bins that
    the tour leaves out because nothing on the plan leads there. s_shape: metres by the S-shape; None where it cannot be
    walked."""

    mode: Mode
    zone_id: int | None
    orders: tuple[int, ...]
    stops: tuple[int, ...]
    metres: float
    line: tuple[Point, ...]
    picks: int
    pieces: float
    seconds: float
    cut_off: datetime | None
    off_plan: tuple[str, ...] = ()
    s_shape: float | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """Work that comes to a place after picking. name: a carrier service or the packing places; until: its cut-off."""

    name: str
    orders: int
    litres: float
    grams: float
    minutes: float
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Preflight:
    """What a release would be. orders: those that go, in their turn; left: those that stay behind, by id, with what
    they lack; short: what lines lack that go all the same; makespan: (pickers, minutes). first_come_metres: of the same
    picks put onto carts as they come. seconds: what foretelling took."""

    policy: Policy
    orders: tuple[int, ...]
    batches: tuple[PlannedBatch, ...]
    left: Mapping[int, tuple[Gap, ...]]
    short: tuple[Gap, ...]
    refills: tuple[Refill, ...]
    lines: int
    picks: int
    pieces: float
    metres: float
    first_come_metres: float
    makespan: tuple[tuple[int, float], ...]
    packing: Load
    docks: tuple[Load, ...]
    off_plan: tuple[str, ...]
    seconds: float

    @property
    def s_shape_metres(self) -> float | None:
        """Of the same batches walked by the S-shape; None where one of them cannot be."""
        known = [batch.s_shape for batch in self.batches if batch.s_shape is not None]
        return sum(known) if known and len(known) == len(self.batches) else None

    @property
    def minutes(self) -> float:
        """Until the last batch is done, with the pickers of the policy."""
        return dict(self.makespan).get(self.policy.pickers, self.makespan[-1][1]) if self.makespan else 0.0

    def as_json(self) -> dict[str, Any]:
        """The figures, as they are kept with the wave."""
        return {
            "orders": len(self.orders), "lines": self.lines, "picks": self.picks, "pieces": round(self.pieces, 3),
            "batches": len(self.batches), "metres": round(self.metres, 1), "minutes": round(self.minutes, 1),
            "pickers": self.policy.pickers, "first_come_metres": round(self.first_come_metres, 1),
            "s_shape_metres": None if self.s_shape_metres is None else round(self.s_shape_metres, 1),
            "left": len(self.left), "short": len(self.short), "refills": len(self.refills),
        }  # fmt: skip
