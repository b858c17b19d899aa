"""What is pointed at on the plan: the bin under the mouse, the current bin, the bins of a band."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.heat.picture import HeatPicture
from app.heat.tables import Ints


@dataclass(slots=True)
class Chosen:
    """Cells by how they are pointed at: under the mouse, current (the keyboard's), in the band; -1 = none. tag: address
    of the current location; flash: px that the outline of the current cell stands off while it pulses."""

    hovered: int = -1
    current: int = -1
    tag: str = ""
    flash: float = 0.0
    cells: Ints = field(default_factory=lambda: np.empty(0, np.int64))


class Choice(QObject):
    """Tells and takes what is pointed at, in location ids. A cell with several levels stands for the location whose
    value it shows."""

    changed = Signal()  # anything that is drawn
    hovered = Signal(object)  # location id or None
    current_changed = Signal(object)  # location id or None
    selected = Signal(object)  # tuple of location ids: all locations of the cells in the band

    def __init__(self, picture: HeatPicture, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen = Chosen()
        self.picture = picture
        self._location: int | None = None

    @property
    def location_id(self) -> int | None:
        """The current location."""
        return self._location

    def follow(self, picture: HeatPicture) -> None:
        """Another plan is shown: keep the current location if it is on it, let go of the rest."""
        self.picture, kept = picture, self._location
        self.chosen = Chosen()
        self._location = None
        if kept is not None and picture.plan.index(kept) >= 0:
            self.choose(kept)
        else:
            self.changed.emit()

    def id_of(self, cell: int) -> int | None:
        """The location a cell stands for."""
        index = self.picture.location_at(cell) if cell >= 0 else -1
        return int(self.picture.plan.locations.ids[index]) if index >= 0 else None

    def hover(self, cell: int) -> None:
        """The mouse is over this cell (-1: over none)."""
        if cell != self.chosen.hovered:
            self.chosen.hovered = cell
            self.hovered.emit(self.id_of(cell))
            self.changed.emit()

    def choose(self, location_id: int) -> bool:
        """Make a location the current one; False if it is not on the plan."""
        plan = self.picture.plan
        index = plan.index(location_id)
        if index < 0:
            return False
        new = location_id != self._location
        self._location = location_id
        self.chosen.current = int(plan.locations.cell[index])
        self.chosen.tag = plan.locations.codes[index]
        if new:
            self.current_changed.emit(location_id)
        self.changed.emit()
        return True

    def choose_cell(self, cell: int) -> int | None:
        """Make the location that a cell stands for the current one; returns its id."""
        location = self.id_of(cell)
        if location is not None:
            self.choose(location)
        return location

    def band(self, cells: Ints, *, add: bool = False) -> None:
        """Choose cells, or add them to those chosen."""
        self.chosen.cells = np.union1d(self.chosen.cells, cells) if add else np.unique(cells)
        table = self.picture.plan.locations
        at = self.picture.grid.locations_of(self.chosen.cells)
        self.selected.emit(tuple(table.ids[at].tolist()))
        self.changed.emit()

    def select(self, location_ids: list[int]) -> None:
        """Choose the cells of these locations (a row chosen in a table); unknown ids are passed over."""
        at = self.picture.plan.indices(np.array(location_ids, np.int64))
        self.chosen.cells = np.unique(self.picture.plan.locations.cell[at[at >= 0]]).astype(np.int64)
        self.changed.emit()

    def clear(self) -> None:
        """Let go of everything."""
        had = self._location
        self.chosen = Chosen(hovered=self.chosen.hovered)
        self._location = None
        self.selected.emit(())
        if had is not None:
            self.current_changed.emit(None)
        self.changed.emit()

    def flash(self, reach: float) -> None:
        """The outline of the current bin stands off by px."""
        self.chosen.flash = reach
        self.changed.emit()
