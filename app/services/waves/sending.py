"""A forecast as api.release_wave_v1 takes it."""

from typing import Any

from app.domain.errors import Refusal
from app.services.waves.kinds import PlannedBatch, Preflight


def wave_json(foretold: Preflight, number: str | None, channel: int | None) -> dict[str, Any]:
    """As api.release_wave_v1 takes it. Refuses (`waves.nothing`) where no order goes."""
    if not foretold.batches:
        raise Refusal(
            "waves.nothing", "Nothing of these orders can be picked.",
            "Look at what they lack; receive or replenish it, or let them go short.",
        )  # fmt: skip
    return {
        "number": number, "channel": channel, "policy": foretold.policy.as_json(), "preflight": foretold.as_json(),
        "short": foretold.policy.short, "orders": list(foretold.orders),
        "batches": [_batch_json(batch) for batch in foretold.batches],
    }  # fmt: skip


def _batch_json(batch: PlannedBatch) -> dict[str, Any]:
    return {
        "mode": batch.mode, "zone": batch.zone_id, "metres": round(batch.metres, 2), "orders": list(batch.orders),
        "s_shape": None if batch.s_shape is None else round(batch.s_shape, 2),
        "stops": list(batch.stops), "line": [[round(x), round(y)] for x, y in batch.line],
    }  # fmt: skip
