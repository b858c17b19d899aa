"""What stands on the label of a bin, in millimetres and in no printer's language: for sheets and label printers."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final, Literal, TypeAlias

from app.domain.barcode import has_check_digit
from app.domain.errors import Refusal
from app.layout.addresses import in_order, names_of
from app.layout.diff import diff
from app.layout.elements import Place, Rack
from app.layout.publish import check_digit
from app.layout.racking import ElementId
from app.layout.slots import slot_keys
from app.layout.table import Layout
from app.services.layout_files.datamatrix import FNC1, data_matrix
from drivers.protocol import ArrowPart, CodePart, Label, MatrixPart, TextPart

Carrier: TypeAlias = Literal["code128", "datamatrix", "gs1_128", "gs1_datamatrix"]
CARRIERS: Final[dict[Carrier, str]] = {
    "code128": "Code 128", "datamatrix": "DataMatrix", "gs1_128": "GS1-128", "gs1_datamatrix": "GS1 DataMatrix",
}  # fmt: skip
NARROWEST: Final = 0.25
"""mm of the narrowest bar or cell: what hand scanners read from a metre, and what 203 dpi prints."""
DOT: Final = 0.125
"""mm; widths of bars are multiples of it, so that a print head of 203 dpi draws them even."""
WIDE: Final = 0.64
"""Of a letter, in heights: as wide as capitals and figures of the label's fonts get."""
MARGIN: Final = 2.0
QUIET: Final = 10
"""Modules left blank at both sides of bars (ISO/IEC 15417)."""


@dataclass(frozen=True, slots=True)
class BinLabel:
    """A bin to be labelled. arrow: whether the bin is above or below its label, None for a place on the floor."""

    code: str
    check_digit: str
    arrow: Literal["up", "down"] | None = None


@dataclass(frozen=True, slots=True)
class LabelLook:
    """How labels look. gln: 13 digits, needed for GS1; arrows: whether they are printed; width, height: mm."""

    carrier: Carrier
    width: float
    height: float
    gln: str | None = None
    arrows: bool = True
    check_digits: bool = True


def labels_of(layout: Layout, ids: Collection[ElementId] | None = None) -> tuple[BinLabel, ...]:
    """The labels of all bins, or of those of some racks and places, in the order of their addresses.

    The label of a ground level hangs on the beam above it and points down; all others hang on the beam below."""
    return tuple(sorted(_labels(layout, ids), key=lambda label: in_order(label.code)))


def matching(labels: Iterable[BinLabel], query: str) -> tuple[BinLabel, ...]:
    """Those whose address fits: patterns with * and ?, parted by commas or blanks, in any case. Empty fits all."""
    patterns = [part.upper() for part in re.split(r"[,;\s]+", query) if part]
    return tuple(
        label
        for label in labels
        if not patterns or any(fnmatchcase(label.code.upper(), pattern) for pattern in patterns)
    )


def changed_labels(before: Layout, after: Layout) -> tuple[BinLabel, ...]:
    """The labels that publishing makes necessary: bins that come, and those that get another address."""
    changes = diff(before, after)
    codes = {bin_.code for bin_ in changes.added} | {change.after.code for change in changes.renamed}
    return tuple(label for label in labels_of(after) if label.code in codes)


def code_data(code: str, look: LabelLook) -> str:
    """What the symbol says; GS1 data in brackets. Raises Refusal where GS1 cannot say it."""
    if look.carrier in ("code128", "datamatrix"):
        return code
    if look.gln is None or len(look.gln) != 13 or not has_check_digit(look.gln):
        raise Refusal(
            "label_gln", "GS1 labels of bins need the GLN of this warehouse.",
            "Enter its 13 digits, or choose Code 128 or DataMatrix.",
        )  # fmt: skip
    if len(code) > 20:
        raise Refusal(
            "label_gs1", f"{code} is longer than the 20 letters that GS1 allows for a place (AI 254).",
            "Choose Code 128 or DataMatrix.",
        )  # fmt: skip
    return f"(414){look.gln}(254){code}"


def lay_out(label: BinLabel, look: LabelLook) -> Label:
    """The label in millimetres. Raises Refusal where its symbol cannot be read at that size, saying what would fit."""
    data = code_data(label.code, look)
    gs1 = look.carrier.startswith("gs1")
    if look.carrier.endswith("matrix"):
        return Label(look.width, look.height, tuple(_with_matrix(label, look, data, gs1)))
    return Label(look.width, look.height, tuple(_with_bars(label, look, data, gs1)))


def bars_of(data: str, *, gs1: bool) -> int:
    """Modules of a Code 128 at most: all in subset B, or the 16 digits of AI and GLN in subset C."""
    if gs1:
        extension = data.partition("(254)")[2]
        return 11 * (1 + 1 + 8 + 1 + 3 + len(extension) + 1) + 13
    return 11 * (1 + len(data) + 1) + 13


def _with_bars(label: BinLabel, look: LabelLook, data: str, gs1: bool) -> Iterator[TextPart | CodePart | ArrowPart]:
    modules = bars_of(data, gs1=gs1) + 2 * QUIET
    module = (look.width - 2) / modules // DOT * DOT
    if module < NARROWEST:
        needed = modules * NARROWEST + 2
        raise Refusal(
            "label_small", f"{CARRIERS[look.carrier]} of {label.code} needs labels {needed:.0f} mm wide.",
            "Choose wider labels or a DataMatrix.",
        )  # fmt: skip
    module = min(module, 0.5)
    low = look.height < 20
    band = (look.height - 2 * MARGIN) * (0.42 if low else 0.46)
    words = 3.0 if gs1 and look.height >= 30 else 0.0
    yield from _head(label, look, MARGIN, look.width - 2 * MARGIN, band)
    top = MARGIN + band + 1
    left = max(QUIET * module, (look.width - (modules - 2 * QUIET) * module) / 2)
    yield CodePart(left, top, look.height - top - MARGIN - words, data, gs1, module)
    if words:
        yield TextPart(left, look.height - MARGIN - 2.4, 2.4, data)


def _with_matrix(label: BinLabel, look: LabelLook, data: str, gs1: bool) -> Iterator[TextPart | MatrixPart | ArrowPart]:
    text = FNC1 + re.sub(r"[()]", "", data) if gs1 else data
    cells = data_matrix(text).side
    side = min(look.height - 2 * MARGIN, look.width * 0.36)
    module = side / (cells + 2) // DOT * DOT
    if module < NARROWEST:
        raise Refusal(
            "label_small",
            f"The DataMatrix of {label.code} needs labels {(cells + 2) * NARROWEST + 2 * MARGIN:.0f} mm high.",
            "Choose larger labels.",
        )
    side = cells * module
    yield MatrixPart(MARGIN + module, (look.height - side) / 2, module, data, gs1)
    left = 2 * MARGIN + side + 2 * module
    room = look.width - left - MARGIN
    high = (look.height - 2 * MARGIN) * 0.5
    address = _fitting(label.code, room, high)
    yield TextPart(left, MARGIN + max(0.0, (high - address) / 2), address, label.code)
    lower = MARGIN + high + 0.5
    size = min(look.height - lower - MARGIN, room * 0.45, address * 1.2)
    if look.arrows and label.arrow is not None:
        yield ArrowPart(left, lower, size, label.arrow == "up")
        left += size + 2
    if look.check_digits:
        yield TextPart(left, lower + size * 0.1, size * 0.8, label.check_digit)


def _head(label: BinLabel, look: LabelLook, left: float, room: float, band: float) -> Iterator[TextPart | ArrowPart]:
    """Arrow, address in large type and check digit, side by side."""
    top = MARGIN
    arrow = look.arrows and label.arrow is not None
    if arrow:
        size = min(band, room * 0.14)
        yield ArrowPart(left, top + (band - size) / 2, size, label.arrow == "up")
        left, room = left + size + 1.5, room - size - 1.5
    digit = min(band * 0.6, room * 0.1) if look.check_digits else 0.0
    if digit:
        wide = digit * WIDE * 2
        yield TextPart(left + room - wide, top + (band - digit) / 2, digit, label.check_digit)
        room -= wide + 2
    height = _fitting(label.code, room, band)
    yield TextPart(left, top + (band - height) / 2, height, label.code)


def _fitting(text: str, room: float, high: float) -> float:
    return min(high, room / (WIDE * len(text)))


def _labels(layout: Layout, ids: Collection[ElementId] | None) -> Iterator[BinLabel]:
    for rack in layout.of(Rack):
        if ids is None or rack.id in ids:
            for name, key in zip(names_of(rack, layout.find), slot_keys(rack), strict=True):
                yield BinLabel(name, check_digit(name), "up" if key[1] else "down")
    for place in layout.of(Place):
        if ids is None or place.id in ids:
            yield BinLabel(place.code, check_digit(place.code))
