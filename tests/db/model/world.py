"""One small warehouse twice: on the real database, and as a few dictionaries that say what must be there after each act."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from app.domain.ids import new_op
from tests.db.ground import EVERYTHING, Ground

BINS = ("DOCK", "A1", "A2", "A3")
PACK = "PACK"
SKUS = ("CUP", "P-01", "MILK")
LOTS = {"SOON": 20, "LATE": 200}  # days to expiry
UNITS = ("PAL1", "PAL2")
ORDERS_AT_ONCE = 5
_numbers = count(1)


class Key(NamedTuple):
    """What makes one stock record: the unit's place is the unit's, so a record in a unit names both."""

    place: str
    sku: str
    lot: str | None
    unit: str | None


@dataclass
class Promise:
    """An open reservation, and the pick made for it."""

    order: int
    line: int
    task: int
    key: Key
    quantity: Decimal


@dataclass
class Act:
    """A call that was answered: to be sent again, to be taken back. moves: (from, to, quantity), None is outside."""

    op: UUID
    function: str
    arguments: dict[str, Any]
    answer: dict[str, Any]
    moves: list[tuple[Key | None, Key | None, Decimal]] = field(default_factory=list)
    undone: bool = False


@dataclass
class Model:
    """What must be true. held: (kind, name) of open holds by their id. doubted: records that came short once: what is
    left of them is offered to nobody until their bin was counted. spoken: picked into a tote, and no hand takes it out."""

    stock: dict[Key, Decimal] = field(default_factory=dict)
    promises: list[Promise] = field(default_factory=list)
    held: dict[int, tuple[str, str]] = field(default_factory=dict)
    doubted: set[Key] = field(default_factory=set)
    spoken: dict[Key, Decimal] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    wanted: dict[int, dict[int, tuple[str, Decimal]]] = field(default_factory=dict)  # order: line: (sku, still wanted)

    def reserved(self, key: Key) -> Decimal:
        return sum((promise.quantity for promise in self.promises if promise.key == key), Decimal(0))

    def free(self, key: Key) -> Decimal:
        return self.stock.get(key, Decimal(0)) - self.reserved(key)

    def refusal(self, key: Key, quantity: Decimal) -> str | None:
        """What taking so much from here by hand is refused with; None: it is not."""
        if self.free(key) < quantity:
            return "WM451"
        return "WM455" if self.free(key) - self.spoken.get(key, Decimal(0)) < quantity else None

    def is_held(self, key: Key) -> bool:
        names = {("location", key.place), ("product", key.sku), ("lot", key.lot), ("hu", key.unit)}
        return any(hold in names for hold in self.held.values())

    def shift(self, start: Key | None, end: Key | None, quantity: Decimal) -> None:
        for key, delta in ((start, -quantity), (end, quantity)):
            if key is not None:
                self.stock[key] = self.stock.get(key, Decimal(0)) + delta

    def standing(self) -> dict[Key, tuple[Decimal, Decimal]]:
        """Quantity and reserved of every record that holds something."""
        return {key: (held, self.reserved(key)) for key, held in self.stock.items() if held}


class World:
    """A warehouse of its own on a shared database: calls as people, looks as the superuser."""

    def __init__(self, ground: Ground) -> None:
        self.root = psycopg.connect(ground.url(), autocommit=True)
        self.boss = psycopg.connect(ground.url(EVERYTHING), autocommit=True)
        self.counter = psycopg.connect(ground.url("t_counter"), autocommit=True)
        self.products = {sku: ground.products[sku] for sku in SKUS}
        self.lots: dict[str, int] = {}

    def close(self) -> None:
        for connection in (self.root, self.boss, self.counter):
            connection.close()

    def begin(self) -> None:
        """A new empty warehouse: five places, two pallets, a tote."""
        code = f"W{next(_numbers)}"
        (self.wh,) = self._row(
            "insert into wms.warehouse (code, name, time_zone) values (%s, %s, 'UTC') returning warehouse_id",
            code,
            code,
        )
        self.root.execute(
            "insert into wms.user_warehouse select login, %s from wms.app_user where login = any (%s)",
            (self.wh, [EVERYTHING, "t_counter"]),
        )
        self.root.execute(
            "insert into wms.location (warehouse_id, code, barcode, kind, boundary) "
            "select %s, upper(b), upper(b), 'virtual', b from unnest(array['supplier','customer','adjustment','scrap','transit']) b",
            (self.wh,),
        )
        kinds = ["receiving", "storage", "storage", "pick", "packing"]
        rows = self.root.execute(
            "insert into wms.location (warehouse_id, code, barcode, kind) select %s, c, c, k from unnest(%s::text[], %s::text[]) x(c, k) "
            "returning code, location_id",
            (self.wh, [*BINS, PACK], kinds),
        ).fetchall()
        self.places: dict[str, int] = dict(rows)
        self.units: dict[str, int] = {}
        self.model = Model()
        self.acts: list[Act] = []
        for unit, kind, place in (*((name, "pallet", "DOCK") for name in UNITS), ("TOTE", "tote", PACK)):
            made = self.call(
                "create_hu_v1", p_op=new_op(), p_warehouse=self.wh, p_kind=kind, p_location=self.places[place]
            )
            self.units[unit] = int(made["hu_id"])
            self.model.units[unit] = place
        self._sscc = {
            name: self._row("select sscc from wms.handling_unit where hu_id = %s", hu)[0]
            for name, hu in self.units.items()
        }

    def call(self, function: str, *, counter: bool = False, **arguments: Any) -> dict[str, Any]:
        """One api function as the supervisor, or as the counter; psycopg.Error where it refuses."""
        given = {name: _sent(value) for name, value in arguments.items()}
        named = ", ".join(f"{name} => %({name})s" for name in given)
        row = (
            (self.counter if counter else self.boss)
            .execute(f"select api.{function}({named})".encode(), given)
            .fetchone()
        )
        assert row is not None
        answer: dict[str, Any] = row[0]
        return answer

    def act(self, function: str, moves: list[tuple[Key | None, Key | None, Decimal]], **arguments: Any) -> Act:
        """A call that changes stock: kept, so that it can come again or be taken back. The model follows."""
        op = new_op()
        answer = self.call(function, p_op=op, p_warehouse=self.wh, **arguments)
        made = Act(op, function, arguments, answer, moves)
        self.acts.append(made)
        for start, end, quantity in moves:
            self.model.shift(start, end, quantity)
        return made

    def sscc(self, unit: str | None) -> str | None:
        return None if unit is None else self._sscc[unit]

    def lot(self, number: str | None) -> int | None:
        """The lot's id; known once it was received."""
        if number is None:
            return None
        if number not in self.lots:
            row = self.root.execute(
                "select lot_id from wms.lot where product_id = %s and number = %s", (self.products["MILK"], number)
            ).fetchone()
            if row is None:
                return None
            self.lots[number] = int(row[0])
        return self.lots[number]

    def expiry(self, number: str) -> Any:
        return datetime.now(UTC).date() + timedelta(days=LOTS[number])

    def standing(self) -> dict[Key, tuple[Decimal, Decimal]]:
        """What the database says, as the model says it."""
        rows = self.root.execute(
            "select l.code, p.sku, t.number, h.hu_id, q.quantity, q.reserved from wms.quant q "
            "join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id "
            "join wms.product p on p.product_id = q.product_id left join wms.lot t on t.lot_id = q.lot_id "
            "left join wms.handling_unit h on h.hu_id = q.hu_id where q.warehouse_id = %s and q.quantity <> 0",
            (self.wh,),
        ).fetchall()
        names = {hu: name for name, hu in self.units.items()}
        return {
            Key(place, sku, lot, None if hu is None else names.get(hu, f"unit {hu}")): (quantity, reserved)
            for place, sku, lot, hu, quantity, reserved in rows
        }

    def record(self, quant: int) -> Key:
        """The key of a stock record."""
        place, sku, lot, hu = self._row(
            "select l.code, p.sku, t.number, q.hu_id from wms.quant q "
            "join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id "
            "join wms.product p on p.product_id = q.product_id left join wms.lot t on t.lot_id = q.lot_id where q.quant_id = %s",
            quant,
        )
        names = {hu_id: name for name, hu_id in self.units.items()}
        return Key(place, sku, lot, None if hu is None else names[hu])

    def broken(self) -> list[tuple[Any, ...]]:
        """What the invariant check finds."""
        return self.boss.execute("select * from api.check_v1(%s)", (self.wh,)).fetchall()

    def _row(self, statement: str, *parameters: Any) -> tuple[Any, ...]:
        row = self.root.execute(statement.encode(), parameters).fetchone()
        assert row is not None
        return row


def _sent(value: Any) -> Any:
    """Lines go as json, everything else as it is."""
    lines = isinstance(value, list) and value and isinstance(value[0], dict)
    return json.dumps(value) if lines else value
