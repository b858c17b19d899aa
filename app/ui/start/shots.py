"""States of the start page that are rendered and linted."""

import threading
from typing import cast

from PySide6.QtWidgets import QWidget

from app.domain.errors import Fault, Refusal
from app.ui.gallery import Shot
from app.ui.jobs import Jobs, Progress
from app.ui.shell.parts import Site
from app.ui.showcase.samples import make_window
from app.ui.start.page import StartPage
from app.ui.theme import Theme
from app.ui.window import MainWindow


def _page(window: QWidget) -> StartPage:
    return cast(StartPage, cast(MainWindow, window).pages.currentWidget())


def _build(theme: Theme) -> QWidget:
    """The start page in the window; its demo waits until the shot is over, so that the progress can be seen."""
    gate = threading.Event()

    def load(progress: object) -> None:
        gate.wait(30)

    jobs = Jobs()
    window = make_window(
        theme,
        jobs,
        lambda shell: StartPage(shell.theme, shell.jobs, load, "The database on this PC", load),
        site=Site(""),
    )
    window.setProperty("gate", gate)
    jobs.setParent(window)
    return window


def _loading(window: QWidget) -> None:
    page = _page(window)
    page.start_demo()
    page.progress.show_progress(Progress(3_880, 9_935, "Receiving opening stock", 12.0))


def _refused(window: QWidget) -> None:
    what = "The disk of the database has 120 MB left and the demo needs 900 MB."
    _page(window).error.show_refusal(Refusal("disk", what, "Make room, then load the demo again."))


def _failed(window: QWidget) -> None:
    fault = Fault("The demo warehouse was not loaded.", "Nothing of it is in the database.")
    fault.reference = "4F21A0C9"
    _page(window).fault.show_fault(fault)


def _done(window: QWidget) -> None:
    window.property("gate").set()
    cast(MainWindow, window).jobs.close()


def shots() -> list[Shot]:
    return [
        Shot("start", _build, done=_done),
        Shot("start-loading", _build, _loading, done=_done),
        Shot("start-refused", _build, _refused, done=_done),
        Shot("start-failed", _build, _failed, done=_done),
    ]
