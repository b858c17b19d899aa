"""A photo from a file, the clipboard or a drag: what came, and its bytes as they are kept."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from app.domain.errors import Refusal
from app.services.inbound.deliveries import LARGEST_PHOTO

SUFFIXES = (".png", ".jpg", ".jpeg")
LONGEST = 2560  # px to which a photo that is too large is brought
LARGEST_FILE = 80_000_000  # bytes; more is no photo
QUALITY = 85

Came = Path | QImage


def came_with(mime: QMimeData) -> Came | None:
    """The picture in what was dropped or copied: a file first, for it is the picture as it was taken."""
    for url in mime.urls():
        file = Path(url.toLocalFile())
        if file.suffix.lower() in SUFFIXES:
            return file
    image = mime.imageData() if mime.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def fitted(came: Came) -> bytes:
    """The bytes that are kept: those of the file where it is small enough, else a smaller picture. Blocking. Raises
    Refusal with what is wrong with it."""
    if isinstance(came, QImage):
        content = _written(came, "PNG")
        return content if len(content) <= LARGEST_PHOTO else _smaller(came)
    try:
        size = came.stat().st_size
        if size > LARGEST_FILE:
            raise Refusal("photo", f"{came.name} has {size / 1e6:,.0f} MB; that is no photo.", "Choose another file.")
        content = came.read_bytes()
    except OSError as error:
        raise Refusal("photo", f"{came.name} cannot be read.", "Choose another file.") from error
    if not content:
        raise Refusal("photo", f"{came.name} is empty.", "Choose another file.")
    if len(content) <= LARGEST_PHOTO:
        return content
    reader = QImageReader(str(came))
    reader.setAutoTransform(True)  # a phone says which side is up; the smaller picture has it right
    whole = reader.size()
    if whole.isValid() and max(whole.width(), whole.height()) > LONGEST:
        reader.setScaledSize(whole.scaled(QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Refusal("photo", f"{came.name} is no PNG and no JPEG.", "Save it as one of these.")
    return _smaller(image)


def _smaller(image: QImage) -> bytes:
    longest = max(image.width(), image.height())
    if longest > LONGEST:
        image = image.scaled(
            QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return _written(image, "JPEG")


def _written(image: QImage, kind: str) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    if kind == "JPEG":
        writer.setQuality(QUALITY)
        image = image.convertToFormat(QImage.Format.Format_RGB32)  # what shines through becomes plain
    writer.write(image)
    return bytes(held.data())
