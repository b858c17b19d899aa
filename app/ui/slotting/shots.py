"""States of the slotting page that are rendered and linted."""

import threading
from collections.abc import Callable
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLabel, QWidget

from app.ui.gallery import Shot
from app.ui.jobs import Jobs
from app.ui.shell.parts import Shell
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.showcase.turning import wait_until
from app.ui.slotting.desk import SlottingDesk
from app.ui.slotting.page import SlottingPage
from app.ui.slotting.sample_slots import CHANGED, ONE_ORDER, SampleSlots, planned_before
from app.ui.theme import Theme
from app.ui.window import MainWindow

Act = Callable[[SlottingPage], object]


def sample_page(shell: Shell, slots: SampleSlots) -> SlottingPage:
    """The page over a sample."""
    zone = ZoneInfo("Europe/Berlin")
    desk = SlottingDesk(shell.theme, shell.jobs, slots, slots.floor, zone, lambda: MOMENT, may_move=True)
    page = SlottingPage(shell, desk)
    page.begin()
    return page


def page_of(widget: QWidget) -> SlottingPage:
    """The page in a sample window."""
    return cast(SlottingPage, cast(MainWindow, widget).pages.currentWidget())


def found(page: SlottingPage) -> None:
    """Look, and wait for the moves."""
    page.look()
    wait_until(lambda: page.proposal is not None)


def _window(make: Callable[[], SampleSlots], theme: Theme) -> QWidget:
    jobs = Jobs()
    window = make_window(theme, jobs, lambda shell: sample_page(shell, make()), "Slotting", "move_stock")
    jobs.setParent(window)
    return window


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def _do(act: Act, widget: QWidget) -> None:
    act(page_of(widget))


def _some(page: SlottingPage) -> None:
    found(page)
    page.choice.slider.setValue(20)


def _view(view: str, page: SlottingPage) -> None:
    found(page)
    page.show_view(view)


def _refused(page: SlottingPage) -> None:
    found(page)
    page.create_tasks()


def _looking(page: SlottingPage) -> None:
    page.look()
    said = page.finding.progress.findChildren(QLabel)
    wait_until(lambda: all(label.text() and label.width() >= label.sizeHint().width() for label in said))


def _planned() -> SampleSlots:
    slots = SampleSlots()
    planned_before(slots)
    return slots


def _held() -> SampleSlots:
    return SampleSlots(hold=threading.Event())


def _shot(
    name: str,
    act: Act | None = None,
    make: Callable[[], SampleSlots] = SampleSlots,
    busy: Callable[[QWidget], bool] = _busy,
) -> Shot:
    prepare = partial(_do, act) if act is not None else lambda _: None
    return Shot(f"slotting-{name}", partial(_window, make), prepare, busy, _done)


def shots() -> list[Shot]:
    """Every state a customer may see first."""
    return [
        _shot("begin"),
        _shot("looking", _looking, _held, lambda _: False),
        _shot("moves", found),
        _shot("moves-some", _some),
        _shot("plan", partial(_view, "plan")),
        _shot("pairs", partial(_view, "pairs")),
        _shot("plans", lambda page: page.show_view("plans"), _planned),
        _shot("plans-none", lambda page: page.show_view("plans")),
        _shot("refused", lambda page: page.look(), lambda: SampleSlots(refuse=ONE_ORDER)),
        _shot("nothing", found, lambda: SampleSlots(moves=0)),
        _shot("changed", _refused, lambda: SampleSlots(refuse_plan=CHANGED)),
    ]
