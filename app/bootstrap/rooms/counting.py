"""The counting room: supervisors and planners see plans and differences, who only counts sees the entry."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.bootstrap.opening import Opened
from app.services.corrections import Corrections
from app.services.counting import Counting
from app.services.counting_codes import CountList
from app.services.counting_sheet import CountImport
from app.services.counting_station import CountStation
from app.services.station import Shown
from app.ui.counting.desk import CountingDesk
from app.ui.counting.page import CountingPage
from app.ui.shell.parts import Shell

LEADS = frozenset({"supervisor"})


def make(shell: Shell, opened: Opened) -> QWidget:
    """The page over an open warehouse."""
    session = opened.session
    leads = not LEADS.isdisjoint(session.person.roles)

    def open_station(show: Callable[[Shown], None]) -> CountStation:
        return CountStation.open(session, socket.gethostname()[:60], show)

    desk = CountingDesk(
        shell.theme,
        shell.jobs,
        ZoneInfo(session.warehouse.time_zone),
        lambda: datetime.now(UTC),
        open_station,
        CountList(session).mine,
        Counting(session) if leads else None,
        CountImport(session) if leads else None,
        Corrections(session) if leads else None,
    )
    return CountingPage(shell, desk)
