"""A layout as a plan on paper, to scale: PDF of one page a floor or of several, and PNG made of it.

Drawn without the program's screen, so that the command line and a server can do it, and never on the screen's thread.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import Refusal
from app.layout.elements import Floor, Rack
from app.layout.racking import ElementId
from app.layout.slots import slot_count
from app.layout.table import Layout
from app.services.layout_files.paper_fonts import BOLD, PLAIN, register_fonts
from app.services.layout_files.pdf_pages import draw_page
from app.services.layout_files.plan_marks import INK, LEGEND, STYLES, FloorPainter, floor_bounds, on_floor
from app.services.layout_files.plan_paper import EDGE, FOOT, GROWN, Paper, Tile

Progress = Callable[..., object]
MOST_PIXELS: Final = 100_000_000
"""Of a PNG: 300 MB while it is made."""
_BARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)


@dataclass(frozen=True, slots=True)
class PlanTitle:
    """What the title block says. version: "Version 7" or "Draft: mezzanine"; date: as people there write it."""

    warehouse: str
    version: str
    date: str
    by: str = ""


def plan_pdf(
    layout: Layout, title: PlanTitle, paper: Paper, *, floor: ElementId | None = None, progress: Progress | None = None
) -> bytes:
    """The plan as PDF: all floors that have something on them, or one. Raises Refusal where there is nothing, or where
    it would be more pages than anybody wants."""
    say = progress or (lambda *_: None)
    pages = [page for one in layout.of(Floor) if floor in (None, one.id) for page in _pages_of(layout, one, paper)]
    if not pages:
        raise Refusal("plan_empty", "There is nothing on this floor.", "Draw something first, or choose another floor.")
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(paper.size[0] * mm, paper.size[1] * mm), pageCompression=1)
    canvas.setTitle(", ".join(part for part in (title.warehouse, title.version) if part))
    canvas.setCreator("Stillage")
    for number, page in enumerate(pages, start=1):
        step = _Step(say, number, len(pages))
        _Sheet(canvas, layout, paper, title).draw(page, number, len(pages), step)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def plan_png(
    layout: Layout, title: PlanTitle, paper: Paper, floor: ElementId, *, dpi: int = 150,
    progress: Progress | None = None,
) -> bytes:  # fmt: skip
    """One floor as PNG with its dots per inch in it. Raises Refusal where the picture would be too large."""
    width, height = (length / 25.4 * dpi for length in paper.size)
    if width * height > MOST_PIXELS:
        raise Refusal(
            "plan_pixels", f"{paper.name} at {dpi} dpi would be {width:,.0f} x {height:,.0f} pixels.",
            "Choose fewer dots per inch, a smaller sheet, or PDF, which is sharp at any size.",
        )  # fmt: skip
    bounds = floor_bounds(layout, floor)
    whole = Paper(paper.name, paper.upright, paper.scale)
    if bounds is not None and len(whole.tiles(bounds, whole.scale_for(bounds))) > 1:
        raise Refusal(
            "plan_pages", "At this scale the floor takes several pages; a picture is one.",
            "Choose a smaller scale, larger paper, or PDF.",
        )  # fmt: skip
    pdf = plan_pdf(layout, title, paper, floor=floor, progress=progress)
    page = draw_page(pdf, "the plan", 0, most_pixels=MOST_PIXELS + 100_000, dpi=dpi)
    picture = Image.frombytes("RGB", (page.width, page.height), page.pixels, "raw", "BGRX")
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


class _Step:
    """Tells of a page, and again every few hundred things drawn on it: so it can be stopped there."""

    def __init__(self, say: Progress, number: int, total: int) -> None:
        self._say, self._number, self._total, self._count = say, number, total, 0

    def __call__(self) -> None:
        if self._count % 250 == 0:
            self._say(self._number - 1, self._total, f"Page {self._number:,} of {self._total:,}")
        self._count += 1


@dataclass(frozen=True, slots=True)
class _Page:
    floor: Floor
    tile: Tile
    scale: int


def _pages_of(layout: Layout, floor: Floor, paper: Paper) -> list[_Page]:
    bounds = floor_bounds(layout, floor.id)
    if bounds is None:
        return []
    scale = paper.scale_for(bounds)
    return [_Page(floor, tile, scale) for tile in paper.tiles(bounds, scale)]


class _Sheet:
    """One page: the drawing in its frame, and the title block below it."""

    def __init__(self, canvas: Canvas, layout: Layout, paper: Paper, title: PlanTitle) -> None:
        self._canvas, self._layout, self._paper, self._title = canvas, layout, paper, title

    def draw(self, page: _Page, number: int, total: int, step: Callable[[], None]) -> None:
        """All of it."""
        canvas = self._canvas
        (room_w, room_h), low = self._paper.room, EDGE + self._paper.foot
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(EDGE * mm, low * mm, room_w * mm, room_h * mm)
        canvas.clipPath(clip, stroke=0, fill=0)
        tile, scale = page.tile, page.scale
        window = (tile.left, tile.top, tile.left + room_w * scale, tile.top + room_h * scale)
        painter = FloorPainter(canvas, self._layout, tile, scale, (EDGE, low + room_h))
        painter.draw(on_floor(self._layout, page.floor.id), window, step)
        canvas.restoreState()
        canvas.setStrokeColor(HexColor(INK))
        canvas.setLineWidth(0.35 * mm)
        canvas.rect(EDGE * mm, low * mm, room_w * mm, room_h * mm)
        canvas.rect(EDGE * mm, EDGE * mm, room_w * mm, self._paper.foot * mm)
        canvas.saveState()
        canvas.translate(EDGE * mm, EDGE * mm)
        grown = GROWN[self._paper.name]
        canvas.scale(grown, grown)
        self._foot(page, number, total, room_w / grown)
        canvas.restoreState()

    def _foot(self, page: _Page, number: int, total: int, width: float) -> None:
        """Legend, scale bar and title, in a block of `width` x FOOT mm whose lower left corner is the origin."""
        block = min(90.0, width * 0.5)
        left = width - block
        self._canvas.line(left * mm, 0, left * mm, FOOT * mm)
        floor = page.floor.name or f"Floor {page.floor.code}"
        part = f", {page.tile.words.lower()}" if page.tile.words else ""
        racks = [rack for rack in self._layout.of(Rack) if rack.floor == page.floor.id]
        bins = sum(slot_count(rack) for rack in racks)
        author = f"{self._title.by}  ·  " if self._title.by else ""
        lines = (
            (self._title.warehouse, 6.5, 4.4, BOLD),
            (f"{floor}{part}", 11.3, 3.2, PLAIN),
            ("  ·  ".join(part for part in (self._title.version, self._title.date) if part), 15.4, 2.7, PLAIN),
            (f"{author}{len(racks):,} racks, {bins:,} bins", 19.2, 2.7, PLAIN),
            (f"1:{page.scale} on {self._paper.name}  ·  page {number} of {total}", 23.3, 2.7, BOLD),
        )
        for words, down, size, font in lines:
            self._text(words, left + 3, FOOT - down, size, block - 6, font)
        self._legend(left - 3)
        self._scale_bar(page.scale * GROWN[self._paper.name], left - 8)

    def _legend(self, room: float) -> None:
        canvas, columns = self._canvas, 3 if room >= 110 else 2
        wide = min(room / columns, 52.0)
        for at, (words, kind) in enumerate(LEGEND):
            x, y = 3 + at % columns * wide, FOOT - 6 - at // columns * 4.8
            fill, line = STYLES[kind]
            canvas.setFillColor(HexColor(fill or "#ffffff"))
            canvas.setStrokeColor(HexColor(line))
            canvas.setLineWidth(0.25 * mm)
            canvas.rect(x * mm, y * mm, 5 * mm, 3 * mm, stroke=1, fill=1)
            self._text(words, x + 6.5, y + 0.5, 2.6, wide - 7)

    def _scale_bar(self, scale: float, room: float) -> None:
        """Five parts of a round number of metres. scale: mm of the floor in a mm of the title block."""
        canvas = self._canvas
        fitting = [metres for metres in _BARS if metres * 5_000 / scale <= min(room * 0.8, 90)]
        if not fitting:
            return
        part = fitting[-1] * 1_000 / scale
        x, y = 3.0, 3.6
        canvas.setStrokeColor(HexColor(INK))
        canvas.setLineWidth(0.2 * mm)
        for at in range(5):
            canvas.setFillColor(HexColor(INK if at % 2 == 0 else "#ffffff"))
            canvas.rect((x + at * part) * mm, y * mm, part * mm, 1.4 * mm, stroke=1, fill=1)
        canvas.setFillColor(HexColor(INK))
        canvas.setFont(PLAIN, 2.4 * mm)
        for at in (0, 1, 5):
            canvas.drawCentredString((x + at * part) * mm, (y + 2) * mm, f"{at * fitting[-1]}")
        canvas.drawString((x + 5 * part + 3) * mm, (y + 0.1) * mm, "m")

    def _text(self, words: str, x: float, y: float, size: float, room: float, font: str = PLAIN) -> None:
        """One line, smaller where it is too long."""
        width = self._canvas.stringWidth(words, font, size) or 1.0
        size = min(size, size * room / width)
        self._canvas.setFillColor(HexColor(INK))
        self._canvas.setFont(font, size * mm)
        self._canvas.drawString(x * mm, y * mm, words)
