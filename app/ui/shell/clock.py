"""The warehouse's own clock: its time zone, its date, the name of the zone."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.labels import Label
from app.ui.widgets.painted import text_width


def utc_now() -> datetime:
    return datetime.now(UTC)


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone; UTC where the name is not known, and the clock then says UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


class Clock(QWidget):
    """14:32:07 in 15/600, date and zone beside it. Ticks only while it can be seen."""

    def __init__(self, theme: Theme, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__()
        self._now = now
        self._zone = ZoneInfo("UTC")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        font = theme.number_font("title")
        self.time = Label(theme, "", "title", cut="number")
        self.time.setFixedWidth(round(text_width(font, "00:00:00")) + 3)
        self.time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.date = Label(theme, "", "body", "secondary", "number")
        row.addWidget(self.time)
        row.addWidget(self.date)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        self.tick()

    def set_zone(self, zone: str) -> None:
        """Show another warehouse's time."""
        self._zone = zone_of(zone)
        self.setToolTip(f"Local time of the warehouse ({self._zone.key})")
        self.tick()

    def tick(self) -> None:
        now = self._now().astimezone(self._zone)
        day = QLocale().toString(QDate(now.year, now.month, now.day), "ddd d MMM")
        self.time.setText(f"{now:%H:%M:%S}")
        self.date.setText(f"{day} · {now:%Z}")
        self.setAccessibleName(f"{now:%H:%M}, {day}, {now:%Z}")

    def showEvent(self, event: QShowEvent) -> None:
        self.tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
