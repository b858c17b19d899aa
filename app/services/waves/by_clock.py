"""Channels that go by the clock, for people: what each will do next, what it did, letting one go now. Blocking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.ids import new_op
from app.services.waves.clock import Clocked, Due, Next, next_of, run_clock, run_due
from app.services.waves.desk import RELEASING, Waves


@dataclass(frozen=True, slots=True)
class ByClock:
    """Use cases of one warehouse over its waves; raises Refusal, Fault or Unreachable."""

    waves: Waves

    def ahead(self, channels: Sequence[Any]) -> dict[int, Next]:
        """What each of these channels will do next by itself, by id; those without a clock are left out."""
        waiting, now = self.waves.candidates(), datetime.now(UTC)
        found = {row.channel_id: next_of(row, waiting, now, self._zone) for row in channels}
        return {channel: next_ for channel, next_ in found.items() if next_ is not None}

    def runs(self, channel: int, limit: int = 30) -> Sequence[Any]:
        """What a channel did, the last first: why, due_at, outcome, number, orders, said, ran_at, person."""
        return self.waves.session.door.query("channel_runs", warehouse=self._at, channel=channel, limit=limit)

    def release_now(self, channel: Any) -> Clocked:
        """Release what waits in a channel of waves, whatever its clock says. Refuses as a release does."""
        now = datetime.now(UTC)
        mine = tuple(one for one in self.waves.candidates() if one.channel_id == channel.channel_id)
        return run_due(self.waves, self._run, channel, Due("hand", now, mine), Clocked())

    def run(self) -> Clocked:
        """One round of all channels that go by the clock, now."""
        return run_clock(self.waves, self._run, self._zone)

    def _run(self, said: Mapping[str, Any], wave: Mapping[str, Any] | None) -> Mapping[str, Any]:
        return self.waves.session.door.call(
            "run_channel_v1", deadline=RELEASING, p_op=new_op(), p_warehouse=self._at, p_run=said, p_wave=wave
        )

    @property
    def _at(self) -> int:
        return self.waves.session.warehouse.warehouse_id

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.waves.session.warehouse.time_zone)
