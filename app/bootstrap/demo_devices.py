"""The simulated stations' devices, made by the registry from the names that a station's settings would hold."""

from dataclasses import dataclass

from drivers import registry
from drivers.protocol import LabelPrinter, Scale, Scanner


@dataclass(frozen=True, slots=True)
class SimulatedDevices:
    """settle: seconds a pan needs to come to rest. Scans are told apart by the flow, not by a double-scan window: a
    simulated person never reads the same label twice by accident."""

    settle: float = 0.02

    def scanner(self, name: str) -> Scanner:
        """A scanner that a program triggers."""
        return registry.make_scanner(name, "sim-scanner", double_window=0.0)

    def scale(self, name: str) -> Scale:
        """A scale that settles, behind the real MT-SICS driver."""
        return registry.make_scale(name, "sim-scale", settle=self.settle)

    def printer(self, name: str) -> LabelPrinter:
        """A label printer that keeps its jobs, behind the real ZPL driver."""
        return registry.make_printer(name, "sim-printer")
