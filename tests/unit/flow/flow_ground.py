"""A small warehouse for flow tests: places, items, totes, and a stepper that answers effects as a station would."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any, Generic, TypeVar
from uuid import UUID

from app.domain.ids import HandlingUnitId, LocationId, LotId, Op, OrderId, OrderLineId, ProductId, TaskId, WarehouseId
from app.domain.measure import Weight, WeightUnit
from app.flow.effects import Effect, FetchJob, FetchPlace, Post, ReadScale, Say, Tone
from app.flow.events import (
    CartonType,
    Event,
    Finish,
    Found,
    Item,
    JobFetched,
    Leave,
    Nothing,
    PackJob,
    PackLine,
    Place,
    PlaceFetched,
    PlannedPlace,
    Posted,
    Scanned,
    Short,
    Undo,
    Unit,
    Weighed,
    Workplace,
)
from app.flow.machine import Flow
from app.flow.pick import PickTask

S = TypeVar("S")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HERE = Workplace(WarehouseId(1), "desk-1", LocationId(90))

A1 = Place(LocationId(1), "A-01", "pick")
B2 = Place(LocationId(2), "B-02", "pick")
TEA = Item(ProductId(10), "TEA", "Green tea")
TEA_CASE = Item(ProductId(10), "TEA", "Green tea", units=Decimal(6))
MILK = Item(ProductId(11), "MILK", "Oat milk", tracking="lot", expiry_required=True)
MILK_L1 = Item(ProductId(11), "MILK", "Oat milk", tracking="lot", expiry_required=True, lot="L1")
MILK_L2 = Item(ProductId(11), "MILK", "Oat milk", tracking="lot", expiry_required=True, lot="L2")
SOAP = Item(ProductId(12), "SOAP", "Soap")
TOTE1 = Unit(HandlingUnitId(101), "TOTE-1", "tote")
TOTE2 = Unit(HandlingUnitId(102), "TOTE-2", "tote")
PALLET = Unit(HandlingUnitId(103), "PAL-3", "pallet", place=B2, suggested=A1)
CARTON = Unit(HandlingUnitId(104), "BOX-4", "carton")
SMALL = CartonType("S", "Small", Decimal(120))
EVERYTHING: tuple[Found, ...] = (
    A1, B2, TEA, TEA_CASE, MILK, MILK_L1, MILK_L2, SOAP, TOTE1, TOTE2, PALLET, CARTON, SMALL,
    Nothing("???"), Nothing("pallet", sscc="095212345678901235"),
)  # fmt: skip

TASKS = (
    PickTask(
        TaskId(1),
        OrderId(7),
        "O-7",
        ProductId(10),
        "TEA",
        "Green tea",
        Decimal(3),
        LocationId(1),
        "A-01",
        place_barcode="LOC-A-01",
        check_digit="42",
    ),
    PickTask(
        TaskId(2), OrderId(8), "O-8", ProductId(11), "MILK", "Oat milk", Decimal(1), LocationId(2), "B-02", lot="L1"
    ),
    PickTask(TaskId(3), OrderId(7), "O-7", ProductId(12), "SOAP", "Soap", Decimal(2), LocationId(2), "B-02"),
)
JOB = PackJob(
    OrderId(7),
    "O-7",
    HandlingUnitId(101),
    "TOTE-1",
    (
        PackLine(OrderLineId(71), ProductId(10), "TEA", "Green tea", Decimal(2), weight=Decimal(250)),
        PackLine(OrderLineId(72), ProductId(11), "MILK", "Oat milk", Decimal(1), LotId(5), "L1", weight=Decimal(1000)),
    ),
)

_SERIAL = count(1)


def op() -> Op:
    """A key that differs from every other."""
    return Op(UUID(int=next(_SERIAL)))


def scan(found: Found, text: str = "") -> Scanned:
    """A scan of this."""
    shown = getattr(found, "code", None) or getattr(found, "sku", None) or getattr(found, "text", "?")
    return Scanned(op(), NOW, text or str(shown), found)


def typed(text: str) -> Scanned:
    """Something typed that is no code."""
    return Scanned(op(), NOW, text, Nothing(text), typed=True)


def undo() -> Undo:
    return Undo(op(), NOW)


def leave() -> Leave:
    return Leave(op(), NOW)


def finish() -> Finish:
    return Finish(op(), NOW)


def short(reason: str = "damaged") -> Short:
    return Short(op(), NOW, reason)


def grams(weight: int) -> Weighed:
    return Weighed(op(), NOW, Weight(Decimal(weight), WeightUnit.GRAM), "S S")


@dataclass
class Walk(Generic[S]):
    """A flow being worked through by hand. Posts succeed; the scale shows `weight`; the tote holds JOB."""

    flow: Flow[S]
    state: S
    weight: Callable[[], Event] = field(default=lambda: grams(1620))
    posts: list[Post] = field(default_factory=list)
    said: list[Say] = field(default_factory=list)

    def do(self, *events: Event) -> tuple[Effect, ...]:
        """Work these events and all that they bring. Returns the effects of the last one given."""
        effects: tuple[Effect, ...] = ()
        for event in events:
            self.state, effects = self.flow.advance(self.state, event)
            for effect in effects:
                self._carry_out(effect)
        return effects

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Post(function=function):
                self.posts.append(effect)
                result: dict[str, Any] = {"hu_id": 900, "sscc": "095212345678901235"} if "create" in function else {}
                self.do(Posted(op(), NOW, function, result))
            case FetchJob():
                self.do(JobFetched(op(), NOW, JOB))
            case FetchPlace():
                self.do(PlaceFetched(op(), NOW, PlannedPlace(70, A1, "It is empty.")))
            case ReadScale():
                self.do(self.weight())
            case Say():
                self.said.append(effect)

    @property
    def tone(self) -> Tone:
        """How the last answer sounded."""
        return self.said[-1].tone
