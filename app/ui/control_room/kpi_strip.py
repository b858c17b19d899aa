"""The strip of tiles over the plan; where it is narrow the least needed go first, where it is low all get small."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.control_room.figures import Tile
from app.ui.control_room.one_line import chain
from app.ui.theme import Theme
from app.ui.widgets.kpi import KpiTile

LEAST = 196  # px of a tile below which one goes
LOW = 820  # px of the window below which tiles are small


class KpiStrip(QWidget):
    """`chosen` with the id of the tile that was clicked."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tiles: dict[str, KpiTile] = {}
        self._ranks: dict[str, int] = {}
        self._small = False
        self.setAccessibleName("Figures of the shift")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these, in this order; a tile of the same id is changed in place."""
        ids = [tile.id for tile in tiles]
        for gone in [id_ for id_ in self._tiles if id_ not in ids]:
            widget = self._tiles.pop(gone)
            self._row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._ranks = {tile.id: tile.rank for tile in tiles}
        for place, tile in enumerate(tiles):
            known = self._tiles.get(tile.id)
            if known is None:
                known = KpiTile(self._theme, tile.kpi, self._small)
                known.chosen.connect(lambda id_=tile.id: self.chosen.emit(id_))
                self._tiles[tile.id] = known
                self._row.insertWidget(place, known, 1)
            else:
                known.show_kpi(tile.kpi)
        chain(*(self._tiles[id_] for id_ in ids))
        self._fit()

    def tile(self, id_: str) -> KpiTile:
        """The tile of an id; KeyError where there is none."""
        return self._tiles[id_]

    def set_low(self, low: bool) -> None:
        """Small tiles, where the window is low."""
        self._small = low
        for tile in self._tiles.values():
            tile.set_small(low)

    def sizeHint(self) -> QSize:
        return QSize(900, self._theme.size("kpi_tile_small" if self._small else "kpi_tile"))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        room = max(1, (self.width() + 8) // (LEAST + 8))
        going = sorted(self._tiles, key=lambda id_: -self._ranks[id_])
        spare = max(0, len(self._tiles) - room)
        gone = {id_ for id_ in going[:spare] if self._ranks[id_] > 0}
        for id_, tile in self._tiles.items():
            tile.setVisible(id_ not in gone)
