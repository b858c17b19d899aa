"""Answers of the control room's service with fixed people and times, for pictures and lints of the page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace as Row
from typing import Any

from app.heat.plan import FloorPlan
from app.services.control_room import Before, BinDetail, CutOff, Kpis
from app.services.plan_views import Look, PlanView
from app.ui.control_room.sample_floor import GOODS
from app.ui.showcase.samples import MOMENT

PEOPLE = ("Miriam Okafor", "Jan Lindqvist", "Piotr Novak", "Rosa Silva", "Sam Adeyemi")
PICKS = (84, 96, 88, 120, 104, 112, 131, 99, 117, 108, 96, 129)


def _ago(minutes: float) -> datetime:
    return MOMENT - timedelta(minutes=minutes)


class SampleRoom:
    """A Room (desk.py) without a database. empty: a warehouse on its first morning."""

    def __init__(self, plan: FloorPlan, empty: bool = False) -> None:
        self._plan, self._empty = plan, empty

    def kpis(self) -> Kpis:
        if self._empty:
            return Kpis((), (0,) * 12, 0, 0, 0, 0, {"packing": (9, 0), "receiving": (8, 0)})
        today = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
        cut_offs = (
            CutOff("DHL", today, 560, 380, 32, 60, 88),
            CutOff("UPS", today + timedelta(hours=1, minutes=30), 420, 150, 38, 80, 152),
        )
        places = {"packing": (9, 7), "receiving": (8, 5), "staging": (11, 6)}
        return Kpis(cut_offs, PICKS, 26, 1_912, 37, 12, places)

    def alarms(self) -> Sequence[Any]:
        if self._empty:
            return ()
        a, b = self._codes("D", 2), self._codes("E", 1)
        rows = (
            (1, "scale", 1, "Scale on P4 gives no stable weight", "Zero the scale, then weigh again.", None, "PACK-04"),
            (2, "order.short", 2, "24 UPS orders late at today’s rate", "Send three pickers to zone D.", None, ""),
            (3, "temperature", 2, "Chilled room: door open 4 min", "Close the door of zone E.", b[0], self._code(b[0])),
            (4, "task.exception", 2, "Replenishment not claimed", "Give it to a truck.", a[0], self._code(a[0])),
            (5, "bin.blocked", 3, "Rack end damaged, 2 bins blocked", "Call maintenance.", a[1], self._code(a[1])),
        )
        made = []
        for number, (id_, kind, priority, text, step, place, code) in enumerate(rows):
            known = number in (2, 3)
            made.append(
                Row(
                    alarm_id=id_,
                    kind=kind,
                    priority=priority,
                    text=text,
                    next_step=step,
                    location_id=place,
                    location=code,
                    raised_at=_ago(6 + 4 * number),
                    acknowledged_at=_ago(3) if known else None,
                    acknowledged_person="K. Hansen" if known else None,
                    shelved_until=MOMENT + timedelta(hours=2) if number == 4 else None,
                    shelve_reason="Repair ordered for 16:00" if number == 4 else None,
                    cleared_at=None,
                )
            )
        return made

    def acknowledge(self, alarm_id: int) -> None:
        """Nothing is kept here."""

    def shelve(self, alarm_id: int, until: datetime, reason: str) -> None:
        """Nothing is kept here."""

    def clear(self, alarm_id: int) -> None:
        """Nothing is kept here."""

    def activity(self, limit: int = 60) -> Sequence[Any]:
        if self._empty:
            return ()
        places = [*self._codes("D", 9), *self._codes("B", 9), *self._codes("S", 6)]
        return [self._entry(number, places[number % len(places)]) for number in range(24)][:limit]

    def bin(self, location_id: int) -> BinDetail | None:
        index = self._plan.index(location_id)
        code = self._plan.locations.codes[index]
        zone, aisle, bay, level = [*code.split("-"), "", "", "", ""][:4]
        head = Row(
            location_id=location_id,
            code=code,
            zone_code=zone,
            zone_name=dict(zip(self._plan.zones.codes, self._plan.zones.names, strict=True)).get(zone, ""),
            aisle=aisle,
            bay=bay,
            level=int(level or 1) - 1,
            max_weight=80_000,
            block_pick=False,
            block_putaway=False,
        )
        entries = self.ledger(location_id)
        return BinDetail(head, _stock(), entries, 214, _tasks(), _promises(code))

    def ledger(self, location_id: int, before: Before | None = None) -> Sequence[Any]:
        return [self._entry(number, location_id) for number in range(50)]

    def stock_ledger(self, location_id: int, product_id: int, lot: str | None) -> Sequence[Any]:
        return [self._entry(number, location_id, sku=GOODS[0][0]) for number in range(12)]

    def order(self, order_id: int) -> tuple[Any, Sequence[Any]] | None:
        lines = [
            Row(
                line_no=number + 1,
                sku=sku,
                product=name,
                quantity=Decimal(8 + 4 * number),
                reserved=Decimal(8 + 4 * number if number != 3 else 2),
                picked=Decimal(8 + 4 * number if number < 2 else 0),
                packed=Decimal(0),
                shipped=Decimal(0),
                cancelled=Decimal(0),
            )
            for number, (sku, name) in enumerate(GOODS[:5])
        ]
        head = Row(
            number="SO-88214",
            state="picking",
            priority=5,
            order_date=_ago(190),
            cut_off=datetime(2026, 11, 23, 15, 0, tzinfo=UTC),
            carrier_service="DHL",
            completeness="ship_complete",
            ordered=sum(line.quantity for line in lines),
            reserved=sum(line.reserved for line in lines),
            picked=Decimal(20),
            shipped=Decimal(0),
            short_reason=None,
        )
        return head, lines

    def order_of_line(self, order_line: int) -> int | None:
        return 88214

    def bins_of_product(self, product_id: int) -> Sequence[Any]:
        return ()

    def bins_of_cut_off(self, carrier: str, cut_off: datetime | None) -> frozenset[int]:
        return frozenset(self._codes("D", 40))

    def bins_of_late_lines(self) -> frozenset[int]:
        return frozenset(self._codes("B", 12))

    def _codes(self, zone: str, most: int) -> list[int]:
        """Location ids of a zone, spread over it."""
        table = self._plan.locations
        at = [i for i, code in enumerate(table.codes) if code.startswith(f"{zone}-")]
        step = max(1, len(at) // max(1, most))
        return [int(table.ids[i]) for i in at[step // 2 :: step]][:most]

    def _code(self, location_id: int) -> str:
        return str(self._plan.locations.codes[self._plan.index(location_id)])

    def _entry(self, number: int, location_id: int, sku: str = "") -> Any:
        kind = ("pick", "pick", "replenish", "pick", "receive")[number % 5]
        here, arrives = self._code(location_id), kind in ("replenish", "receive")
        there = {"pick": f"TOTE-{12 + number % 7}", "replenish": "A-03-41-4", "receive": "SUPPLIER"}[kind]
        return Row(
            ledger_id=8_412_903 - 526 * number,
            posted_at=_ago(1 + 11 * number),
            kind=kind,
            quantity=Decimal((8, 16, 48, 4, 96)[number % 5]),
            sku=sku or GOODS[number % len(GOODS)][0],
            product=GOODS[number % len(GOODS)][1],
            lot="L24-1107",
            from_code=there if arrives else here,
            to_code=here if arrives else there,
            from_location_id=None if arrives else location_id,
            to_location_id=location_id if arrives else None,
            document=(f"SO-{88_214 - 8 * number}", f"RT-{20_417 - number}")[kind == "replenish"],
            person=PEOPLE[number % len(PEOPLE)],
            reason=None,
            order_line_id=number if kind == "pick" else None,
        )


def _stock() -> Sequence[Any]:
    return [
        Row(
            quant_id=number,
            product_id=1,
            sku=GOODS[0][0],
            product=GOODS[0][1],
            lot=("L24-1107", "L24-1163")[number],
            expires_on=date(2027, 3, 14 + number),
            sscc=("340123450000000412", "340123450000000698")[number],
            status="available",
            quantity=Decimal((96, 48)[number]),
            reserved=Decimal((40, 0)[number]),
            free=Decimal((56, 48)[number]),
            last_counted_at=_ago(180),
        )
        for number in range(2)
    ]


def _tasks() -> Sequence[Any]:
    return [
        Row(
            task_id=77_120 + number,
            kind="pick",
            state_name=("started", "claimed", "ready")[number],
            sku=GOODS[0][0],
            quantity=Decimal(8),
            order_number=f"SO-{88_214 + number}",
            order_id=number,
            person=PEOPLE[number] if number < 2 else None,
            lease_until=None,
            exception_reason=None,
            next_step=None,
        )
        for number in range(3)
    ]


def _promises(code: str) -> Sequence[Any]:
    facts = {"choice": 1, "of": 3, "expires_on": "2027-03-14", "bin": code}
    return [
        Row(number=f"SO-{88_214 + n}", quantity=Decimal(8), rule="fefo", explanation=facts, cut_off=None, order_id=n)
        for n in range(3)
    ]


def sample_views() -> tuple[PlanView, ...]:
    """Views that a supervisor of the sample floor has kept, and one that a planner shares."""
    late = Look("picks_hour", zones=("D", "S"), box=(30.0, 20.0, 70.0, 48.0))
    return (
        PlanView(1, "Late shift", late, "role", frozenset({"supervisor"}), 30, True, "K. Hansen"),
        PlanView(2, "Expiring in the chilled room", Look("days_to_expiry", zones=("E",), within=30), "mine", dwell=20),
        PlanView(3, "Whole house", Look("fill", "mean"), "all", dwell=10),
        PlanView(4, "Counting backlog", Look("count_age"), "all", mine=False, person="P. Novak"),
    )


class SampleViews:
    """A ViewStore (desk.py) in memory."""

    def __init__(self, views: tuple[PlanView, ...] = ()) -> None:
        self._views = views

    def views(self) -> tuple[PlanView, ...]:
        return self._views

    def save(self, view: PlanView) -> int:
        known = next((one for one in self._views if one.mine and one.name == view.name), None)
        id_ = known.view_id if known is not None else 1 + max((one.view_id for one in self._views), default=0)
        kept = replace(view, view_id=id_, mine=True)
        others = tuple(one for one in self._views if one.view_id != id_)
        self._views = tuple(sorted((*others, kept), key=lambda one: (not one.mine, one.name)))
        return id_

    def drop(self, view_id: int) -> None:
        self._views = tuple(one for one in self._views if one.view_id != view_id)


def sample_count(locations: Sequence[int]) -> Mapping[str, Any]:
    """What putting bins on the count list answers; every tenth is on it already."""
    already = sum(place % 10 == 0 for place in locations)
    return {"plan_id": 1, "counts": len(locations) - already, "already": already}


def sample_tour(plan: FloorPlan) -> Callable[[int], Any]:
    """Plans the same walk through zone D for every order."""
    codes = [code for code in sorted(plan.by_code) if code.startswith("D-0") and code.endswith("-1")][3::29]
    cells = plan.locations.cell[[plan.by_code[code] for code in codes]]
    x, y = plan.centres(cells)
    points = [(float(a) * 1000, float(b) * 1000 + 1_000) for a, b in zip(x, y, strict=True)]
    bench = (points[0][0] - 2_000, points[-1][1] + 9_000)
    stops = tuple(Row(name=code, point=point) for code, point in zip(codes, points, strict=True))
    line = [bench]
    for here, there in pairwise([bench, *points, bench]):
        line += [(here[0], there[1]), there]
    words = "Optimal saves 46 m against S-shape"
    tour = Row(stops=stops, line=tuple(line), metres=214.0, seconds=312.0, comparison=words)
    return lambda order_id: Row(order_id=order_id, number="SO-88214", tour=tour, left_out=())
