"""Where a picker's work stands. Every state carries the run; `back` is the state before the last scan."""

from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.ids import LocationId, Op, OrderId, OrderLineId, ProductId
from app.flow.events import Workplace
from app.flow.pick_work import TOGETHER, PickTask, Tote


@dataclass(frozen=True, slots=True)
class PickRun:
    """A tour: its tasks in walking order, how many are done, and the totes on the cart. batch: None where the tasks
    were taken one by one. mode: how the batch is sorted. last: the act that can be taken back, last_words: what it
    was."""

    workplace: Workplace
    tasks: tuple[PickTask, ...]
    done: int = 0
    totes: tuple[Tote, ...] = ()
    batch: int | None = None
    mode: str = ""
    last: Op | None = None
    last_words: str = ""

    @property
    def task(self) -> PickTask:
        """The task in hand. Only a run that is not over has one."""
        return self.tasks[self.done]

    @property
    def left(self) -> tuple[PickTask, ...]:
        """The task in hand and those after it."""
        return self.tasks[self.done :]

    @property
    def together(self) -> bool:
        """Whether totes take goods of several orders."""
        return self.mode == TOGETHER

    def tote_of(self, order: OrderId) -> Tote | None:
        """The tote that this order's goods go into on this tour."""
        whose = None if self.together else order
        return next((tote for tote in self.totes if tote.order == whose and not tote.full), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be sent instead of what has run out. quantity: of it; missing: of what was asked for."""

    line: OrderLineId
    order_number: str
    product: ProductId
    sku: str
    name: str
    quantity: Decimal
    missing: Decimal


@dataclass(frozen=True, slots=True)
class AtBin:
    """Go to the bin and prove it."""

    run: PickRun
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AtItem:
    """The bin is right; prove the item."""

    run: PickRun
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AtLot:
    """The item is right; its label does not say the lot or serial number. units: what the scan stands for."""

    run: PickRun
    units: Decimal
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Counting:
    """The item is right; picked base units so far, fewer than wanted."""

    run: PickRun
    picked: Decimal
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AtTote:
    """Picked is in the hand; prove the tote. reason: why it is fewer than wanted. serial: the number on the piece,
    where it is another than the reserved one."""

    run: PickRun
    picked: Decimal
    reason: str | None = None
    serial: str | None = None
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AskEmpty:
    """The last pick emptied this bin in the books: is it?"""

    run: PickRun
    place: LocationId
    place_code: str
    back: None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AskSubstitute:
    """There is no more of what came short: send something else?"""

    run: PickRun
    sku: str
    offers: tuple[Offer, ...]
    back: None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AtDrop:
    """All is picked; set the totes down. chosen: one of them, where they do not go to the same place."""

    run: PickRun
    chosen: Tote | None = None
    back: "PickState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PickOver:
    """The tour has ended. left: it was broken off with tasks open."""

    run: PickRun
    left: bool = False
    back: None = field(default=None, compare=False, repr=False)


Walking = AtBin | AtItem | AtLot | Counting | AtTote
PickState = Walking | AskEmpty | AskSubstitute | AtDrop | PickOver


def onward(run: PickRun, here: LocationId | None = None) -> PickState:
    """The state before the next task. here: the bin where the person stands, which needs no second proof."""
    if run.done < len(run.tasks):
        return AtItem(run) if run.task.place == here else AtBin(run)
    return PickOver(run) if run.batch is None else AtDrop(run)
