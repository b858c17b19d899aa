"""Codes read back from what was printed: a PDF or a PNG as a picture, by a reader that knows nothing of us."""

import io

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image


def pages(pdf, dpi=300):
    """The pages of a PDF as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [np.asarray(page.render(scale=dpi / 72, grayscale=True).to_pil()) for page in document]
    finally:
        document.close()


def picture(png):
    """A PNG as a grey picture."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"))


def codes(image):
    """Text, AIM identifier and middle (px) of every code in a picture."""
    found = []
    for code in zxingcpp.read_barcodes(image):
        corners = code.position
        xs = [p.x for p in (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)]
        ys = [p.y for p in (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)]
        found.append((code.text, code.symbology_identifier, sum(xs) / 4, sum(ys) / 4))
    return found
