"""The sheet of key codes: what a person scans instead of pressing a key. A5, to be laminated and hung on the cart."""

from io import BytesIO
from pathlib import Path

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import Refusal
from app.services.handheld.commands import MOST, Choose, Command, Digit, Key, code_of

NAMED: tuple[tuple[str, Command], ...] = (
    ("Done", Key.DONE),
    ("Undo", Key.UNDO),
    ("Short", Key.SHORT),
    ("Stop, menu", Key.STOP),
    ("Yes", Key.YES),
    ("No", Key.NO),
    ("Plan: all, ahead", Key.MAP),
    ("Weigh", Key.WEIGH),
    ("Later", Key.LATER),
)
FIGURES: tuple[tuple[str, Command], ...] = (
    *((str(n), Digit(str(n))) for n in range(10)),
    ("Clear", Key.CLEAR),
    ("Enter", Key.ENTER),
)
CHOICES: tuple[tuple[str, Command], ...] = tuple((f"Choice {n}", Choose(n)) for n in range(1, MOST + 1))
BAR = 9 * mm
MODULE = 0.25 * mm


def card() -> bytes:
    """The sheet as a PDF of two pages: keys and choices, then figures."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A5)
    canvas.setTitle("Stillage key codes")
    _page(canvas, "Keys and choices", (*NAMED, *CHOICES))
    _page(canvas, "Figures", FIGURES)
    canvas.save()
    return out.getvalue()


def write_card(file: Path) -> None:
    """Write the sheet. Refusal where the file cannot be written."""
    try:
        file.write_bytes(card())
    except OSError as error:
        raise Refusal("card", f"{file} cannot be written: {error.strerror}.", "Name a file you may write.") from error


def _page(canvas: Canvas, title: str, entries: tuple[tuple[str, Command], ...]) -> None:
    wide, high = A5
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(10 * mm, high - 14 * mm, title)
    step = 20 * mm
    for n, (word, command) in enumerate(entries):
        x, y = 10 * mm + (n % 2) * (wide - 20 * mm) / 2, high - 34 * mm - (n // 2) * step
        Code128(code_of(command), barHeight=BAR, barWidth=MODULE, quiet=False).drawOn(canvas, x, y)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(x, y + BAR + 1.5 * mm, word)
    canvas.showPage()
