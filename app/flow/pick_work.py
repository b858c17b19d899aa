"""What a picker is given: tasks in walking order, totes on the cart. Data only."""

from dataclasses import dataclass
from decimal import Decimal

from app.domain.ids import HandlingUnitId, LocationId, OrderId, ProductId, TaskId

TOGETHER = "batch"
"""The way of picking in which totes take goods of several orders, sorted at packing."""


@dataclass(frozen=True, slots=True)
class Share:
    """One reservation's part of what is taken at a stop. quantity: base units."""

    task: TaskId
    order: OrderId
    order_number: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class PickTask:
    """What to fetch at a stop. quantity: base units. lot: the code of the reserved lot or serial number. tote: where it
    must go. slot: the order's place on the cart. source: the handling unit it is reserved in. shares: of several orders
    that are picked together, the most urgent first; empty where it is all of one."""

    task: TaskId
    order: OrderId
    order_number: str
    product: ProductId
    sku: str
    name: str
    quantity: Decimal
    place: LocationId
    place_code: str
    place_barcode: str = ""
    check_digit: str = ""
    lot: str | None = None
    tote: HandlingUnitId | None = None
    slot: int | None = None
    tracking: str = "none"
    source: HandlingUnitId | None = None
    source_code: str = ""
    shares: tuple[Share, ...] = ()

    @property
    def parts(self) -> tuple[Share, ...]:
        """Its reservations; one where it is all of one."""
        return self.shares or (Share(self.task, self.order, self.order_number, self.quantity),)

    def split(self, picked: Decimal) -> tuple[tuple[TaskId, Decimal], ...]:
        """What each reservation gets of so much: the first all it asks for, the next what is left."""
        given, left = list[tuple[TaskId, Decimal]](), picked
        for part in self.parts:
            got = min(part.quantity, left)
            given.append((part.task, got))
            left -= got
        return tuple(given)


@dataclass(frozen=True, slots=True)
class Tote:
    """A tote on the cart. order: whose goods it takes; None: of several. gather_at: where that order's others wait."""

    order: OrderId | None
    unit: HandlingUnitId
    code: str
    slot: int | None = None
    full: bool = False
    gather_at: str = ""


@dataclass(frozen=True, slots=True)
class PickTour:
    """What is left of a batch: tasks in walking order, totes on the cart. mode: discrete, batch, cluster or zone."""

    batch: int
    mode: str
    tasks: tuple[PickTask, ...]
    totes: tuple[Tote, ...] = ()
