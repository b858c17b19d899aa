"""Rewind: the floor at any moment of a tape, sought in the time of what lies between, and played at speed."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.heat.grid import blank_rows
from app.heat.tables import Ints
from app.heat.tape import UNIT, Tape

SPEEDS = (1, 10, 60, 600, 3600)


class Replay:
    """Stands at one moment of a tape. Belongs to one thread.

    A moment is what api.floor_at_v1 says of it: every entry posted at or before it. Seeking costs what happened between
    where it stands and where it goes, in either direction, and nothing for the rest of the floor.
    """

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self._quantity: Ints = tape.start.copy()
        self._picks = np.zeros(len(tape.places), np.int64)
        self._next = 0  # the first change that is still to come
        self._first_pick = self._next_pick = 0  # picks of the hour up to now: [first, next)
        self.at = tape.origin

    def seek(self, at: float) -> NDArray[np.void]:
        """Go to a moment (seconds since 1970), as near as the tape has it. Returns FACTS rows of the bins that are not
        as they were; before the first seek nothing was told, so ask `floor` then."""
        tape = self.tape
        self.at = min(max(at, tape.begins), tape.ends)
        goal = int(np.searchsorted(tape.at, self.at, "right"))
        low, high = min(goal, self._next), max(goal, self._next)
        keys, sign = tape.key[low:high], 1 if goal >= self._next else -1
        np.add.at(self._quantity, keys, sign * tape.change[low:high])
        self._next = goal
        touched = np.concatenate((tape.place[keys], self._seek_picks()))
        return self._facts(np.unique(touched))

    def floor(self) -> NDArray[np.void]:
        """FACTS rows of every bin that the tape knows, empty or not."""
        return self._facts(np.arange(len(self.tape.places)))

    def largest(self) -> tuple[Ints, Ints, Ints]:
        """Location ids of the bins with stock now, the product of each with the largest single record, and how many
        records it has."""
        tape = self.tape
        held = np.flatnonzero(self._quantity)
        order = held[np.lexsort((-self._quantity[held], tape.place[held]))]
        at, first, count = np.unique(tape.place[order], return_index=True, return_counts=True)
        return tape.places[at], tape.product[order[first]], count

    def next_stop(self, forward: bool) -> float:
        """The moment of the next change, or of the one before this moment; an end of the tape where there is none."""
        times = self.tape.at
        if forward:
            return float(times[self._next]) if self._next < len(times) else self.tape.ends
        before = int(np.searchsorted(times, self.at, "left")) - 1
        return max(float(times[before]), self.tape.begins) if before >= 0 else self.tape.begins

    def _seek_picks(self) -> NDArray[np.int32]:
        tape = self.tape
        ended = int(np.searchsorted(tape.pick_end, self.at, "right"))
        begun = int(np.searchsorted(tape.pick_at, self.at, "right"))
        touched = []
        for old, new, where, sign in (
            (self._first_pick, ended, tape.pick_end_place, -1), (self._next_pick, begun, tape.pick_place, 1),
        ):  # fmt: skip
            places = where[min(old, new) : max(old, new)]
            np.add.at(self._picks, places, sign if new >= old else -sign)
            touched.append(places)
        self._first_pick, self._next_pick = ended, begun
        return np.concatenate(touched)

    def _facts(self, places: Ints) -> NDArray[np.void]:
        tape = self.tape
        rows = blank_rows(tape.places[places])
        rows["reserved"] = rows["tasks"] = np.nan
        rows["fill"] = 0
        rows["picks_hour"] = self._picks[places]
        counts = tape.first[places + 1] - tape.first[places]
        with_keys = np.flatnonzero(counts)
        if len(with_keys):
            runs = counts[with_keys]
            starts = np.cumsum(runs) - runs
            at = np.repeat(tape.first[places[with_keys]] - starts, runs) + np.arange(int(runs.sum()))
            self._fold(rows, with_keys, places[with_keys], at, starts)
        return rows

    def _fold(self, rows: NDArray[np.void], into: Ints, places: Ints, at: Ints, starts: Ints) -> None:
        """Add up the keys `at` of each place: runs that begin at `starts`."""
        tape, quantity = self.tape, self._quantity[at]
        there = quantity != 0
        units = quantity / UNIT
        on_hand = np.add.reduceat(quantity, starts) / UNIT
        bad = np.add.reduceat(np.where(tape.good[at], 0, quantity), starts) / UNIT
        litres = np.add.reduceat(np.where(there, np.nan_to_num(tape.litres[at]) * units, 0.0), starts)
        unknown = np.logical_or.reduceat(there & np.isnan(tape.litres[at]), starts)
        records = np.add.reduceat(there.astype(np.int64), starts)
        share = np.minimum(litres / tape.capacity[places], 1.0)
        rows["on_hand"][into] = on_hand
        rows["held"][into] = np.where(tape.blocked[places], on_hand, bad)
        rows["fill"][into] = np.where(records == 0, 0.0, np.where(unknown, np.nan, share))
        rows["quants"][into] = records
        rows["expires_on"][into] = np.fmin.reduceat(np.where(there, tape.expires_on[at], np.nan), starts)


@dataclass(frozen=True, slots=True)
class Playhead:
    """Where one looks and how fast it moves. at, begins, ends: seconds since 1970; speed: seconds of the floor for one
    of the watch, one of SPEEDS."""

    at: float
    begins: float
    ends: float
    speed: int = 60
    playing: bool = False

    def moved(self, at: float) -> "Playhead":
        """At another moment, as near as there is."""
        return replace(self, at=min(max(at, self.begins), self.ends))

    def after(self, elapsed: float) -> "Playhead":
        """Where it is after so many seconds of the watch; at the end it stops."""
        if not self.playing:
            return self
        on = self.moved(self.at + elapsed * self.speed)
        return replace(on, playing=on.at < self.ends)

    def faster(self, by: int) -> "Playhead":
        """By so many steps of SPEEDS, as far as they go."""
        place = min(max(SPEEDS.index(self.speed) + by, 0), len(SPEEDS) - 1)
        return replace(self, speed=SPEEDS[place])
