"""The putaway room over an open warehouse."""

from app.bootstrap.opening import Opened
from app.services.putaway import FixedBins, Putaway
from app.services.putaway.hazards import Hazards
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.page import PutawayPage
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Shell

MAY_PLAN, MAY_RULE = frozenset({"supervisor", "picker"}), frozenset({"supervisor", "planner"})


def make(shell: Shell, opened: Opened) -> PutawayPage:
    """The page; it begins to read at once."""
    session = opened.session
    desk = PutawayDesk(
        shell.theme,
        shell.jobs,
        Putaway(session),
        FixedBins(session),
        Hazards(session),
        zone_of(session.warehouse.time_zone),
        utc_now,
        not MAY_PLAN.isdisjoint(session.person.roles),
        not MAY_RULE.isdisjoint(session.person.roles),
    )
    return PutawayPage(shell, desk)
