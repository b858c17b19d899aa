"""Files that lie under the plan: read small, refused in words before they fill the memory, damaged ones told."""

import io
import os
import resource
import struct
import zlib

import ezdxf
import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QColor, QImage
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import Refusal
from app.ui.layout.underlay.overlay import halved
from app.ui.layout.underlay.reading import (
    LARGEST,
    LARGEST_KEPT,
    MOST_PIXELS,
    decoded,
    encoded,
    look_at,
    read_picture,
)

pytestmark = pytest.mark.usefixtures("qapp")


def saved(folder, name, data):
    file = folder / name
    file.write_bytes(data)
    return file


def png(width, height, kind=2):
    """A black PNG whose header and data are made line by line; kind 0 grey, 2 RGB, 6 RGBA."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    row = b"\0" + bytes(width * {0: 1, 2: 3, 6: 4}[kind])
    packer = zlib.compressobj(1)
    body = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def drawn(kind, size=(400, 300)):
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((100, 50, 200, 250), fill="black")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def is_dark(image, x, y):
    return QColor(image.pixel(x, y)).lightness() < 100


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.jpeg", "JPEG")])
def test_pictures_are_read(tmp_path, name, kind):
    picture = read_picture(look_at(saved(tmp_path, name, drawn(kind))))
    assert (picture.image.width(), picture.image.height()) == (400, 300)
    assert is_dark(picture.image, 150, 150)
    assert not is_dark(picture.image, 50, 150)
    assert picture.photo is (kind == "JPEG")
    assert picture.mm_per_px is None


def test_a_page_of_a_pdf_is_read_and_only_that_one(tmp_path):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200))
    canvas.showPage()
    canvas.rect(0, 0, 300, 200, fill=1)
    canvas.showPage()
    canvas.save()
    source = look_at(saved(tmp_path, "plan.pdf", out.getvalue()))
    assert source.pages == 2
    white, black = read_picture(source, 0).image, read_picture(source, 1).image
    assert (black.width(), black.height()) == (1250, 834), "300 dots per inch"
    assert not is_dark(white, 600, 400)
    assert is_dark(black, 600, 400)
    with pytest.raises(Refusal, match="has 2 pages"):
        read_picture(source, 2)


def test_an_svg_is_drawn_large(tmp_path):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'
    svg += b'<rect x="10" y="5" width="10" height="20"/></svg>'
    image = read_picture(look_at(saved(tmp_path, "a.svg", svg))).image
    assert (image.width(), image.height()) == (4000, 3000)
    assert is_dark(image, 1500, 1500)
    assert not is_dark(image, 500, 1500)


def test_a_dxf_with_units_lies_in_its_own_scale(tmp_path):
    document = ezdxf.new(units=6)
    document.modelspace().add_lwpolyline([(0, 0), (40, 0), (40, 25), (0, 25)], close=True)
    document.saveas(tmp_path / "hall.dxf")
    picture = read_picture(look_at(tmp_path / "hall.dxf"))
    assert picture.mm_per_px == pytest.approx(10, rel=0.01)
    assert picture.image.width() * picture.mm_per_px == pytest.approx(40_000, rel=0.01)
    document.units = 0
    document.saveas(tmp_path / "nounit.dxf")
    assert read_picture(look_at(tmp_path / "nounit.dxf")).mm_per_px is None


def test_two_gigabytes_are_refused_without_being_opened(tmp_path):
    file = tmp_path / "scan.png"
    with file.open("wb") as stream:
        stream.truncate(2_000_000_000)
    with pytest.raises(Refusal, match=r"2\.0 GB") as caught:
        look_at(file)
    assert "dots per inch" in caught.value.next_step
    assert file.stat().st_blocks * 512 < LARGEST


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_sixty_thousand_pixels_square_are_refused_by_their_header(tmp_path):
    head = png(1, 1)
    data = head.replace(struct.pack(">II", 1, 1), struct.pack(">II", 60_000, 60_000), 1)
    data = data[:29] + struct.pack(">I", zlib.crc32(data[12:29])) + data[33:]
    before = peak()
    with pytest.raises(Refusal, match="60,000 x 60,000 pixels"):
        read_picture(look_at(saved(tmp_path, "huge.png", data)))
    assert peak() - before < 20_000_000


def test_a_large_jpeg_is_reduced_while_it_is_read(tmp_path):
    out = io.BytesIO()
    Image.new("L", (12_000, 12_000), 200).save(out, "JPEG", quality=40)
    file = saved(tmp_path, "aerial.jpg", out.getvalue())
    del out
    before = peak()
    picture = read_picture(look_at(file))
    assert picture.image.width() * picture.image.height() <= MOST_PIXELS
    assert picture.image.width() == 3000
    assert peak() - before < 144_000_000, "less than the whole of it would take"


def test_a_large_png_is_reduced(tmp_path):
    picture = read_picture(look_at(saved(tmp_path, "scan.png", png(6_000, 5_000, 0))))
    assert picture.image.width() * picture.image.height() <= MOST_PIXELS
    assert picture.image.width() / picture.image.height() == pytest.approx(1.2, abs=0.001)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.png", drawn("PNG")[:900], "damaged or was cut off"),
        ("a.png", b"no picture", "no picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(40), "no picture"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(500), "no PDF or is damaged"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect", "cut off"),
        ("a.svg", b"<html/>", "no SVG"),
        ("a.dxf", b"0\nSECTION\n2\nENT", "cut off"),
        ("a.exe", b"MZ", "cannot lie under a plan"),
    ],
)
@pytest.mark.qt_log_ignore("libpng|JPEG|qt.svg|qt.gui.imageio|Cannot read|Invalid|Could not")
def test_what_is_damaged_or_none_is_told(tmp_path, name, data, words):
    with pytest.raises(Refusal, match=words) as caught:
        read_picture(look_at(saved(tmp_path, name, data)))
    assert caught.value.next_step


def test_a_file_that_is_gone_is_told(tmp_path):
    with pytest.raises(Refusal, match="cannot be read"):
        look_at(tmp_path / "gone.png")


def test_what_is_kept_comes_back_and_is_small(tmp_path):
    picture = read_picture(look_at(saved(tmp_path, "a.png", drawn("PNG"))))
    kind, data = encoded(picture)
    assert (kind, data[:4]) == ("png", b"\x89PNG")
    again = decoded("a.png", data).image
    assert again == picture.image
    noise = Image.frombytes("RGB", (2_000, 2_000), os.urandom(12_000_000))
    out = io.BytesIO()
    noise.save(out, "PNG")
    kind, data = encoded(read_picture(look_at(saved(tmp_path, "noise.png", out.getvalue()))))
    assert (kind, len(data) <= LARGEST_KEPT) == ("jpeg", True)
    with pytest.raises(Refusal, match="damaged"):
        decoded("x", b"nothing")


def test_a_pyramid_halves_down_to_a_thumbnail():
    levels = halved(QImage(4_000, 3_000, QImage.Format.Format_RGB32)).levels
    assert [level.width() for level in levels] == [4000, 2000, 1000, 500, 250]


def test_progress_stops_the_reading_of_a_drawing(tmp_path):
    document = ezdxf.new(units=6)
    for n in range(3_000):
        document.modelspace().add_line((n, 0), (n, 9))
    document.saveas(tmp_path / "a.dxf")

    class StopError(Exception):
        pass

    def stop(done, _total, _words):
        if done:
            raise StopError

    with pytest.raises(StopError):
        read_picture(look_at(tmp_path / "a.dxf"), progress=stop)
