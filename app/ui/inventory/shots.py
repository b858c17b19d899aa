"""States of the explorer that are rendered and linted: all stock, narrowed, opened, acting, nothing found, refused."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.services.inventory import Search, parse
from app.ui.gallery import Shot
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.page import InventoryPage
from app.ui.inventory.sample_acts import SampleActs, SampleMass
from app.ui.inventory.sample_stock import SampleStock
from app.ui.jobs import Jobs
from app.ui.shell.parts import Shell
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.showcase.turning import wait_until
from app.ui.theme import Theme
from app.ui.window import MainWindow

Do = Callable[[InventoryPage], object]


def sample_page(shell: Shell, total: int = 1755, search: Search | None = None, step: int = 200) -> InventoryPage:
    """The page over made-up stock."""
    desk = StockDesk(
        shell.theme,
        shell.jobs,
        SampleStock(total, step),
        SampleActs(),
        SampleMass(),
        ZoneInfo("Europe/Berlin"),
        lambda: MOMENT,
        lambda search, file, total, *, progress: 0,
        True,
        Path(),
    )
    page = InventoryPage(shell, desk)
    page.begin(search)
    return page


def page_of(widget: QWidget) -> InventoryPage:
    """The page in a sample window."""
    return cast(InventoryPage, cast(MainWindow, widget).pages.currentWidget())


def _window(theme: Theme, total: int = 1755, line: str = "") -> QWidget:
    jobs = Jobs()
    make = partial(sample_page, total=total, search=parse(line))
    window = make_window(theme, jobs, make, "Inventory", "inventory")
    jobs.setParent(window)
    return window


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def _do(act: Do, widget: QWidget) -> None:
    wait_until(lambda: not _busy(widget))  # a hand acts on rows that it sees
    act(page_of(widget))


def _open(tab: str, page: InventoryPage) -> None:
    page.table.selectRow(9)
    page.open_row(page.table.stock.row(9))
    page.detail.tabs.show_tab(tab)


def _act(id_: str, page: InventoryPage) -> None:
    for row in (3, 5, 6):
        page.table.selectionModel().select(
            page.table.stock.index(row, 0),
            page.table.selectionModel().SelectionFlag.Select | page.table.selectionModel().SelectionFlag.Rows,
        )
    page.chores.act(id_)


def _act_of_one(id_: str, page: InventoryPage) -> None:
    rows = page.table.stock
    unit = next(n for n in range(60) if rows.row(n).hu_id is not None and rows.row(n).lot_id is not None)
    page.table.selectRow(unit)
    page.chores.act(id_)


def _back(entry: int, page: InventoryPage) -> None:
    _open("history", page)
    page.chores.ask_back(UUID(int=9000 - entry))


def _table(name: str, page: InventoryPage) -> None:
    page.mass.open_panel()
    page.mass.try_file(Path(name))


def shots() -> list[Shot]:
    """Every state, by name."""

    def shot(name: str, act: Do = lambda page: None, total: int = 1755, line: str = "") -> Shot:
        build = partial(_window, total=total, line=line)
        return Shot(f"inventory-{name}", build, partial(_do, act), _busy, _done)

    return [
        shot("all", total=1_284_907),
        shot("narrowed", line="zone:B,D group:Tableware"),
        *(shot(f"opened-{tab}", partial(_open, tab)) for tab in ("history", "unit", "lot", "why", "past")),
        *(shot(f"act-{id_}", partial(_act, id_)) for id_ in ("move", "adjust", "hold", "release", "count")),
        *(shot(f"act-{id_}", partial(_act_of_one, id_)) for id_ in ("scrap", "lot", "split")),
        shot("back", partial(_back, 0)),
        shot("back-chain", partial(_back, 1)),
        shot("table", partial(_table, "moves.xlsx")),
        shot("table-good", partial(_table, "good.xlsx")),
        shot("nothing", line="nothing"),
        shot("refused", lambda page: page.look_for(page.finder.search.sorted_by("quantity")), total=1_284_907),
        shot("saving", lambda page: page.views.ask_name(), line="held:yes"),
    ]
