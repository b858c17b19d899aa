"""Every scale keeps the scale contract: the simulated one, and the real MT-SICS driver against a scale on a socket."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from drivers.scales.sics import SicsScale
from drivers.sim.scale import Pan, ScalePeer, SimulatedScale
from tests.contract.scale_contract import ScaleContract


class TestSimulatedScale(ScaleContract):
    @pytest.fixture(autouse=True)
    def _make(self) -> Iterator[None]:
        self.scale = SimulatedScale("sim", settle=0.1)
        yield
        self.scale.close()

    def load(self, grams: Decimal) -> None:
        self.scale.load(grams)

    def garbage(self, answers: int) -> None:
        self.scale.peer.faults.garbage(answers)

    def unplug(self) -> None:
        self.scale.unplug()

    def plug(self) -> None:
        self.scale.plug()


class TestSicsScaleOverASocket(ScaleContract):
    @pytest.fixture(autouse=True)
    def _make(self) -> Iterator[None]:
        self.far = ScalePeer(Pan(settle=0.1))
        self.far.peer.plug()
        self.scale = SicsScale("sics", self.far.peer.url)
        yield
        self.scale.close()
        self.far.peer.stop()

    def load(self, grams: Decimal) -> None:
        self.far.pan.load(grams)

    def garbage(self, answers: int) -> None:
        self.far.peer.faults.garbage(answers)

    def unplug(self) -> None:
        self.far.peer.unplug()

    def plug(self) -> None:
        self.far.peer.plug()
