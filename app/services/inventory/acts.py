"""What is done to stock that was found: said in numbers first, done, taken back. Worker threads only."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.inventory.done import Done, Effect, Verdict, verdict_of
from app.services.inventory.goods_acts import GoodsActs
from app.services.session import Session
from db import posting

HOLDS = 500  # targets that one call takes


@dataclass(frozen=True, slots=True)
class StockActs:
    """Acts on stock rows (columns of wms.stock_row) of one warehouse."""

    session: Session

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id

    @property
    def goods(self) -> GoodsActs:
        """Scrap, owners, lots, kits, units."""
        return GoodsActs(self.session)

    def place(self, code: str) -> Any:
        """A bin by its code or barcode: location_id, code, kind. Refusal where it is not known."""
        found = self.session.door.query("place_of_code", warehouse=self._at, code=code.strip())
        if not found:
            raise Refusal(
                "WM404", f"There is no bin {code.strip()[:40]}.", "Check the label, or choose it on the plan."
            )
        return found[0]

    def effect(self, rows: Sequence[Any]) -> Effect:
        """What holding these or changing their status ends, before it is done."""
        asked = [row.quant_id for row in rows]
        found = self.session.door.query("promises_on", warehouse=self._at, records=asked)
        broken = tuple(_promise(one) for one in found)
        return Effect(len(rows), _sum(rows, "quantity"), _sum(rows, "reserved"), broken)

    def move(self, rows: Sequence[Any], code: str) -> Done:
        """To one bin: loose goods as far as they are free, handling units whole with all that stands in them."""
        target = self.place(code)
        units = sorted({int(row.hu_id) for row in rows if row.hu_id is not None})
        loose = [row for row in rows if row.hu_id is None and row.free > 0]
        if not units and not loose:
            raise Refusal("WM451", "All of this is reserved.", "Release the orders first, or let them be picked.")
        ops: list[UUID] = []
        said = []
        if loose:
            lines = [_sent({**_key(row), "from": row.location_id, "to": target.location_id}) for row in loose]
            for line, row in zip(lines, loose, strict=True):
                line["quantity"] = str(row.free)
            ops.append(new_op())
            posting.move_batch(self.session.door, op=ops[-1], warehouse=self._at, lines=lines)
            said.append(f"{_plain(_sum(loose, 'free'))} of {len(loose):,} loose records")
        if units:
            ops.append(new_op())
            moved = [{"hu": unit, "to": target.location_id} for unit in units]
            posting.move_hu_batch(self.session.door, op=ops[-1], warehouse=self._at, lines=moved)
            said.append(f"{len(units):,} whole {'unit' if len(units) == 1 else 'units'}")
        return Done(f"{' and '.join(said)} moved to {target.code}.", ops[0] if len(ops) == 1 else None)

    def adjust(self, rows: Sequence[Any], to: Decimal | None, delta: Decimal | None, reason: str) -> Done:
        """Correct each to a quantity, or by a difference. Above the person's limit it waits for somebody else."""
        lines = [{**_key(row), "location": row.location_id, "delta": _delta(row, to, delta)} for row in rows]
        lines = [line for line in lines if line["delta"] != 0]
        if not lines:
            raise Refusal("WM422", "This changes nothing.", "Enter another quantity.")
        op = new_op()
        sent = [_sent(line) for line in lines]
        answer = posting.adjust_batch(self.session.door, op=op, warehouse=self._at, lines=sent, reason=reason)
        if answer.get("state") == "pending":
            why = str(answer.get("why", "it is above your limit"))
            words = f"Correction {answer.get('request_id')} waits for a second person: {why}"
            return Done(words.rstrip(".") + ".", None, waits=True)
        change = sum((Decimal(line["delta"]) for line in lines), Decimal(0))
        return Done(f"{len(lines):,} records corrected by {_plain(change, sign=True)}.", op)

    def change_status(self, rows: Sequence[Any], status: str, reason: str) -> Done:
        """All of these get another quality status; promises on them break, as `effect` said."""
        changing = [row for row in rows if row.status != status]
        if not changing:
            raise Refusal("WM422", f"All of this is {status} already.", "Choose another status.")
        lines = [
            {**_key(row), "location": row.location_id, "from_status": row.status, "to_status": status}
            | {"quantity": row.quantity}
            for row in changing
        ]
        for line in lines:
            del line["status"]
        op = new_op()
        sent = [_sent(line) for line in lines]
        answer = posting.change_status_batch(self.session.door, op=op, warehouse=self._at, lines=sent, reason=reason)
        return Done(f"{len(lines):,} records are {status} now{_ended(answer.get('broke'))}.", op)

    def hold(self, rows: Sequence[Any], reason: str, note: str) -> Done:
        """A hold on each of these; promises on them break, as `effect` said."""
        if len(rows) > HOLDS:
            raise Refusal(
                "many", f"One act holds at most {HOLDS} records.", "Choose fewer, or hold the lot or product."
            )
        lines = [{"target": "quant", "id": row.quant_id} for row in rows]
        door = self.session.door
        answer = posting.place_hold_batch(
            door, op=new_op(), warehouse=self._at, lines=lines, reason=reason, note=note or None
        )
        return Done(f"{len(rows):,} records held{_ended(answer.get('broke'))}.", None)

    def release(self, holds: Sequence[int], note: str) -> Done:
        """Lift these holds."""
        answer = posting.release_hold_batch(
            self.session.door, op=new_op(), warehouse=self._at, holds=list(holds), note=note or None
        )
        left = int(answer.get("still_held") or 0)
        still = f"; {left:,} records are held for another reason" if left else ""
        return Done(f"{len(holds):,} {'hold' if len(holds) == 1 else 'holds'} lifted{still}.", None)

    def count(self, rows: Sequence[Any]) -> Done:
        """Put the bins of these on the list of counts."""
        bins = sorted({int(row.location_id) for row in rows})
        name = f"On demand, {len(bins):,} {'bin' if len(bins) == 1 else 'bins'}"
        answer = posting.plan_counts(
            self.session.door, op=new_op(), warehouse=self._at, name=name, kind="demand", locations=bins
        )
        already = int(answer.get("already") or 0)
        said = f"; {already:,} were on the list already" if already else ""
        return Done(f"{int(answer.get('counts') or 0):,} bins are to be counted{said}.", None)

    def verdict(self, op: UUID) -> Verdict:
        """May an act be taken back now, and what stands in the way. Reads only."""
        return verdict_of(self.session.door.query("undo_preview", warehouse=self._at, op=op)[0].verdict)

    def undo(self, op: UUID, reason: str = "mistake") -> Done:
        """Take an act back. Refusal WM455 with the chain of acts that used the goods since."""
        posting.undo(self.session.door, op=new_op(), warehouse=self._at, target_op=op, reason=reason)
        return Done("Taken back.", None)


def _key(row: Any) -> dict[str, Any]:
    """The stock record's key as lines name it."""
    return {
        "product": row.product_id,
        "lot": row.lot_id,
        "hu": row.hu_id,
        "owner": row.owner_id,
        "status": row.status,
    }


def _sent(line: dict[str, Any]) -> dict[str, Any]:
    """As json takes it: exact numbers as text, nothing that is null."""
    return {
        key: str(value) if isinstance(value, Decimal) else value for key, value in line.items() if value is not None
    }


def _delta(row: Any, to: Decimal | None, delta: Decimal | None) -> Decimal:
    return Decimal(to - row.quantity) if to is not None else delta or Decimal(0)


def _sum(rows: Sequence[Any], name: str) -> Decimal:
    return sum((Decimal(getattr(row, name)) for row in rows), Decimal(0))


def _plain(quantity: Decimal, sign: bool = False) -> str:
    return f"{quantity.normalize():{'+' if sign else ''},f}"


def _promise(one: Any) -> str:
    who = f", {one.person} is on the way" if one.person else ""
    return f"{one.order_number} line {one.line_no}, {_plain(one.quantity)} of {one.sku} from {one.location}{who}"


def _ended(broke: Any) -> str:
    """What the database says it broke, in numbers."""
    if isinstance(broke, str):
        broke = json.loads(broke)
    if not isinstance(broke, dict):
        return ""
    orders, tasks = broke.get("orders") or [], broke.get("tasks") or []
    number = len(orders) if isinstance(orders, list) else int(orders)
    picks = len(tasks) if isinstance(tasks, list) else int(tasks)
    return f"; {number:,} orders lost {picks:,} picks" if number or picks else ""
