"""The table of drivers holds what it promises, and says what is wrong with a station's settings."""

from importlib import import_module

import pytest

from app.domain.errors import Refusal
from drivers.protocol import Loaded, Triggered
from drivers.registry import DRIVERS, DriverEntry, Kind, entry, make_printer, make_scale, make_scanner

MAKERS = {Kind.SCANNER: make_scanner, Kind.SCALE: make_scale, Kind.PRINTER: make_printer}


@pytest.mark.parametrize("known", DRIVERS, ids=lambda known: known.name)
def test_every_driver_is_made_and_does_what_its_entry_says(known: DriverEntry) -> None:
    device = MAKERS[known.kind]("it", known.name, "socket://127.0.0.1:9" if known.transports else "")
    assert device.name == "it"
    assert device.capabilities == known.capabilities
    assert known.simulated == known.factory.startswith("drivers.sim.")
    device.close()


def test_simulators_can_be_worked_by_a_program_and_real_devices_cannot() -> None:
    assert isinstance(make_scanner("s", "sim-scanner"), Triggered)
    assert isinstance(make_scale("s", "sim-scale"), Loaded)
    assert not isinstance(make_scanner("s", "serial-scanner", "loop://"), Triggered)
    assert not isinstance(make_scale("s", "mt-sics", "loop://"), Loaded)


@pytest.mark.parametrize(
    ("driver", "url", "options"),
    [
        ("no-such", "", {}),
        ("mt-sics", "/dev/ttyUSB0", {}),
        ("serial-scanner", "ftp://x", {}),
        ("serial-scanner", "", {}),
        ("sim-scanner", "socket://x:1", {}),
        ("serial-scanner", "loop://", {"colour": "red"}),
        ("serial-scanner", "socket://nowhere", {}),
        ("serial-scanner", "socket://x:port", {}),
    ],
)
def test_wrong_settings_are_refused_with_what_to_do(driver: str, url: str, options: dict[str, str]) -> None:
    with pytest.raises(Refusal) as caught:
        make_scanner("s", driver, url, **options)
    assert caught.value.next_step


def test_names_are_unique_and_factories_exist() -> None:
    assert len({known.name for known in DRIVERS}) == len(DRIVERS)
    for known in DRIVERS:
        module, _, factory = known.factory.partition(":")
        assert callable(getattr(import_module(module), factory))
        assert entry(known.name) is known
