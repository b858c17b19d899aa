"""States of the room Tasks that are rendered and linted."""

from collections.abc import Callable
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QWidget

from app.ui.gallery import Shot
from app.ui.jobs import Jobs
from app.ui.shell.parts import Shell
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.showcase.turning import wait_until
from app.ui.tasks.desk import TasksDesk
from app.ui.tasks.page import TasksPage
from app.ui.tasks.sample_tasks import TAKEN, SampleTasks, sample_walks
from app.ui.theme import Theme
from app.ui.window import MainWindow

Act = Callable[[TasksPage], object]


def sample_page(shell: Shell, tasks: SampleTasks, *, decides: bool = True) -> TasksPage:
    """The page over a sample."""
    desk = TasksDesk(
        shell.theme, shell.jobs, tasks, tasks, tasks, tasks.floor, tasks.walk, partial(sample_walks, tasks),
        ZoneInfo("Europe/Berlin"), lambda: MOMENT, decides, decides,
    )  # fmt: skip
    page = TasksPage(shell, desk)
    page.begin()
    return page


def page_of(widget: QWidget) -> TasksPage:
    """The page in a sample window."""
    return cast(TasksPage, cast(MainWindow, widget).pages.currentWidget())


def turn_until(done: Callable[[], bool]) -> None:
    """Wait until it is so, and until what follows from it is drawn."""
    wait_until(done)
    for _ in range(4):
        QEventLoop().processEvents()


def _window(make: Callable[[], SampleTasks], decides: bool, theme: Theme) -> QWidget:
    jobs = Jobs()
    window = make_window(theme, jobs, lambda shell: sample_page(shell, make(), decides=decides), "Tasks", "review")
    jobs.setParent(window)
    return window


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def _do(act: Act, widget: QWidget) -> None:
    page = page_of(widget)
    turn_until(lambda: page.board.plan is not None and page.board.board is not None)
    act(page)


def _carrying(page: TasksPage) -> None:
    page.board.choose("B41", focus=True)
    page.carry_on()
    page.carry_on()


def _late(page: TasksPage) -> None:
    page.board.choose("O88", focus=True)
    for _ in range(4):
        page.carry_on()


def _refused(page: TasksPage) -> None:
    page.board.choose("B42")
    page.board.give("B42", "silva")


def _shot(name: str, act: Act, make: Callable[[], SampleTasks] = SampleTasks, *, decides: bool = True) -> Shot:
    return Shot(f"tasks-{name}", partial(_window, make, decides), partial(_do, act), _busy, _done)


def shots() -> list[Shot]:
    """Every state a customer may see first."""
    return [
        _shot("board", lambda page: page.board.choose("B31")),
        _shot("board-refill", lambda page: page.board.choose("T7")),
        _shot("board-carried", _carrying),
        _shot("board-carried-late", _late),
        _shot("board-refused", _refused, lambda: SampleTasks(refuse=TAKEN)),
        _shot("board-empty", lambda page: None, lambda: SampleTasks(empty=True)),
        _shot("board-picker", lambda page: page.board.choose("B31"), decides=False),
        _shot("exceptions", lambda page: page.show_view("exceptions")),
        _shot("exceptions-none", lambda page: page.show_view("exceptions"), lambda: SampleTasks(empty=True)),
        _shot("refills", lambda page: page.show_view("refills")),
        _shot("refills-none", lambda page: page.show_view("refills"), lambda: SampleTasks(empty=True)),
        _shot("people", lambda page: page.show_view("people")),
    ]
