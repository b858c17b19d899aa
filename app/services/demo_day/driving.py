"""A simulated driver: asks for the next work, puts pallets away, refills pick faces, moves and puts back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import LocationId, WarehouseId
from app.flow import move, putaway
from app.flow.events import Workplace
from app.flow.move_states import AtGoods, AtSource, Carrying, MoveOver, Taking
from app.services.demo.pace import DRIVE, PICK_STOP
from app.services.demo_day.faults import Fault
from app.services.demo_day.person import Dead, Person
from app.services.station import Station
from app.services.tasks import NextWork

KINDS = ("putaway", "replenish", "move")
_TURNS = 40


@dataclass(slots=True)
class Driver:
    """died: told of the tasks whose driver's device died. refused: told why a task could not be done."""

    person: Person
    truck: str
    next_work: NextWork
    died: Callable[[Sequence[int]], None]
    refused: Callable[[Sequence[int], str], None]

    def work(self) -> bool:
        """One piece of work; False where none waits that can be done."""
        given = self.next_work.take(kinds=KINDS, station=self.truck)
        if not given.tasks:
            return False
        try:
            if given.kind == "putaway":
                self._put_away(given.tasks)
            else:
                self._move(given.tasks)
        except Dead:
            self.died(given.tasks)
        except Refusal as refusal:
            self.refused(given.tasks, f"{refusal.what} {refusal.next_step}")
            return False
        return True

    def _at(self, place: int | None) -> Workplace:
        return Workplace(WarehouseId(self.person.desk.warehouse), self.truck, LocationId(place or 0))

    # ---- putting away ----
    def _put_away(self, tasks: Sequence[int]) -> None:
        person = self.person
        rows = person.session.door.query("task_job", warehouse=person.desk.warehouse, tasks=list(tasks))
        for row in rows:
            station = person.desk.station(putaway.PUTAWAY, putaway.start(self._at(row.from_id)))
            person.desk.pace.rest(PICK_STOP)
            if row.sscc:
                person.scan(station, row.sscc)
            else:
                person.scan(station, *person.eyes.label(row.product_id, row.lot))
            person.desk.pace.rest(DRIVE)
            self._to_the_bin(station, row)

    def _to_the_bin(self, station: Station[Any], row: Any) -> None:
        person = self.person
        for _ in range(_TURNS):
            state = station.state
            if not isinstance(state, putaway.Carrying) or state.plan is None:
                break
            fault = person.fault(f"away {row.task_id}", Fault.DAMAGED, Fault.WRONG_SCAN)
            if fault is Fault.DAMAGED:
                person.act(station, lambda: station.short("damaged"))
                state = station.state
            elif fault is Fault.WRONG_SCAN:
                person.wrong(station, person.eyes.other(row.product_id or 0))
            if isinstance(state, putaway.Carrying) and state.plan is not None:
                person.scan(station, state.plan.place.code)
                if isinstance(station.state, putaway.WantUnit):
                    person.tally.did("putaway", Decimal(row.quantity or 0))
                    return
        raise Refusal("day.putaway", f"Task {row.task_id} could not be put away: {station.prompt.line}", "Look at it.")

    # ---- moving ----
    def _move(self, tasks: Sequence[int]) -> None:
        person = self.person
        wanted = self.next_work.moves(tasks)
        station = person.desk.station(move.MOVE, move.start(self._at(None), wanted))
        for _ in range(_TURNS * max(1, len(wanted))):
            state = station.state
            if isinstance(state, MoveOver) or person.desk.pace.ended:
                return
            self._turn(station)
        raise Refusal("day.move", f"The move does not go on: {station.prompt.line}", "Look at its tasks.")

    def _turn(self, station: Station[Any]) -> None:
        person, state = self.person, station.state
        task = state.run.task
        match state:
            case AtSource():
                person.desk.pace.rest(PICK_STOP)
                if person.mistake(f"source {task.task}"):
                    person.wrong(station, person.eyes.bench)
                person.scan(station, task.source_code)
            case AtGoods():
                if task.unit_code:
                    person.scan(station, task.unit_code)
                else:
                    person.scan(station, *person.eyes.label(task.product, task.lot))
            case Taking() | Carrying():
                person.desk.pace.rest(DRIVE)
                person.scan(station, task.target_code)
                after = station.state
                if isinstance(after, MoveOver) or after.run.done > state.run.done:
                    person.tally.did("task", task.quantity)
