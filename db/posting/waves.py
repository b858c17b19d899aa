"""Release to the floor: waves and streamed batches, taking a wave back, channels."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer


def release_wave(db: Database, *, op: UUID, warehouse: int, wave: Mapping[str, Any]) -> Answer:
    """Reserve, make tasks, batches and cart slots: {number, channel, policy, preflight, short, orders, batches}.
    Answer: wave_id, number, batches, tasks, orders, lines, left, short."""
    return db.call("release_wave_v1", p_op=op, p_warehouse=warehouse, p_wave=wave)


def cancel_wave(db: Database, *, op: UUID, warehouse: int, wave: int, reason: str) -> Answer:
    """Take back what nobody has begun of a wave. Answer: cancelled, kept, orders, released."""
    return db.call("cancel_wave_v1", p_op=op, p_warehouse=warehouse, p_wave=wave, p_reason=reason)


def put_release_channel(db: Database, *, op: UUID, warehouse: int, channel: Mapping[str, Any]) -> Answer:
    """Make or change a release channel. Answer: channel_id, version."""
    return db.call("put_release_channel_v1", p_op=op, p_warehouse=warehouse, p_channel=channel)


def run_channel(
    db: Database, *, op: UUID, warehouse: int, run: Mapping[str, Any], wave: Mapping[str, Any] | None = None
) -> Answer:
    """A moment of a channel of waves, once: {channel, version, why, due_at, outcome and said without a wave}.
    Answer: already, outcome, and what release_wave answers."""
    return db.call("run_channel_v1", p_op=op, p_warehouse=warehouse, p_run=run, p_wave=wave)
