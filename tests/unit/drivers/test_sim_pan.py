"""The simulated pan against a clock in the test's hand; faults on the line; what is inside the simulated printer."""

from decimal import Decimal

from drivers.protocol import Pan as PanState
from drivers.scales.sics import parse_sics
from drivers.sim.faults import Faults
from drivers.sim.printer import Engine
from drivers.sim.scale import Pan, ScalePeer


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_load_swings_in_and_settles() -> None:
    clock = Hand()
    pan = Pan(settle=1.0, clock=clock)
    pan.load(Decimal(1000))
    seen = []
    for _ in range(9):
        reading = parse_sics(pan.answer().encode(), clock.now)
        assert reading.weight is not None
        seen.append((reading.pan, reading.weight.grams))
        clock.now += 0.125
    assert [grams for _, grams in seen] == sorted(grams for _, grams in seen)
    assert seen[0] == (PanState.MOVING, 0)
    assert all(pan_is is PanState.MOVING for pan_is, _ in seen[:8])
    assert seen[8] == (PanState.STABLE, 1000)


def test_drift_overload_underload() -> None:
    clock = Hand()
    pan = Pan(settle=0, clock=clock)
    pan.load(Decimal(100))
    pan.drift(Decimal("0.5"))
    clock.now += 10
    assert pan.answer().split()[2] == "105.0"
    pan.load(Decimal(40_000))
    assert pan.answer() == "S +"
    pan.load(Decimal(-900))
    assert pan.answer() == "S -"


def test_zero_waits_for_a_still_and_nearly_empty_pan() -> None:
    clock = Hand()
    pan = Pan(settle=1.0, clock=clock)
    pan.load(Decimal(4))
    assert not pan.zero()
    clock.now += 1
    assert pan.zero()
    assert pan.answer().split()[2] == "0.0"
    pan.load(Decimal(20_000))
    clock.now += 1
    assert not pan.zero()


def test_commands_that_come_in_pieces_and_unknown_ones() -> None:
    peer = ScalePeer(Pan(settle=0))
    assert peer._hear(b"S") == b""
    assert peer._hear(b"I\r\nXX\r\n") == b"S S         0.0 g\r\nES\r\n"


def test_garbage_is_the_same_every_time_and_ends() -> None:
    first, second = Faults(seed=3), Faults(seed=3)
    first.garbage(1)
    second.garbage(1)
    noise = first.spoil(b"S S 1 g\r\n")
    assert noise == second.spoil(b"S S 1 g\r\n") != b"S S 1 g\r\n"
    assert first.spoil(b"S S 1 g\r\n") == b"S S 1 g\r\n"
    first.hurry()
    first.slow(60)
    assert first.spoil(b"x") == b"x"


def test_a_printer_keeps_what_it_cannot_print_until_a_roll_is_loaded() -> None:
    engine = Engine(labels_left=1)
    engine.hear(b"^XAone^PQ1^XZ^XAtwo")
    engine.hear(b"^PQ3^XZ")
    assert engine.printed == (b"^XAone^PQ1^XZ",)
    assert b"030,1,0,0480,001" in engine.hear(b"~HS")
    engine.load_roll(10)
    assert engine.printed[1] == b"^XAtwo^PQ3^XZ"
