"""What every scale must do."""

from decimal import Decimal

import pytest

from app.domain.errors import Refusal
from drivers.protocol import Capability, DeviceAway, Health, Pan, Scale


class ScaleContract:
    """Subclass, and give `scale` (made, not opened), `load`, `garbage`, `unplug` and `plug`. Its capacity is 30 kg."""

    scale: Scale

    def load(self, grams: Decimal) -> None:
        raise NotImplementedError

    def garbage(self, answers: int) -> None:
        raise NotImplementedError

    def unplug(self) -> None:
        raise NotImplementedError

    def plug(self) -> None:
        raise NotImplementedError

    def test_a_still_pan_gives_its_weight_in_decimals_with_the_frame(self) -> None:
        self.scale.open()
        self.load(Decimal("1620.5"))
        reading = self.scale.weigh(5)
        assert reading.pan is Pan.STABLE
        assert reading.weight is not None
        assert reading.weight.grams == Decimal("1620.5")
        assert "1620.5" in reading.raw

    def test_a_moving_pan_is_told_from_a_still_one(self) -> None:
        self.scale.open()
        assert Capability.STABLE_FLAG in self.scale.capabilities
        self.load(Decimal(5000))
        assert self.scale.read().pan is Pan.MOVING
        assert self.scale.weigh(0).pan is Pan.MOVING
        assert self.scale.weigh(5).pan is Pan.STABLE

    def test_overload_and_underload_are_no_weights(self) -> None:
        self.scale.open()
        for grams, pan in ((Decimal(90_000), Pan.OVER), (Decimal(-5000), Pan.UNDER)):
            self.load(grams)
            reading = self.scale.weigh(0.2)
            assert reading.pan is pan
            assert reading.weight is None
            assert self.scale.check().health is Health.WARNING

    def test_zero_takes_a_little_and_refuses_a_lot(self) -> None:
        self.scale.open()
        self.load(Decimal(3))
        self.scale.weigh(5)
        self.scale.zero()
        reading = self.scale.read()
        assert reading.weight is not None
        assert reading.weight.grams == 0
        self.load(Decimal(8000))
        self.scale.weigh(5)
        with pytest.raises(Refusal) as caught:
            self.scale.zero()
        assert "Clear the pan" in caught.value.next_step

    def test_one_garbled_answer_is_asked_again_and_never_taken_for_a_weight(self) -> None:
        self.scale.open()
        self.load(Decimal(250))
        self.scale.weigh(5)
        self.garbage(1)
        reading = self.scale.read()
        assert reading.weight is not None
        assert reading.weight.grams == 250

    def test_nothing_but_garbage_is_a_scale_that_is_away(self) -> None:
        self.scale.open()
        self.garbage(100)
        with pytest.raises(DeviceAway) as caught:
            self.scale.read()
        assert "no scale would" in str(caught.value)

    def test_an_unplugged_scale_says_so_and_comes_back(self) -> None:
        self.scale.open()
        assert self.scale.check().health is Health.OK
        self.unplug()
        with pytest.raises(DeviceAway):
            self.scale.read()
        self.scale.close()
        with pytest.raises(DeviceAway):
            self.scale.open()
        self.plug()
        self.scale.open()
        assert self.scale.weigh(5).pan is Pan.STABLE

    def test_closed_twice_and_opened_twice(self) -> None:
        self.scale.close()
        self.scale.open()
        self.scale.open()
        self.scale.close()
        self.scale.close()
        with pytest.raises(DeviceAway):
            self.scale.read()
