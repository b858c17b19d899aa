"""The station between devices, flow and database: refusals, a database that is away, beeps, scale, printer, threads."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from queue import Queue
from typing import Any

import pytest
from flow_ground import A1, B2, HERE, JOB, MILK_L1, NOW, PALLET, SMALL, SOAP, TASKS, TEA, TOTE1, TOTE2, op

from app.domain.barcode import Barcode, LocationCode
from app.domain.errors import Fault, Refusal, Unreachable
from app.domain.ids import HandlingUnitId
from app.flow.effects import Confirm, Say, Tone
from app.flow.events import Found, Nothing, PackJob, PlannedPlace
from app.flow.machine import Prompt
from app.flow.pack import PACK
from app.flow.pack import start as start_pack
from app.flow.pack_states import PackDesk, WantTote, WantWeight
from app.flow.pick import PICK, AtBin, AtItem, AtTote, Counting
from app.flow.pick import start as start_pick
from app.flow.putaway import PUTAWAY
from app.flow.putaway import start as start_putaway
from app.flow.receive import RECEIVE, Dock, WantPlace
from app.flow.receive import start as start_receive
from app.services.station import Clock, Heard, Shown, Station, Timing
from app.services.station_equipment import Equipment
from drivers.protocol import Scan
from drivers.sim.printer import SimulatedPrinter
from drivers.sim.scale import SimulatedScale
from drivers.sim.scanner import SimulatedScanner
from drivers.supervisor import Pace, Supervisor

CODES: dict[str, Found] = {
    "LOC-A-01": A1, "LOC-B-02": B2, "9521234543213": TEA, "MILK": MILK_L1, "SOAP": SOAP, "TOTE-1": TOTE1,
    "TOTE-2": TOTE2, "PAL-3": PALLET, "BOX-S": SMALL,
}  # fmt: skip


class Warehouse:
    """A warehouse that knows CODES, answers every posting once under its key, and can be refused or be away."""

    def __init__(self) -> None:
        self.posted: dict[object, tuple[str, dict[str, Any]]] = {}
        self.tried: list[object] = []
        self.away: set[str] = set()
        self.answer_lost = False
        self.refuse: set[str] = set()
        self.fail: Fault | None = None

    def call(self, function: str, /, **args: Any) -> dict[str, Any]:
        key = args.pop("p_op")
        self.tried.append(key)
        if function in self.away:
            raise Unreachable("The database does not answer.", "Nothing is lost.", retry=True)
        if function in self.refuse:
            raise Refusal("WM409", "There is not enough.", "Count the bin.")
        if self.fail is not None:
            raise self.fail
        self.posted.setdefault(key, (function, args))
        if self.answer_lost:
            self.answer_lost = False
            raise Unreachable("The connection broke.", "It may have been recorded.", retry=True)
        return {"hu_id": 900, "sscc": "095212345678901235"} if function == "create_hu_v1" else {}

    def is_location(self, text: str) -> bool:
        return text.startswith("A-")

    def find(self, barcode: Barcode) -> Found:
        if "find" in self.away:
            raise Unreachable("The database does not answer.", "Nothing is lost.")
        if isinstance(barcode, LocationCode) and barcode.text == "A-01":
            return A1
        return CODES.get(barcode.text, Nothing(barcode.text))

    def pack_job(self, tote: HandlingUnitId) -> PackJob | None:
        if "pack_job" in self.away:
            raise Unreachable("The database does not answer.", "Nothing is lost.")
        return JOB if tote == JOB.tote else None

    @property
    def functions(self) -> list[str]:
        return [function for function, _ in self.posted.values()]


class Bench:
    """A station with a warehouse behind it, a screen that keeps what it is shown, and a clock that ticks."""

    def __init__(self, flow: Any, state: Any, equipment: Equipment | None = None) -> None:
        self.warehouse = Warehouse()
        self.shown: list[Shown] = []
        self.timings: list[Timing] = []
        ticks = count()
        clock = Clock(lambda: NOW + timedelta(seconds=next(ticks)), lambda: next(ticks) / 1000, op)
        self.station: Station[Any] = Station(
            flow, state, poster=self.warehouse, lookup=self.warehouse, clock=clock, show=self.shown.append,
            equipment=equipment, record=self.timings.append,
        )  # fmt: skip

    def scan(self, *texts: str, repeated: bool = False) -> None:
        for text in texts:
            self.station.scanned(Scan(text, "", 0.0, "gun", repeated))

    @property
    def said(self) -> Say:
        return [shown for shown in self.shown if isinstance(shown, Say)][-1]


@pytest.fixture
def pick() -> Bench:
    return Bench(PICK, start_pick(HERE, TASKS))


def test_scans_become_postings_and_every_answer_ends_with_the_next_prompt(pick: Bench) -> None:
    pick.scan("LOC-A-01", "9521234543213")
    pick.station.typed("3")
    pick.scan("TOTE-1")
    assert pick.warehouse.functions == ["pick_v1"]
    assert pick.said.tone is Tone.GOOD
    assert isinstance(pick.shown[-1], Prompt)
    assert pick.shown[-1] == pick.station.prompt
    heard = [shown.text for shown in pick.shown if isinstance(shown, Heard)]
    assert heard == ["LOC-A-01", "9521234543213", "3", "TOTE-1"]


def test_the_beep_comes_before_anything_is_looked_up(pick: Bench) -> None:
    pick.warehouse.away.add("find")
    pick.scan("LOC-A-01")
    assert isinstance(pick.shown[0], Heard)
    assert [timing.asked for timing in pick.timings] == ["Go to A-01 and scan the bin."]
    assert 0 < pick.timings[0].heard < pick.timings[0].answered


def test_a_refused_posting_changes_nothing_and_says_what_to_do(pick: Bench) -> None:
    pick.warehouse.refuse.add("pick_v1")
    pick.scan("LOC-A-01", "9521234543213")
    pick.station.typed("3")
    before = pick.station.state
    pick.scan("TOTE-1")
    assert pick.station.state is before
    assert isinstance(before, AtTote)
    assert pick.said == Say(Tone.BAD, "There is not enough.", "Count the bin.")
    assert not any(isinstance(shown, Say) and "into TOTE-1" in shown.text for shown in pick.shown)
    assert not pick.station.waiting
    pick.station.undo()
    assert isinstance(pick.station.state, AtItem | Counting)


def test_a_database_that_is_away_keeps_the_act_and_its_key(pick: Bench) -> None:
    pick.warehouse.away.add("pick_v1")
    pick.scan("LOC-A-01", "9521234543213")
    pick.station.typed("3")
    before = pick.station.state
    pick.scan("TOTE-1")
    assert pick.station.waiting
    assert pick.station.state is before
    assert pick.said.tone is Tone.WAIT
    assert not pick.station.retry()
    pick.scan("LOC-B-02")
    assert pick.said.text.endswith("this one was not taken.")
    pick.warehouse.away.clear()
    assert pick.station.retry()
    assert pick.warehouse.functions == ["pick_v1"]
    assert len(pick.warehouse.tried) == 4
    assert len(set(pick.warehouse.tried)) == 1
    assert isinstance(pick.station.state, AtBin)
    assert pick.station.state.run.done == 1


def test_an_answer_that_was_lost_is_one_posting_all_the_same(pick: Bench) -> None:
    pick.warehouse.answer_lost = True
    pick.scan("LOC-A-01")
    pick.station.short("empty")
    assert pick.station.waiting
    pick.scan("LOC-B-02")
    assert len(pick.warehouse.posted) == 1
    assert len(pick.warehouse.tried) == 2
    assert isinstance(pick.station.state, AtItem)


def test_a_scan_that_could_not_be_looked_up_is_kept_as_well(pick: Bench) -> None:
    pick.warehouse.away.add("find")
    pick.scan("LOC-A-01")
    assert pick.station.waiting
    pick.warehouse.away.clear()
    assert pick.station.retry()
    assert isinstance(pick.station.state, AtItem)


def test_a_fault_of_ours_is_said_with_its_reference_and_loses_nothing(pick: Bench) -> None:
    pick.warehouse.fail = Fault("The function is missing.", "Nothing was recorded.")
    pick.scan("LOC-A-01")
    before = pick.station.state
    pick.station.short("empty")
    assert pick.station.state is before
    assert pick.warehouse.fail.reference in pick.said.next_step
    assert not pick.station.waiting
    pick.warehouse.fail = Fault("Deadlock.", "Nothing was recorded.", retry=True)
    pick.station.short("empty")
    assert pick.station.waiting
    pick.warehouse.fail = None
    assert pick.station.retry()
    assert pick.warehouse.tried[-1] == pick.warehouse.tried[-2] != pick.warehouse.tried[0]


@pytest.mark.parametrize("text", ["", "x" * 100_000, "a\x00b", "\ud800", "NO-SUCH-CODE"])
def test_bad_scans_are_answered_and_change_nothing(pick: Bench, text: str) -> None:
    before = pick.station.state
    pick.scan(text)
    assert pick.station.state is before
    assert pick.said.tone is Tone.BAD
    assert pick.said.next_step


def test_a_double_scan_counts_once_unless_the_flow_counts_by_scanning(pick: Bench) -> None:
    pick.scan("LOC-A-01")
    shown = len(pick.shown)
    pick.scan("9521234543213")
    pick.scan("9521234543213", repeated=True)
    assert pick.station.state.picked == 2
    pick.scan("9521234543213", repeated=True)
    assert isinstance(pick.station.state, AtTote)
    assert len(pick.shown) > shown
    shown = len(pick.shown)
    pick.scan("9521234543213", repeated=True)
    assert len(pick.shown) == shown


def test_typed_codes_are_looked_up_and_typed_counts_are_not() -> None:
    dock = Bench(RECEIVE, start_receive(Dock(HERE)))
    dock.station.typed("9521234543213")
    dock.station.typed("96385074")
    assert isinstance(dock.station.state, WantPlace)
    assert dock.station.state.counted == 96385074
    dock.station.typed("A-01")
    assert dock.warehouse.functions == ["receive_v1"]


def test_an_unknown_sscc_reaches_the_receipt() -> None:
    dock = Bench(RECEIVE, start_receive(Dock(HERE)))
    dock.scan("9521234543213", "00095212345678901235", "LOC-A-01")
    ((_, args),) = dock.warehouse.posted.values()
    assert args["p_sscc"] == "095212345678901235"


def test_a_question_is_asked_and_answered() -> None:
    truck = Bench(PUTAWAY, start_putaway(HERE))
    lost = replace(PALLET, place=None)
    truck.warehouse.find = lambda barcode: lost if barcode.text == "PAL-3" else B2
    truck.warehouse.planned_place = lambda wanted, op: (PlannedPlace(70, A1), "")
    truck.scan("PAL-3", "LOC-B-02")
    assert any(isinstance(shown, Confirm) for shown in truck.shown)
    truck.station.answer(True)
    truck.station.short("nearer")
    assert truck.warehouse.functions == ["put_away_v1"]


def test_a_station_that_knows_no_places_lets_any_bin_do() -> None:
    truck = Bench(PUTAWAY, start_putaway(HERE))
    lost = replace(PALLET, place=None)
    truck.warehouse.find = lambda barcode: lost if barcode.text == "PAL-3" else B2
    truck.scan("PAL-3", "LOC-B-02")
    assert truck.warehouse.functions == ["move_hu_v1"]


@pytest.fixture
def equipped() -> Iterator[tuple[Bench, SimulatedScale, SimulatedPrinter]]:
    scale, printer = SimulatedScale("scale", settle=0), SimulatedPrinter("labels")
    scale.open()
    printer.open()
    desk = Bench(PACK, start_pack(PackDesk(HERE)), Equipment(scale, printer, settle_seconds=0.2))
    yield desk, scale, printer
    scale.close()
    printer.close()


def _fill(desk: Bench) -> None:
    desk.scan("TOTE-1", "9521234543213")
    desk.station.typed("2")
    desk.scan("MILK", "BOX-S")


def test_packing_with_a_real_driver_for_scale_and_printer(
    equipped: tuple[Bench, SimulatedScale, SimulatedPrinter],
) -> None:
    desk, scale, printer = equipped
    scale.load(Decimal("1618.5"))
    _fill(desk)
    assert desk.warehouse.functions == ["create_hu_v1", "pack_v1"]
    assert list(desk.warehouse.posted.values())[1][1]["p_gross_weight"] == Decimal("1618.5")
    (label,) = printer.engine.printed
    assert b"(00)095212345678901235" in label
    desk.station.reprint()
    assert printer.engine.printed == (label, label)


def test_a_printer_without_paper_never_undoes_the_work(
    equipped: tuple[Bench, SimulatedScale, SimulatedPrinter],
) -> None:
    desk, scale, printer = equipped
    scale.load(Decimal(1620))
    printer.engine.load_roll(0)
    _fill(desk)
    assert isinstance(desk.station.state, WantTote)
    warned = [shown for shown in desk.shown if isinstance(shown, Say) and shown.tone is Tone.WARN]
    assert warned[-1].next_step == "Load a roll. Then print it again."
    printer.engine.load_roll(10)
    desk.station.reprint()
    assert len(printer.engine.printed) == 1


@pytest.mark.parametrize(("grams", "words"), [(90_000, "overloaded"), (-9000, "less than nothing"), (0, "nothing on")])
def test_a_pan_that_gives_no_weight_leaves_the_carton_waiting(
    equipped: tuple[Bench, SimulatedScale, SimulatedPrinter], grams: int, words: str
) -> None:
    desk, scale, _ = equipped
    scale.load(Decimal(grams))
    _fill(desk)
    assert isinstance(desk.station.state, WantWeight)
    assert words in desk.said.text
    scale.load(Decimal(1620))
    desk.station.finish()
    assert isinstance(desk.station.state, WantTote)


def test_an_unplugged_scale_or_none_leaves_typing(equipped: tuple[Bench, SimulatedScale, SimulatedPrinter]) -> None:
    desk, scale, _ = equipped
    scale.unplug()
    _fill(desk)
    assert "type the weight" in desk.said.next_step
    desk.station.typed("1620")
    assert isinstance(desk.station.state, WantTote)
    bare = Bench(PACK, start_pack(PackDesk(HERE)))
    _fill(bare)
    assert bare.said.text == "There is no scale at this station."
    bare.station.reprint()
    assert "No label" in bare.said.text


@pytest.mark.parametrize("function", ["create_hu_v1", "pack_v1", "pack_job"])
def test_packing_goes_on_after_the_database_was_away_at_any_point(
    equipped: tuple[Bench, SimulatedScale, SimulatedPrinter], function: str
) -> None:
    desk, scale, printer = equipped
    scale.load(Decimal(1620))
    desk.warehouse.away.add(function)
    desk.scan("TOTE-1")
    if function == "pack_job":
        assert desk.station.waiting
        desk.warehouse.away.clear()
        assert desk.station.retry()
    desk.scan("9521234543213", "9521234543213", "MILK", "BOX-S")
    if function != "pack_job":
        assert desk.station.waiting
        desk.warehouse.away.clear()
        assert desk.station.retry()
    assert desk.warehouse.functions == ["create_hu_v1", "pack_v1"]
    assert isinstance(desk.station.state, WantTote)
    assert len(printer.engine.printed) == 1


def test_an_alarm_that_is_not_allowed_does_not_stop_the_packer(
    equipped: tuple[Bench, SimulatedScale, SimulatedPrinter],
) -> None:
    desk, scale, _ = equipped
    desk.warehouse.refuse.add("raise_alarm_v1")
    scale.load(Decimal(1000))
    _fill(desk)
    desk.station.short("void fill")
    assert desk.warehouse.functions == ["create_hu_v1", "pack_v1"]
    assert isinstance(desk.station.state, WantTote)
    desk.warehouse.refuse.clear()
    desk.warehouse.away.add("raise_alarm_v1")
    desk.station.typed("TOTE-1")
    desk.station.short("missing")
    assert desk.station.waiting
    desk.warehouse.away.clear()
    assert desk.station.retry()
    assert desk.warehouse.functions == ["create_hu_v1", "pack_v1", "raise_alarm_v1"]


def test_from_the_trigger_to_the_posting_through_supervisor_and_threads() -> None:
    """A simulated scanner, its own thread, the station, the posting: scans of two tasks arrive in order."""
    bench = Bench(PICK, start_pick(HERE, TASKS[:1]))
    over: Queue[int] = Queue()
    bench.station = Station(
        PICK, start_pick(HERE, TASKS[:1]), poster=bench.warehouse, lookup=bench.warehouse,
        clock=Clock(lambda: NOW, lambda: 0.0, op),
        show=lambda shown: over.put(threading.get_ident()) if shown == PROMPT_OVER else None,
    )  # fmt: skip
    scanner = SimulatedScanner("gun")
    supervisor = Supervisor(lambda _name, _state: None, Pace(scan=0.05))
    supervisor.watch_scanner(scanner, bench.station.scanned)
    for text in ("LOC-A-01", *["9521234543213"] * 3, "TOTE-1"):
        scanner.present(text)
    worker = over.get(timeout=5)
    assert supervisor.stop() == ()
    assert worker != threading.get_ident()
    assert bench.warehouse.functions == ["pick_v1"]


PROMPT_OVER = Prompt("The tour is done. 1 of 1 tasks are recorded.", PICK.prompt(start_pick(HERE, ())).wants)
