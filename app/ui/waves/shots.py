"""States of the page of releases that are rendered and linted."""

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
from app.ui.theme import Theme
from app.ui.waves.desk import WavesDesk
from app.ui.waves.page import WavesPage
from app.ui.waves.sample_rules import SampleRules, past_rules, sample_rules
from app.ui.waves.sample_waves import GONE, SampleWaves, sample_channels, sample_wave
from app.ui.window import MainWindow

Act = Callable[[WavesPage], object]


def sample_page(shell: Shell, waves: SampleWaves, may_act: bool = True) -> WavesPage:
    """The page over a sample."""
    desk = WavesDesk(
        shell.theme,
        shell.jobs,
        waves,
        waves.by_clock,
        waves.paper,
        waves.substitutes,
        ZoneInfo("Europe/Berlin"),
        lambda: MOMENT,
        may_act,
    )
    page = WavesPage(shell, desk)
    page.begin()
    return page


def page_of(widget: QWidget) -> WavesPage:
    """The page in a sample window."""
    return cast(WavesPage, cast(MainWindow, widget).pages.currentWidget())


def foretold(page: WavesPage, cards: int = 1) -> None:
    """Run the pre-flight, and wait for so many cards."""
    wait_until(lambda: page.choose.orders.rows.rowCount() > 0)
    page.foretell()
    wait_until(lambda: len(page.choose.cards) >= cards and not page.progress.isVisible())


def compared(page: WavesPage) -> None:
    """Three policies side by side."""
    foretold(page)
    page.policy.tours.setCurrentIndex(1)
    foretold(page, 2)
    page.policy.tours.setCurrentIndex(0)
    page.policy.mode.setCurrentIndex(page.policy.mode.findData("discrete"))
    foretold(page, 3)


def _window(make: Callable[[], SampleWaves], may_act: bool, theme: Theme) -> QWidget:
    jobs = Jobs()
    window = make_window(theme, jobs, lambda shell: sample_page(shell, make(), may_act), "Waves", "release")
    jobs.setParent(window)
    return window


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def _do(act: Act, widget: QWidget) -> None:
    act(page_of(widget))


def _running(page: WavesPage) -> None:
    wait_until(lambda: page.choose.orders.rows.rowCount() > 0)
    page.foretell()
    said = page.progress.findChildren(QLabel)
    wait_until(lambda: page.progress.isVisible() and all(label.text() for label in said))


def _refused(page: WavesPage) -> None:
    foretold(page)
    page.release()


def entering(page: WavesPage) -> None:
    """The list of a cart is open."""
    page.show_view("waves")
    carts = page.running.batches
    wait_until(lambda: carts.rows.rowCount() > 0)
    carts.selectRow(3)
    page.running.paper.open_list()
    wait_until(lambda: page.running.paper.panel.isVisible())


def _problems(page: WavesPage) -> None:
    entering(page)
    panel = page.running.paper.panel
    for row, taken in zip(panel.rows, ("12", "4", "2x", "30"), strict=False):
        row.taken.setText(taken)
    panel.send()
    wait_until(lambda: any(row.problem for row in panel.rows))


def _recorded(page: WavesPage) -> None:
    entering(page)
    panel = page.running.paper.panel
    for row in panel.rows:
        row.take_all()
    panel.rows[1].taken.setText("1")
    panel.rows[1].reason.setCurrentIndex(1)
    panel.send()
    wait_until(lambda: panel.result.isVisible())


def _by_the_clock(page: WavesPage) -> None:
    page.show_view("channels")
    wait_until(lambda: page.channels.channels.rows.rowCount() > 0)
    page.channels.channels.selectRow(2)
    wait_until(lambda: page.channels.runs.rows.rowCount() > 0)


def _history(page: WavesPage) -> None:
    page.show_view("substitutes")
    page.substitutes.show_rules("history")
    wait_until(lambda: page.substitutes.past.rows.rowCount() > 0)


def _some() -> SampleWaves:
    streamed = {"number": None, "wave_id": None, "preflight": None, "person": None, "released_at": None}
    return SampleWaves(
        shown=[sample_wave(4, 212, **streamed), sample_wave(3, 231), sample_wave(2, 640), sample_wave(1, 640)],
        rows=sample_channels(),
        substitutes=SampleRules(sample_rules(), past_rules()),
    )


def _shot(
    name: str,
    act: Act | None = None,
    make: Callable[[], SampleWaves] = _some,
    busy: Callable[[QWidget], bool] = _busy,
    may_act: bool = True,
) -> Shot:
    prepare = partial(_do, act) if act is not None else lambda _: None
    return Shot(f"waves-{name}", partial(_window, make, may_act), prepare, busy, _done)


def shots() -> list[Shot]:
    """Every state a customer may see first."""
    return [
        _shot("release"),
        _shot("release-none", None, lambda: SampleWaves(orders=())),
        _shot("preflight-runs", _running, lambda: SampleWaves(hold=threading.Event()), lambda _: False),
        _shot("preflight", foretold),
        _shot("preflight-compared", compared),
        _shot("refused", _refused, lambda: SampleWaves(refuse=GONE)),
        _shot("planner", foretold, _some, _busy, may_act=False),
        _shot("running", lambda page: page.show_view("waves")),
        _shot("running-none", lambda page: page.show_view("waves"), SampleWaves),
        _shot("pick-list", entering),
        _shot("pick-list-problems", _problems),
        _shot("pick-list-result", _recorded),
        _shot("channels", lambda page: page.show_view("channels")),
        _shot("channels-clock", _by_the_clock),
        _shot("channels-none", lambda page: page.show_view("channels"), SampleWaves),
        _shot("substitutes", lambda page: page.show_view("substitutes")),
        _shot("substitutes-history", _history),
        _shot("substitutes-none", lambda page: page.show_view("substitutes"), SampleWaves),
        _shot("substitutes-planner", lambda page: page.show_view("substitutes"), may_act=False),
    ]
