"""A page or a label as it will come out, small: a picture made on a worker thread, on the paper's white."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.layout_files.pdf_pages import draw_page
from app.ui.theme import Theme

MOST_PIXELS = 700_000


def picture_of(pdf: bytes) -> QImage:
    """The first page of a PDF; for a worker thread."""
    page = draw_page(pdf, "the preview", 0, most_pixels=MOST_PIXELS, dpi=300)
    return QImage(page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32).copy()


class Preview(QWidget):
    """Shows a picture as large as there is room, with a thin edge; empty until there is one."""

    def __init__(self, theme: Theme, name: str, height: int) -> None:
        super().__init__()
        self._theme = theme
        self.image = QImage()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)
        theme.changed.connect(self.update)

    def show_image(self, image: QImage) -> None:
        """Another picture; a null one for none."""
        self.image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = min((self.width() - 2) / self.image.width(), (self.height() - 2) / self.image.height())
        wide, high = self.image.width() * scale, self.image.height() * scale
        spot = QRectF(1, (self.height() - high) / 2, wide, high)
        ratio = self.devicePixelRatioF()
        small = self.image.scaled(
            round(wide * ratio), round(high * ratio), Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        painter.drawImage(spot, small)
        painter.setPen(QPen(self._theme.colour("border.normal"), 1))
        painter.drawRect(spot.adjusted(-0.5, -0.5, 0.5, 0.5))
