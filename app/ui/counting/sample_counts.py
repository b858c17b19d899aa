"""A morning of counting with fixed people and figures, in which the page's states are rendered and tested."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from app.domain.barcode import Barcode
from app.domain.errors import Refusal
from app.domain.ids import HandlingUnitId, LocationId, ProductId, WarehouseId, new_op
from app.flow.count import COUNT, start
from app.flow.count_states import CountDesk
from app.flow.events import Found, Item, Nothing, PackJob, Place, Unit, Workplace
from app.services.corrections import Decision, Limit
from app.services.counting import CountWalk, PlanWish
from app.services.counting_station import NOWHERE, CountStation
from app.services.station import Clock, Shown, Station
from app.ui.showcase.samples import MOMENT

CODES = [f"D-0{rack}-{bay:02}-{level}" for rack in (1, 2) for bay in range(3, 15) for level in (1, 2)]
PLACES = {code: Place(LocationId(n), code, "pick") for n, code in enumerate(CODES, 1)}
SOAP = Item(ProductId(10), "SO-4410", "Olive soap, 200 g", units=Decimal(6))
TEA = Item(ProductId(11), "TE-1187", "Green tea, 100 g", tracking="lot")
ITEMS = {"SO-4410": SOAP, "TE-1187": TEA}
PALLET = Unit(HandlingUnitId(7), "340012345678901231", "pallet")
PEOPLE = (("ctellez", "Clara Tellez"), ("jbruns", "Jan Bruns"), ("mokafor", "Mary Okafor"))


def _plan(number: int, name: str, kind: str, bins: int, done: int, review: int, right: str | None, **more: Any) -> Any:
    given = {"every_days": None, "next_on": None, "ended": False, "waiting": bins - done - review, **more}
    share = None if right is None else Decimal(right)
    return SimpleNamespace(
        plan_id=number, name=name, kind=kind, bins=bins, done=done, review=review, right_share=share, **given
    )


PLANS = (
    _plan(5, "Bins chosen on the map, 23 Nov", "demand", 12, 4, 3, "0.75"),
    _plan(4, "A items, every week", "abc", 180, 121, 2, "0.9876", every_days=7, next_on=date(2026, 11, 30)),
    _plan(3, "Emptied yesterday", "zero", 34, 34, 0, "1", every_days=1, next_on=date(2026, 11, 24)),
    _plan(2, "Busiest bins", "turnover", 100, 0, 0, None, every_days=30, next_on=date(2026, 12, 14)),
    _plan(1, "Year end, zone B", "abc", 412, 412, 0, "0.9612", ended=True),
)


def _bin(number: int, state: str, **more: Any) -> Any:
    given = {
        "person": None, "assigned_to": None, "counting": False, "flags": [], "lines": 0, "more": Decimal(0),
        "less": Decimal(0), "value": Decimal(0), "closed_at": None, "zone": "Pick D", "round": 1, **more,
    }  # fmt: skip
    return SimpleNamespace(count_id=number, location=CODES[number], state=state, **given)


DONE = {"closed_at": MOMENT - timedelta(minutes=20)}
BINS = (
    _bin(1, "open", assigned_to="Clara Tellez"),
    _bin(2, "open", assigned_to="Clara Tellez", counting=True, person="Clara Tellez"),
    _bin(3, "open"),
    _bin(4, "recount", person="Jan Bruns"),
    _bin(5, "recount", person="Jan Bruns", assigned_to="Mary Okafor", counting=True),
    _bin(6, "review", person="Mary Okafor", flags=["out"], lines=1, less=Decimal(2), value=Decimal("-9.80"), **DONE),
    _bin(7, "review", person="Jan Bruns", flags=["reserved"], lines=1, less=Decimal(3), value=Decimal("-18.6"), **DONE),
    _bin(8, "review", person="Jan Bruns", flags=["out", "disagree"], lines=2, more=Decimal(4), value=None, **DONE),
    _bin(9, "approved", person="Clara Tellez", lines=1, **DONE),
    *(_bin(n, "posted", person="Jan Bruns", **DONE) for n in (10, 11, 12, 13)),
)  # fmt: skip


def _key(round_: int, person: str, sku: str, expected: int, counted: int, lot: str = "", **more: Any) -> Any:
    difference = Decimal(counted - expected)
    given = {
        "reserved": Decimal(0),
        "on_hand": Decimal(expected),
        "moved": False,
        "unit": None,
        "booked_at": None,
        **more,
    }
    return SimpleNamespace(
        round=round_, person=person, sku=sku, lot=lot, expected=Decimal(expected), counted=Decimal(counted),
        difference=difference, **given,
    )  # fmt: skip


PASSES = (
    _key(2, "Mary Okafor", "SO-4410", 48, 46, reserved=Decimal(12)),
    _key(2, "Mary Okafor", "TE-1187", 120, 120, "L2611"),
    _key(1, "Jan Bruns", "SO-4410", 48, 46, reserved=Decimal(12)),
    _key(1, "Jan Bruns", "TE-1187", 120, 118, "L2611"),
)


def _right(key: str, label: str, bins: int, counted: int, right: int, less: int, value: str | None) -> Any:
    return SimpleNamespace(
        key=key, label=label, bins=bins, counted=counted, right=right, ira=Decimal(right) / counted,
        units=Decimal(1) - Decimal(less) / 10000, more=Decimal(3), less=Decimal(less),
        value=None if value is None else Decimal(value),
    )  # fmt: skip


ACCURACY = {
    "bin": [_right(code, "Pick D", 1, 12, 12 - n % 3, n % 3, "-4.20") for n, code in enumerate(CODES[:14])],
    "sku": [
        _right("SO-4410", "Olive soap, 200 g", 9, 31, 27, 14, "-68.60"),
        _right("TE-1187", "Green tea, 100 g", 4, 9, 9, 0, None),
    ],
    "class": [_right("A", "Class A", 121, 702, 691, 22, "-212.40"), _right("B", "Class B", 44, 201, 199, 3, "-9.10")],
    "person": [_right(login, name, 40, 180, 176, 5, "-20.00") for login, name in PEOPLE],
}  # fmt: skip


@dataclass
class SampleCounts:
    """What a supervisor reads, and what they did."""

    empty: bool = False
    did: list[tuple[Any, ...]] = field(default_factory=list)
    refuse: Refusal | None = None
    walking: CountWalk = field(default_factory=lambda: CountWalk("aisle", None, "Sonja Supervisor"))

    def plans(self) -> Sequence[Any]:
        return () if self.empty else PLANS

    def counts(self, plan: int | None, states: Sequence[str] | None = None, after: int | None = None) -> Sequence[Any]:
        return () if self.empty else BINS

    def pending(self) -> Sequence[Any]:
        return [row for row in self.counts(None) if row.state == "review"]

    def review(self, count: int) -> Sequence[Any]:
        return PASSES

    def accuracy(self, by: str, days: int = 90) -> Sequence[Any]:
        return [] if self.empty else ACCURACY[by]

    def people(self) -> Sequence[Any]:
        return [SimpleNamespace(login=login, name=name, assigned=n * 3) for n, (login, name) in enumerate(PEOPLE)]

    def plan(self, wish: PlanWish) -> dict[str, Any]:
        return self._did("plan", wish, {"plan_id": 5, "counts": 42, "already": 3})

    def run(self, plan: int | None = None) -> dict[str, Any]:
        return self._did("run", plan, {"plans": 1, "counts": 12})

    def end(self, plan: int) -> dict[str, Any]:
        return self._did("end", plan, {"cancelled": 5})

    def assign(self, counts: Sequence[int], person: str | None) -> dict[str, Any]:
        return self._did("assign", (list(counts), person), {"assigned": len(counts), "kept": 0})

    def approve(self, counts: Sequence[int], reason: str | None = None, *, give_back: bool = False) -> dict[str, Any]:
        if self.refuse is not None and not give_back:
            raise self.refuse
        return self._did(
            "approve", (list(counts), reason, give_back), {"counts": len(counts), "lines": 2, "released": 3}
        )

    def recount(self, counts: Sequence[int], person: str | None = None) -> dict[str, Any]:
        return self._did("recount", list(counts), {"recounts": len(counts)})

    def walk(self) -> CountWalk:
        return self.walking

    def set_walk(self, walk: CountWalk) -> dict[str, Any]:
        if self.refuse is not None and walk.way == "metres":
            raise self.refuse
        self.walking = walk
        return self._did("walk", walk, {"way": walk.way, "metres": walk.metres})

    def post_ready(self) -> dict[str, Any]:
        return {"counts": 0, "lines": 0, "review": 0}

    def _did(self, what: str, given: Any, answer: dict[str, Any]) -> dict[str, Any]:
        self.did.append((what, given))
        return answer


def _request(number: int, kind: str, who: str, quantity: int, value: str | None, **more: Any) -> Any:
    given = {"reason_name": "Missing", "mine": False, "requested_at": MOMENT - timedelta(minutes=17 * number), **more}
    return SimpleNamespace(
        request_id=number, kind=kind, requester=who, quantity=Decimal(quantity), lines=2,
        value=None if value is None else Decimal(value), **given,
    )  # fmt: skip


REQUESTS = (
    _request(7, "adjust", "Jan Bruns", 420, "1218.00"),
    _request(8, "scrap", "Mary Okafor", 36, None, reason_name="Broken"),
    _request(9, "adjust", "You", 96, "612.40", mine=True, reason_name="Booking error"),
)


@dataclass
class SampleCorrections:
    """Three requests, one of them this person's own."""

    empty: bool = False
    did: list[tuple[Any, ...]] = field(default_factory=list)
    refuse: Refusal | None = None

    def waiting(self) -> Sequence[Any]:
        return () if self.empty else REQUESTS

    def lines(self, request: int) -> Sequence[Any]:
        return [
            SimpleNamespace(
                line=n, sku=sku, product=ITEMS[sku].name, delta=Decimal(delta), location=CODES[n + request], lot="",
                sscc=None, on_hand=Decimal(440), value=Decimal(delta) * Decimal("2.9"),
            )
            for n, (sku, delta) in enumerate((("SO-4410", -400), ("TE-1187", -20)), 1)
        ]  # fmt: skip

    def decide(self, request: int, decision: Decision, note: str = "") -> dict[str, Any]:
        if self.refuse is not None:
            raise self.refuse
        self.did.append((request, decision, note))
        return {"state": decision}

    def limits(self) -> Sequence[Limit]:
        return (Limit("adjust", Decimal(100), Decimal(500)), Limit("scrap", Decimal(20), None))


@dataclass
class SampleFloor:
    """The database and the codes of a counter: every bin is on the list, every entry is recorded."""

    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    bins: int = 3

    def call(self, function: str, /, **args: Any) -> dict[str, Any]:
        self.posts.append((function, args))
        return {"count_id": 1, "lines": [], "line_id": len(self.posts)}

    def is_location(self, text: str) -> bool:
        return text in PLACES

    def find(self, barcode: Barcode) -> Found:
        text = barcode.text
        found: Found | None = PLACES.get(text) or ITEMS.get(text)
        return found or (PALLET if text.endswith(PALLET.code) else Nothing(text))

    def pack_job(self, tote: HandlingUnitId) -> PackJob | None:
        return None

    def open(self, show: Callable[[Shown], None]) -> CountStation:
        """A station over this floor; three bins on the list."""
        desk = CountDesk(Workplace(WarehouseId(1), "cart-2", NOWHERE), tuple(PLACES.values())[4 : 4 + self.bins])
        clock = Clock(lambda: MOMENT, time.monotonic, new_op)
        return CountStation(Station(COUNT, start(desk), poster=self, lookup=self, clock=clock, show=show))

    def mine(self) -> Sequence[Any]:
        """Three bins, the first given to this person."""
        return [
            SimpleNamespace(location=place.code, zone="Pick D", mine=n == 0, begun=False)
            for n, place in enumerate(tuple(PLACES.values())[4 : 4 + self.bins])
        ]
