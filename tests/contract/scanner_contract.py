"""What every scanner must do. A test class names how its scanner is made and how a code is held before it."""

import pytest

from drivers.protocol import Capability, DeviceAway, Health, Scanner


class ScannerContract:
    """Subclass, and give `scanner` (made, not opened) and `present`; `unplug` and `plug` pull its cable."""

    scanner: Scanner

    def present(self, text: str, aim: str = "") -> None:
        raise NotImplementedError

    def unplug(self) -> None:
        raise NotImplementedError

    def plug(self) -> None:
        raise NotImplementedError

    def test_a_scan_arrives_whole_with_its_aim_identifier_apart(self) -> None:
        self.scanner.open()
        self.present("0109521234543213\x1d10AB", "]C1")
        scan = self.scanner.read(5)
        assert scan is not None
        assert (scan.text, scan.aim) == ("0109521234543213\x1d10AB", "]C1")
        assert scan.device == self.scanner.name
        assert Capability.AIM_IDENTIFIER in self.scanner.capabilities

    def test_scans_come_in_order_and_none_is_lost(self) -> None:
        self.scanner.open()
        sent = [f"LOC-{n}" for n in range(200)]
        for text in sent:
            self.present(text)
        scans = [self.scanner.read(5) for _ in sent]
        assert [scan.text for scan in scans if scan] == sent
        assert self.scanner.read(0) is None

    def test_the_same_code_at_once_is_marked_and_another_is_not(self) -> None:
        self.scanner.open()
        for text in ("A", "A", "B", "A"):
            self.present(text)
        scans = [self.scanner.read(5) for _ in range(4)]
        assert [scan.repeated for scan in scans if scan] == [False, True, False, False]

    def test_nothing_comes_from_nothing(self) -> None:
        self.scanner.open()
        assert self.scanner.read(0.01) is None

    def test_letters_of_any_script_come_through(self) -> None:
        self.scanner.open()
        self.present("Größe-Ж-茶")
        scan = self.scanner.read(5)
        assert scan is not None
        assert scan.text == "Größe-Ж-茶"

    def test_an_unplugged_scanner_says_so_and_comes_back(self) -> None:
        self.scanner.open()
        assert self.scanner.check().health is Health.OK
        self.unplug()
        with pytest.raises(DeviceAway):
            self.scanner.read(5)
        self.scanner.close()
        with pytest.raises(DeviceAway):
            self.scanner.open()
        self.plug()
        self.scanner.open()
        self.present("BACK")
        scan = self.scanner.read(5)
        assert scan is not None
        assert scan.text == "BACK"

    def test_closed_twice_and_opened_twice(self) -> None:
        self.scanner.close()
        self.scanner.open()
        self.scanner.open()
        self.scanner.close()
        self.scanner.close()
        with pytest.raises(DeviceAway):
            self.scanner.read(0)
