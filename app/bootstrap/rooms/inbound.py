"""The inbound room: supervisors announce, book and decide; pickers receive; auditors look."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.bootstrap.opening import Opened
from app.services.inbound import Deliveries, Docks, Quality
from app.services.inbound.importing import InboundImport
from app.services.inbound.station import InboundStation
from app.services.station import Shown
from app.ui.inbound.desk import InboundDesk
from app.ui.inbound.page import InboundPage
from app.ui.shell.parts import Shell

LEADS = frozenset({"supervisor"})
RECEIVES = frozenset({"supervisor", "picker", "packer"})
LOOKS = frozenset({"supervisor", "auditor"})


def make(shell: Shell, opened: Opened) -> QWidget:
    """The page over an open warehouse."""
    session = opened.session
    roles = session.person.roles
    leads = not LEADS.isdisjoint(roles)

    def open_dock(delivery: int, label: bool, show: Callable[[Shown], None]) -> InboundStation:
        return InboundStation.open(session, socket.gethostname()[:60], show, delivery, label=label)

    desk = InboundDesk(
        shell.theme,
        shell.jobs,
        ZoneInfo(session.warehouse.time_zone),
        lambda: datetime.now(UTC),
        Deliveries(session),
        Docks(session),
        Quality(session) if not LOOKS.isdisjoint(roles) else None,
        InboundImport(session) if leads else None,
        open_dock,
        leads,
        not RECEIVES.isdisjoint(roles),
    )
    return InboundPage(shell, desk)
