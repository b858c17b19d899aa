"""The slotting room over an open warehouse."""

from app.bootstrap.opening import Opened
from app.services.floor.published import floor_of
from app.services.slotting import Slotting
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Shell
from app.ui.slotting.desk import SlottingDesk
from app.ui.slotting.page import SlottingPage

MAY_MOVE = frozenset({"supervisor"})


def make(shell: Shell, opened: Opened) -> SlottingPage:
    """The page; it begins to read the plan at once."""
    session = opened.session
    desk = SlottingDesk(
        shell.theme,
        shell.jobs,
        Slotting(session),
        floor_of(session).plan,
        zone_of(session.warehouse.time_zone),
        utc_now,
        not MAY_MOVE.isdisjoint(session.person.roles),
    )
    page = SlottingPage(shell, desk)
    page.begin()
    return page
