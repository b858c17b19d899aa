"""The right dock: drill panel, alarms and activity, by what there is room for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.ui.control_room.activity import Activity
from app.ui.control_room.alarm_list import AlarmList
from app.ui.control_room.drill import Drill

NARROW, NORMAL, WIDE = 340, 420, 560
NORMAL_FROM, WIDE_FROM = 1500, 2560  # px of the window
TALL = 1000  # px of the dock, from which all three stand together
ALARM_SHARE = 0.34
LEAST_ALARMS = 96


def dock_width(window: int) -> int:
    """How wide the dock is in a window of this width."""
    return WIDE if window >= WIDE_FROM else NORMAL if window >= NORMAL_FROM else NARROW


class Dock(QSplitter):
    """The panels under one another. Where it is low the activity goes first, then the alarms are one row."""

    def __init__(self, drill: Drill, alarms: AlarmList, activity: Activity) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._drill, self._alarms, self._activity = drill, alarms, activity
        self._moved = False
        self.setHandleWidth(8)
        self.setChildrenCollapsible(False)
        self.setMinimumWidth(NARROW)
        for panel, least in ((drill, 320), (alarms, LEAST_ALARMS), (activity, 120)):
            panel.setMinimumHeight(least)
            self.addWidget(panel)
        drill.hide()
        self.splitterMoved.connect(self._keep)
        drill.shown.connect(self._drill_shown)

    def arrange(self) -> None:
        """Show what there is room for; sizes that the person set stay."""
        open_ = self._drill.at is not None
        self._drill.setVisible(open_)
        self._activity.setVisible(not open_ or self.height() >= TALL)
        if self._moved:
            return
        height = self.height() - 16
        if not open_:
            self.setSizes([0, round(height * 0.5), round(height * 0.5)])
        elif self._activity.isVisibleTo(self):
            self.setSizes([round(height * 0.46), round(height * 0.22), round(height * 0.32)])
        else:
            alarms = max(LEAST_ALARMS, round(height * ALARM_SHARE)) if height > 700 else LEAST_ALARMS
            self.setSizes([height - alarms, alarms, 0])

    def sizeHint(self) -> QSize:
        return QSize(NORMAL, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.arrange()

    def _keep(self) -> None:
        self._moved = True

    def _drill_shown(self, stop: object) -> None:
        if (stop is not None) != self._drill.isVisibleTo(self):
            self._moved = False
            self.arrange()


def fit_beside(splitter: QSplitter, dock: QWidget, window: int) -> None:
    """Give the dock its width and the plan the rest."""
    width = dock_width(window)
    dock.setMinimumWidth(NARROW)
    splitter.setSizes([max(1, splitter.width() - width - splitter.handleWidth()), width])
