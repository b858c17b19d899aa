"""A pick list on A4: stops in walking order with room for what was taken. For sites without handhelds."""

import io
from collections.abc import Sequence
from typing import Final

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from app.flow.pick_work import PickTask
from app.services.layout_files.paper_fonts import BOLD, PLAIN, register_fonts
from app.services.picking.paper_entry import PickList

_LEFT, _RIGHT, _TOP, _BOTTOM = 14.0, 196.0, 283.0, 16.0  # mm, y upwards
_ROW: Final = 12.5
_COLUMNS: Final = (
    ("Bin", 14.0),
    ("Take", 54.0),
    ("Article", 70.0),
    ("Into", 132.0),
    ("Taken", 158.0),
    ("Why less", 174.0),
)
_WORDS: Final = {
    "discrete": "one order",
    "batch": "several orders into one tote, sorted at packing",
    "cluster": "each order into its own tote",
    "zone": "this zone only; totes are gathered",
}


def pick_list_pdf(sheet: PickList) -> bytes:
    """The list as a PDF."""
    return pick_lists_pdf((sheet,))


def pick_lists_pdf(sheets: Sequence[PickList]) -> bytes:
    """Lists in one PDF, each from a page of its own on with its own page numbers."""
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    numbers = ", ".join(str(sheet.batch) for sheet in sheets)
    canvas.setTitle(f"Pick list {numbers}" if len(sheets) == 1 else f"Pick lists {numbers}")
    canvas.setCreator("Stillage")
    for sheet in sheets:
        _draw(canvas, sheet)
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, sheet: PickList) -> None:
    pages = _pages(sheet)
    for number, stops in enumerate(pages, 1):
        y = _head(canvas, sheet, number, len(pages))
        for stop in stops:
            y = _stop(canvas, sheet, stop, y)
        if number == len(pages):
            _foot(canvas, sheet, y)
        canvas.showPage()


def _pages(sheet: PickList) -> list[tuple[PickTask, ...]]:
    """Stops page by page; the head of the first page grows with its orders."""
    pages, left = list[tuple[PickTask, ...]](), list(sheet.stops)
    while left or not pages:
        room = int((_TOP - _BOTTOM - 34 - _orders_height(sheet, len(pages) + 1) - 12) // _ROW)
        pages.append(tuple(left[:room]))
        left = left[room:]
    return pages


def _orders_height(sheet: PickList, page: int) -> float:
    return 0.0 if page > 1 or sheet.together else 5.0 * ((len(sheet.orders) + 2) // 3)


def _head(canvas: Canvas, sheet: PickList, page: int, pages: int) -> float:
    """Title, code, orders, names of the columns. Returns where the first stop begins, mm."""
    _text(canvas, _LEFT, _TOP - 6, f"Pick list {sheet.batch}", BOLD, 7)
    _text(
        canvas, _LEFT, _TOP - 12, f"{sheet.site[0]}, {sheet.site[1]}: {_WORDS.get(sheet.mode, sheet.mode)}", PLAIN, 3.6
    )
    _text(canvas, _LEFT, _TOP - 17, f"{sheet.person} · {len(sheet.stops)} stops · page {page} of {pages}", PLAIN, 3.6)
    Code128(f"BATCH-{sheet.batch}", barWidth=0.33 * mm, barHeight=12 * mm, quiet=False, humanReadable=False).drawOn(
        canvas, 150 * mm, (_TOP - 14) * mm
    )
    _text(canvas, 150, _TOP - 18, f"BATCH-{sheet.batch}", PLAIN, 3)
    y = _TOP - 24
    if page == 1 and not sheet.together:
        for n, (slot, number) in enumerate(sheet.orders):
            x = _LEFT + 61 * (n % 3)
            where = "" if slot is None else f"Slot {slot}: "
            _text(canvas, x, y - 5 * (n // 3), _cut(f"{where}{number}", PLAIN, 3.6, 58), PLAIN, 3.6)
        y -= _orders_height(sheet, page)
    for name, x in _COLUMNS:
        _text(canvas, x, y - 4, name, BOLD, 3.2)
    canvas.setLineWidth(0.6)
    canvas.line(_LEFT * mm, (y - 6) * mm, _RIGHT * mm, (y - 6) * mm)
    return y - 6


def _stop(canvas: Canvas, sheet: PickList, stop: PickTask, y: float) -> float:
    base, small = y - 5.6, y - 10.2
    _text(canvas, _LEFT, base, _cut(stop.place_code, BOLD, 4.6, 38), BOLD, 4.6)
    _text(canvas, _LEFT, small, f"pick {stop.task}", PLAIN, 2.8)
    _text(canvas, 54, base, f"{stop.quantity:f}", BOLD, 4.6)
    _text(canvas, 70, base, _cut(stop.sku, BOLD, 3.6, 60), BOLD, 3.6)
    lot = f"lot {stop.lot}, " if stop.lot else ""
    _text(canvas, 70, small, _cut(f"{lot}{stop.name}", PLAIN, 2.9, 60), PLAIN, 2.9)
    if sheet.together:
        _text(canvas, 132, base, "tote", PLAIN, 3.6)
        orders = len({part.order for part in stop.parts})
        _text(canvas, 132, small, f"for {orders} {'order' if orders == 1 else 'orders'}", PLAIN, 2.9)
    else:
        _text(canvas, 132, base, "" if stop.slot is None else f"slot {stop.slot}", BOLD, 4.2)
        _text(canvas, 132, small, _cut(stop.order_number, PLAIN, 2.9, 24), PLAIN, 2.9)
    canvas.setLineWidth(0.4)
    canvas.rect(158 * mm, (y - 10.5) * mm, 13 * mm, 8.5 * mm)
    canvas.rect(174 * mm, (y - 10.5) * mm, 22 * mm, 8.5 * mm)
    canvas.setLineWidth(0.15)
    canvas.line(_LEFT * mm, (y - _ROW) * mm, _RIGHT * mm, (y - _ROW) * mm)
    return y - _ROW


def _foot(canvas: Canvas, sheet: PickList, y: float) -> None:
    total = sum(stop.quantity for stop in sheet.stops)
    _text(
        canvas, _LEFT, y - 7, f"{total:f} units in all. Bring the totes to packing and hand this list in.", PLAIN, 3.6
    )


def _text(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
    """size: height of the font, mm."""
    canvas.setFont(font, size * mm)
    canvas.drawString(x * mm, y * mm, text)


def _cut(text: str, font: str, size: float, width: float) -> str:
    """As much of a text as fits, mm."""
    if stringWidth(text, font, size * mm) <= width * mm:
        return text
    while text and stringWidth(text + "…", font, size * mm) > width * mm:
        text = text[:-1]
    return text + "…"
