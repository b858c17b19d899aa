"""Plans that lie under a floor while it is drawn."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer


def put_underlay(
    db: Database, *, op: UUID, warehouse: int, floor: str, name: str, placing: Mapping[str, Any],
    picture: str | None = None,
) -> Answer:  # fmt: skip
    """Keep the plan under a floor; picture: PNG or JPEG in base64, None changes the placing only. Answer: floor."""
    return db.call(
        "put_underlay_v1", p_op=op, p_warehouse=warehouse, p_floor=floor, p_name=name, p_placing=placing,
        p_picture=picture,
    )  # fmt: skip


def drop_underlay(db: Database, *, op: UUID, warehouse: int, floor: str) -> Answer:
    """Take the plan away from under a floor. Answer: floor."""
    return db.call("drop_underlay_v1", p_op=op, p_warehouse=warehouse, p_floor=floor)
