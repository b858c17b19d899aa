"""Rules for substitutes in the room of waves: entered, changed and ended with the keyboard; others read them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.showcase.samples import make_window
from app.ui.waves.sample_rules import UNKNOWN, SampleRules, past_rules, sample_rules
from app.ui.waves.sample_waves import SampleWaves
from app.ui.waves.shots import sample_page, wait_until


@pytest.fixture
def view(theme, jobs):
    made = []

    def make(rules, may_act=True):
        pages = []

        def page_of(shell):
            pages.append(sample_page(shell, SampleWaves(substitutes=rules), may_act))
            return pages[-1]

        window = make_window(theme, jobs, page_of, "Waves", "release")
        made.append((window, pages[0]))
        window.registry.context.set("workspace", "waves")
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        wait_until(window.isActiveWindow)
        pages[0].show_view("substitutes")
        wait_until(lambda: jobs.running == 0)
        return pages[0].substitutes

    yield make
    for window, page in made:
        page.end()
        window.close()
        window.deleteLater()


def test_the_first_rule_is_typed_and_ended(view, jobs):
    rules = SampleRules()
    here = view(rules)
    assert here.none.isVisible()
    here.form.begin()
    for text in ("TE-1187", "TE-1190", "2"):
        field = QApplication.focusWidget()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(here.form.fields["customer"], Qt.Key.Key_Return)
    wait_until(lambda: here.table.rows.rowCount() == 1)
    (rule,) = rules.held
    assert (rule.sku, rule.substitute_sku, rule.ratio, rule.rank, rule.customer) == ("TE-1187", "TE-1190", 2, 1, None)
    QTest.mouseClick(here.form.end, Qt.MouseButton.LeftButton)
    wait_until(lambda: here.none.isVisible())
    assert rules.held == ()


def test_what_is_wrong_is_told_and_the_keyboard_goes_there(view, jobs):
    here = view(SampleRules(refuse=UNKNOWN))
    here.form.begin()
    here.form.fields["instead"].setText("TE-9")
    QTest.keyClick(here.form.fields["sku"], Qt.Key.Key_Return)
    wait_until(lambda: here.form.error.isVisible())
    assert here.form.error.accessibleName() == "There is no product “TE-9”. Enter its SKU."
    assert QApplication.focusWidget() is here.form.fields["instead"]
    wait_until(lambda: jobs.running == 0)


def test_figures_of_a_chosen_rule_are_changed_and_it_stays_chosen(view, jobs):
    rules = SampleRules(sample_rules())
    here = view(rules)
    here.table.setFocus()
    QTest.keyClick(here.table, Qt.Key.Key_Down)
    assert not here.form.fields["sku"].isEnabled()
    here.form.fields["ratio"].setFocus()
    here.form.fields["ratio"].selectAll()
    QTest.keyClicks(here.form.fields["ratio"], "3")
    QTest.keyClick(here.form.fields["ratio"], Qt.Key.Key_Return)
    wait_until(lambda: jobs.running == 0 and rules.held[-1].ratio == 3)
    wait_until(lambda: here.form.fields["sku"].text() == "TE-1187")
    assert [(rule.substitute_sku, int(rule.ratio)) for rule in rules.held] == [
        ("CU-2211", 1), ("TE-1204", 1), ("TE-1190", 3),
    ]  # fmt: skip
    assert here.table.currentIndex().row() == 2


def test_others_than_supervisors_read_the_rules(view, jobs):
    here = view(SampleRules(sample_rules()), may_act=False)
    assert here.table.rows.rowCount() == 3
    assert not here.form.fields["ratio"].isEnabled()
    assert not here.form.save.isEnabled()
    assert here.form.end.toolTip().startswith("A supervisor")


def test_rules_that_have_ended_are_seen_and_one_is_entered_again(view, jobs):
    rules = SampleRules(sample_rules(), past_rules())
    here = view(rules)
    here.which.setFocus()
    QTest.keyClick(here.which, Qt.Key.Key_Right)
    wait_until(lambda: here.past.isVisible())
    assert here.past.rows.rowCount() == 5
    here.past.selectRow(0)
    assert here.form.fields["ratio"].text() == "2"
    assert here.form.save.text() == "Add rule"
    QTest.mouseClick(here.form.save, Qt.MouseButton.LeftButton)
    wait_until(lambda: jobs.running == 0 and rules.held[-1].ratio == 2)
    assert not here.table.isVisible(), "it stays in the history"
