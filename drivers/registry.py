"""Which drivers there are: name, where the factory lives, which URLs it takes, what it can do.

Factories are named by dotted text and loaded when a device is made, so that no package imports a simulator and a
station with one scanner loads one driver.
"""

from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Any, cast

from app.domain.errors import Refusal
from drivers.protocol import Capability, LabelPrinter, Scale, Scanner

_LINES = ("socket://", "loop://", "spy://", "rfc2217://", "/dev/", "COM")


class Kind(Enum):
    """What a device is for."""

    SCANNER = "scanner"
    SCALE = "scale"
    PRINTER = "printer"


@dataclass(frozen=True, slots=True)
class DriverEntry:
    """One driver. factory: "module:Class". transports: beginnings of the URLs it takes; none for one without URL."""

    name: str
    kind: Kind
    factory: str
    transports: tuple[str, ...]
    capabilities: Capability
    words: str

    @property
    def simulated(self) -> bool:
        """Whether there is no hardware behind it."""
        return Capability.SIMULATED in self.capabilities


_READS = Capability.AIM_IDENTIFIER | Capability.GROUP_SEPARATOR
_WEIGHS = Capability.STABLE_FLAG | Capability.ZERO
_SIMULATED = Capability.SIMULATED

DRIVERS: tuple[DriverEntry, ...] = (
    DriverEntry(
        "serial-scanner",
        Kind.SCANNER,
        "drivers.scanners.serial_scanner:SerialScanner",
        _LINES,
        _READS,
        "Scanner on a serial line or USB-CDC",
    ),
    DriverEntry("mt-sics", Kind.SCALE, "drivers.scales.sics:SicsScale", _LINES, _WEIGHS, "Scale that speaks MT-SICS"),
    DriverEntry(
        "zpl",
        Kind.PRINTER,
        "drivers.printers.zpl:ZplPrinter",
        _LINES,
        Capability.PRINT_STATUS,
        "Label printer that speaks ZPL, by port 9100 or serial",
    ),
    DriverEntry(
        "sim-scanner",
        Kind.SCANNER,
        "drivers.sim.scanner:SimulatedScanner",
        (),
        _READS | _SIMULATED,
        "Simulated scanner, read by a program",
    ),
    DriverEntry(
        "sim-scale",
        Kind.SCALE,
        "drivers.sim.scale:SimulatedScale",
        (),
        _WEIGHS | _SIMULATED,
        "Simulated scale: settles, drifts, overloads",
    ),
    DriverEntry(
        "sim-printer",
        Kind.PRINTER,
        "drivers.sim.printer:SimulatedPrinter",
        (),
        Capability.PRINT_STATUS | _SIMULATED,
        "Simulated label printer that keeps its jobs",
    ),
)


def entry(driver: str) -> DriverEntry:
    """The driver of this name. Raises Refusal, naming those that exist."""
    for known in DRIVERS:
        if known.name == driver:
            return known
    names = ", ".join(known.name for known in DRIVERS)
    raise Refusal("driver", f"There is no driver named “{driver}”.", f"Use one of: {names}.")


def make_scanner(name: str, driver: str, url: str = "", **options: Any) -> Scanner:
    """A scanner, not yet opened. Raises Refusal for a wrong driver, URL or option."""
    return cast(Scanner, _make(Kind.SCANNER, name, driver, url, options))


def make_scale(name: str, driver: str, url: str = "", **options: Any) -> Scale:
    """A scale, not yet opened. Raises Refusal for a wrong driver, URL or option."""
    return cast(Scale, _make(Kind.SCALE, name, driver, url, options))


def make_printer(name: str, driver: str, url: str = "", **options: Any) -> LabelPrinter:
    """A label printer, not yet opened. Raises Refusal for a wrong driver, URL or option."""
    return cast(LabelPrinter, _make(Kind.PRINTER, name, driver, url, options))


def _make(kind: Kind, name: str, driver: str, url: str, options: dict[str, Any]) -> object:
    found = entry(driver)
    if found.kind is not kind:
        raise Refusal("driver", f"{driver} drives a {found.kind.value}, not a {kind.value}.", "Choose another driver.")
    if found.transports and not url.startswith(found.transports):
        takes = ", ".join(found.transports)
        raise Refusal("driver", f"{driver} cannot reach “{url}”.", f"Give an address that begins with one of: {takes}.")
    if url and not found.transports:
        raise Refusal("driver", f"{driver} takes no address.", "Leave the address empty.")
    module, _, factory = found.factory.partition(":")
    arguments = {"url": url, **options} if url else options
    try:
        return getattr(import_module(module), factory)(name, **arguments)
    except TypeError as error:
        raise Refusal("driver", f"{driver} does not take these settings: {error}.", "Correct the settings.") from error
