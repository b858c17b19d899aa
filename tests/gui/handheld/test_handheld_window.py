"""The handheld's window over a sample: signing in, choosing, working any flow by scanner, keys and figures."""

import io
import wave

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.flow.effects import Tone
from app.services.handheld.badges import badge_code
from app.services.handheld.commands import Choose, Digit, Key, code_of
from app.services.handheld.trades import TRADES
from app.ui.handheld.sample_work import FIRST, PALLET, SampleWork, faces
from app.ui.handheld.shots import SampleWindow, wait_until
from app.ui.handheld.sounds import SOUNDS, Sounds
from app.ui.handheld.window import SIZE
from app.ui.handheld.work import SOUND
from app.ui.station.wedge import burst

PICK = 2  # on the menu


@pytest.fixture
def handheld(nothing_is_left, theme):
    """Opens windows over samples; ended with the test."""
    made = []

    def open_window(work=None, *, signed_in=True, size=SIZE):
        window = SampleWindow(theme, work or SampleWork(), signed_in=signed_in)
        window.resize(*size)
        window.show()
        window.settle()
        made.append(window)
        return window

    yield open_window
    for window in made:
        window.end()
        window.jobs.close()
        window.close()
        window.deleteLater()


def scan(window, *texts):
    """As a wedge scanner does: keys and Return, faster than any hand."""
    for text in texts:
        window.field._last = ("", 0.0)  # the person takes a breath: no double scan
        QTest.keyClicks(window.field, text)
        QTest.keyClick(window.field, Qt.Key.Key_Return)
        window.settle()


def asked(window):
    return window.work.view.line.text()


def test_a_badge_signs_in_a_wrong_one_says_so_and_nothing_of_the_password_is_shown(handheld):
    window = handheld(signed_in=False)
    scan(window, badge_code("mokafor", "wrong"))
    assert window.page is window.sign_in
    assert window.sign_in.strip.tone is Tone.BAD
    QTest.keyClicks(window.field, "mokafor", delay=60)
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    window.settle()
    assert window.field.echoMode() == window.field.EchoMode.Password
    assert window.sign_in.strip.tone is None
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert window.field.echoMode() == window.field.EchoMode.Normal
    scan(window, badge_code("mokafor", "right"))
    assert window.page is window.menu
    assert [button.text() for button in window.menu.buttons] == [trade.title for trade in TRADES]
    assert [window.menu.buttons[at].detail for at in (1, 2, 3)] == ["8 yours", "12 waiting", ""]
    scan(window, code_of(Key.STOP))
    assert window.page is window.sign_in


def test_a_tour_is_picked_with_the_scanner_alone(handheld):
    window = handheld()
    work, first = window.sample, faces()
    scan(window, code_of(Choose(PICK)))
    assert asked(window) == f"Go to {first[0]} and scan the bin."
    assert window.work.view.code.text() == first[0]
    assert window.work.view.map.words().startswith("8 bins, ")
    scan(window, first[1])
    assert window.work.view.strip.tone is Tone.BAD
    assert first[0] in window.work.view.strip.what.text()
    scan(window, first[0], "SO-4410")
    assert window.work.view.amount.text() == "6 of 12"
    scan(window, code_of(Key.UNDO), "SO-4410", code_of(Digit("1")), code_of(Digit("2")))
    assert window.field.text() == "12"
    scan(window, code_of(Key.ENTER))
    assert "scan the tote" in asked(window)
    assert (window.work.view.code.text(), window.work.view.amount.text()) == ("Slot 1", "12")
    scan(window, FIRST)
    assert work.posts[-1][0] == "pick_stop_v1"
    assert work.posts[-1][1]["p_device"] == "handheld 7"
    assert window.work.view.code.text() == first[1]
    assert window.work.view.map.words().startswith("7 bins, ")
    assert window.work.view.steps.accessibleName() == "1 of 8 done"


def test_short_asks_why_and_takes_a_number_a_finger_or_the_way_back(handheld):
    window = handheld()
    window.take_up("pick")
    scan(window, code_of(Key.SHORT))
    assert window.page is window.reasons
    scan(window, "SO-4410")
    assert window.reasons.strip.tone is Tone.BAD
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert window.page is window.work
    QTest.keyClick(window, Qt.Key.Key_F3)
    QTest.mouseClick(window.reasons.buttons[1], Qt.MouseButton.LeftButton)
    window.settle()
    assert window.page is window.work
    assert (window.sample.posts[-1][0], window.sample.posts[-1][1]["p_reason"]) == ("pick_stop_v1", "bad")


def test_a_question_is_answered_by_its_own_words(handheld):
    window = handheld()
    window.take_up("putaway")
    scan(window, PALLET, faces()[3])
    view = window.work.view
    assert view.below.currentWidget() is view.question
    assert view.yes.text() == f"Keep it at {faces()[3]}"
    assert [cap.word for cap in window.foot.caps] == ["Yes", "No", "Why", "Stop"]
    QTest.keyClick(window, Qt.Key.Key_F2)
    window.settle()
    assert view.below.currentWidget() is view.map
    assert window.sample.posts == []
    scan(window, faces()[3], code_of(Key.SHORT), "1")
    assert (window.sample.posts[-1][0], window.sample.posts[-1][1]["p_reason"]) == ("put_away_v1", "occupied")


def test_every_flow_is_worked_to_its_end_and_on_again(handheld):
    window = handheld()
    for trade in TRADES:
        window.take_up(trade.id)
        assert window.page is window.work
        scan(window, "nobody knows this")
        assert window.work.view.strip.tone is Tone.BAD
        QTest.keyClick(window, Qt.Key.Key_F4)
        window.settle()
        assert window.work.acts.course.over
        QTest.keyClick(window, Qt.Key.Key_F1)
        window.settle()
        assert not window.work.acts.course.over
        scan(window, code_of(Key.STOP), code_of(Key.STOP))
        assert window.page is window.menu


def test_a_delivery_is_chosen_before_goods_are_received_by_its_number_too(handheld):
    window = handheld()
    window.take_up("receive", 0)
    assert window.page is window.asking
    assert [button.text() for button in window.asking.buttons] == ["ASN-20931", "PO-4471", "No delivery"]
    scan(window, "ASN-0")
    assert window.asking.strip.tone is Tone.BAD
    scan(window, "asn-20931")
    assert window.work.view.steps.accessibleName() == "1 of 3 done"
    scan(window, "SO-4410", faces()[0])
    assert [window.work.view.yes.text(), window.work.view.no.text()] == ["Take them in", "Count again"]
    QTest.keyClick(window, Qt.Key.Key_F1)
    window.settle()
    assert window.sample.posts[-1][0] == "receive_inbound_v1"


def test_the_next_task_says_why_it_is_the_next(handheld):
    window = handheld()
    window.take_up("next")
    assert window.work.view.strip.what.text() == "42 s from where you are."
    assert asked(window) == f"Go to {faces()[0]} and scan the bin."
    scan(window, code_of(Key.LATER))
    assert asked(window) == f"Go to {faces()[1]} and scan the bin."


def test_a_scan_that_comes_before_or_after_the_work_is_not_lost_in_silence(handheld):
    window = handheld()
    window.do(Choose(PICK))
    window.hear(faces()[0], 1.0)
    assert window.work.view.strip.what.text() == "The work is still being looked for."
    window.settle()
    scan(window, code_of(Key.STOP), faces()[0])
    assert window.work.view.strip.what.text() == "This work is over."
    assert window.sample.posts[-1][0] == "leave_batch_v1"


def test_nothing_waits_is_said_where_one_chooses(handheld):
    window = handheld(SampleWork(empty=True))
    scan(window, code_of(Choose(PICK)))
    assert window.page is window.menu
    assert window.menu.strip.what.text() == "No pick waits for you."
    scan(window, "9")
    assert window.menu.strip.tone is Tone.BAD


def test_a_lost_link_is_shown_and_the_scan_is_kept_and_sent_again(handheld):
    window = handheld()
    window.take_up("putaway")
    scan(window, PALLET)
    window.sample.away = True
    scan(window, faces()[5])
    assert window.work.view.strip.tone is Tone.WAIT
    assert window.head.link.text() == "No link since 13:32"
    assert window.sample.posts == []
    scan(window, PALLET)
    assert "was not taken" in window.work.view.strip.what.text()
    assert window.work.acts.waiting
    window.sample.away = False
    wait_until(lambda: not window.work.acts.waiting)
    window.settle()
    assert [name for name, _ in window.sample.posts] == ["put_away_v1"]
    assert window.head.link.text() == "Online"
    assert window.work.view.strip.tone is Tone.GOOD


def test_figures_by_finger(handheld):
    window = handheld()
    window.take_up("pick")
    scan(window, faces()[0], "SO-4410")
    QTest.mouseClick(window.pad, Qt.MouseButton.LeftButton)
    view = window.work.view
    assert view.below.currentWidget() is view.keypad
    keys = {button.text(): button for button in view.keypad.findChildren(type(window.pad))}
    for word in ("9", "Clear", "1", "2", "Enter"):
        QTest.mouseClick(keys[word], Qt.MouseButton.LeftButton)
    window.settle()
    assert "scan the tote" in asked(window)


def test_the_scanner_never_presses_a_button_and_is_heard_wherever_the_focus_is(handheld):
    window = handheld()
    window.take_up("pick")
    buttons = [*window.foot.buttons, window.pad, window.work.view.yes]
    assert {button.focusPolicy() for button in buttons} == {Qt.FocusPolicy.NoFocus}
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()
    QTest.keyClicks(window, faces()[0])
    assert window.field.text() == faces()[0]
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    window.settle()
    assert asked(window).startswith("Scan SO-4410")


@pytest.mark.parametrize("size", [SIZE, (384, 640), (1366, 768)])
def test_nothing_asks_for_more_room_than_there_is(handheld, size):
    window = handheld(size=size)
    window.take_up("pick")
    scan(window, faces()[0], "TE-1187")
    assert (window.width(), window.height()) == size
    assert window.work.view.strip.isVisible()
    assert window.foot.buttons[3].geometry().bottom() <= window.foot.height()
    below, upper = window.work.view.below.geometry(), window.work.view.strip.parentWidget().geometry()
    beside = below.left() > upper.right()
    assert beside == (size[0] > 900)
    small = size[1] < 700
    assert (window.work.view.strip.what.font().pixelSize() < 24) == small


def test_every_answer_sounds(handheld):
    window = handheld()
    window.take_up("pick")
    window.sounds.played.clear()
    scan(window, faces()[0], "TE-1187")
    assert window.sounds.played == ["heard", "good", "heard", "bad"]


def test_every_sound_is_a_tone_of_its_own(tmp_path, qapp):
    assert set(SOUND.values()) <= set(SOUNDS)
    sounds = Sounds(tmp_path)
    files = [sounds.file(name) for name in SOUNDS]
    assert len({file.read_bytes() for file in files}) == len(SOUNDS)
    with wave.open(io.BytesIO(files[0].read_bytes())) as tone:
        assert (tone.getnchannels(), tone.getsampwidth()) == (1, 2)
        assert tone.getnframes() > 100


def test_what_was_begun_by_hand_is_no_part_of_the_code_that_a_scanner_types(handheld):
    window = handheld()
    window.take_up("pick")
    QTest.keyClicks(window.field, "12", delay=60)
    QTest.qWait(300)  # the hand goes to the trigger
    QTest.keyClicks(window.field, faces()[0])
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    window.settle()
    assert asked(window).startswith("Scan SO-4410")
    assert window.field.text() == "12", "left standing: it was never entered"


def test_a_burst_is_told_by_the_pause_before_it():
    code = [1.0 + n * 0.004 for n in range(13)]
    assert burst(code) == 13
    assert burst([0.1, 0.3, *code]) == 13
    assert burst([0.80, 0.95, *code]) == 15, "no pause: one text"
    assert burst([1.0, 1.12, 1.24]) == 0
    assert burst([1.0, 1.004]) == 0
    assert burst([]) == 0
