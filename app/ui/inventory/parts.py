"""The parts of one explorer page that its chores reach."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.services.inventory import View
from app.ui.inventory.act_panel import ActPanel
from app.ui.inventory.detail import Detail
from app.ui.inventory.finder import Finder
from app.ui.inventory.foot import Foot
from app.ui.inventory.head import ViewRow
from app.ui.inventory.mass_panel import MassPanel
from app.ui.inventory.search_line import SearchLine
from app.ui.inventory.table import StockTable
from app.ui.inventory.take_back import TakeBack


@dataclass(frozen=True, slots=True)
class Parts:
    """columns_at: the button below which columns are chosen; show_view: shows a saved view, or all stock."""

    views: ViewRow
    line: SearchLine
    table: StockTable
    finder: Finder
    foot: Foot
    acting: ActPanel
    detail: Detail
    mass: MassPanel
    back: TakeBack
    columns_at: QWidget
    show_view: Callable[[View | None], object]
