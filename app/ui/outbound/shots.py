"""States of the outbound page that are rendered and linted."""

from collections.abc import Callable
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.ui.gallery import Shot
from app.ui.jobs import Jobs
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.page import OutboundPage
from app.ui.outbound.sample_many import SampleMany
from app.ui.outbound.sample_orders import SampleEntry, SampleImports, SampleOrders
from app.ui.outbound.sample_rows import ROWS, checked_file
from app.ui.shell.parts import Shell
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.showcase.turning import wait_until
from app.ui.theme import Theme
from app.ui.window import MainWindow

Act = Callable[[OutboundPage], object]


def sample_desk(
    shell: Shell,
    orders: SampleOrders,
    entry: SampleEntry | None = None,
    imports: SampleImports | None = None,
    may_act: bool = True,
) -> OutboundDesk:
    """A desk over the sample."""
    return OutboundDesk(
        shell.theme,
        shell.jobs,
        orders,
        orders,
        SampleMany(),
        entry or SampleEntry(),
        imports or SampleImports(),
        ZoneInfo("Europe/Berlin"),
        lambda: MOMENT,
        may_act,
    )


def page_of(widget: QWidget) -> OutboundPage:
    """The page in a sample window."""
    return cast(OutboundPage, cast(MainWindow, widget).pages.currentWidget())


def listed(page: OutboundPage) -> None:
    """Wait for the list."""
    wait_until(lambda: page.list.table.rows.rowCount() > 0 and bool(page.form.boxes))


def _window(theme: Theme, empty: bool = False, may_act: bool = True) -> QWidget:
    jobs = Jobs()

    def make(shell: Shell) -> QWidget:
        page = OutboundPage(shell, sample_desk(shell, SampleOrders(empty), may_act=may_act))
        page.begin()
        return page

    window = make_window(theme, jobs, make, "Outbound", "outbound")
    jobs.setParent(window)
    return window


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def _do(act: Act, widget: QWidget) -> None:
    act(page_of(widget))


def _open(page: OutboundPage, tab: str = "lines") -> None:
    listed(page)
    page.list.table.selectRow(2)
    page.list.opened.emit(page.list.table.rows.row(2))
    wait_until(lambda: page.detail.card is not None and page.detail.past.rows.rowCount() > 0)
    page.detail.tabs.choose(tab)
    page.detail.show_tab(tab)
    if tab in ("lines", "reserved"):
        (page.detail.lines if tab == "lines" else page.detail.reserved).selectRow(1)


def _act(id_: str, several: int, page: OutboundPage) -> None:
    listed(page)
    table = page.list.table
    selection = table.selectionModel()
    for number in range(several):
        selection.select(table.rows.index(number, 0), selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
    page.acts.act(id_)
    wait_until(lambda: page.acting.go.isEnabled() and page.acting.reason.count() > 1)


def _report(page: OutboundPage) -> None:
    listed(page)
    many = [(row.order_id, row.number) for row in ROWS]
    page.report.begin(f"Let go on: {len(many)} orders", partial(SampleMany().resume, many))
    wait_until(lambda: page.report.table.rows.rowCount() > 0)


def _change(page: OutboundPage) -> None:
    listed(page)
    page.list.table.selectRow(2)
    page.acts.act("change")
    wait_until(page.form.isVisible)


def _file(page: OutboundPage) -> None:
    listed(page)
    page.importing.show()
    page.importing.show_checked(checked_file())


def _new(page: OutboundPage) -> None:
    listed(page)
    page.acts.new_order()
    for sku, pieces in (("SO-4410", "12"), ("TE-1187", "3")):
        page.form.sku.setText(sku)
        page.form.pieces.setText(pieces)
        page.form.add_line()
    page.form.sku.setText("40-2217")
    page.form.pieces.setText("-1")
    page.form.add_line()


def _every(page: OutboundPage) -> None:
    listed(page)
    wait_until(lambda: page.list.all.isVisible())
    page.list.choose_all()
    page.acts.act("cancel")
    wait_until(lambda: page.acting.reason.count() > 1)


def _nothing(page: OutboundPage) -> None:
    listed(page)
    page.list.field.setText("SO-99")
    page.list.field.returnPressed.emit()


def _shot(name: str, act: Act | None = None, empty: bool = False, may_act: bool = True) -> Shot:
    prepare = partial(_do, act) if act is not None else lambda _: None
    return Shot(f"outbound-{name}", partial(_window, empty=empty, may_act=may_act), prepare, _busy, _done)


def shots() -> list[Shot]:
    """Every state a customer may see first."""
    return [
        _shot("list"),
        _shot("empty", empty=True),
        _shot("nothing", _nothing),
        _shot("order", _open),
        _shot("order-reserved", partial(_open, tab="reserved")),
        _shot("order-back", partial(_open, tab="back")),
        _shot("order-history", partial(_open, tab="history")),
        _shot("cancel", partial(_act, "cancel", 2)),
        _shot("hold", partial(_act, "hold", 3)),
        _shot("all", _every),
        _shot("report", _report),
        _shot("new", _new),
        _shot("change", _change),
        _shot("import", _file),
        _shot("auditor", _open, may_act=False),
    ]
