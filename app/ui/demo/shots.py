"""States of the demo day that are rendered and linted."""

from typing import cast

from PySide6.QtWidgets import QWidget

from app.ui.demo.bar import DemoBar
from app.ui.demo.kinds import Progress, Report
from app.ui.demo.page import DemoPage
from app.ui.gallery import Shot
from app.ui.jobs import Jobs
from app.ui.shell.parts import Workspace
from app.ui.showcase.samples import make_window
from app.ui.theme import Theme
from app.ui.window import MainWindow

REPORT = Report(
    "The day is over: 117 of 120 orders shipped, and the ledger says what everybody counted.",
    True,
    (("Received", "1,329", "1,329"), ("Put away (loads)", "48", "48"), ("Refilled and moved", "212", "212"),
     ("Picked", "2,048", "2,048"), ("Packed", "2,045", "2,045")),
    (("shipped", "117", "5"), ("cancelled", "3", "3")),
    ("What went wrong on purpose: 1 × dead station, 9 × short, 14 × wrong scan.",
     "Invariants of stock that are broken: 0.",
     "Under the supervisor's login, by the desk and by you: 2 × adjust, 9 × status."),
)  # fmt: skip
ROOMS = {
    "control_room": "control_room", "inbound": "inbound", "putaway": "truck", "waves": "release", "tasks": "review",
    "outbound": "outbound", "inventory": "inventory", "audit": "seal",
}  # fmt: skip


class Still:
    """Plays nothing."""

    def play(self) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""

    def halt(self) -> None:
        """Nothing."""

    def set_speed(self, speed: str) -> None:
        """Nothing."""


def _build(theme: Theme) -> QWidget:
    jobs, playing = Jobs(), Still()
    others = [
        Workspace(id_, id_.replace("_", " ").capitalize(), icon, lambda shell: QWidget()) for id_, icon in ROOMS.items()
    ]
    window = make_window(theme, jobs, lambda shell: QWidget())
    window.admit(*others)
    window.admit(Workspace("demo", "Demo day", "demo", lambda shell: DemoPage(shell, playing), at_foot=True))
    window.open("demo")
    window.foot.addWidget(DemoBar(theme, playing))
    jobs.setParent(window)
    return window


def _parts(window: QWidget) -> tuple[DemoBar, DemoPage]:
    made = cast(MainWindow, window)
    return cast(DemoBar, made.findChild(DemoBar)), cast(DemoPage, made.pages.currentWidget())


def _playing(window: QWidget) -> None:
    bar, page = _parts(window)
    bar.show_state("playing")
    page.show_state("playing")
    bar.show_progress(Progress(64, 120, "31 orders shipped, 212 tasks open", {"exception": 2}))


def _ended(window: QWidget) -> None:
    bar, page = _parts(window)
    bar.show_end(REPORT.words, told=True)
    page.report.show_report(REPORT)


def _done(window: QWidget) -> None:
    cast(MainWindow, window).jobs.close()


def shots() -> list[Shot]:
    """What there is to see."""
    return [
        Shot("demo-day", _build, done=_done),
        Shot("demo-day-playing", _build, _playing, done=_done),
        Shot("demo-day-ended", _build, _ended, done=_done),
    ]
