"""A simulated picker: takes the next batch, walks it by scan with all its faults, sets the totes down at a bench."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.flow import pick
from app.flow.pick_states import (
    AskEmpty,
    AskSubstitute,
    AtBin,
    AtDrop,
    AtItem,
    AtLot,
    AtTote,
    Counting,
    PickOver,
)
from app.flow.pick_work import PickTask
from app.services.demo.pace import PICK_STOP, WALK_STOP
from app.services.demo_day.faults import Fault
from app.services.demo_day.person import Dead, Person
from app.services.picking import Picking
from app.services.station import Poster, Station
from db import posting

_MISSED = 6  # acts in vain until what is asked for counts as not there
_TURNS = 40  # acts at one stop, at the most; more is a flow that goes round in circles
SHORT_REASONS = {Fault.SHORT: "not_there", Fault.DAMAGED: "bad"}


@dataclass(slots=True)
class Heard:
    """Posts by a door, and hears how much of a stop was really taken: of what was cancelled while a hand was on its way
    nothing is, and the picker is told to put it back."""

    door: Poster
    picked: Decimal = Decimal(0)

    def call(self, function: str, /, **args: Any) -> dict[str, Any]:
        """As the door does."""
        answer = self.door.call(function, **args)
        if function == "pick_stop_v1":
            self.picked += Decimal(str(answer["picked"]))
        return answer


@dataclass(slots=True)
class Walker:
    """brought: told of each tote that was set down (id, SSCC). died: told of the batch whose picker's device died.
    gave_up: told of a batch that does not go on, and why; None: nobody else acts here, so that is an error."""

    person: Person
    cart: str
    bench: str
    brought: Callable[[int, str], None]
    died: Callable[[int], None]
    gave_up: Callable[[int, str], None] | None = None
    batches: int = 0
    _fault: dict[int, Fault | None] = field(default_factory=dict)
    _heard: Heard = field(init=False)

    def work(self) -> bool:
        """One batch from the claim to the bench; False where none waits that can be picked."""
        person = self.person
        place = person.desk.codes.place(self.cart)
        picking = Picking(person.session, self.cart, place.id if place else None)
        try:
            tour = picking.take_up()
        except Refusal as nothing:
            if nothing.code in ("pick.none", "WM455"):  # somebody was quicker
                return False
            raise
        self._heard = Heard(person.desk.door)
        station = person.desk.station(pick.PICK, picking.state(tour), poster=self._heard)
        try:
            self._walk(station)
        except Dead:
            self.died(tour.batch)
        except (Refusal, AssertionError) as error:
            if self.gave_up is None:
                raise
            self.gave_up(tour.batch, error.what if isinstance(error, Refusal) else str(error))
            return False
        self.batches += 1
        return True

    def _walk(self, station: Station[pick.PickState]) -> None:
        turns, before = 0, -1
        while not isinstance(station.state, PickOver) and not self.person.desk.pace.ended:
            done = station.state.run.done
            turns = turns + 1 if done == before else 0
            before = done
            if turns == _MISSED and self.gave_up is not None and isinstance(station.state, AtItem | Counting):
                self.person.act(station, lambda: station.short("not_there"))  # somebody else took it meanwhile
            if turns > _TURNS:
                raise AssertionError(f"the pick does not go on: {station.prompt.line}")
            self._turn(station)

    def _turn(self, station: Station[Any]) -> None:
        """One act, whatever is asked for."""
        person, state = self.person, station.state
        match state:
            case AtBin(run=run):
                person.desk.pace.rest(PICK_STOP + WALK_STOP)
                if person.mistake(f"bin {run.task.task}"):
                    person.wrong(station, self.bench)
                person.scan(station, run.task.place_barcode or run.task.place_code)
            case AtItem(run=run):
                self._item(station, run.task)
            case AtLot(run=run):
                person.type(station, run.task.lot or "")
            case Counting(run=run, picked=picked):
                self._count(station, run.task, picked)
            case AtTote():
                self._tote(station, state)
            case AskEmpty():
                person.act(station, lambda: station.answer(True))
            case AskSubstitute():
                person.act(station, lambda: station.answer(True))
            case AtDrop(run=run):
                totes = [(int(tote.unit), tote.code) for tote in run.totes]
                person.scan(station, self.bench)
                if totes and not (isinstance(station.state, AtDrop) and station.state.run.totes == run.totes):
                    for tote in totes:
                        self.brought(*tote)

    def _item(self, station: Station[Any], task: PickTask) -> None:
        person = self.person
        if int(task.task) not in self._fault:
            self._fault[int(task.task)] = person.fault(
                f"item {task.task}", Fault.SHORT, Fault.DAMAGED, Fault.WRONG_SCAN
            )
        fault = self._fault[int(task.task)]
        if fault is Fault.WRONG_SCAN:
            self._fault[int(task.task)] = None
            person.wrong(station, person.eyes.other(task.product))
        if fault in SHORT_REASONS and task.quantity == 1:
            person.act(station, lambda: station.short(SHORT_REASONS[fault]))
            return
        if task.source_code:
            person.scan(station, task.source_code)
        if isinstance(station.state, AtItem):
            person.scan(station, *person.eyes.label(task.product, task.lot))

    def _count(self, station: Station[Any], task: PickTask, picked: Decimal) -> None:
        fault = self._fault.get(int(task.task))
        if fault not in SHORT_REASONS:
            self.person.type(station, f"{task.quantity.normalize():f}")
        elif picked < task.quantity - 1:
            self.person.type(station, f"{(task.quantity - 1).normalize():f}")
        else:
            self.person.act(station, lambda: station.short(SHORT_REASONS[fault]))

    def _tote(self, station: Station[Any], state: AtTote) -> None:
        person, task = self.person, state.run.task
        known, before = state.run.tote_of(task.order), self._heard.picked
        person.scan(station, known.code if known else self._new_tote())
        if self._heard.picked > before:
            person.tally.did("pick", self._heard.picked - before)

    def _new_tote(self) -> str:
        person = self.person
        place = person.desk.codes.place(self.cart)
        made = posting.create_hu(
            person.session.door, op=new_op(), warehouse=person.desk.warehouse, kind="tote",
            location=place.id if place else 0,
        )  # fmt: skip
        return str(made["sscc"])
