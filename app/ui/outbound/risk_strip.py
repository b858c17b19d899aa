"""The strip above the list: how many orders miss their cut-off at this rate, and a tile for each of the next ones."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.control_room.words import say_clock
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.words import misses, rate_words, spare
from app.ui.widgets.kpi import Kpi, KpiTile
from app.ui.widgets.sparkline import CutOff

TILES = 5
SMALL_BELOW = 820  # px of the window's height from which the tiles are small


class RiskStrip(QWidget):
    """`risk_asked`: show the orders that miss; `cut_off_asked` with a moment and a carrier ("" for none)."""

    risk_asked = Signal()
    cut_off_asked = Signal(object, str)

    def __init__(self, desk: OutboundDesk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: list[Mapping[str, Any]] = []
        self.whole = KpiTile(desk.theme, Kpi("On time at this rate", None))
        self.whole.chosen.connect(self.risk_asked)
        self.tiles = [KpiTile(desk.theme, Kpi("Cut-off", None)) for _ in range(TILES)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.whole, 3)
        for number, tile in enumerate(self.tiles):
            tile.chosen.connect(lambda number=number: self._ask(number))
            tile.hide()
            row.addWidget(tile, 2)

    def set_small(self, small: bool) -> None:
        """Lower tiles where the window is low."""
        for tile in (self.whole, *self.tiles):
            tile.set_small(small)

    def show_risk(self, risk: Mapping[str, Any]) -> None:
        """New figures of api.on_time_risk_v1."""
        now, zone = self._desk.clock(), self._desk.zone
        late = f"{risk['misses']:,} late" if risk["misses"] else ""
        value = f"{risk['open'] - risk['misses']:,}"
        of = f"of {risk['open']:,} open in time"
        said = misses(risk, zone, now)
        self.whole.show_kpi(Kpi(said, value, of, chip=late, foot=rate_words(risk)))
        self.whole.setToolTip(f"{said} {rate_words(risk)}.")
        self._shown = [one for one in risk["cut_offs"] if one["cut_off"] is not None and one["open"]][:TILES]
        for tile, one in zip(self.tiles, [*self._shown, *[None] * TILES], strict=False):
            tile.setVisible(one is not None)
            if one is not None:
                tile.show_kpi(self._kpi(one, now))

    def _kpi(self, one: Mapping[str, Any], now: datetime) -> Kpi:
        zone = self._desk.zone
        at = say_clock(datetime.fromisoformat(one["cut_off"]), zone, now)
        whole = max(1, one["orders"])
        return Kpi(
            " ".join(part for part in (at, one["carrier"] or "") if part),
            f"{one['open']:,}",
            f"of {one['orders']:,} open",
            foot=spare(one["ready_at"], one["cut_off"], zone, now),
            chip=f"{one['misses']:,} late" if one["misses"] else "",
            cut_off=CutOff(one["done"] / whole, None, one["misses"] / whole),
        )

    def _ask(self, number: int) -> None:
        if number < len(self._shown):
            one = self._shown[number]
            self.cut_off_asked.emit(datetime.fromisoformat(one["cut_off"]), one["carrier"] or "")
