"""Deliveries from CSV or XLSX: a row a line, every problem of the file at once, then all of it or nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.services.session import Session
from app.services.sheets import Column, Kind, Problem, Progress, Sheet, read_file
from db import posting

COLUMNS = (
    Column("number", ("Delivery", "ASN", "Number", "Order", "Lieferung", "Bestellung"), Kind.CODE, required=True),
    Column("sku", ("SKU", "Article", "Item", "Artikel"), Kind.CODE, required=True),
    Column("quantity", ("Quantity", "Qty", "Menge"), Kind.QUANTITY, required=True),
    Column("line_no", ("Line", "Position", "Pos"), Kind.CODE),
    Column("kind", ("Kind", "Type", "Art"), Kind.CODE),
    Column("party", ("Supplier", "Customer", "Party", "Lieferant", "Kunde"), Kind.CODE),
    Column("expected_at", ("Expected", "Date", "Due", "Liefertermin", "Datum"), Kind.DATE),
    Column("lot", ("Lot", "Batch", "Serial", "Charge"), Kind.CODE),
    Column("expires_on", ("Expires", "Expiry", "Best before", "MHD", "Ablauf"), Kind.DATE),
    Column("sscc", ("SSCC", "Unit", "Pallet", "NVE"), Kind.CODE),
)


@dataclass(frozen=True, slots=True)
class InboundSheet:
    """A file that was read and checked. deliveries: as they would be sent; problems: all of them, by row."""

    sheet: Sheet
    deliveries: Sequence[dict[str, Any]]
    problems: Sequence[Problem]

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(len(delivery["lines"]) for delivery in self.deliveries)


@dataclass(frozen=True, slots=True)
class InboundImport:
    """Importing announcements into one warehouse. Blocking: worker threads only."""

    session: Session

    def check(self, path: Path, progress: Progress) -> InboundSheet:
        """Read a file and look everything up; changes nothing. Raises Refusal where the file cannot be read at all."""
        sheet = read_file(path, COLUMNS, progress=progress)
        deliveries = _gathered(sheet)
        if not deliveries:
            return InboundSheet(sheet, deliveries, sheet.problems)
        progress(0, None, f"Looking up {len(sheet.rows):,} lines")
        at, sent = self.session.warehouse.warehouse_id, json.dumps(deliveries)
        found = self.session.door.query("inbound_problems", deadline=60.0, warehouse=at, deliveries=sent)
        bad = {row.number: row.bad for row in sheet.rows}
        known = [
            sheet.problem(row.row or 0, row.field, "WM422", row.what, row.next_step)
            for row in found
            if row.field not in bad.get(row.row, ())
        ]
        problems = sorted((*sheet.problems, *known), key=lambda problem: problem.place)
        return InboundSheet(sheet, deliveries, problems)

    def take(self, checked: InboundSheet, op: Op | None = None) -> Mapping[str, Any]:
        """Enter what was checked. Answer: deliveries, lines. Raises Refusal while it has problems."""
        if checked.problems:
            count = len(checked.problems)
            raise Refusal(
                "WM422",
                f"{count:,} {'problem' if count == 1 else 'problems'} in {checked.sheet.file}; nothing was entered.",
                "Correct these lines and choose the file again.",
            )
        return posting.enter_inbound(
            self.session.door,
            op=op or new_op(),
            warehouse=self.session.warehouse.warehouse_id,
            deliveries=checked.deliveries,
        )


def _gathered(sheet: Sheet) -> list[dict[str, Any]]:
    """Rows of one number are one delivery, wherever they stand; its head is that of its first row."""
    found: dict[str | None, dict[str, Any]] = {}
    for row in sheet.rows:
        number = row.text("number")
        expected = row.date_of("expected_at")
        head: dict[str, Any] = {
            "number": number,
            "kind": (row.text("kind") or "asn").lower(),
            "party": row.text("party"),
            "expected_at": None if expected is None else expected.isoformat(),
            "source": "file",
            "lines": [],
        }
        found.setdefault(number, head)["lines"].append(_line(row))
    return list(found.values())


def _line(row: Any) -> dict[str, Any]:
    quantity, expires = row.number_of("quantity"), row.date_of("expires_on")
    return {
        "row": row.number,
        "line_no": row.text("line_no"),
        "sku": row.text("sku") or "",
        "quantity": None if quantity is None else f"{quantity:f}",
        "lot": row.text("lot"),
        "expires_on": None if expires is None else expires.isoformat(),
        "sscc": row.text("sscc"),
    }
