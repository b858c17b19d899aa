"""The parts of the kit: what they say, how they behave by keyboard, and that no state is told by colour alone."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.domain.errors import Fault, Refusal
from app.ui.jobs import Progress
from app.ui.tables import Column, StatusCell, Table, say_number
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.empty import Act, EmptyState
from app.ui.widgets.focus_ring import FocusRing
from app.ui.widgets.glyphs import LINE_COLOUR, SHAPES, draw_flow, draw_status
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.kpi import EN_DASH, Kpi, KpiTile
from app.ui.widgets.messages import Banner, FaultPanel, InlineError, details_of
from app.ui.widgets.progress import ProgressPanel, say_progress, say_seconds
from app.ui.widgets.segmented import Option, Segmented
from app.ui.widgets.toasts import Toasts


def said(widget):
    return [item.text for item in widget.texts()]


@pytest.fixture
def tile(theme, qtbot):
    def make(kpi, width=220, small=False):
        widget = KpiTile(theme, kpi, small)
        qtbot.addWidget(widget)
        widget.resize(width, widget.height())
        return widget

    return make


def test_not_known_is_an_en_dash_and_never_a_zero(tile):
    widget = tile(Kpi("Picks per hour", None))
    assert said(widget) == ["Picks per hour", EN_DASH]
    assert "not known" in widget.accessibleName()


def test_a_small_tile_loses_context_and_foot_first(tile):
    kpi = Kpi("Docks", "10", "of 20", context="6 out", foot="2 idle")
    assert said(tile(kpi)) == ["Docks", "6 out", "10", "of 20", "2 idle"]
    small = tile(kpi, small=True)
    assert said(small) == ["Docks", "10", "of 20"]
    assert small.height() == 60


def test_a_tile_without_room_drops_words_and_cuts_none(tile):
    for width in range(120, 260, 10):
        widget = tile(Kpi("UPS 17:30", "188", "of 420 orders", "2 h 58 min", chip="24 late"), width)
        for item in widget.texts():
            assert item.needs <= item.rect.width() + 1, (width, item.text)


def test_a_stale_tile_says_its_age_in_place_of_the_context(tile, theme):
    texts = tile(Kpi("Units", "12", context="today", age=42.0)).texts()
    assert [item.text for item in texts] == ["Units", "42 s old", "12"]
    assert texts[2].colour == theme.colour("text.tertiary")
    assert said(tile(Kpi("Units", "12", context="today", age=9.0)))[1] == "today"


def test_a_tile_is_read_as_one_sentence(tile):
    assert tile(Kpi("UPS 17:30", "188", "of 420", chip="24 late")).accessibleName() == "UPS 17:30, 188 of 420, 24 late"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_tile_is_pressed_by_keyboard(tile, qtbot, key):
    widget = tile(Kpi("Docks", "10"))
    with qtbot.waitSignal(widget.chosen):
        QTest.keyClick(widget, key)


def test_a_segmented_control_moves_by_arrows_and_tells_only_what_the_person_did(theme, qtbot):
    control = Segmented(theme, "Metric", [Option("a", "Fill"), Option("b", "Picks"), Option("c", "Age")])
    qtbot.addWidget(control)
    told = []
    control.chosen.connect(told.append)
    control.choose("b")
    assert told == []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(control, key)
    assert told == ["c", "a", "c"]
    assert control.accessibleName() == "Metric: Age"
    QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=QPoint(10, 14))
    assert control.current == "a"


def test_other_options_keep_the_choice_where_it_still_exists(theme, qtbot):
    control = Segmented(theme, "Metric", [Option("a", "Fill"), Option("b", "Picks")], "b")
    qtbot.addWidget(control)
    control.set_options([Option("b", "Picks"), Option("c", "Age")])
    assert control.current == "b"
    control.set_options([Option("c", "Age")])
    assert control.current == "c"


def test_a_button_that_may_not_be_pressed_says_why(theme, qtbot):
    button = Button(theme, "Draw one")
    qtbot.addWidget(button)
    button.set_allowed("Drawing comes later.")
    assert not button.isEnabled()
    assert button.toolTip() == "Drawing comes later."
    button.set_allowed(None)
    assert button.isEnabled()


def test_a_busy_button_takes_no_second_press_and_keeps_its_width(theme, qtbot):
    button = Button(theme, "Post", "publish")
    qtbot.addWidget(button)
    button.show()
    presses, width = [], button.sizeHint().width()
    button.clicked.connect(lambda: presses.append(1))
    button.set_busy(True)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert presses == []
    assert button.sizeHint().width() == width
    button.set_busy(False)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert presses == [1]


def test_an_icon_button_is_named_and_shows_its_key(theme, qtbot):
    button = IconButton(theme, "pin", "Pin this card", "P")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Pin this card"
    assert "(P)" in button.toolTip()


def picture(draw):
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw(painter, QRectF(4, 4, 24, 24))
    painter.end()
    return image


def silhouette(image):
    return frozenset((x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 127)


def test_no_two_states_have_the_same_shape(theme):
    shapes = [silhouette(picture(lambda p, r, s=s: draw_status(p, r, s, theme, filled=False))) for s in SHAPES]
    assert len(set(shapes)) == len(SHAPES)
    assert set(LINE_COLOUR) == set(SHAPES)


@pytest.mark.parametrize("status", ["alarm", "warn"])
def test_new_is_filled_and_known_is_outlined(theme, status):
    new = silhouette(picture(lambda p, r: draw_status(p, r, status, theme, filled=True)))
    known = silhouette(picture(lambda p, r: draw_status(p, r, status, theme, filled=False)))
    assert len(new) > 1.5 * len(known)


def test_the_pie_fills_in_the_order_of_the_flow(theme):
    order = ["released", "reserved", "picking", "picked", "packing", "packed"]
    filled = [len(silhouette(picture(lambda p, r, s=s: draw_flow(p, r, s, theme)))) for s in order]
    assert filled == sorted(filled)
    assert len(set(filled)) == len(filled)


def test_flow_states_that_are_wrong_differ_in_shape_from_all_others(theme):
    shapes = {
        s: silhouette(picture(lambda p, r, s=s: draw_flow(p, r, s, theme))) for s in theme.tokens.document["flow"]
    }
    for wrong in ("held", "short", "cancelled"):
        assert all(shapes[wrong] != shape for name, shape in shapes.items() if name != wrong)


def test_an_inline_error_says_what_and_what_next_and_never_the_code(theme, qtbot):
    error = InlineError(theme)
    qtbot.addWidget(error)
    assert error.isHidden()
    error.show_refusal(Refusal("WM451", "D-05-14-3 holds 96.", "Pick 96 or fewer."))
    assert not error.isHidden()
    assert error.accessibleName() == "D-05-14-3 holds 96. Pick 96 or fewer."
    assert "WM451" not in error.accessibleName()
    error.clear()
    assert error.isHidden()


def test_a_banner_stays_until_its_condition_ends(theme, qtbot):
    banner, done = Banner(theme), []
    qtbot.addWidget(banner)
    banner.show_condition("warn", "Database away.", "Work goes on.", "Try now", lambda: done.append(1))
    QTest.mouseClick(banner.findChild(Button), Qt.MouseButton.LeftButton)
    assert done == [1]
    assert not banner.isHidden()
    banner.clear()
    assert banner.isHidden()


def test_a_fault_shows_its_reference_and_copies_it_with_the_cause(theme, qtbot):
    panel, fault = FaultPanel(theme), Fault("Not drawn.", "Stock is untouched.")
    qtbot.addWidget(panel)
    fault.__cause__ = ValueError("bad seed")
    panel.show_fault(fault)
    assert fault.reference in panel.accessibleName()
    panel.copy.click()
    assert QGuiApplication.clipboard().text() == details_of(fault)
    assert "ValueError: bad seed" in details_of(fault)
    with qtbot.waitSignal(panel.retried):
        panel.again.click()


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    widget.resize(900, 600)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_three_toasts_at_most_and_the_oldest_goes(theme, window):
    toasts = Toasts(theme, window)
    for number in range(5):
        toasts.show_toast(f"note {number}")
    assert [toast.accessibleName() for toast in toasts.shown] == ["note 2", "note 3", "note 4"]
    assert window.rect().contains(toasts.geometry())


def test_a_toast_goes_by_itself_holds_under_the_pointer_and_can_be_undone(theme, window, qtbot, monkeypatch):
    monkeypatch.setattr(theme, "motion", lambda name: 30)
    toasts, undone = Toasts(theme, window), []
    toast = toasts.show_toast("12 bins held", lambda: undone.append(1))
    place = toast.rect().center().toPointF()
    qtbot.waitUntil(lambda: bool(toasts.shown))
    toasts.eventFilter(toast, QEnterEvent(place, place, place))
    assert not toasts._timers[toast].isActive()
    toasts.eventFilter(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not toasts.shown)
    again = toasts.show_toast("12 bins held", lambda: undone.append(2))
    next(button for button in again.findChildren(Button) if button.text() == "Undo").click()
    assert undone == [2]
    assert toasts.shown == []
    assert toasts.isHidden()


def test_the_ring_follows_the_keyboard_and_not_the_mouse(theme, window, qtbot):
    row = QHBoxLayout(window)
    one, two = Button(theme, "One"), Button(theme, "Two")
    row.addWidget(one)
    row.addWidget(two)
    ring = FocusRing(theme, window)
    window.activateWindow()
    one.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(one.hasFocus)
    assert ring.isHidden()
    QTest.keyClick(one, Qt.Key.Key_Tab)
    qtbot.waitUntil(two.hasFocus)
    assert ring.target is two
    assert ring.geometry().contains(two.geometry())
    assert ring.width() == two.width() + 8
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    one.setFocus(Qt.FocusReason.MouseFocusReason)
    assert ring.isHidden()


def test_the_ring_leaves_with_its_widget_and_moves_with_it(theme, window, qtbot):
    row = QHBoxLayout(window)
    one, two = Button(theme, "One"), Button(theme, "Two")
    row.addWidget(one)
    row.addWidget(two)
    ring = FocusRing(theme, window)
    window.activateWindow()
    one.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(one.hasFocus)
    QTest.keyClick(one, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: ring.target is two)
    window.resize(1200, 600)
    qtbot.waitUntil(lambda: ring.geometry().contains(two.geometry()))
    two.hide()
    assert ring.target is not two


def test_progress_says_count_and_estimate_and_can_be_cancelled(theme, qtbot):
    panel = ProgressPanel(theme, "Loading")
    qtbot.addWidget(panel)
    assert say_progress(Progress(3880, 9935, "", 12.0)) == "3,880 of 9,935 · about 20 s left"
    assert say_progress(Progress(3880, None, "", 12.0)) == "3,880"
    assert say_seconds(200) == "about 3 min"
    panel.show_progress(Progress(5, 10, "Receiving", 1.0))
    with qtbot.waitSignal(panel.cancelled):
        panel.cancel.click()
    assert not panel.cancel.isEnabled()


def test_an_empty_state_offers_three_acts_at_most(theme, qtbot):
    done = []
    acts = [Act(f"Act {number}", lambda n=number: done.append(n)) for number in range(5)]
    state = EmptyState(
        theme, "start", "For what.", "Why empty.", [acts[0], Act("No", lambda: None, reason="Later."), *acts]
    )
    qtbot.addWidget(state)
    assert len(state.buttons) == 3
    state.buttons[0].click()
    assert done == [0]
    assert state.buttons[1].toolTip() == "Later."


COLUMNS = [
    Column("Bin", lambda row: row[0], "key", 100),
    Column("Item", lambda row: row[1]),
    Column("Status", lambda row: row[2], "status", 120),
    Column("On hand", lambda row: row[3], "number", 80),
]


@pytest.fixture
def table(theme, qtbot):
    widget = Table(theme, "Stock", COLUMNS)
    qtbot.addWidget(widget)
    widget.resize(600, 200)
    widget.show()
    return widget


def rows(first, count):
    return [(f"D-{n:04}", "Mug", StatusCell("Free"), n * 1000) for n in range(first, first + count)]


def test_a_table_asks_for_the_next_page_after_the_last_row_once(table, qtbot):
    asked = []
    table.rows.wants_page.connect(asked.append)
    table.rows.show_rows(rows(0, 50), complete=False)
    table.scrollToBottom()
    qtbot.waitUntil(lambda: bool(asked))
    table.scrollToBottom()
    assert [row[0] for row in asked] == ["D-0049"]
    table.rows.add_page(rows(50, 10), complete=True)
    assert table.rows.rowCount() == 60
    table.scrollToBottom()
    assert len(asked) == 1


def test_cells_say_groups_of_thousands_and_a_dash_for_not_known(table):
    table.rows.show_rows([("D-1", "Mug", StatusCell("Held", "warn"), 1112), ("D-2", None, StatusCell("Free"), None)])
    shown = [item.text for item in table.texts()]
    assert shown == ["D-1", "Mug", "Held", "1,112", "D-2", "", "Free", "–"]
    assert say_number(0) == "0"


def test_only_an_abnormal_state_takes_a_colour(table, theme):
    table.rows.show_rows([("D-1", "Mug", StatusCell("Held", "warn"), 1), ("D-2", "Mug", StatusCell("Free"), 1)])
    inks = {item.text: item.colour for item in table.texts()}
    assert inks["Held"] == theme.colour("status.warn")
    assert inks["Free"] == theme.colour("text.tertiary")


def test_the_current_row_has_the_ring_inside_for_the_keyboard_only(table, theme, qtbot):
    table.rows.show_rows(rows(0, 3))
    table.activateWindow()
    table.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(table.hasFocus)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    ink = theme.colour("accent.focus")
    place = table.visualRect(table.rows.index(1, 0)).topLeft()
    assert table.viewport().grab().toImage().pixelColor(place) != ink
    QTest.keyClick(table, Qt.Key.Key_Up)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    assert table.viewport().grab().toImage().pixelColor(place) == ink
    assert table.viewport().grab().toImage().pixelColor(place.x(), place.y() - 28) != ink


def test_enter_opens_the_row(table, qtbot):
    table.rows.show_rows(rows(0, 3))
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0][0] == "D-0001"


def test_escape_goes_to_the_panel_when_nobody_inside_it_takes_it(qtbot):
    panel, closed, open_ = QWidget(), [], [True]
    field, button = QLineEdit(panel), QPushButton(panel)
    EscapeKey(panel, lambda: closed.append(True), lambda: open_[0])
    qtbot.addWidget(panel)
    panel.show()
    for inside in (field, button, panel):
        QTest.keyClick(inside, Qt.Key.Key_Escape)
        QTest.keyClick(inside, Qt.Key.Key_A)
    assert len(closed) == 3
    open_[0] = False
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert len(closed) == 3
