"""What proof and repair post. A repair never touches the ledger: what is kept beside it is brought back to it."""

from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer


def register_seal_key(db: Database, *, op: UUID, warehouse: int, public_key: str, name: str) -> Answer:
    """Make the public half of a sealing key known (64 hex figures), the one that signs from now on. Answer: key_id."""
    return db.call("register_seal_key_v1", p_op=op, p_warehouse=warehouse, p_public_key=public_key, p_name=name)


def rebuild_reserved(db: Database, *, op: UUID, warehouse: int, quant: int, reason: str) -> Answer:
    """The sum of promises on a stock record becomes what its open reservations say. Answer: before, after."""
    return db.call("rebuild_reserved_v1", p_op=op, p_warehouse=warehouse, p_quant=quant, p_reason=reason)


def rebuild_order_line(db: Database, *, op: UUID, warehouse: int, order_line: int, reason: str) -> Answer:
    """The quantities on an order line become what reservations and ledger say. Answer: before, after."""
    return db.call("rebuild_order_line_v1", p_op=op, p_warehouse=warehouse, p_order_line=order_line, p_reason=reason)


def rebuild_stock(db: Database, *, op: UUID, warehouse: int, finding: int, reason: str) -> Answer:
    """The stock record of a finding becomes what the ledger says; then it is counted. Answer: before, after, place."""
    return db.call("rebuild_stock_v1", p_op=op, p_warehouse=warehouse, p_finding=finding, p_reason=reason)
