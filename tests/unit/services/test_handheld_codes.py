"""Codes that stand for keys, badges, the sheet that they are printed on: no window, no database."""

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from app.domain.barcode import InternalCode, read_barcode
from app.domain.errors import Refusal
from app.services.handheld.badges import Badge, badge_code, read_badge
from app.services.handheld.card import card, write_card
from app.services.handheld.commands import MOST, Choose, Digit, Key, code_of, read_command
from app.services.handheld.trades import TRADES, trades_for

COMMANDS = [*Key, *(Choose(n) for n in range(1, MOST + 1)), *(Digit(str(n)) for n in range(10))]


def test_every_key_has_a_code_of_its_own_and_is_read_back():
    codes = [code_of(one) for one in COMMANDS]
    assert len(set(codes)) == len(COMMANDS)
    assert [read_command(code) for code in codes] == COMMANDS
    assert [read_command(f" {code.lower()} ") for code in codes] == COMMANDS


@pytest.mark.parametrize(
    "text", ["4006381333931", "A-01-01-1", "CMD", "CMD:", "CMD:D", "CMD:DX", "CMD:0", "CMD:10", ""]
)
def test_no_other_code_is_a_key(text):
    assert read_command(text) is None


@given(st.text(max_size=40))
def test_whatever_is_scanned_a_key_is_read_or_not_and_nothing_breaks(text):
    found = read_command(text)
    assert found is None or code_of(found) == text.strip().upper()


def test_a_key_is_nothing_that_goods_or_bins_could_be_called():
    assert all(isinstance(read_barcode(code_of(one)), InternalCode) for one in COMMANDS)


def test_a_badge_says_who_and_with_it_the_password_or_not():
    assert read_badge(badge_code("mokafor", "s3:cr:et")) == Badge("mokafor", "s3:cr:et")
    assert read_badge(badge_code("mokafor")) == Badge("mokafor", None)
    assert read_badge(" MOkafor ") == Badge("mokafor", None)


def test_the_sheet_can_be_scanned(tmp_path):
    """Each of its bar codes is read back from the rendered page."""
    write_card(tmp_path / "keys.pdf")
    pages = pypdfium2.PdfDocument((tmp_path / "keys.pdf").read_bytes())
    read = set()
    for page in pages:
        picture = page.render(scale=5, grayscale=True).to_pil()
        read |= {code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.Code128)}
    pages.close()
    asked = {
        Key.DONE,
        Key.UNDO,
        Key.SHORT,
        Key.STOP,
        Key.YES,
        Key.NO,
        Key.MAP,
        Key.WEIGH,
        Key.LATER,
        Key.ENTER,
        Key.CLEAR,
    }
    wanted = {code_of(one) for one in COMMANDS if not isinstance(one, Key) or one in asked}
    assert wanted <= read
    assert card()[:5] == b"%PDF-"


def test_a_sheet_that_cannot_be_written_is_a_refusal(tmp_path):
    with pytest.raises(Refusal, match="cannot be written"):
        write_card(tmp_path / "no" / "folder" / "keys.pdf")


def test_who_counts_blindly_is_offered_nothing_else():
    assert [trade.id for trade in trades_for({"counter"})] == ["count"]
    assert [trade.id for trade in trades_for({"picker"})] == [trade.id for trade in TRADES]
    assert trades_for({"auditor"}) == ()
