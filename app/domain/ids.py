"""Identities: so that a bin can never pass for a product, nor a retry for a new request."""

from typing import NewType
from uuid import UUID

from uuid_utils import compat as _uuid

WarehouseId = NewType("WarehouseId", int)
LocationId = NewType("LocationId", int)
ProductId = NewType("ProductId", int)
LotId = NewType("LotId", int)
HandlingUnitId = NewType("HandlingUnitId", int)
QuantId = NewType("QuantId", int)
OrderId = NewType("OrderId", int)
OrderLineId = NewType("OrderLineId", int)
ReservationId = NewType("ReservationId", int)
TaskId = NewType("TaskId", int)
LedgerId = NewType("LedgerId", int)
AlarmId = NewType("AlarmId", int)
Op = NewType("Op", UUID)


def new_op() -> Op:
    """A fresh operation key (UUIDv7, RFC 9562), made once where the person acts and kept through every retry."""
    return Op(_uuid.uuid7())
