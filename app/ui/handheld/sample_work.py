"""A picker's morning with fixed goods and people, in which the handheld's states are rendered and tested."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Any

from app.domain.barcode import Barcode
from app.domain.errors import Refusal, Unreachable
from app.domain.ids import HandlingUnitId, LocationId, Op, OrderId, ProductId, TaskId, WarehouseId, new_op
from app.flow import count, move, pick, putaway, receive
from app.flow.count_states import CountDesk
from app.flow.effects import FetchPlace
from app.flow.events import Found, Item, Nothing, PackJob, Place, PlannedPlace, Unit, Workplace
from app.flow.machine import Flow
from app.flow.move_states import MoveTask
from app.flow.pick_work import PickTask, PickTour, Tote
from app.flow.receive_states import Announced, Dock
from app.heat.plan import FloorPlan
from app.layout.opening import from_import
from app.services.demo_data.building import build
from app.services.demo_data.spec import DemoSpec
from app.services.floor.published import Ground
from app.services.handheld.course import Course, Reason
from app.services.handheld.floor_work import DIFFERS, NOT_PLANNED, NOWHERE
from app.services.handheld.keeping import KeptNews
from app.services.handheld.sight import Sight
from app.services.handheld.trades import TRADES, Choice, Trade, Waiting
from app.services.handheld.walks import Trail, Trails
from app.services.station import Clock, Shown, Station
from app.ui.control_room.sample_floor import sample_plan
from app.ui.showcase.samples import MOMENT

BINS = 2_000
WORKPLACE = Workplace(WarehouseId(1), "handheld 7", NOWHERE)
SOAP = Item(ProductId(10), "SO-4410", "Olive soap, 200 g", units=Decimal(6))
TEA = Item(ProductId(11), "TE-1187", "Green tea, 100 g", tracking="lot")
OATS = Item(ProductId(12), "OA-0920", "Rolled oats, organic, 500 g")
ITEMS = {item.sku: item for item in (SOAP, TEA, OATS)}
FIRST, SECOND = "340012345678901248", "340012345678901255"
TOTES = {code: Unit(HandlingUnitId(n), code, "tote") for n, code in enumerate((FIRST, SECOND), 70)}
PALLET = "340012345678901231"
REASONS = (
    Reason("not_there", "Bin holds less than booked"),
    Reason("bad", "Goods not fit to ship"),
    Reason("blocked", "Bin cannot be reached"),
)
NOTHING_TO_PICK = Refusal("pick.none", "No pick waits for you.", "Take other work, or ask when orders are released.")
AWAY = "The database does not answer."


@cache
def sample_trails() -> Trails:
    """The demo's building, to walk on."""
    return Trails(Ground.of(1, from_import(build(DemoSpec(bins=BINS)).document()).layout))


@cache
def faces() -> tuple[str, ...]:
    """Eight pick bins along a tour."""
    plan = sample_plan(BINS)
    kinds, codes = plan.locations.kind, plan.locations.codes
    picks = [codes[n] for n in range(len(codes)) if kinds[n] == 1]
    return sample_trails().sorted([picks[n * len(picks) // 8 + 5] for n in range(8)])[0]


def place(code: str) -> Place:
    """A bin of the plan."""
    return Place(LocationId(sample_plan(BINS).by_code[code] + 1), code, "pick")


def sample_tasks() -> tuple[PickTask, ...]:
    """Eight picks for two orders."""
    found = []
    for n, code in enumerate(faces()):
        item = (SOAP, OATS, TEA)[n % 3]
        lot = "L2611" if item is TEA else None
        found.append(
            PickTask(
                TaskId(n), OrderId(n % 2), f"SO-2611{40 + n % 2}", item.product, item.sku, item.name,
                Decimal((12, 3, 1)[n % 3]), place(code).id, code, code, "42", lot, slot=1 + n % 2,
            )
        )  # fmt: skip
    return tuple(found)


def sample_tour() -> PickTour:
    """A cart with two slots, the second with its tote."""
    return PickTour(5, "cluster", sample_tasks(), (Tote(OrderId(1), HandlingUnitId(71), SECOND, 2),))


def sample_moves() -> tuple[MoveTask, ...]:
    """A face to be refilled from another bin."""
    source, target = faces()[6], faces()[2]
    return (
        MoveTask(
            TaskId(40), "replenish", OATS.product, OATS.sku, OATS.name, Decimal(48), place(source).id, source,
            place(target).id, target,
        ),
    )  # fmt: skip


def sample_dock() -> Dock:
    """A delivery of three lines, one of them in."""
    lines = (
        Announced(1, SOAP.product, SOAP.sku, Decimal(120), Decimal(120)),
        Announced(2, TEA.product, TEA.sku, Decimal(60), lot="L2611"),
        Announced(3, OATS.product, OATS.sku, Decimal(48)),
    )
    return Dock(WORKPLACE, "ASN-20931", 9, lines=lines)


@dataclass
class SampleKept:
    """Acts of before as told; seen takes those away that were refused."""

    news: KeptNews

    def send(self) -> KeptNews:
        """What came of them."""
        return self.news

    def seen(self) -> None:
        """The refused ones go."""
        self.news = replace(self.news, refused=())


@dataclass
class SampleWork:
    """`AtWork` without a database: everything is recorded, unless it is `away`. empty: nothing waits."""

    trades: tuple[Trade, ...] = TRADES
    sees_plan: bool = True
    keeps: "SampleKept | None" = None
    empty: bool = False
    away: bool = False
    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def waiting(self) -> Mapping[str, Waiting]:
        """What the menu shows."""
        if self.away:
            raise Unreachable(AWAY, "What was recorded is kept.", retry=True)
        if self.empty:
            return {trade.id: Waiting() for trade in self.trades if trade.tasks}
        picks, goods, refills = Waiting(214, 8), Waiting(12), Waiting(5)
        return {"next": picks + goods + refills, "pick": picks, "putaway": goods, "move": refills, "count": Waiting(3)}

    def choices(self, trade: str) -> tuple[Choice, ...]:
        """Two deliveries, and none."""
        if trade != "receive":
            return ()
        return (Choice("9", "ASN-20931", "Dock 2"), Choice("10", "PO-4471", "Nordtee"), Choice("", "No delivery"))

    def open(self, trade: str, show: Callable[[Shown], None], choice: str = "") -> Course:
        """Take it up."""
        if self.empty and trade in ("pick", "next"):
            raise NOTHING_TO_PICK
        flow, state, reasons = _starts(choice)[trade]
        clock = Clock(lambda: MOMENT, time.monotonic, new_op)
        station = Station(flow, state, poster=self, lookup=self, clock=clock, show=show)
        found = next(one for one in self.trades if one.id == trade)
        return Course(found, station, reasons, given="42 s from where you are." if trade == "next" else "")

    def plan(self) -> FloorPlan | None:
        """The demo's building."""
        return sample_plan(BINS)

    def trail(self, sight: Sight) -> Trail:
        """The way through it."""
        return sample_trails().trail(sight.here, sight.ahead, home=sight.home)

    # ---- what a station asks ----
    def call(self, function: str, /, **args: Any) -> dict[str, Any]:
        """Record it."""
        if self.away:
            raise Unreachable(AWAY, "What was recorded is kept.", retry=True)
        self.posts.append((function, args))
        return {"count_id": 1, "lines": [], "line_id": len(self.posts)}

    def is_location(self, text: str) -> bool:
        """Whether it is a bin of the plan."""
        return text in sample_plan(BINS).by_code

    def find(self, barcode: Barcode) -> Found:
        """What a code is."""
        text = barcode.text
        if text in sample_plan(BINS).by_code:
            return place(text)
        if text.endswith(PALLET):
            return Unit(HandlingUnitId(7), PALLET, "pallet", place(faces()[0]))
        tote = next((tote for code, tote in TOTES.items() if text.endswith(code)), None)
        return tote or ITEMS.get(text) or Nothing(text)

    def tour(self, batch: int) -> PickTour:
        """It stays as it was."""
        return sample_tour()

    def planned_place(self, wanted: FetchPlace, op: Op) -> tuple[PlannedPlace | None, str]:
        """Always the same bin."""
        return PlannedPlace(7, place(faces()[5]), "Near its pick face, 12 free of 40"), ""

    def pack_job(self, tote: HandlingUnitId) -> PackJob | None:
        """Nothing is packed here."""
        return None


def _starts(choice: str) -> Mapping[str, tuple[Flow[Any], Any, tuple[Reason, ...]]]:
    bins = CountDesk(WORKPLACE, tuple(place(code) for code in faces()[:3]))
    dock = sample_dock() if choice else Dock(WORKPLACE)
    tour = (pick.PICK, pick.start_batch(WORKPLACE, sample_tour()), REASONS)
    return {
        "next": tour,
        "pick": tour,
        "putaway": (putaway.PUTAWAY, putaway.start(WORKPLACE), NOT_PLANNED),
        "receive": (receive.RECEIVE, receive.start(dock), DIFFERS if choice else ()),
        "move": (move.MOVE, move.start(WORKPLACE, sample_moves()), REASONS),
        "count": (count.COUNT, count.start(bins), ()),
    }
