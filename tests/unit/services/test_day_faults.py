"""What goes wrong in a simulated day follows from the seed, in the share that was asked for."""

from collections import Counter

from app.services.demo_day.faults import Fault, Faults


def _struck(share: float, seed: int = 7) -> Counter[Fault | None]:
    faults = Faults(seed, share)
    return Counter(faults.strike(f"p{n % 12}", f"act {n}", n // 12 + 1) for n in range(24_000))


def test_two_in_a_hundred_acts_go_wrong_and_every_kind_is_there():
    found = _struck(0.02)
    wrong = sum(count for fault, count in found.items() if fault is not None)
    assert 0.017 < wrong / 24_000 < 0.025
    assert set(found) == {None, *Fault}
    assert found[Fault.DEAD_STATION] < found[Fault.DAMAGED] < found[Fault.SHORT]


def test_the_same_seed_strikes_the_same_acts_and_another_does_not():
    assert _struck(0.02) == _struck(0.02)
    one, other = Faults(7), Faults(8)
    acts = [("p1", f"act {n}", n) for n in range(1, 3000)]
    assert [one.strike(*act) for act in acts] != [other.strike(*act) for act in acts]


def test_nothing_goes_wrong_where_nothing_is_to():
    assert set(_struck(0.0)) == {None}
