"""The room Tasks over an open warehouse."""

from app.bootstrap.opening import Opened
from app.services.floor.published import floor_of
from app.services.tasks import Refills, TaskBoard, Troubles
from app.services.tasks.walks import PieceWalks
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Shell
from app.ui.tasks.desk import TasksDesk
from app.ui.tasks.page import TasksPage

MAY_DECIDE = frozenset({"supervisor"})
MAY_RULE = frozenset({"supervisor", "planner"})


def make(shell: Shell, opened: Opened) -> TasksPage:
    """The page; it begins to read at once."""
    session = opened.session
    roles, walks = session.person.roles, PieceWalks(session)
    desk = TasksDesk(
        shell.theme,
        shell.jobs,
        TaskBoard(session),
        Troubles(session),
        Refills(session),
        floor_of(session).plan,
        walks.walk,
        walks.walks,
        zone_of(session.warehouse.time_zone),
        utc_now,
        decides=not MAY_DECIDE.isdisjoint(roles),
        rules=not MAY_RULE.isdisjoint(roles),
    )
    page = TasksPage(shell, desk)
    page.begin()
    return page
