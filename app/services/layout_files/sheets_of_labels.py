"""Labels on sheets: formats that offices have, by their millimetres, and the PDF that fits them.

Print it at 100 %: a printer that fits pages to its margins moves every label.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import Refusal
from app.services.layout_files.bin_labels import BinLabel, LabelLook, lay_out
from app.services.layout_files.datamatrix import FNC1, data_matrix
from app.services.layout_files.paper_fonts import BOLD, register_fonts
from drivers.protocol import ArrowPart, CodePart, Label, MatrixPart, TextPart

Progress = Callable[..., object]
BAR_FNC1: Final = "\xf1"
"""How reportlab names FNC1."""


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """A sheet of labels, mm. left, top: of the first label; pitch_x, pitch_y: from one label to the next."""

    name: str
    page_width: float
    page_height: float
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float

    def __post_init__(self) -> None:
        right = self.left + (self.columns - 1) * self.pitch_x + self.width
        low = self.top + (self.rows - 1) * self.pitch_y + self.height
        fits = right <= self.page_width + 0.5 and low <= self.page_height + 0.5 and min(self.left, self.top) >= 0
        apart = self.pitch_x >= self.width - 0.1 and self.pitch_y >= self.height - 0.1
        if not (fits and apart and min(self.columns, self.rows) >= 1 and min(self.width, self.height) >= 8):
            raise Refusal(
                "label_sheet", f"{self.columns} x {self.rows} labels of {self.width:g} x {self.height:g} mm do not fit "
                f"a page of {self.page_width:g} x {self.page_height:g} mm.", "Correct the figures of the sheet.",
            )  # fmt: skip

    @property
    def count(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    def at(self, number: int) -> tuple[float, float]:
        """Upper left corner of a label of the sheet, counted row by row from 0."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y


SHEETS: Final[tuple[SheetFormat, ...]] = (
    SheetFormat("Avery L7163, 99.1 x 38.1 mm, 14", 210, 297, 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1),
    SheetFormat("Avery L7173, 99.1 x 57 mm, 10", 210, 297, 2, 5, 99.1, 57.0, 4.65, 6.0, 101.6, 57.0),
    SheetFormat("Avery L7165, 99.1 x 67.7 mm, 8", 210, 297, 2, 4, 99.1, 67.7, 4.65, 13.1, 101.6, 67.7),
    SheetFormat("Avery L7160, 63.5 x 38.1 mm, 21", 210, 297, 3, 7, 63.5, 38.1, 7.2, 15.15, 66.0, 38.1),
    SheetFormat("Avery L7159, 63.5 x 33.9 mm, 24", 210, 297, 3, 8, 63.5, 33.9, 7.2, 12.9, 66.0, 33.9),
    SheetFormat("Herma 4464, 70 x 37 mm, 24", 210, 297, 3, 8, 70.0, 37.0, 0.0, 0.5, 70.0, 37.0),
    SheetFormat("105 x 37 mm, 16", 210, 297, 2, 8, 105.0, 37.0, 0.0, 0.5, 105.0, 37.0),
    SheetFormat("105 x 74 mm, 8", 210, 297, 2, 4, 105.0, 74.0, 0.0, 0.5, 105.0, 74.0),
    SheetFormat("Avery 5160 (Letter), 66.7 x 25.4 mm, 30", 215.9, 279.4, 3, 10, 66.7, 25.4, 4.8, 12.7, 69.8, 25.4),
    SheetFormat("Avery 5163 (Letter), 101.6 x 50.8 mm, 10", 215.9, 279.4, 2, 5, 101.6, 50.8, 4.0, 12.7, 104.8, 50.8),
)
"""What is offered; others by their millimetres."""


def labels_pdf(
    labels: Sequence[BinLabel], look: LabelLook, sheet: SheetFormat, *, start: int = 0, frames: bool = False,
    progress: Progress | None = None,
) -> bytes:  # fmt: skip
    """Sheets of labels. start: labels of the first sheet that are gone already; frames: draw their edges, for plain
    paper. look's width and height are the sheet's. Raises Refusal where there is nothing to print or it cannot be read
    at that size."""
    if not labels:
        raise Refusal("label_none", "No bin was chosen.", "Choose bins, or enter a pattern that fits some.")
    if not 0 <= start < sheet.count:
        raise Refusal("label_start", f"A sheet has {sheet.count} labels.", f"Begin at 1 to {sheet.count}.")
    say = progress or (lambda *_: None)
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(sheet.page_width * mm, sheet.page_height * mm))
    canvas.setTitle(f"{len(labels):,} bin labels")
    canvas.setCreator("Stillage")
    for at, label in enumerate(labels, start=start):
        place = at % sheet.count
        if place == 0 and at > start:
            canvas.showPage()
        if (at - start) % 50 == 0:
            say(at - start, len(labels), f"{at - start:,} of {len(labels):,} labels")
        x, y = sheet.at(place)
        painter = _Painter(canvas, x, sheet.page_height - y)
        if frames:
            canvas.setLineWidth(0.2)
            canvas.rect(x * mm, (sheet.page_height - y - sheet.height) * mm, sheet.width * mm, sheet.height * mm)
        painter.draw(lay_out(label, look))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Painter:
    """Draws a label whose upper left corner is at x, y (mm, y upwards)."""

    def __init__(self, canvas: Canvas, x: float, y: float) -> None:
        self._canvas, self._x, self._y = canvas, x, y

    def draw(self, label: Label) -> None:
        """All its parts, black."""
        self._canvas.setFillGray(0)
        for part in label.parts:
            match part:
                case TextPart():
                    self._text(part)
                case CodePart():
                    self._bars(part)
                case MatrixPart():
                    self._matrix(part)
                case ArrowPart():
                    self._arrow(part)

    def _text(self, part: TextPart) -> None:
        # the cell of a capital: letters of the font reach 0.73 of its size above the line
        self._canvas.setFont(BOLD, part.height * mm)
        self._canvas.drawString((self._x + part.x) * mm, (self._y - part.y - part.height * 0.86) * mm, part.text)

    def _bars(self, part: CodePart) -> None:
        text = BAR_FNC1 + _unbracketed(part.data) if part.gs1 else part.data
        bars = Code128(text, barWidth=part.module * mm, barHeight=part.height * mm, quiet=False, humanReadable=False)
        bars.drawOn(self._canvas, (self._x + part.x) * mm, (self._y - part.y - part.height) * mm)

    def _matrix(self, part: MatrixPart) -> None:
        rows = data_matrix(FNC1 + _unbracketed(part.data) if part.gs1 else part.data).rows
        path = self._canvas.beginPath()
        for row, cells in enumerate(rows):
            col = 0
            while col < len(cells):
                run = 1
                while cells[col] and col + run < len(cells) and cells[col + run]:
                    run += 1
                if cells[col]:
                    left, low = self._x + part.x + col * part.module, self._y - part.y - (row + 1) * part.module
                    path.rect(left * mm, low * mm, run * part.module * mm, part.module * mm)
                col += run
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _arrow(self, part: ArrowPart) -> None:
        x, y, size = self._x + part.x, self._y - part.y, part.size
        corners = ((0.5, 0), (1, 0.6), (0.7, 0.6), (0.7, 1), (0.3, 1), (0.3, 0.6), (0, 0.6))
        path = self._canvas.beginPath()
        for at, (u, v) in enumerate(corners):
            spot = (x + u * size) * mm, (y - (v if part.up else 1 - v) * size) * mm
            path.moveTo(*spot) if at == 0 else path.lineTo(*spot)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)


def _unbracketed(data: str) -> str:
    return data.replace("(", "").replace(")", "")
