"""Files that can lie under the plan, read into one picture of bounded size. Worker threads only.

What would take more memory than it is worth is refused in words before it is decoded; a JPEG is reduced as it is read.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, QXmlStreamReader
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPen, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from app.domain.errors import Refusal
from app.layout.dxf.found import MM_OF, Drawing
from app.services.layout_files.dxf_in import read_dxf_file
from app.services.layout_files.pdf_pages import draw_page, page_count

Progress = Callable[..., object]
LARGEST: Final = 256_000_000
"""Bytes of a file that is opened at all."""
LARGEST_SVG: Final = 32_000_000
MOST_DECODED: Final = 240_000_000
"""Bytes that a picture may take while it is decoded; Qt's own limit is 256 MB."""
MOST_JPEG: Final = 1_000_000_000
"""Pixels of a JPEG, which is read at an eighth of its size where it must be."""
MOST_PIXELS: Final = 16_000_000
"""Of the picture that is kept: 64 MB, 20 mm a pixel for a building of 100 m."""
LARGEST_KEPT: Final = 8_000_000
"""Bytes in which it is kept."""
ENDINGS: Final = (".png", ".jpg", ".jpeg", ".svg", ".pdf", ".dxf")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can lie under the plan. pages: of a PDF, else 1."""

    file: Path
    pages: int = 1


@dataclass(frozen=True, slots=True)
class UnderlayPicture:
    """What lies under the plan. mm_per_px: where the file says its scale (a drawing with units), else None."""

    name: str
    image: QImage
    mm_per_px: float | None = None
    photo: bool = False
    page: int = 0


def look_at(file: Path, *, progress: Progress | None = None) -> Source:
    """What a file is, without reading all of it. Raises Refusal for a kind that cannot lie there and for huge files."""
    if file.suffix.lower() not in ENDINGS:
        raise Refusal("underlay", f"{file.name} cannot lie under a plan.", "Choose PNG, JPEG, SVG, PDF or DXF.")
    try:
        size = file.stat().st_size
    except OSError as error:
        raise Refusal("file", f"{file} cannot be read ({error.strerror}).", "Choose another file.") from error
    most = LARGEST_SVG if file.suffix.lower() == ".svg" else LARGEST
    if size > most:
        raise Refusal(
            "underlay", f"{file.name} has {_megabytes(size)}; up to {_megabytes(most)} are read.",
            "Save it smaller: 100 dots per inch are enough to draw over.",
        )  # fmt: skip
    return Source(file, page_count(file, file.name) if file.suffix.lower() == ".pdf" else 1)


def read_picture(source: Source, page: int = 0, *, progress: Progress | None = None) -> UnderlayPicture:
    """The picture of a file (page from 0), reduced where it must be. Raises Refusal in words for what is too large,
    damaged, cut off or protected."""
    say = progress or (lambda *_: None)
    file = source.file
    say(0, None, f"Reading {file.name}")
    match file.suffix.lower():
        case ".pdf":
            drawn = draw_page(file, file.name, page, most_pixels=MOST_PIXELS, dpi=300)
            flat = QImage(drawn.pixels, drawn.width, drawn.height, drawn.width * 4, QImage.Format.Format_RGB32)
            made = UnderlayPicture(file.name, flat.copy(), page=page)  # copy: the bytes go with `drawn`
        case ".svg":
            made = UnderlayPicture(file.name, _svg(file))
        case ".dxf":
            drawing = read_dxf_file(file, progress=progress)
            made = draw_shapes(drawing, say)
        case _:
            made = _raster(file)
    say(1, 1, f"{file.name} is read")
    return made


def encoded(picture: UnderlayPicture) -> tuple[str, bytes]:
    """The picture as it is kept: "png" for drawings, "jpeg" for photos and for what is too large as PNG."""
    kinds = ("jpeg",) if picture.photo else ("png", "jpeg")
    for kind in kinds:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.image.save(buffer, kind, 80 if kind == "jpeg" else -1)  # type: ignore[call-overload]  # the stubs know bytes only
        if data.size() <= LARGEST_KEPT:
            return kind, bytes(data.data())
    raise Refusal(
        "underlay", f"{picture.name} would take more than {_megabytes(LARGEST_KEPT)} in the database.",
        "Save it with fewer dots per inch.",
    )  # fmt: skip


def decoded(name: str, data: bytes) -> UnderlayPicture:
    """A picture that was kept. Raises Refusal where it was damaged."""
    image = QImage.fromData(data)
    if image.isNull():
        raise Refusal("underlay", f"The plan {name} that was kept is damaged.", "Choose its file again.")
    return UnderlayPicture(name, image.convertToFormat(QImage.Format.Format_RGB32), photo=data[:2] == b"\xff\xd8")


def draw_shapes(drawing: Drawing, say: Progress) -> UnderlayPicture:
    """A drawing of another program as a picture; its scale is true where the file says its unit."""
    bounds = drawing.bounds
    if bounds is None:
        raise Refusal("drawing", f"{drawing.name} is empty.", "Choose a file with a drawing in its model space.")
    x0, y0, x1, y1 = bounds
    wide, high = max(x1 - x0, 1e-6), max(y1 - y0, 1e-6)
    scale = min(4_000 / max(wide, high), math.sqrt(MOST_PIXELS / (wide * high)))
    size = max(1, round(wide * scale)) + 8, max(1, round(high * scale)) + 8
    image = _white(*size)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#20262e"), 1.2))
    for at, shape in enumerate(drawing.shapes):
        if at % 2_000 == 0:
            say(at, len(drawing.shapes), f"{at:,} of {len(drawing.shapes):,} shapes drawn")
        points = [QPointF(4 + (x - x0) * scale, 4 + (y1 - y) * scale) for x, y in shape.points]
        line = QPolygonF(points)
        if shape.kind == "text":
            painter.drawText(points[0], shape.words[:60])
        elif shape.kind == "line":
            painter.drawPolyline(line)
        else:
            painter.drawPolygon(line)
    painter.end()
    return UnderlayPicture(drawing.name, image, MM_OF[drawing.unit] / scale if drawing.unit is not None else None)


def _raster(file: Path) -> UnderlayPicture:
    reader = QImageReader(str(file))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size, kind = reader.size(), bytes(reader.format().data()).decode()
    if kind not in ("png", "jpeg") or not size.isValid():
        raise Refusal("underlay", f"{file.name} is no picture that can be read.", "Save it as PNG or JPEG.")
    pixels = size.width() * size.height()
    bits = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel() or 32
    if pixels > MOST_JPEG if kind == "jpeg" else pixels * bits // 8 > MOST_DECODED:
        raise Refusal(
            "underlay",
            f"{file.name} has {size.width():,} x {size.height():,} pixels, which is more than can be read.",
            "Save it with at most 7,500 x 7,500 pixels, or as JPEG or PDF.",
        )
    if kind == "jpeg" and pixels > MOST_PIXELS:
        part = min(8, 2 ** math.ceil(math.log2(math.sqrt(pixels / MOST_PIXELS))))
        reader.setScaledSize(QSize(max(1, size.width() // part), max(1, size.height() // part)))
    image = reader.read()
    if image.isNull():
        raise Refusal("underlay", f"{file.name} is damaged or was cut off.", "Copy it again.")
    return UnderlayPicture(file.name, _kept(image), photo=kind == "jpeg")


def _kept(image: QImage) -> QImage:
    """Of bounded size, on white."""
    pixels = image.width() * image.height()
    if pixels > MOST_PIXELS:
        share = math.sqrt(MOST_PIXELS / pixels)
        image = image.scaled(
            QSize(int(image.width() * share), int(image.height() * share)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGB32)
    flat = _white(image.width(), image.height())
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


def _svg(file: Path) -> QImage:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refusal("file", f"{file} cannot be read ({error.strerror}).", "Choose another file.") from error
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    xml = QXmlStreamReader(buffer)
    while not xml.atEnd():
        xml.readNext()
    if xml.hasError():
        raise Refusal("underlay", f"{file.name} is damaged or was cut off.", "Save it again as SVG.")
    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        raise Refusal("underlay", f"{file.name} is no SVG drawing.", "Save it again as SVG, or as PDF.")
    scale = min(4_000 / max(size.width(), size.height()), math.sqrt(MOST_PIXELS / (size.width() * size.height())))
    image = _white(max(1, round(size.width() * scale)), max(1, round(size.height() * scale)))
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def _white(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image


def _megabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:,.0f} MB"
