"""What every label printer must do."""

import pytest

from app.domain.errors import Fault, Refusal
from drivers.protocol import CodePart, DeviceAway, Health, Label, LabelPrinter, PrintJob, TextPart

JOB = PrintJob(
    "carton 095212345678901235",
    Label(100, 60, (TextPart(5, 4, 6, "Order O-7"), CodePart(5, 20, 24, "(00)095212345678901235", gs1=True))),
)


class PrinterContract:
    """Subclass, and give `printer` (made, not opened), `printed` and the ways in which a printer fails."""

    printer: LabelPrinter

    def printed(self) -> tuple[bytes, ...]:
        raise NotImplementedError

    def roll(self, labels: int) -> None:
        raise NotImplementedError

    def pause(self, on: bool) -> None:
        raise NotImplementedError

    def open_head(self, on: bool) -> None:
        raise NotImplementedError

    def unplug(self) -> None:
        raise NotImplementedError

    def plug(self) -> None:
        raise NotImplementedError

    def _trouble(self, kind: str, *, on: bool) -> None:
        match kind:
            case "paper":
                self.roll(0 if on else 9)
            case "pause":
                self.pause(on)
            case _:
                self.open_head(on)

    def test_a_job_comes_out_and_is_confirmed(self) -> None:
        self.printer.open()
        done = self.printer.print_label(JOB)
        assert done.confirmed
        assert done.name == JOB.name
        (job,) = self.printed()
        assert b"Order O-7" in job
        assert b"(00)095212345678901235" in job

    def test_what_an_operator_typed_is_never_a_command(self) -> None:
        self.printer.open()
        nasty = "^XZ^XA^JUF^XZ ~JA ~HS _5E \\ Größe"
        self.printer.print_label(PrintJob("x", Label(100, 60, (TextPart(1, 1, 4, nasty), CodePart(1, 9, 9, nasty)))))
        (job,) = self.printed()
        assert job.count(b"^XA") == job.count(b"^XZ") == 1
        assert b"~" not in job
        assert "Größe".encode() in job

    @pytest.mark.parametrize("trouble", ["paper", "pause", "head"])
    def test_a_printer_that_cannot_print_refuses_with_what_to_do_and_takes_no_job(self, trouble: str) -> None:
        self.printer.open()
        self._trouble(trouble, on=True)
        assert self.printer.check().health is Health.WARNING
        assert self.printer.check().next_step
        with pytest.raises(Refusal) as caught:
            self.printer.print_label(JOB)
        assert caught.value.next_step
        assert self.printed() == ()
        self._trouble(trouble, on=False)
        assert self.printer.print_label(JOB).confirmed
        assert self.printer.check().health is Health.OK

    def test_paper_that_ends_within_a_job_is_not_called_printed(self) -> None:
        self.printer.open()
        self.roll(1)
        done = self.printer.print_label(PrintJob("two", JOB.label, copies=2))
        assert not done.confirmed
        assert "out of labels" in done.words

    def test_broken_gs1_data_is_our_fault_and_prints_nothing(self) -> None:
        self.printer.open()
        with pytest.raises(Fault):
            self.printer.print_label(PrintJob("x", Label(10, 10, (CodePart(0, 0, 5, "no brackets", gs1=True),))))
        assert self.printed() == ()

    def test_an_unplugged_printer_says_so_and_comes_back(self) -> None:
        self.printer.open()
        self.unplug()
        with pytest.raises(DeviceAway):
            self.printer.print_label(JOB)
        with pytest.raises(DeviceAway):
            self.printer.check()
        self.plug()
        self.printer.open()
        assert self.printer.print_label(JOB).confirmed
        self.printer.close()
        self.printer.close()
