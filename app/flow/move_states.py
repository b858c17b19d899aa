"""What moving goods holds: its tasks, and the states between the bin they lie in and the one they go to."""

from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.ids import HandlingUnitId, LocationId, ProductId, TaskId
from app.flow.events import Workplace


@dataclass(frozen=True, slots=True)
class MoveTask:
    """Goods that go from one bin to another. kind: replenish or move. quantity: base units; unit: the unit that
    they are taken from. whole: a planned move, of all loose goods of the product, whatever is said of its quantity;
    exchange: those of one number change places and are done together."""

    task: TaskId
    kind: str
    product: ProductId
    sku: str
    name: str
    quantity: Decimal
    source: LocationId
    source_code: str
    target: LocationId
    target_code: str
    source_digit: str = ""
    target_digit: str = ""
    lot: str | None = None
    unit: HandlingUnitId | None = None
    unit_code: str = ""
    whole: bool = False
    exchange: int | None = None

    @property
    def goods(self) -> str:
        """How much of what, for a line."""
        return f"all of {self.sku}" if self.whole else f"{self.quantity:f} x {self.sku}"


@dataclass(frozen=True, slots=True)
class MoveRun:
    """Tasks in their order, and how many are done."""

    workplace: Workplace
    tasks: tuple[MoveTask, ...]
    done: int = 0

    @property
    def task(self) -> MoveTask:
        """The task in hand. Only a run that is not over has one."""
        return self.tasks[self.done]


@dataclass(frozen=True, slots=True)
class AtSource:
    """Go to the bin that the goods lie in, and prove it."""

    run: MoveRun
    back: "MoveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AtGoods:
    """The bin is right; prove the goods."""

    run: MoveRun
    back: "MoveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Taking:
    """The goods are right. taken: fewer than wanted were counted; None: nothing was said yet."""

    run: MoveRun
    taken: Decimal | None = None
    back: "MoveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Carrying:
    """So much is on the way. reason: why it is fewer than wanted."""

    run: MoveRun
    taken: Decimal
    reason: str | None = None
    back: "MoveState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MoveOver:
    """All is done, or it was broken off (left)."""

    run: MoveRun
    left: bool = False
    back: None = field(default=None, compare=False, repr=False)


MoveState = AtSource | AtGoods | Taking | Carrying | MoveOver
