"""The inventory explorer over an open warehouse."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.bootstrap.opening import Opened
from app.services.inventory import Inventory
from app.services.inventory.acts import StockActs
from app.services.inventory.export import export
from app.services.inventory.mass import MassChanges
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.page import InventoryPage
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Shell

MAY_ACT = frozenset({"supervisor"})


def make(shell: Shell, opened: Opened) -> InventoryPage:
    """The page; it begins to read at once."""
    session = opened.session
    stock = Inventory(session)
    zone = zone_of(session.warehouse.time_zone)
    page = InventoryPage(
        shell,
        StockDesk(
            shell.theme,
            shell.jobs,
            stock,
            StockActs(session),
            MassChanges(session),
            zone,
            utc_now,
            lambda search, file, total, *, progress: export(stock, search, file, zone, total, progress=progress),
            not MAY_ACT.isdisjoint(session.person.roles),
            Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)),
        ),
    )
    page.begin()
    return page
