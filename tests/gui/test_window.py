"""The window: who may open what, keys, strip, bell, clock, faults, and how it is found again."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter

from app.commands.context import Context, Needs
from app.commands.registry import Command, Registry
from app.config import Pane, Settings
from app.domain.errors import Fault, Refusal
from app.ui.shell.clock import Clock, zone_of
from app.ui.shell.memory import screens_key
from app.ui.shell.parts import Person, Site, StatusPart, Workspace
from app.ui.window import MainWindow, Setup

MOMENT = datetime(2026, 7, 1, 22, 30, 5, tzinfo=UTC)
WORKSPACES = (
    Workspace("room", "Control room", "control_room", lambda shell: QLabel("room")),
    Workspace("layout", "Layout", "layout_editor", lambda shell: QLabel("layout"), frozenset({"planner"})),
    Workspace("stock", "Inventory", "inventory", lambda shell: QLabel("stock"), frozenset({"supervisor", "planner"})),
)


@pytest.fixture
def make(theme, jobs, qtbot):
    def build(**changes):
        setup = {
            "theme": theme,
            "jobs": jobs,
            "registry": Registry(Context()),
            "workspaces": WORKSPACES,
            "person": Person("kh", "K. Hansen", "KH", "supervisor"),
            "site": Site("Bremen 2", "Europe/Berlin"),
            "now": lambda: MOMENT,
        }
        window = MainWindow(Setup(**{**setup, **changes}))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return build


def test_who_may_not_open_a_workspace_does_not_see_it(make):
    assert list(make().rail.buttons) == ["room", "stock"]
    window = make(person=Person("pl", "P. Lanner", "PL", "planner"))
    assert list(window.rail.buttons) == ["room", "layout", "stock"]


def test_a_workspace_of_somebody_else_cannot_be_opened_by_its_id_either(make):
    with pytest.raises(KeyError):
        make().open("layout")


def test_pages_are_made_once_and_say_where_one_is(make):
    window = make()
    window.open("room")
    window.open("stock")
    window.open("room")
    assert window.pages.currentWidget().text() == "room"
    assert window.top.workspace.text() == "Control room"
    assert window.rail.buttons["room"].isChecked()
    assert not window.rail.buttons["stock"].isChecked()
    assert window.context["workspace"] == "room"
    assert window.pages.count() == 3  # two pages and the place of the fault panel


def test_ctrl_numbers_jump_in_the_order_of_the_rail(make, qtbot):
    window = make()
    window.open("room")
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.top.workspace.text() == "Inventory")


def test_one_key_does_what_the_open_room_means_by_it(make, qtbot):
    window, ran = make(), []
    for room in ("room", "stock"):
        needs = (Needs("workspace", f"Open {room} first.", room),)
        window.registry.add(Command(f"{room}.again", "Refresh", lambda room=room: ran.append(room), "F5", needs))
    for room in ("room", "stock", "room"):
        window.open(room)
        QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(ran) == 3)
    assert ran == ["room", "stock", "room"]
    window.registry.remove(["room.again", "stock.again"])


def test_f10_switches_the_theme(make, theme, qtbot):
    QTest.keyClick(make(), Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: theme.name == "light")


def test_ctrl_k_and_the_field_open_the_palette(make, qtbot):
    window = make()
    window.open("room")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.palette_popup.isVisible)
    window.palette_popup.close_palette()
    window.top.field.click()
    assert window.palette_popup.isVisible()
    window.palette_popup.close_palette()


def test_a_refusal_goes_with_the_room_it_was_said_in_and_a_condition_stays(make):
    window = make()
    window.open("room")
    window.show_refusal(Refusal("role", "Your role does not allow this.", "Ask a supervisor."))
    window.open("room")
    assert window.banner.isVisible()
    window.open("stock")
    assert not window.banner.isVisible()
    window.show_refusal(Refusal("role", "Your role does not allow this.", "Ask a supervisor."))
    window.banner.show_condition("warn", "The database is away.", "Since 14:02.")
    window.open("room")
    assert window.banner.accessibleName() == "The database is away. Since 14:02."
    assert window.banner.isVisible()


def test_ctrl_f1_lists_the_commands_with_those_of_the_open_room_before_others(make, qtbot):
    window = make()
    rooms = [(name, (Needs("workspace", f"Open {name} first.", name),)) for name in ("stock", "room")]
    window.registry.add(
        *(Command(f"{name}.act", f"Act in {name}", lambda: None, "", needs, name) for name, needs in rooms)
    )
    window.open("room")
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.palette_popup.isVisible)
    names = [hit.name for hit in window.palette_popup.frame.model.hits]
    assert names.index("Act in room") < names.index("Act in stock")
    assert "Commands and their keys" in names
    assert names[-1] == "Act in stock"
    window.palette_popup.close_palette()
    window.registry.remove(["stock.act", "room.act"])


def test_a_command_that_may_not_run_has_a_disabled_action_with_the_reason(make):
    window, ran = make(), []
    window.registry.add(Command("a.b", "Act", lambda: ran.append(1), "F5", (Needs("open", "Open a warehouse first."),)))
    action = window._actions.action("a.b")
    assert not action.isEnabled()
    assert action.toolTip() == "Open a warehouse first."
    window._actions.run("a.b")
    assert ran == []
    assert window.banner.accessibleName() == "Act is not possible now. Open a warehouse first."
    window.context.set("open", True)
    action.trigger()
    assert ran == [1]
    window.registry.remove(["a.b"])
    assert action not in window.actions()


def test_closing_takes_the_windows_own_commands_back(make):
    window = make()
    registry = window.registry
    assert "shell.theme" in registry
    window.close()
    assert list(registry) == []
    registry.context.set("workspace", "x")


def test_the_strip_drops_whole_parts_by_rank_and_keeps_what_is_wrong(make):
    window = make()
    for rank, name in enumerate(
        ("Database live", "Devices 31 of 32", "Connectors 7 of 8", "Ledger sealed to #8,412,907")
    ):
        window.set_status(StatusPart(str(rank), "database", name, rank=rank, state="warn" if rank == 3 else None))
    shown = [part for part in window.strip._parts.values() if part.isVisible()]
    assert len(shown) == 4
    window.strip.setFixedWidth(420)
    window.strip._place()
    left = {id_ for id_, part in window.strip._parts.items() if not part.isHidden()}
    assert left == {"0", "3"}
    for part in window.strip._parts.values():
        if not part.isHidden():
            assert part.geometry().right() <= 420
            assert part.texts()[0].needs <= part.texts()[0].rect.width()


def test_a_part_of_the_strip_changes_is_pressed_and_goes(make):
    window, pressed = make(), []
    window.set_status(StatusPart("db", "database", "Database live", on_click=lambda: pressed.append(1)))
    part = window.strip._parts["db"]
    part.click()
    assert pressed == [1]
    window.set_status(StatusPart("db", "database_away", "Database away", "stale", tail="65 s"))
    assert window.strip.part("db").text == "Database away"
    assert part.accessibleName() == "Database away · 65 s"
    assert part.focusPolicy() == Qt.FocusPolicy.NoFocus
    window.clear_status("db")
    window.clear_status("db")
    assert window.strip.part("db") is None


def test_badges_grow_to_99_plus_and_are_spoken(make):
    button = make().rail.buttons["stock"]
    assert button.texts() == []
    button.set_badge(120, "warn")
    assert [item.text for item in button.texts()] == ["99+"]
    assert button.accessibleName() == "Inventory, 120 warn"
    button.set_badge(0, None)
    assert button.accessibleName() == "Inventory"


def test_the_bell_is_there_once_somebody_counts_and_runs_the_alarms_command(make):
    window, ran = make(), []
    assert window.top.bell.isHidden()
    window.registry.add(Command("alarms.show", "Show alarms", lambda: ran.append(1)))
    window.set_bell(2, "alarm")
    assert not window.top.bell.isHidden()
    assert window.top.bell.accessibleName() == "Alarms, 2 not acknowledged"
    window.top.bell.click()
    assert ran == [1]


def test_the_clock_is_the_warehouses_own(theme, qtbot):
    clock = Clock(theme, lambda: MOMENT)
    qtbot.addWidget(clock)
    clock.set_zone("Europe/Berlin")
    assert clock.time.text() == "00:30:05"
    assert "2 Jul" in clock.date.text()
    assert clock.date.text().endswith("CEST")
    clock.set_zone("America/New_York")
    assert clock.time.text() == "18:30:05"
    clock.set_zone("Not/AZone")
    assert clock.date.text().endswith("UTC")
    assert zone_of("").key == "UTC"


def test_the_clock_rests_while_nobody_sees_it(theme, qtbot):
    clock = Clock(theme, lambda: MOMENT)
    qtbot.addWidget(clock)
    assert not clock._timer.isActive()
    clock.show()
    assert clock._timer.isActive()
    clock.hide()
    assert not clock._timer.isActive()


def test_a_fault_takes_the_place_of_the_page_until_it_is_tried_again(make):
    window, tried = make(), []
    window.open("room")
    window.show_fault(Fault("Not drawn.", "Stock is safe."), lambda: tried.append(1))
    assert window.pages.currentWidget() is window.pages._fault_page
    window.pages._fault.again.click()
    assert tried == [1]
    assert window.pages.currentWidget().text() == "room"


def test_a_refusal_without_a_field_is_a_banner_that_can_be_closed(make):
    window = make()
    window.show_refusal(Refusal("WM404", "There is no bin D-99.", "Check the label."))
    assert window.banner.isVisible()
    window.banner._button.click()
    assert window.banner.isHidden()


def test_the_rail_opens_on_a_wall_and_the_names_are_read(make, qtbot):
    window = make()
    assert window.rail.width() == 52
    window.resize(2560, 1440)
    qtbot.waitUntil(lambda: window.rail.width() == 208)
    assert [item.text for item in window.rail.buttons["room"].texts()] == ["Control room"]
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.rail.width() == 52)


@pytest.mark.parametrize("width", [1024, 1366, 1920, 2560])
def test_the_command_field_stays_between_the_sides_whatever_the_names(make, width):
    window = make(site=Site("Distribution centre Bremen-Hemelingen, hall 2", "America/Argentina/ComodRivadavia"))
    window.open("room")
    window.set_subtitle("Late shift, second half")
    window.set_bell(4, "warn")
    window.resize(width, 700)
    top = window.top
    top._place()
    assert top._left.geometry().right() < top.field.geometry().left()
    assert top.field.geometry().right() < top._right.geometry().left()
    assert all(item.needs <= item.rect.width() + 1 for item in top.field.texts())


def test_window_and_panes_are_found_as_they_were_left(make):
    left = {}
    window = make(remember=lambda key, pane: left.update({key: pane}))
    splitter = QSplitter()
    splitter.addWidget(QLineEdit())
    splitter.addWidget(QLineEdit())
    splitter.resize(600, 100)
    splitter.setSizes([150, 450])
    window.keep("side", splitter)
    window.setGeometry(40, 50, 1100, 640)
    window.close()
    assert list(left) == [f"kh/{screens_key()}"]
    settings = Settings(windows=left)
    again = make(settings=settings)
    other = QSplitter()
    other.addWidget(QLineEdit())
    other.addWidget(QLineEdit())
    other.resize(600, 100)
    again.keep("side", other)
    assert other.sizes() == splitter.sizes()
    assert other.sizes()[0] != other.sizes()[1]
    assert again._memory.restore(again)
    splitter.deleteLater()
    other.deleteLater()


def test_a_spoilt_memory_is_no_more_than_a_default_window(make):
    key = f"kh/{screens_key()}"
    window = make(settings=Settings(windows={key: Pane("not base64!", {"side": "also not"})}))
    splitter = QSplitter()
    window.keep("side", splitter)
    assert window.isVisible()
    splitter.deleteLater()
