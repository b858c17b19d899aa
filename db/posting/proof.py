"""What proof and the daemon post."""

from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer


def register_seal_key(db: Database, *, op: UUID, warehouse: int, public_key: str, name: str) -> Answer:
    """Make the public half of a sealing key known (64 hex figures), the one that signs from now on. Answer: key_id."""
    return db.call("register_seal_key_v1", p_op=op, p_warehouse=warehouse, p_public_key=public_key, p_name=name)
