"""A label printer that speaks ZPL II, by TCP port 9100 (socket://host:9100) or a serial line.

Port 9100 acknowledges nothing, so status is asked before and after with ~HS (ZPL II Programming Guide, Host Status
Return: three strings in STX..ETX). A printer that does not answer ~HS still prints; the job then says "sent", not
"printed". The line is taken for each job and let go again: while one host holds port 9100 nobody else can print.
"""

import re
import time
from dataclasses import dataclass
from threading import Lock
from typing import assert_never

from app.domain.errors import Fault, Refusal
from drivers.protocol import (
    ArrowPart,
    Capability,
    CodePart,
    DeviceState,
    Health,
    Label,
    MatrixPart,
    Printed,
    PrintJob,
    TextPart,
)
from drivers.transports.line import line_for

_DOTS_PER_MM = 8  # 203 dpi, the common print head
_GS1 = re.compile(r"(?:\([0-9]{2,4}\)[!-'*-z]+)+", re.ASCII)
_ELEMENT = re.compile(r"\(([0-9]{2,4})\)([^(]+)")
# General Specifications, element strings with predefined length: no separator after these
_FIXED = frozenset(["00", "01", "02", "03", "04", *map(str, range(11, 21)), *map(str, range(31, 37)), "41"])
_STATUS = re.compile(rb"\x02([0-9,]+)\x03", re.ASCII)
_STATUS_SECONDS = 1.0
_DONE_SECONDS = 3.0
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class HostStatus:
    """What ~HS says. formats: jobs in the buffer; labels: labels left of the job being printed."""

    paper_out: bool
    paused: bool
    head_open: bool
    ribbon_out: bool
    buffer_full: bool
    formats: int
    labels: int

    def trouble(self) -> tuple[str, str] | None:
        """What keeps it from printing, and what to do; None when nothing does."""
        if self.head_open:
            return "The print head is open.", "Close the print head."
        if self.paper_out:
            return "The printer is out of labels.", "Load a roll."
        if self.ribbon_out:
            return "The ribbon is used up.", "Load a ribbon."
        if self.paused:
            return "The printer is paused.", "Press its pause button."
        if self.buffer_full:
            return "The printer's memory is full.", "Wait until it has printed what it has."
        return None


def escape(text: str) -> str:
    """Field data in which nothing is a command: ^ ~ \\ _ and control characters as _XX under ^FH_."""
    return "".join(f"_{ord(char):02X}" if char in "^~\\_" or char < " " or char == "\x7f" else char for char in text)


def render(label: Label, copies: int = 1, dots_per_mm: int = _DOTS_PER_MM) -> bytes:
    """The label as one ZPL format in UTF-8 (^CI28). Raises Fault for GS1 data that is not "(AI)value..."."""
    width, height = round(label.width * dots_per_mm), round(label.height * dots_per_mm)
    lines = ["^XA", "^CI28", f"^PW{width}", f"^LL{height}"]
    for part in label.parts:
        lines.append(f"^FO{round(part.x * dots_per_mm)},{round(part.y * dots_per_mm)}{_field(part, dots_per_mm)}")
    lines += [f"^PQ{max(1, copies)}", "^XZ", ""]
    return "\n".join(lines).encode()


def _field(part: TextPart | CodePart | MatrixPart | ArrowPart, dots_per_mm: int) -> str:
    """What follows the origin of a part, to its end."""
    match part:
        case TextPart(text=text, height=height):
            tall = round(height * dots_per_mm)
            return f"^A0N,{tall},{tall}^FH_^FD{escape(text)}^FS"
        case CodePart(data=data, gs1=True):
            return f"{_bars(part, dots_per_mm)},N,N,N,D^FH_^FD{escape(_element_string(data))}^FS"
        case CodePart(data=data):
            # > begins a subset switch in Code 128 data and stands for itself as >0
            return f"{_bars(part, dots_per_mm)},N,N,N^FH_^FD{escape(data).replace('>', '>0')}^FS"
        case MatrixPart(data=data, gs1=gs1, module=module):
            # # is the escape character of this field: #1 is FNC1, which opens GS1 data
            cell = max(1, round(module * dots_per_mm))
            written = f"#1{_bare(_element_string(data))}" if gs1 else data.replace("#", "##")
            return f"^BXN,{cell},200,,,,#^FH_^FD{escape(written)}^FS"
        case ArrowPart():
            return _arrow(part, dots_per_mm)
        case _:
            assert_never(part)


def _bars(part: CodePart, dots_per_mm: int) -> str:
    module = min(10, max(1, round(part.module * dots_per_mm)))
    return f"^BY{module}^BCN,{round(part.height * dots_per_mm)}"


def _element_string(data: str) -> str:
    if _GS1.fullmatch(data) is None:
        raise Fault(f"“{data}” is no GS1 data.", "Nothing was printed.")
    return data


def _bare(data: str) -> str:
    """Without brackets; #1 (FNC1) ends each element but the last and those whose length GS1 has fixed for ever."""
    elements = [(found[1], found[2]) for found in _ELEMENT.finditer(data)]
    ended = [
        f"{ai}{value}" + ("" if at == len(elements) - 1 or ai[:2] in _FIXED else "#1")
        for at, (ai, value) in enumerate(elements)
    ]
    return "".join(ended)


def _arrow(part: ArrowPart, dots_per_mm: int) -> str:
    """A bitmap: the head is the upper three fifths, the shaft two fifths as wide as the head."""
    size = max(8, round(part.size * dots_per_mm))
    row_bytes = (size + 7) // 8
    rows = []
    for y in range(size):
        at = y if part.up else size - 1 - y
        half = (at + 1) / (size * 0.6) * size / 2 if at < size * 0.6 else size * 0.2
        bits = "".join("1" if abs(x + 0.5 - size / 2) <= half else "0" for x in range(size)).ljust(row_bytes * 8, "0")
        rows.append(f"{int(bits, 2):0{row_bytes * 2}X}")
    total = row_bytes * size
    return f"^GFA,{total},{total},{row_bytes},{''.join(rows)}^FS"


def parse_status(answer: bytes) -> HostStatus | None:
    """The three strings of ~HS; None when they are not all there or are not numbers where numbers belong."""
    strings = [found.split(b",") for found in _STATUS.findall(answer)]
    if len(strings) < 3 or len(strings[0]) != 12 or len(strings[1]) != 11:
        return None
    first, second = strings[0], strings[1]
    if not all(first) or not all(second):
        return None
    return HostStatus(
        paper_out=first[1] == b"1",
        paused=first[2] == b"1",
        head_open=second[2] == b"1",
        ribbon_out=second[3] == b"1",
        buffer_full=first[5] == b"1",
        formats=int(first[4]),
        labels=int(second[8]),
    )


class ZplPrinter:
    """Prints on one ZPL printer."""

    capabilities = Capability.PRINT_STATUS

    def __init__(self, name: str, url: str, *, dots_per_mm: int = _DOTS_PER_MM) -> None:
        self.name = name
        self._port = line_for(url)
        self._dots_per_mm = dots_per_mm
        self._lock = Lock()

    def open(self) -> None:
        """See that it can be reached, and let the line go again."""
        with self._lock:
            self._port.open()
            self._port.close()

    def close(self) -> None:
        """Let the line go, should a job hold it."""
        with self._lock:
            self._port.close()

    def check(self) -> DeviceState:
        """Ask for its status."""
        with self._lock:
            self._port.open()
            try:
                status = self._status()
            finally:
                self._port.close()
        if status is None:
            return DeviceState(Health.OK, time.monotonic(), "Reachable; it does not report its paper.")
        trouble = status.trouble()
        if trouble is None:
            return DeviceState(Health.OK, time.monotonic(), "Ready.")
        return DeviceState(Health.WARNING, time.monotonic(), *trouble)

    def print_label(self, job: PrintJob) -> Printed:
        """Print one job. Refused before it is sent when the printer says that it cannot print now."""
        payload = render(job.label, job.copies, self._dots_per_mm)
        with self._lock:
            self._port.open()
            try:
                return self._print(job.name, payload)
            finally:
                self._port.close()

    def _print(self, name: str, payload: bytes) -> Printed:
        before = self._status()
        trouble = before.trouble() if before else None
        if trouble is not None:
            raise Refusal("printer", *trouble)
        self._port.write(payload)
        if before is None:
            return Printed(name, len(payload), confirmed=False, words="Sent; this printer does not answer for it.")
        deadline = time.monotonic() + _DONE_SECONDS
        while True:
            status = self._status()
            if status is not None and status.formats == 0 and status.labels == 0:
                return Printed(name, len(payload), confirmed=True, words="Printed.")
            trouble = status.trouble() if status else None
            if trouble is not None or time.monotonic() >= deadline:
                words = trouble[0] if trouble else "The printer is still busy with it."
                return Printed(name, len(payload), confirmed=False, words=words)
            time.sleep(_POLL_SECONDS)

    def _status(self) -> HostStatus | None:
        self._port.discard()
        self._port.write(b"~HS\n")
        answer = bytearray()
        deadline = time.monotonic() + _STATUS_SECONDS
        while answer.count(b"\x03") < 3 and (left := deadline - time.monotonic()) > 0:
            answer += self._port.read(left)
        return parse_status(bytes(answer))
