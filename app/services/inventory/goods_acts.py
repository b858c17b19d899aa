"""What is done to goods besides moving them: scrap, owners, lots, kits, units. Worker threads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.inventory.done import Done, amount
from app.services.session import Session
from db import posting


@dataclass(frozen=True, slots=True)
class GoodsActs:
    """Acts on stock rows (columns of wms.stock_row) of one warehouse. quantity None: all that is free of each row."""

    session: Session

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id

    def move_bin(self, row: Any, code: str) -> Done:
        """All that is in the row's bin into another: units whole, reservations and their picks go along."""
        found = self.session.door.query("place_of_code", warehouse=self._at, code=code.strip())
        if not found:
            raise Refusal(
                "WM404", f"There is no bin {code.strip()[:40]}.", "Check the label, or choose it on the plan."
            )
        op = new_op()
        answer = posting.move_bin(
            self.session.door, op=op, warehouse=self._at, from_=row.location_id, to=found[0].location_id
        )
        picks = int(answer.get("carried") or 0)
        sent = f"; {picks:,} {'pick is' if picks == 1 else 'picks are'} sent there" if picks else ""
        return Done(f"All of {row.location} moved to {found[0].code}{sent}.", op)

    def scrap(self, rows: Sequence[Any], quantity: Decimal | None, reason: str) -> Done:
        """Out of stock for good, all or nothing. Above the person's limit it waits for somebody else."""
        lines = [_coded(row, number, quantity) for number, row in enumerate(_free(rows, quantity), 1)]
        op = new_op()
        answer = posting.post_mass(
            self.session.door, op=op, warehouse=self._at, kind="scrap", lines=lines, reason=reason
        )
        if answer.get("state") == "pending":
            words = (
                f"Scrapping waits as request {answer.get('request_id')} for a second person: it is above your limit."
            )
            return Done(words, None, waits=True)
        return Done(f"{_pieces(lines)} of {len(lines):,} records scrapped.", op)

    def change_owner(self, rows: Sequence[Any], owner: str, quantity: Decimal | None) -> Done:
        """To another owner by code, empty: the house; all or nothing. The goods keep place and age."""
        code = owner.strip()
        changing = [row for row in _free(rows, quantity) if (row.owner or "") != code]
        if not changing:
            raise Refusal("WM422", f"All of this is {code or 'the house'}'s already.", "Enter another owner.")
        lines = [
            {**_coded(row, number, quantity), **({"to_owner": code} if code else {})}
            for number, row in enumerate(changing, 1)
        ]
        op = new_op()
        posting.post_mass(self.session.door, op=op, warehouse=self._at, kind="owner", lines=lines)
        return Done(f"{_pieces(lines)} of {len(lines):,} records belong to {code or 'the house'} now.", op)

    def move_lot(self, row: Any, number: str, quantity: Decimal | None, expires_on: date | None, reason: str) -> Done:
        """Goods that are booked as one lot are really of another: they are restated where they lie."""
        given = amount(row, quantity)
        op = new_op()
        posting.move_lot(
            self.session.door,
            op=op,
            warehouse=self._at,
            quantity=given,
            location=row.location_id,
            from_lot=row.lot_id,
            to_lot=number.strip(),
            reason=reason,
            expires_on=expires_on,
            hu=row.hu_id,
            status=row.status,
            owner=row.owner_id,
        )
        return Done(f"{plainly(given)} of {row.sku} in {row.location} are lot {number.strip()} now.", op)

    def correct_lot(self, row: Any, number: str, expires_on: date | None, reason: str) -> Done:
        """What is known of the lot itself: its number, its expiry; empty is left as it is. In all bins."""
        changes: dict[str, str] = {}
        if number.strip():
            changes["number"] = number.strip()
        if expires_on is not None:
            changes["expires_on"] = expires_on.isoformat()
        if not changes:
            raise Refusal("WM422", "This changes nothing.", "Enter the right number, or the right day.")
        answer = posting.correct_lot(
            self.session.door, op=new_op(), warehouse=self._at, lot=row.lot_id, changes=changes, reason=reason
        )
        after = answer.get("after") or {}
        said = f", expires {after['expires_on']}" if after.get("expires_on") else ""
        return Done(f"Lot {row.lot} is corrected: {after.get('number', number)}{said}.", None)

    def make_kits(self, row: Any, sku: str, quantity: Decimal | None) -> Done:
        """Kits out of what lies in the row's bin, by the kit's list."""
        found = self.session.door.query("item_of_scan", warehouse=self._at, codes=[sku.strip()])
        if not found:
            raise Refusal("WM404", f"There is no article {sku.strip()[:40]}.", "Check the SKU of the kit.")
        kit, given = found[0], quantity or Decimal(1)
        posting.kit(
            self.session.door,
            op=new_op(),
            warehouse=self._at,
            product=kit.product_id,
            quantity=given,
            location=row.location_id,
            owner=row.owner_id,
        )
        return Done(f"{plainly(given)} of {kit.sku} made in {row.location}.", None)

    def take_apart(self, row: Any, quantity: Decimal | None) -> Done:
        """Kits back into what they were made of, where they lie."""
        given = amount(row, quantity)
        posting.unkit(
            self.session.door,
            op=new_op(),
            warehouse=self._at,
            product=row.product_id,
            quantity=given,
            location=row.location_id,
            lot=row.lot_id,
            hu=row.hu_id,
            status=row.status,
            owner=row.owner_id,
        )
        return Done(f"{plainly(given)} of {row.sku} taken apart in {row.location}.", None)

    def split(self, row: Any, quantity: Decimal | None, sscc: str) -> Done:
        """Goods of the row out of its unit into another by SSCC; empty: into a new one with the next label of ours."""
        given = amount(row, quantity)
        line = {"product": row.product_id, "quantity": str(given), "lot": row.lot_id, "status": row.status}
        line |= {"owner": row.owner_id}
        into = self._unit(sscc) if sscc.strip() else None
        op = new_op()
        answer = posting.split_hu(
            self.session.door,
            op=op,
            warehouse=self._at,
            hu=row.hu_id,
            lines=[{key: value for key, value in line.items() if value is not None}],
            to_hu=None if into is None else into.hu_id,
        )
        return Done(f"{plainly(given)} of {row.sku} put into unit {answer.get('sscc')}.", op)

    def merge(self, row: Any, sscc: str) -> Done:
        """All that is in the row's unit into another at the same place; reservations go along."""
        if not sscc.strip():
            raise Refusal("WM422", "No unit was named.", "Scan the unit that takes it all.")
        into = self._unit(sscc)
        op = new_op()
        posting.merge_hu(self.session.door, op=op, warehouse=self._at, hu=row.hu_id, into=into.hu_id)
        return Done(f"Unit {row.sscc} was emptied into {into.sscc}.", op)

    def nest(self, row: Any, sscc: str) -> Done:
        """The row's unit onto or into another at the same place; from then on it goes where that one goes."""
        if not sscc.strip():
            raise Refusal("WM422", "No unit was named.", "Scan the unit that it is put onto.")
        parent = self._unit(sscc)
        posting.nest_hu(self.session.door, op=new_op(), warehouse=self._at, hu=row.hu_id, parent=parent.hu_id)
        return Done(f"Unit {row.sscc} stands on {parent.sscc} now.", None)

    def unnest(self, row: Any) -> Done:
        """The row's unit out of the one that it stands on; it stays in the bin."""
        posting.unnest_hu(self.session.door, op=new_op(), warehouse=self._at, hu=row.hu_id)
        return Done(f"Unit {row.sscc} stands by itself now.", None)

    def relabel(self, row: Any, sscc: str) -> Done:
        """A new label for the row's unit; empty: the next of ours. The old one stays findable."""
        answer = posting.relabel_hu(
            self.session.door, op=new_op(), warehouse=self._at, hu=row.hu_id, sscc=sscc.strip() or None
        )
        return Done(f"Unit {row.sscc} has the label {answer['sscc']} now.", None)

    def _unit(self, sscc: str) -> Any:
        found = self.session.door.query("unit_of_scan", warehouse=self._at, sscc=sscc.strip())
        if not found:
            raise Refusal("WM404", f"There is no unit {sscc.strip()[:40]}.", "Scan the SSCC on its label.")
        return found[0]


def _free(rows: Sequence[Any], quantity: Decimal | None) -> list[Any]:
    """The rows that have so much to give."""
    if quantity is None:
        free = [row for row in rows if row.free > 0]
        if not free:
            raise Refusal("WM451", "All of this is reserved.", "Release the orders first, or let them be picked.")
        return free
    return list(rows)


def _coded(row: Any, number: int, quantity: Decimal | None) -> dict[str, Any]:
    """A row as a line of a change in mass, all codes in text."""
    line = {
        "line": number,
        "sku": row.sku,
        "from": row.location,
        "quantity": str(row.free if quantity is None else quantity),
        "lot": row.lot,
        "sscc": row.sscc,
        "status": row.status,
        "owner": row.owner,
    }
    return {key: value for key, value in line.items() if value not in (None, "")}


def _pieces(lines: Sequence[dict[str, Any]]) -> str:
    return plainly(sum((Decimal(line["quantity"]) for line in lines), Decimal(0)))


def plainly(quantity: Decimal) -> str:
    """Without idle zeros, thousands in groups."""
    return f"{quantity.normalize():,f}"
