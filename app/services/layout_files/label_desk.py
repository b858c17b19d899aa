"""Printing labels of bins and remembering which have been printed, so that publishing can say which are out of date."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Literal, Protocol, TypeAlias

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.layout_files.bin_labels import BinLabel, Carrier, LabelLook
from app.services.layout_files.label_printer import Came, print_labels
from app.services.session import Session
from db.posting.labels import labels_printed, set_gln
from drivers.protocol import LabelPrinter

Progress: TypeAlias = Callable[..., object]
Way: TypeAlias = Literal["sheet", "printer"]
_HOST = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::([0-9]{1,5}))?", re.ASCII)
AT_ONCE = 2_000
"""Addresses told in one call; the database takes 5,000."""


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """When a label was printed last, and by whom."""

    code: str
    carrier: Carrier
    printed_at: datetime
    person: str
    times: int


class LabelDesk(Protocol):
    """What the label panel asks. Blocking: worker threads only; each may raise Refusal or Unreachable."""

    @property
    def printers(self) -> tuple[str, ...]:
        """Names of the label printers of this station."""

    @property
    def takes_address(self) -> bool:
        """Whether a printer may be named by its address ("10.0.4.20", "socket://host:9100", "/dev/ttyUSB0")."""

    def gln(self) -> str | None:
        """The GLN of the warehouse, 13 digits; None: no GS1 labels for its bins."""

    def set_gln(self, gln: str | None) -> None:
        """Set it, or take it away. Refusal where its check digit is wrong."""

    def printed(self) -> Mapping[str, PrintedLabel]:
        """By address, what has been printed."""

    def remember(self, codes: Sequence[str], carrier: Carrier, way: Way) -> None:
        """Labels of these addresses came out."""

    def print(self, printer: str, labels: Sequence[BinLabel], look: LabelLook, *, progress: Progress) -> Came:
        """Print them one by one, and remember each that came out, also where `progress` stops it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """`LabelDesk` over the database. makers: how each printer of this station is made, by its name; by_address: how
    one is made of its URL."""

    session: Session
    makers: Mapping[str, Callable[[], LabelPrinter]] = field(default_factory=dict)
    by_address: Callable[[str], LabelPrinter] | None = None

    @property
    def printers(self) -> tuple[str, ...]:
        """Names of the label printers of this station."""
        return tuple(self.makers)

    @property
    def takes_address(self) -> bool:
        """Whether a printer may be named by its address."""
        return self.by_address is not None

    def gln(self) -> str | None:
        """The GLN of the warehouse."""
        rows = self.session.door.query("warehouse_gln", warehouse=self._at)
        return str(rows[0].gln) if rows else None

    def set_gln(self, gln: str | None) -> None:
        """Set it, or take it away."""
        set_gln(self.session.door, op=new_op(), warehouse=self._at, gln=gln)

    def printed(self) -> Mapping[str, PrintedLabel]:
        """By address, what has been printed."""
        rows = self.session.door.query("printed_labels", warehouse=self._at)
        return {row.code: PrintedLabel(row.code, row.carrier, row.printed_at, row.person, row.times) for row in rows}

    def remember(self, codes: Sequence[str], carrier: Carrier, way: Way) -> None:
        """Labels of these addresses came out."""
        for some in _parts(codes):
            labels_printed(
                self.session.door, op=new_op(), warehouse=self._at, labels=[{"code": code} for code in some],
                carrier=carrier, way=way,
            )  # fmt: skip

    def print(self, printer: str, labels: Sequence[BinLabel], look: LabelLook, *, progress: Progress) -> Came:
        """Print them one by one, and remember each that came out."""
        device, done = self._device(printer), list[str]()
        try:
            return print_labels(device, labels, look, came=done.append, progress=progress)
        finally:
            device.close()
            self.remember(done, look.carrier, "printer")

    def _device(self, printer: str) -> LabelPrinter:
        maker = self.makers.get(printer)
        if maker is not None:
            return maker()
        if self.by_address is None:
            raise Refusal("printer", f"There is no label printer named {printer} here.", "Choose another printer.")
        return self.by_address(address_of(printer))

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id


def address_of(text: str) -> str:
    """A printer's address as a URL; a bare host is reached at port 9100, as label printers are. Raises Refusal."""
    text = text.strip()
    if "://" in text or text.startswith(("/dev/", "COM")):
        return text
    found = _HOST.fullmatch(text)
    if found is None:
        raise Refusal("printer", f"“{text}” is no address.", "Enter the printer's name or number in the network.")
    return f"socket://{found[1]}:{found[2] or 9100}"


def _parts(codes: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(codes)
    while some := list(islice(rest, AT_ONCE)):
        yield some
