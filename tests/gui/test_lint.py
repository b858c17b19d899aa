"""Each rule of the lint fires on a widget that is broken in that way, and on no other rule's ground."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableWidget,
    QWidget,
)

from app.ui.lint.check import lint
from app.ui.lint.contrast import ground_of, over, pixels_of
from app.ui.widgets.painted import LEFT, PaintedText


@pytest.fixture
def check(theme, qtbot):
    """Show a widget, take its picture, and return the rules that it breaks, with their findings."""

    def run(widget):
        qtbot.addWidget(widget)
        widget.setAutoFillBackground(True)
        if widget.width() < 20 or not widget.testAttribute(Qt.WidgetAttribute.WA_Resized):
            widget.resize(400, 200)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return lint(widget, widget.grab().toImage())

    return run


def rules(findings):
    return {finding.rule for finding in findings}


def place(widget, parent, x, y, width, height):
    widget.setParent(parent)
    widget.setGeometry(x, y, width, height)
    return widget


@pytest.fixture
def root(qapp):
    widget = QWidget()
    widget.resize(400, 200)
    return widget


def test_a_sound_screen_has_no_findings(check, root):
    place(QLabel("Bins"), root, 10, 10, 100, 20)
    place(QPushButton("Move"), root, 10, 40, 100, 32)
    place(QPushButton("Count"), root, 120, 40, 100, 32)
    assert check(root) == []


@pytest.mark.parametrize(
    ("widget", "width", "height"),
    [
        (lambda: QLabel("D-05-14-3 holds 96"), 40, 20),
        (lambda: QLabel("D-05-14-3"), 120, 6),
        (lambda: QPushButton("Acknowledge all"), 50, 32),
    ],
    ids=["narrow label", "low label", "narrow button"],
)
def test_clipped_text_is_found(check, root, widget, width, height):
    place(widget(), root, 10, 10, width, height)
    found = check(root)
    assert rules(found) == {"clipped text"}
    assert "px" in str(found[0])


def test_wrapped_text_without_height_is_found(check, root):
    label = place(QLabel("A long sentence that wraps over several lines of a narrow label"), root, 10, 10, 120, 20)
    label.setWordWrap(True)
    assert rules(check(root)) == {"clipped text"}


def test_a_field_and_a_header_and_tabs_that_cut_their_text_are_found(check, root):
    field = place(QLineEdit("D-05-14-3-1107-0412 and more"), root, 10, 10, 80, 28)
    field.setAccessibleName("Bin")
    table = place(QTableWidget(1, 1), root, 10, 50, 200, 80)
    table.setAccessibleName("Stock")
    table.setHorizontalHeaderLabels(["Reserved for orders"])
    table.setColumnWidth(0, 40)
    found = [finding for finding in check(root) if finding.rule == "clipped text"]
    assert {finding.where.split("(")[0].split(" ")[0] for finding in found} == {"QLineEdit", "QHeaderView"}


class Painted(QWidget):
    def __init__(self, text, width, may_elide=False, colour="#ffffff"):
        super().__init__()
        self.item = PaintedText(text, QRectF(0, 0, width, 20), QFont("Inter"), QColor(colour), LEFT, may_elide)

    def texts(self):
        return [self.item]


def test_painted_text_that_is_too_long_is_found_unless_it_is_free_text(check, root):
    place(Painted("D-05-14-3 to D-05-14-9", 40), root, 10, 10, 60, 20)
    place(Painted("A very long name of a person", 40, may_elide=True), root, 10, 60, 60, 20)
    found = check(root)
    assert [finding.rule for finding in found] == ["clipped text"]
    assert "D-05-14-3" in found[0].what


def test_an_ellipsis_is_found(check, root):
    place(QLabel("D-05-1…"), root, 10, 10, 100, 20)
    assert rules(check(root)) == {"elided text"}


def test_tabs_are_looked_at(check, root):
    tabs = QTabBar()
    tabs.addTab("Stock")
    tabs.addTab("Ledger…")
    place(tabs, root, 10, 10, 200, 32)
    assert "elided text" in rules(check(root))


def test_overlapping_siblings_are_found_but_overlays_may(check, root):
    place(QLabel("One"), root, 10, 10, 100, 20)
    second = place(QLabel("Two"), root, 60, 15, 100, 20)
    found = check(root)
    assert rules(found) == {"overlap"}
    assert "50 x 15 px" in found[0].what
    second.setProperty("overlay", True)
    assert "overlap" not in rules(lint(root, root.grab().toImage()))


def test_a_widget_beyond_the_window_is_found(check, root):
    place(QPushButton("Move"), root, 360, 10, 100, 32)
    assert rules(check(root)) == {"off screen"}


def test_a_widget_beyond_its_parent_is_found(check, root):
    panel = place(QWidget(), root, 10, 10, 60, 60)
    place(QPushButton("Move"), panel, 10, 10, 80, 32)
    assert rules(check(root)) == {"sticks out"}


def test_what_can_be_scrolled_into_view_is_well(check, root):
    inside = QWidget()
    inside.resize(800, 800)
    place(QLabel("far away"), inside, 700, 700, 80, 20)
    area = place(QScrollArea(), root, 0, 0, 400, 200)
    area.setAccessibleName("Plan")
    area.setWidget(inside)
    assert rules(check(root)) == set()


def test_a_focusable_widget_without_a_name_is_found(check, root):
    field = place(QLineEdit(), root, 10, 10, 100, 28)
    assert rules(check(root)) == {"no accessible name"}
    field.setAccessibleName("Bin")
    assert rules(lint(root, root.grab().toImage())) == set()


def test_a_label_with_a_buddy_names_its_field(check, root):
    field = place(QLineEdit(), root, 120, 10, 100, 28)
    label = place(QLabel("&Bin"), root, 10, 10, 100, 28)
    label.setBuddy(field)
    assert "no accessible name" not in rules(check(root))


def test_tab_against_the_reading_order_is_found(check, root):
    one = place(QPushButton("One"), root, 10, 10, 80, 32)
    two = place(QPushButton("Two"), root, 110, 10, 80, 32)
    three = place(QPushButton("Three"), root, 210, 10, 80, 32)
    QWidget.setTabOrder(one, three)
    QWidget.setTabOrder(three, two)
    found = check(root)
    assert rules(found) == {"focus order"}
    assert "against reading" in found[0].what


def test_a_row_above_after_a_row_below_is_found(check, root):
    upper, lower, last = (QPushButton(text) for text in ("Upper", "Lower", "Last"))
    place(upper, root, 10, 10, 80, 32)
    place(last, root, 200, 60, 80, 32)
    place(lower, root, 10, 120, 80, 32)
    QWidget.setTabOrder(upper, lower)
    QWidget.setTabOrder(lower, last)
    assert rules(check(root)) == {"focus order"}


def test_a_widget_that_swallows_tab_is_found(check, root):
    place(QPushButton("One"), root, 10, 10, 80, 32)
    trap = place(QPlainTextEdit(), root, 10, 50, 200, 60)
    trap.setAccessibleName("Note")
    place(QPushButton("Three"), root, 10, 130, 80, 32)
    found = check(root)
    assert rules(found) == {"focus order"}
    assert "never reaches" in found[0].what


def test_a_panel_that_is_left_and_entered_again_is_found(check, root):
    panels = []
    for x in (0, 200):
        panel = place(QWidget(), root, x, 0, 190, 200)
        panel.setProperty("surface", "panel")
        panels.append([place(QPushButton(f"{x} {n}"), panel, 10, 10 + 50 * n, 80, 32) for n in range(2)])
    (a, b), (c, d) = panels
    for before, after in ((a, c), (c, b), (b, d)):
        QWidget.setTabOrder(before, after)
    found = check(root)
    assert any("returns to" in finding.what for finding in found)


def test_two_panels_side_by_side_are_walked_one_after_the_other(check, root):
    row = QHBoxLayout(root)
    for x in "ab":
        panel = QWidget()
        panel.setProperty("surface", "panel")
        row.addWidget(panel)
        for n in range(2):
            place(QPushButton(f"{x} {n}"), panel, 10, 10 + 50 * n, 80, 32)
    assert check(root) == []


def tinted(text, colour):
    label = QLabel(text)
    label.setStyleSheet(f"color: {colour}")
    return label


def test_faint_text_is_found_with_its_ratio(check, root):
    root.setPalette(QPalette(QColor("#ffffff")))
    place(tinted("Readable", "#000000"), root, 10, 10, 100, 20)
    place(tinted("Faint", "#999999"), root, 10, 60, 100, 20)
    found = check(root)
    assert rules(found) == {"contrast"}
    assert len(found) == 1
    assert "2.85" in found[0].what or "2.8" in found[0].what


def test_disabled_text_needs_three_to_one_only(check, root):
    root.setPalette(QPalette(QColor("#ffffff")))
    label = place(tinted("Later", "#888888"), root, 10, 10, 100, 20)
    label.setEnabled(False)
    assert check(root) == []
    label.setEnabled(True)
    assert rules(lint(root, root.grab().toImage())) == {"contrast"}


def test_painted_text_is_judged_on_the_pixels_behind_it(check, root):
    root.setPalette(QPalette(QColor("#000000")))
    place(Painted("Free", 100, colour="#333333"), root, 10, 10, 100, 20)
    assert rules(check(root)) == {"contrast"}


def test_behind_a_modal_overlay_nothing_is_looked_at(check, root):
    place(QLabel("D-05-14-3 holds 96"), root, 10, 10, 20, 20)
    cover = place(QWidget(), root, 0, 0, 400, 200)
    cover.setProperty("overlay", True)
    cover.setProperty("modalOverlay", True)
    place(QPushButton("Go"), cover, 10, 10, 60, 32)
    assert check(root) == []
    cover.hide()
    assert rules(lint(root, root.grab().toImage())) == {"clipped text"}


def test_the_ground_is_the_commonest_colour_and_alpha_is_laid_over_it(root, qtbot):
    qtbot.addWidget(root)
    root.setPalette(QPalette(QColor("#102030")))
    image = root.grab().toImage()
    pixels = pixels_of(image)
    assert pixels.shape == (200, 400)
    assert ground_of(pixels) == "#102030"
    assert over(QColor(255, 255, 255, 128), "#000000") == "#808080"
