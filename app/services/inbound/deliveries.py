"""Deliveries as a supervisor or the coming REST API works with them. Blocking: jobs only."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.services.session import Session
from db import posting

PAGE = 200
LARGEST_PHOTO = 4_000_000  # bytes
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One line that is announced. quantity: base units; lot, expires_on, sscc: where the sender said them."""

    sku: str
    quantity: Decimal
    lot: str | None = None
    expires_on: date | None = None
    sscc: str | None = None
    line_no: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery to be announced. kind: order, asn, return or transfer; party: the code of the supplier or customer.

    blind: who receives is not told how much is announced; without lines: goods without papers, always blind.
    source and external_ref: the sender's own, unique together.
    """

    number: str
    lines: Sequence[DeliveryLine] = ()
    kind: str = "asn"
    party: str | None = None
    expected_at: datetime | None = None
    blind: bool = False
    note: str = ""
    source: str = "manual"
    external_ref: str | None = None

    def sent(self) -> dict[str, Any]:
        """As the database takes it."""
        return {
            "number": self.number,
            "kind": self.kind,
            "party": self.party,
            "expected_at": None if self.expected_at is None else self.expected_at.isoformat(),
            "blind": self.blind or not self.lines,
            "note": self.note,
            "source": self.source,
            "external_ref": self.external_ref,
            "lines": [
                {
                    "line_no": line.line_no or n,
                    "sku": line.sku,
                    "quantity": f"{line.quantity:f}",
                    "lot": line.lot,
                    "expires_on": None if line.expires_on is None else line.expires_on.isoformat(),
                    "sscc": line.sscc,
                }
                for n, line in enumerate(self.lines, 1)
            ],
        }


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Use cases of one warehouse; raises Refusal, Fault or Unreachable."""

    session: Session

    # ---- reading ----
    def page(self, which: str = "open", text: str = "", after: int | None = None) -> Sequence[Any]:
        """A page of deliveries: which open, due, returns, closed or all; after: the `place` of the last row shown."""
        return self._read("inbound_page", which=which, text=text.strip() or None, after=after, limit=PAGE)

    def one(self, inbound: int) -> Any:
        """One delivery as a row of the page. Raises Refusal WM404."""
        found = next(iter(self._read("inbound_one", inbound=inbound)), None)
        if found is None:
            raise Refusal("WM404", "This delivery is not known here.", "Refresh the list.")
        return found

    def lines(self, inbound: int) -> Sequence[Any]:
        """The lines of a delivery with what is here, short, over and damaged."""
        return self._read("inbound_lines", inbound=inbound)

    def changes(self, inbound: int) -> Sequence[Any]:
        """What was changed, newest first: version, what, note, person, changed_at. Nothing: it has version 1."""
        return self._read("inbound_changes", inbound=inbound)

    def receipts(self, inbound: int) -> Sequence[Any]:
        """What was taken in, newest first; `op` takes it back."""
        return self._read("receipts", inbound=inbound)

    def report(self, inbound: int) -> Any:
        """The difference report: number, state, closed_at, person, reason, report (with `detail` by line)."""
        found = next(iter(self._read("inbound_report", inbound=inbound)), None)
        if found is None:
            raise Refusal("WM404", "This delivery is not known here.", "Refresh the list.")
        return found

    def dock_to_stock(self, hours: int = 24) -> Any:
        """receipts, stored, median_minutes, p90_minutes, waiting, waiting_units, oldest_at of the last hours."""
        return self._read("dock_to_stock", since=datetime.now(UTC) - timedelta(hours=hours))[0]

    def photo(self, photo: int) -> bytes:
        """A photo of a receipt, PNG or JPEG."""
        found = next(iter(self._read("receipt_photo", photo=photo)), None)
        if found is None:
            raise Refusal("WM404", "This photo is not known here.", "Refresh the list.")
        return base64.b64decode(found.picture)

    # ---- acting ----
    def enter(self, deliveries: Sequence[Delivery], op: Op | None = None) -> Mapping[str, Any]:
        """Announce them, all or nothing. Answer: deliveries [{inbound_id, number}], lines. The door of the REST API.

        Raises Refusal WM422 with `problems` in its detail: number, row, line, field, what, next_step of each.
        """
        sent = [delivery.sent() for delivery in deliveries]
        return posting.enter_inbound(self.session.door, op=op or new_op(), warehouse=self._at, deliveries=sent)

    def change(
        self, inbound: int, version: int, change: Mapping[str, Any], note: str | None = None, op: Op | None = None
    ) -> Mapping[str, Any]:
        """Change what is announced: {expected_at, note, lines}; a line by its line_no with what is new of it (quantity,
        lot, expires_on, sscc, or cancel true), or a new one without (sku, quantity, ...). Answer: number, version,
        changes. Refusal WM412 where somebody changed it since `version`, WM422 with `problems`."""
        door = self.session.door
        return posting.change_inbound(
            door, op=op or new_op(), warehouse=self._at, inbound=inbound, version=version, change=change, note=note
        )

    def close(
        self, inbound: int, reason: str | None = None, note: str | None = None, op: Op | None = None
    ) -> Mapping[str, Any]:
        """Close with the report; short lines need a reason: short, missing, follows. Answer: number, report."""
        door = self.session.door
        return posting.close_inbound(
            door, op=op or new_op(), warehouse=self._at, inbound=inbound, reason=reason, note=note
        )

    def reopen(self, inbound: int, op: Op | None = None) -> Mapping[str, Any]:
        """Take a close or a cancel back. Answer: number, state."""
        return posting.reopen_inbound(self.session.door, op=op or new_op(), warehouse=self._at, inbound=inbound)

    def cancel(self, inbound: int, reason: str = "data", op: Op | None = None) -> Mapping[str, Any]:
        """It will not come. Answer: number."""
        return posting.cancel_inbound(
            self.session.door, op=op or new_op(), warehouse=self._at, inbound=inbound, reason=reason
        )

    def take_back(self, posted: UUID, reason: str = "mistake", op: Op | None = None) -> Mapping[str, Any]:
        """Take a receipt back by its posting; refused with what used the goods since."""
        return posting.undo(self.session.door, op=op or new_op(), warehouse=self._at, target_op=posted, reason=reason)

    def cross_dock(self, receipt: int, order: int | None = None, op: Op | None = None) -> Mapping[str, Any]:
        """Give what came in to an order that waits. Answer: order_id, number, quantity, task_id."""
        return posting.cross_dock(
            self.session.door, op=op or new_op(), warehouse=self._at, receipt=receipt, order=order
        )

    def keep_photo(self, receipt: int, photo: Path | bytes, op: Op | None = None) -> Mapping[str, Any]:
        """Keep a picture with a receipt: a file, or the bytes of one (PNG or JPEG). Answer: photo_id."""
        content = read_photo(photo)
        return posting.put_receipt_photo(
            self.session.door,
            op=op or new_op(),
            warehouse=self._at,
            receipt=receipt,
            picture=base64.b64encode(content).decode("ascii"),
        )

    def teach(self, code: str, product: int, level: str = "each", op: Op | None = None) -> Mapping[str, Any]:
        """A code belongs to this product from now on; supervisors and planners. Answer: product_id, sku, code."""
        return posting.teach_code(
            self.session.door, op=op or new_op(), warehouse=self._at, code=code, product=product, level=level
        )

    def _read(self, name: str, **given: Any) -> Sequence[Any]:
        return self.session.door.query(name, warehouse=self._at, **given)

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id


def read_photo(photo: Path | bytes) -> bytes:
    """The bytes of a picture that may be kept. Raises Refusal with what is wrong with it, before anything is sent."""
    name, size = ("The picture", len(photo)) if isinstance(photo, bytes) else (photo.name, _size_of(photo))
    if size == 0:
        raise Refusal("photo", f"{name} is empty.", "Choose another file.")
    if size > LARGEST_PHOTO:
        much = f"{size / 1_000_000:.1f} MB"
        raise Refusal("photo", f"{name} has {much}; at most 4 MB are kept.", "Take it with fewer pixels.")
    try:
        content = photo if isinstance(photo, bytes) else photo.read_bytes()
    except OSError as error:
        raise Refusal("photo", f"{name} cannot be read.", "Choose another file.") from error
    if not content.startswith(_PICTURES):
        raise Refusal("photo", f"{name} is no PNG and no JPEG.", "Save it as one of these.")
    return content


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        raise Refusal("photo", f"{file.name} cannot be read.", "Choose another file.") from error
