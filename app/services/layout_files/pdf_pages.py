"""Pages of PDF files as pictures, one at a time: PDFium may not be called from two threads at once."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

import pypdfium2

from app.domain.errors import Refusal

_ONE_AT_A_TIME: Final = Lock()
POINT: Final = 25.4 / 72
"""mm of a point."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page drawn: four bytes a pixel (blue, green, red, nothing), rows without gaps. paper: mm, wide and high."""

    width: int
    height: int
    pixels: bytes
    paper: tuple[float, float]


def page_count(source: Path | bytes, name: str) -> int:
    """How many pages there are. Raises Refusal for what is no PDF, is damaged or asks for a password."""
    with _opened(source, name) as document:
        return len(document)


def draw_page(source: Path | bytes, name: str, page: int, *, most_pixels: int, dpi: float = 1_200.0) -> PagePicture:
    """A page (from 0), as fine as `dpi` and `most_pixels` allow. Raises Refusal as above, and for a page that is not
    there or has no size."""
    with _opened(source, name) as document:
        if not 0 <= page < len(document):
            raise Refusal("pdf", f"{name} has {len(document)} pages.", "Choose one of them.")
        sheet = document[page]
        width, height = sheet.get_size()
        if not (0 < width < 1e6 and 0 < height < 1e6):
            raise Refusal("pdf", f"Page {page + 1} of {name} has no size.", "Choose another page.")
        scale = min(dpi / 72, math.sqrt(most_pixels / (width * height)))
        bitmap = sheet.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        rows = bitmap.to_numpy()
        picture = PagePicture(
            bitmap.width, bitmap.height, rows[:, : bitmap.width].tobytes(), (width * POINT, height * POINT)
        )
        bitmap.close()
        return picture


@contextmanager
def _opened(source: Path | bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(source)
        except (pypdfium2.PdfiumError, OSError) as wrong:
            if "password" in str(wrong).lower():
                raise Refusal(
                    "pdf", f"{name} is protected by a password.", "Save it without the password first."
                ) from wrong
            raise Refusal("pdf", f"{name} is no PDF or is damaged.", "Save or copy it again.") from wrong
        try:
            yield document
        finally:
            document.close()
