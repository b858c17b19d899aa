"""What stands at a station besides scanners: the scale and the label printer, and what to say when they fail."""

from datetime import datetime
from typing import assert_never

from app.domain.errors import Fault, Refusal
from app.domain.ids import Op
from app.flow.effects import PrintLabel, Say, Tone
from app.flow.events import ScaleFailed, Weighed
from app.services.station_labels import lay_out
from drivers.protocol import DeviceAway, LabelPrinter, Pan, Reading, Scale


class Equipment:
    """The scale and printer of one station, either of which may be missing. The station's lock guards it."""

    def __init__(
        self, scale: Scale | None = None, printer: LabelPrinter | None = None, *, settle_seconds: float = 3.0
    ) -> None:
        self._scale = scale
        self._printer = printer
        self._settle_seconds = settle_seconds
        self._last: PrintLabel | None = None

    def weigh(self, op: Op, at: datetime) -> Weighed | ScaleFailed:
        """Wait for a still pan, at most settle_seconds."""
        if self._scale is None:
            return ScaleFailed(op, at, "There is no scale at this station.", "Type the weight in grams.")
        try:
            reading = self._scale.weigh(self._settle_seconds)
        except DeviceAway as away:
            return ScaleFailed(op, at, str(away), "Check its plug and cable, or type the weight in grams.")
        return _weighed(op, at, reading)

    def print_label(self, label: PrintLabel) -> tuple[Say, ...]:
        """Print, and say what went wrong if anything. A label that does not come out never undoes the work."""
        self._last = label
        if self._printer is None:
            return (Say(Tone.WARN, "There is no label printer at this station.", "Print the label elsewhere."),)
        try:
            self._printer.print_label(lay_out(label))
        except Refusal as refusal:
            return (Say(Tone.WARN, f"Not printed: {refusal.what}", f"{refusal.next_step} Then print it again."),)
        except DeviceAway as away:
            return (Say(Tone.WARN, f"Not printed: {away}", "Check the printer's plug and cable, then print it again."),)
        except Fault as fault:
            return (Say(Tone.BAD, f"Not printed: {fault.what}", f"{fault.safe} Reference {fault.reference}."),)
        return ()

    def reprint(self) -> tuple[Say, ...]:
        """Print the last label again."""
        if self._last is None:
            return (Say(Tone.WARN, "No label has been printed here yet.", "Close a carton first."),)
        return self.print_label(self._last)


def _weighed(op: Op, at: datetime, reading: Reading) -> Weighed | ScaleFailed:
    match reading.pan:
        case Pan.STABLE:
            if reading.weight is not None:
                return Weighed(op, at, reading.weight, reading.raw)
            return ScaleFailed(op, at, "The scale sent no weight.", "Weigh again.")
        case Pan.OVER:
            return ScaleFailed(op, at, "The scale is overloaded.", "Take the carton off and use a larger scale.")
        case Pan.UNDER:
            return ScaleFailed(op, at, "The scale shows less than nothing.", "Clear the pan, zero it, weigh again.")
        case Pan.MOVING | Pan.BUSY:
            return ScaleFailed(op, at, "The scale does not come to rest.", "Let go of the carton and weigh again.")
        case _:
            assert_never(reading.pan)
