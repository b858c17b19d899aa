"""The outbound room over an open warehouse."""

from app.bootstrap.opening import Opened
from app.services.outbound import Many, OrderEntry, OrderImport, Outbound, Way
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.page import OutboundPage
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Shell

MAY_ACT = frozenset({"supervisor"})


def make(shell: Shell, opened: Opened) -> OutboundPage:
    """The page; it begins to read at once."""
    session = opened.session
    orders = Outbound(session)
    desk = OutboundDesk(
        shell.theme,
        shell.jobs,
        orders,
        Way(session),
        Many(orders),
        OrderEntry(session),
        OrderImport(session),
        zone_of(session.warehouse.time_zone),
        utc_now,
        not MAY_ACT.isdisjoint(session.person.roles),
    )
    page = OutboundPage(shell, desk)
    page.begin()
    return page
