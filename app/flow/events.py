"""What happens at a station, and what a scanned code turned out to be. Data only.

Every event carries `op`, the operation key made where the person acted, and `at`, the wall-clock moment. A flow that
decides to post does it under that key, so the same act is one act however often it is sent.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.domain.ids import HandlingUnitId, LocationId, LotId, Op, OrderId, OrderLineId, ProductId, WarehouseId
from app.domain.measure import Weight
from app.flow.pick_work import PickTour


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the person stands: warehouse, the station's name (sent as p_device), and the location it stands on."""

    warehouse: WarehouseId
    device: str
    place: LocationId


# ---- what a code turned out to be -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Place:
    """A location. kind: storage, pick, receiving, quality, staging, packing, dock or station."""

    id: LocationId
    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Item:
    """A product, with whatever its label said.

    units: base units that one scan of this code stands for (12 for the case's GTIN). quantity: base units that the
    label states (AI 30, 37), else None. tracking: none, lot or serial. expiry_required: the product has a shelf life.
    catch_weight: each piece has its own weight; weight: grams that the label states (AI 310n), else None.
    """

    product: ProductId
    sku: str
    name: str
    units: Decimal = Decimal(1)
    tracking: str = "none"
    expiry_required: bool = False
    lot: str | None = None
    expires_on: date | None = None
    quantity: Decimal | None = None
    serial: str | None = None
    sscc: str | None = None
    catch_weight: bool = False
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A handling unit: pallet, carton, tote or cart. suggested: where putaway would have it, if known."""

    id: HandlingUnitId
    code: str
    kind: str
    place: Place | None = None
    suggested: Place | None = None


@dataclass(frozen=True, slots=True)
class CartonType:
    """An empty carton's kind. tare: its weight in grams, None when nobody weighed one."""

    code: str
    name: str
    tare: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """A readable code that nobody here knows. sscc: its 18 digits, when it is an SSCC (a supplier's pallet)."""

    text: str
    sscc: str | None = None


Found = Place | Item | Unit | CartonType | Nothing


# ---- work that a station is given ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class PackLine:
    """What one order line has in the tote. quantity: base units; weight: grams of one base unit, None if unknown."""

    order_line: OrderLineId
    product: ProductId
    sku: str
    name: str
    quantity: Decimal
    lot: LotId | None = None
    lot_code: str | None = None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PackJob:
    """An order to be packed from one tote."""

    order: OrderId
    number: str
    tote: HandlingUnitId
    tote_code: str
    lines: tuple[PackLine, ...]


# ---- events ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Scanned:
    """A code came in, by scanner or by keyboard, and was looked up."""

    op: Op
    at: datetime
    text: str
    found: Found
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """The scale settled. raw is its frame, for the audit."""

    op: Op
    at: datetime
    weight: Weight
    raw: str = ""


@dataclass(frozen=True, slots=True)
class ScaleFailed:
    """No weight came: the scale is away, still moving, over or under."""

    op: Op
    at: datetime
    words: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A posting went through; result is what the function returned."""

    op: Op
    at: datetime
    function: str
    result: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobFetched:
    """The answer to FetchJob. None: nothing is waiting in that tote."""

    op: Op
    at: datetime
    job: PackJob | None


@dataclass(frozen=True, slots=True)
class TourFetched:
    """The answer to FetchTour: what is left of a batch now."""

    op: Op
    at: datetime
    tour: PickTour


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """Where a load goes: its putaway task, the bin, and why there."""

    task: int
    place: Place
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFetched:
    """The answer to FetchPlace. plan None: there is none; why: what stands in the way."""

    op: Op
    at: datetime
    plan: PlannedPlace | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Short:
    """The person cannot do all of it, and says why (a reason code)."""

    op: Op
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The person answered a Confirm."""

    op: Op
    at: datetime
    yes: bool


@dataclass(frozen=True, slots=True)
class Finish:
    """The person says that this one is full or done: the carton, the tote."""

    op: Op
    at: datetime


@dataclass(frozen=True, slots=True)
class Skip:
    """Not now: this one comes last."""

    op: Op
    at: datetime


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last scan back."""

    op: Op
    at: datetime


@dataclass(frozen=True, slots=True)
class Leave:
    """Stop this work here."""

    op: Op
    at: datetime


Event = (
    Scanned
    | Weighed
    | ScaleFailed
    | Posted
    | JobFetched
    | TourFetched
    | PlaceFetched
    | Short
    | Answered
    | Finish
    | Skip
    | Undo
    | Leave
)
