"""Labels in ZPL: what the driver writes, and, drawn by a renderer that is not ours, what a scanner reads off them."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from printed_codes import codes, picture

from app.domain.barcode import LocationCode, read_barcode
from app.domain.errors import Fault
from app.services.layout_files.bin_labels import BinLabel, LabelLook, lay_out
from drivers.printers.zpl import render
from drivers.protocol import ArrowPart, CodePart, Label, MatrixPart

GLN = "4012345000009"
RENDER = """
const {ready} = require('zpl-renderer-js'), fs = require('fs');
(async () => {
  const {api} = await ready;
  const [zpl, out, width, height, dots] = process.argv.slice(2);
  const png = await api.zplToBase64Async(fs.readFileSync(zpl, 'utf8'), +width, +height, +dots);
  fs.writeFileSync(out, Buffer.from(png, 'base64'));
  process.exit(0);
})();
"""


def test_a_data_matrix_in_zpl():
    plain = render(Label(100, 40, (MatrixPart(2, 4, 1.0, "A-01#2"),))).decode()
    assert "^FO16,32^BXN,8,200,,,,#^FH_^FDA-01##2^FS" in plain
    gs1 = render(Label(100, 40, (MatrixPart(2, 4, 0.5, f"(414){GLN}(254)A-1", gs1=True),))).decode()
    assert f"^BXN,4,200,,,,#^FH_^FD#1414{GLN}254A-1^FS" in gs1
    parted = render(Label(100, 40, (MatrixPart(2, 4, 0.5, "(10)LOT7(21)9(00)095212345678901235", gs1=True),))).decode()
    assert "^FD#110LOT7#1219#100095212345678901235^FS" in parted, "FNC1 ends what has no fixed length"
    with pytest.raises(Fault, match="no GS1 data"):
        render(Label(10, 10, (MatrixPart(0, 0, 1, "414", gs1=True),)))


def test_bars_are_as_wide_as_the_label_says_on_every_head():
    label = Label(100, 40, (CodePart(2, 4, 10, "A-1", module=0.375),))
    assert b"^BY3^BCN,80" in render(label)
    assert b"^BY4^BCN,120" in render(label, dots_per_mm=12)
    assert b"^BY9^BCN,240" in render(label, dots_per_mm=24)


@pytest.mark.parametrize("up", [True, False])
def test_an_arrow_is_a_bitmap_that_points(up):
    zpl = render(Label(20, 20, (ArrowPart(1, 1, 8, up),))).decode()
    field = zpl.split("^GFA,")[1].split("^FS")[0]
    total, same, row, data = field.split(",")
    assert int(total) == int(same) == 64 * 8
    assert int(row) == 8
    rows = [int(data[at : at + 16], 16).bit_count() for at in range(0, len(data), 16)]
    tip, base = (rows[1], rows[-1]) if up else (rows[-2], rows[0])
    assert tip < base < max(rows) <= 64
    assert len(rows) == 64


@pytest.fixture(scope="session")
def renderer():
    """Node with zpl-renderer-js, installed once for this machine."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("needs node and npm")
    place = Path(tempfile.gettempdir()) / "stillage-zpl-renderer"
    if not (place / "node_modules" / "zpl-renderer-js").exists():
        place.mkdir(exist_ok=True)
        asked = [npm, "install", "--no-fund", "--no-audit", "--silent", "zpl-renderer-js@3"]
        done = subprocess.run(asked, cwd=place, capture_output=True, timeout=300, check=False)
        if done.returncode:
            pytest.skip("the npm registry was not reached")
    (place / "render.cjs").write_text(RENDER, encoding="utf-8")
    return node, place


def printed(renderer, label, folder, dots):
    node, place = renderer
    (folder / "label.zpl").write_bytes(render(label, dots_per_mm=dots))
    subprocess.run(
        [node, "render.cjs", str(folder / "label.zpl"), str(folder / "label.png"), str(label.width), str(label.height),
         str(dots)], cwd=place, check=True, timeout=60, capture_output=True,
    )  # fmt: skip
    return picture((folder / "label.png").read_bytes())


@pytest.mark.peer
@pytest.mark.parametrize("dots", [8, 12])
@pytest.mark.parametrize(
    ("carrier", "size", "aim"),
    [
        ("code128", (100, 50), "]C0"), ("gs1_128", (100, 50), "]C1"), ("datamatrix", (60, 30), "]d1"),
        ("gs1_datamatrix", (100, 38), "]d2"), ("code128", (76, 25), "]C0"),
    ],
)  # fmt: skip
def test_a_label_printer_prints_what_a_scanner_reads(renderer, tmp_path, carrier, size, aim, dots):
    label = BinLabel("A-01-07-3", "47", "up")
    made = lay_out(label, LabelLook(carrier, *size, gln=GLN))
    image = printed(renderer, made, tmp_path, dots)
    assert image.shape == pytest.approx((size[1] * dots, size[0] * dots), abs=2)
    ((text, identifier, *_),) = codes(image)
    assert identifier == aim
    if aim in ("]C1", "]d2"):
        assert text == f"(414){GLN}(254)A-01-07-3"
        text = text.replace("(", "").replace(")", "")
    read = read_barcode(text, identifier, is_location=lambda code: code == "A-01-07-3")
    assert read == LocationCode("A-01-07-3")
