"""Labels of bins: what is printed is read back by another program, and a scan of it means the bin."""

import random
from dataclasses import replace

import layout_ground as ground
import numpy as np
import pypdfium2
import pytest
import zxingcpp
from printed_codes import codes, pages

from app.domain.barcode import LocationCode, read_barcode
from app.domain.errors import Refusal
from app.layout.addresses import names_of
from app.layout.edits import set_fields
from app.layout.publish import check_digit
from app.layout.table import Layout
from app.services.layout_files.bin_labels import BinLabel, LabelLook, changed_labels, labels_of, lay_out, matching
from app.services.layout_files.datamatrix import FNC1, data_matrix
from app.services.layout_files.label_printer import print_labels
from app.services.layout_files.sheets_of_labels import SHEETS, SheetFormat, labels_pdf
from drivers.protocol import ArrowPart, CodePart, Label, TextPart
from drivers.sim.printer import SimulatedPrinter

GLN = "4012345000009"
L7163, L7160 = SHEETS[0], SHEETS[3]


def look(sheet, carrier, **changes):
    return LabelLook(carrier, sheet.width, sheet.height, **({"gln": GLN} | changes))


def house_labels():
    return labels_of(ground.house())


# ------------------------------------------------------------------ which
def test_every_bin_has_a_label_in_the_order_people_read():
    document = ground.house()
    labels = house_labels()
    assert len(labels) == 145
    rack = ground.racks(document)[0]
    (chosen,) = {label.code for label in labels_of(document, {rack.id})} ^ set(names_of(rack, document.find)) or {None}
    assert chosen is None
    assert [label.code for label in labels_of(document)][:3] == ["A-01-01-1", "A-01-01-2", "A-01-01-3"]
    by_code = {label.code: label for label in labels}
    assert by_code["A-01-01-1"].arrow == "down", "the ground level lies below its label"
    assert by_code["A-01-01-2"].arrow == "up"
    assert by_code["DOCK-01"].arrow is None
    assert all(label.check_digit == check_digit(label.code) for label in labels)


def test_bins_are_found_by_patterns():
    labels = house_labels()
    assert {label.code for label in matching(labels, "a-01-01-*, dock*")} == {
        "A-01-01-1", "A-01-01-2", "A-01-01-3", "DOCK-01"}  # fmt: skip
    assert len(matching(labels, "  ")) == len(labels)
    assert matching(labels, "nothing") == ()


def test_a_publish_needs_labels_for_new_and_renamed_bins_only():
    document = ground.house()
    before = Layout(document.elements.values())
    rack = ground.racks(document)[0]
    with document.transaction("Another pattern"):
        set_fields(document, [rack.id], pattern="N{aisle:02}-{bay:02}-{level}")
    changed = changed_labels(before, document)
    assert {label.code for label in changed} == set(names_of(document.get(rack.id, type(rack)), document.find))
    assert changed_labels(before, before) == ()


# ------------------------------------------------------------------ sheets
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize(("carrier", "aim"), [("code128", "]C0"), ("datamatrix", "]d1")])
def test_a_sheet_of_every_format_is_read_back_whole(sheet, carrier, aim):
    labels = house_labels()[: sheet.count]
    (page,) = pages(labels_pdf(labels, look(sheet, carrier), sheet))
    found = codes(page)
    assert sorted(text for text, *_ in found) == sorted(label.code for label in labels)
    assert {identifier for _, identifier, *_ in found} == {aim}


@pytest.mark.parametrize(("carrier", "aim"), [("gs1_128", "]C1"), ("gs1_datamatrix", "]d2")])
def test_a_gs1_label_scans_as_the_bin_it_hangs_at(carrier, aim):
    labels = house_labels()[: L7163.count]
    (page,) = pages(labels_pdf(labels, look(L7163, carrier), L7163))
    for text, identifier, *_ in codes(page):
        assert identifier == aim
        assert text.startswith(f"(414){GLN}(254)")
        scanned = read_barcode(text.replace("(", "").replace(")", ""), identifier)
        assert scanned == LocationCode(text.removeprefix(f"(414){GLN}(254)"))
    assert len(codes(page)) == len(labels)


def test_a_sheet_that_was_begun_goes_on_where_it_was_left():
    labels = house_labels()[:9]
    first, second = pages(labels_pdf(labels, look(L7163, "code128"), L7163, start=9))
    assert len(codes(first)) == 5
    assert len(codes(second)) == 4
    where = {text: (x, y) for text, _, x, y in codes(first)}
    x, y = where[labels[0].code]
    left, top = L7163.at(9)
    assert left < x / 300 * 25.4 < left + L7163.width
    assert top < y / 300 * 25.4 < top + L7163.height
    assert (left, top) == (4.65 + 101.6, 15.15 + 4 * 38.1)


def test_the_address_stands_there_for_people():
    (label,) = matching(house_labels(), "A-01-01-2")
    document = pypdfium2.PdfDocument(labels_pdf([label], look(L7163, "gs1_128"), L7163))
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "A-01-01-2" in text
    assert label.check_digit in text.split()
    assert f"(414){GLN}(254)A-01-01-2" in text


@pytest.mark.parametrize("seed", range(3))
def test_random_addresses_within_what_the_database_takes_are_read_or_refused_in_words(seed):
    dice = random.Random(seed)
    letters = "ABCXYZabcxyz0123456789.-_"
    read, refused = 0, []
    for carrier in ("code128", "datamatrix", "gs1_128", "gs1_datamatrix"):
        for length in (1, 4, 12, 20, 21, 40):
            code = dice.choice("AZ09") + "".join(dice.choice(letters) for _ in range(length - 1))
            label = BinLabel(code, "47", dice.choice(["up", "down", None]))
            try:
                pdf = labels_pdf([label], look(L7163, carrier), L7163)
            except Refusal as refusal:
                refused.append((length, carrier, refusal.next_step))
                continue
            (page,) = pages(pdf)
            ((text, *_),) = codes(page)
            assert text.endswith(code)
            read += 1
    assert read >= 16
    assert all((length > 20 or carrier == "gs1_128") and step for length, carrier, step in refused)


def test_what_cannot_be_printed_is_refused_in_words():
    label = house_labels()[0]
    with pytest.raises(Refusal, match="need the GLN"):
        lay_out(label, look(L7163, "gs1_128", gln=None))
    with pytest.raises(Refusal, match="need the GLN"):
        lay_out(label, look(L7163, "gs1_128", gln="4012345000008"))
    with pytest.raises(Refusal, match="longer than the 20"):
        lay_out(BinLabel("A" * 21, "11"), look(L7163, "gs1_datamatrix"))
    with pytest.raises(Refusal, match="needs labels 54 mm wide") as caught:
        lay_out(BinLabel("A-0123456789-X", "11"), LabelLook("code128", 50, 30))
    assert "DataMatrix" in caught.value.next_step
    with pytest.raises(Refusal, match="No bin was chosen"):
        labels_pdf([], look(L7163, "code128"), L7163)
    with pytest.raises(Refusal, match="Begin at 1 to 14"):
        labels_pdf([label], look(L7163, "code128"), L7163, start=14)
    with pytest.raises(Refusal, match="do not fit"):
        replace(L7163, columns=3)
    with pytest.raises(Refusal, match="do not fit"):
        SheetFormat("none", 210, 297, 0, 1, 50, 30, 0, 0, 50, 30)


def test_progress_stops_the_sheets():
    class StopError(Exception):
        pass

    def stop(done, _total, _words):
        if done:
            raise StopError

    with pytest.raises(StopError):
        labels_pdf(house_labels(), look(L7163, "code128"), L7163, progress=stop)


def test_no_part_reaches_out_of_its_label_or_over_another():
    for sheet in SHEETS:
        for carrier in ("code128", "datamatrix"):
            for label in (BinLabel("A-01-01-1", "47", "up"), BinLabel("LONG-ADDRESS-0123", "11", "down")):
                try:
                    made = lay_out(label, look(sheet, carrier))
                except Refusal:
                    continue
                boxes = [box(part) for part in made.parts]
                for x0, y0, x1, y1 in boxes:
                    assert 0 <= x0 < x1 <= made.width, (sheet.name, carrier, label)
                    assert 0 <= y0 < y1 <= made.height, (sheet.name, carrier, label)
                for one in range(len(boxes)):
                    for other in boxes[one + 1 :]:
                        a, b = boxes[one], other
                        assert a[2] <= b[0] + 0.01 or b[2] <= a[0] + 0.01 or a[3] <= b[1] + 0.01 or b[3] <= a[1] + 0.01


def box(part):
    if isinstance(part, TextPart):
        return part.x, part.y, part.x + part.height * 0.62 * len(part.text), part.y + part.height
    if isinstance(part, ArrowPart):
        return part.x, part.y, part.x + part.size, part.y + part.size
    if isinstance(part, CodePart):
        return part.x, part.y, part.x + part.module * 11 * 9, part.y + part.height
    return part.x, part.y, part.x + 12 * part.module, part.y + 12 * part.module


# ------------------------------------------------------------------ symbols
def test_data_matrix_of_every_size_is_read():
    dice, sides = random.Random(3), set()
    for length in (1, 3, 5, 9, 13, 19, 25, 33, 41, 55, 70, 90, 110):
        text = "".join(dice.choice("ABCXYZ0123456789.-_abc") for _ in range(length))
        symbol = data_matrix(text)
        sides.add(symbol.side)
        cells = np.pad(np.array(symbol.rows), 2)
        image = np.kron(np.where(cells, 0, 255), np.ones((4, 4))).astype(np.uint8)
        (found,) = zxingcpp.read_barcodes(image)
        assert found.text == text
    assert len(sides) >= 9
    assert data_matrix(FNC1 + "01").side == 10
    with pytest.raises(ValueError, match="do not fit"):
        data_matrix("x" * 200)
    with pytest.raises(ValueError, match="not in this encodation"):
        data_matrix("ä")


# ------------------------------------------------------------------ label printer
def test_labels_come_out_of_a_label_printer_one_by_one():
    printer = SimulatedPrinter("labels")
    labels, told = house_labels()[:3], []
    try:
        came = print_labels(printer, labels, look(L7163, "gs1_128"), came=told.append)
    finally:
        printer.close()
    assert came.printed == tuple(told) == tuple(label.code for label in labels)
    assert came.trouble == ""
    assert len(printer.engine.printed) == 3
    assert f"(414){GLN}(254){labels[0].code}".encode() in printer.engine.printed[0]


def test_when_the_roll_ends_it_is_known_which_came_out():
    printer = SimulatedPrinter("labels", labels_left=2)
    labels = house_labels()[:5]
    try:
        came = print_labels(printer, labels, look(L7163, "code128"))
    finally:
        printer.close()
    assert came.printed == tuple(label.code for label in labels[:2])
    assert "out of labels" in came.trouble
    assert came.next_step.endswith(f"go on with {labels[2].code}.")


def test_a_printer_that_is_away_is_said_before_anything_is_printed():
    printer = SimulatedPrinter("labels")
    printer.unplug()
    with pytest.raises(Refusal, match="unplugged"):
        print_labels(printer, house_labels()[:1], look(L7163, "code128"))


def test_a_label_that_cannot_be_read_stops_the_job_before_its_first_label():
    printer = SimulatedPrinter("labels")
    with pytest.raises(Refusal, match="mm wide"):
        print_labels(printer, [BinLabel("A-1", "11"), BinLabel("A" * 40, "11")], LabelLook("code128", 60, 30))
    assert printer.engine.printed == ()


def test_labels_are_plain_data():
    made = lay_out(BinLabel("A-1", "47", "up"), look(L7160, "code128"))
    assert isinstance(made, Label)
    assert (made.width, made.height) == (63.5, 38.1)
