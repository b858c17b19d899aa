"""States of the inbound page that are rendered and linted."""

from collections.abc import Callable
from datetime import time as clock
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.domain.errors import Refusal
from app.services.inbound.importing import InboundSheet
from app.services.sheets import Problem, Sheet
from app.ui.gallery import Shot
from app.ui.inbound.desk import InboundDesk
from app.ui.inbound.page import InboundPage
from app.ui.inbound.sample_inbound import DELIVERIES, SampleDeliveries, SampleDock, SampleDocks, SampleQuality
from app.ui.jobs import Jobs
from app.ui.shell.parts import Shell
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.showcase.turning import wait_until
from app.ui.theme import Theme
from app.ui.window import MainWindow

Act = Callable[[InboundPage], object]
TAKEN = Refusal("WM409", "DOCK-2 is taken from 13:30 to 14:30 (Nordlicht GmbH).", "Choose another dock or time.")
PROBLEMS = Refusal(
    "WM422",
    "2 problems",
    "",
    {
        "problems": [
            {"line": 1, "what": "SKU SO-44I0 is not known.", "next_step": "Check it."},
            {"line": 2, "what": "Lot L2611 expired on 2026-11-01.", "next_step": "Check the date."},
        ]
    },
)


def sample_desk(shell: Shell, dock: SampleDock, *, leads: bool = True, empty: bool = False) -> InboundDesk:
    """A desk over the sample."""
    return InboundDesk(
        shell.theme,
        shell.jobs,
        ZoneInfo("Europe/Berlin"),
        lambda: MOMENT,
        SampleDeliveries(empty, PROBLEMS if leads and not empty else None),
        SampleDocks(empty, refuse=TAKEN),
        SampleQuality(empty) if leads else None,
        None,
        dock.open,
        leads,
        receives=True,
    )


def page_of(widget: QWidget) -> InboundPage:
    """The page in a sample window."""
    return cast(InboundPage, cast(MainWindow, widget).pages.currentWidget())


def scans(page: InboundPage, *texts: str) -> None:
    """A receiver stands at the first delivery and scans these."""
    page.receiving.work.field.clearFocus()
    page.deliveries.receive.emit(DELIVERIES[0], False)
    wait_until(lambda: page.receiving.acts.station is not None)
    for number, text in enumerate(texts):
        page.receiving.work.field.scanned.emit(text, float(number), False)
    wait_until(lambda: page.receiving.acts.quiet)
    work = page.receiving.work
    wait_until(lambda: not work.yes.isVisible() or work.yes.width() >= work.yes.sizeHint().width())


def _window(theme: Theme, leads: bool = True, empty: bool = False, waiting: bool = False) -> QWidget:
    jobs, dock = Jobs(), SampleDock(waiting=waiting)

    def page(shell: Shell) -> QWidget:
        return InboundPage(shell, sample_desk(shell, dock, leads=leads, empty=empty))

    window = make_window(theme, jobs, page, "Inbound", "inbound")
    jobs.setParent(window)
    return window


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def _do(act: Act, widget: QWidget) -> None:
    act(page_of(widget))


def _detail(view: str, page: InboundPage) -> None:
    wait_until(lambda: page.deliveries.list.rows.rowCount() > 0)
    page.deliveries.detail.view.choose(view)
    page.deliveries.detail.view.chosen.emit(view)
    wait_until(lambda: page.deliveries.detail.receipts.rows.rowCount() > 0 or view != "receipts")
    if view == "receipts":
        page.deliveries.detail.receipts.selectRow(1)


def _line(page: InboundPage) -> None:
    _detail("lines", page)
    wait_until(lambda: page.deliveries.detail.lines.rows.rowCount() > 0)
    page.deliveries.detail.lines.selectRow(0)
    page.deliveries.line_acts.change_line()
    wait_until(lambda: page.deliveries.detail.form.isVisible())


def _new(page: InboundPage) -> None:
    page.new_delivery()
    form = page.deliveries.form
    form.number.setText("ASN-88140")
    form.party.setText("BOSCH")
    form.lines.setPlainText("SO-44I0 48\nTE-1187 12 L2611 2026-11-01")
    form.send()


def _file(page: InboundPage) -> None:
    problems = [
        Problem(43, "SKU", "B43", "WM422", "SKU SO-44I0 is not known.", "Check it, or have the product created first."),
        Problem(101, "Quantity", "C101", "number", "“0” is not above 0.", "Enter a number above 0."),
        Problem(501, "Expires", "E501", "WM422", "Lot L2611 expired on 2026-11-01.", "Check the date."),
    ]  # fmt: skip
    sheet = Sheet("asn-88140.xlsx", "Sheet1", {}, (), (), problems)
    page.importing.show()
    page.importing.show_checked(InboundSheet(sheet, [{"number": "ASN-88140", "lines": [{}] * 500}], problems))


def _taken(page: InboundPage) -> None:
    page.show_view("docks")
    wait_until(lambda: page.docks.dock.count() > 0 and page.docks.list.rows.rowCount() > 0)
    page.docks.show_row(6)
    page.docks.dock.setCurrentIndex(1)
    page.docks.begins.setText("14:00")
    page.docks.ends.setText("15:00")
    page.docks.carrier.setText("Emons")
    page.docks.send()


def _night(page: InboundPage) -> None:
    page.show_view("docks")
    wait_until(lambda: page.docks.list.rows.rowCount() > 0)
    page.docks.hours.wished.emit(clock(14), clock(6))
    wait_until(lambda: page.docks.open_hours.text().endswith("06:00"))
    page.docks.open_hours.click()


def _view(view: str, page: InboundPage) -> None:
    page.show_view(view)


def _scan(texts: tuple[str, ...], page: InboundPage) -> None:
    scans(page, *texts)


def _shot(name: str, act: Act | None = None, *, leads: bool = True, empty: bool = False, waiting: bool = False) -> Shot:
    prepare = partial(_do, act) if act is not None else lambda _: None
    return Shot(f"inbound-{name}", partial(_window, leads=leads, empty=empty, waiting=waiting), prepare, _busy, _done)


def shots() -> list[Shot]:
    """Every state a customer may see first."""
    return [
        _shot("deliveries"),
        _shot("deliveries-empty", empty=True),
        _shot("receipts", partial(_detail, "receipts")),
        _shot("report", partial(_detail, "report")),
        _shot("changes", partial(_detail, "changes")),
        _shot("line", _line),
        _shot("new", _new),
        _shot("import", _file),
        _shot("floor", leads=False),
        _shot("docks", partial(_view, "docks")),
        _shot("docks-taken", _taken),
        _shot("docks-night", _night),
        _shot("docks-empty", partial(_view, "docks"), empty=True),
        _shot("quality", partial(_view, "quality")),
        _shot("quality-empty", partial(_view, "quality"), empty=True),
        _shot("receive", partial(_scan, ())),
        _shot("receive-item", partial(_scan, ("SO-4410", "SO-4410"))),
        _shot("receive-over", partial(_scan, ("SO-4410", "DOCK-1", "TE-1187", "L9"))),
        _shot("receive-placed", partial(_scan, ("SO-4410", "DOCK-1"))),
        _shot("receive-wrong", partial(_scan, ("SO-4410", "GL-0032"))),
        _shot("receive-waiting", partial(_scan, ("SO-4410", "DOCK-1")), waiting=True),
    ]
