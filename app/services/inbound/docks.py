"""Docks: when which truck comes where, and how far it is. Blocking: jobs only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from app.domain.ids import Op, new_op
from app.services.session import Session
from db import posting


@dataclass(frozen=True, slots=True)
class Docks:
    """Use cases of one warehouse; raises Refusal, Fault or Unreachable."""

    session: Session

    def docks(self) -> Sequence[Any]:
        """dock_id, code, kind."""
        return self.session.door.query("docks", warehouse=self._at)

    def board(self, begins: datetime, ends: datetime) -> Sequence[Any]:
        """Appointments that touch this stretch, by dock and time."""
        return self.session.door.query("dock_board", warehouse=self._at, begins=begins, ends=ends)

    def hours(self) -> tuple[time, time]:
        """When the site opens and closes, in its own time; closing before it opens, or then, is on the next day."""
        (row,) = self.session.door.query("site_hours", warehouse=self._at)
        return row.opens, row.closes

    def set_hours(self, opens: time, closes: time, op: Op | None = None) -> Mapping[str, Any]:
        """When the site works. Answer: opens, closes."""
        return posting.put_site_hours(
            self.session.door, op=op or new_op(), warehouse=self._at, opens=opens, closes=closes
        )

    def book(
        self,
        dock: int,
        starts_at: datetime,
        ends_at: datetime,
        *,
        inbound: int | None = None,
        carrier: str = "",
        note: str = "",
        appointment: int | None = None,
        version: int | None = None,
        op: Op | None = None,
    ) -> Mapping[str, Any]:
        """Book a time, or change a booking. Answer: appointment_id, version. Refusal WM409 says by whom it is taken."""
        return posting.book_dock(
            self.session.door,
            op=op or new_op(),
            warehouse=self._at,
            dock=dock,
            starts_at=starts_at,
            ends_at=ends_at,
            inbound=inbound,
            carrier=carrier,
            note=note,
            appointment=appointment,
            version=version,
        )

    def become(self, appointment: int, state: str, version: int, op: Op | None = None) -> Mapping[str, Any]:
        """arrived, docked, done, no_show, cancelled, booked. Answer: state, version."""
        return posting.set_appointment(
            self.session.door,
            op=op or new_op(),
            warehouse=self._at,
            appointment=appointment,
            state=state,
            version=version,
        )

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id
