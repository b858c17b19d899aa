"""The layout editor over an open warehouse: planners draw and publish, supervisors and auditors look."""

from app.bootstrap.opening import Opened
from app.config import home
from app.services.layout import Layouts
from app.services.layout_files.label_desk import Labels
from app.services.layout_files.underlays import Underlays
from app.services.tours import OrderPicks
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.page import LayoutPage
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Shell
from drivers import registry

DRAWS = frozenset({"planner", "admin"})


def make(shell: Shell, opened: Opened) -> LayoutPage:
    """The page; it begins to read at once."""
    session = opened.session
    warehouse = session.warehouse
    desk = LayoutDesk(
        shell.theme,
        shell.jobs,
        Layouts(session),
        zone_of(warehouse.time_zone),
        utc_now,
        f"{warehouse.code}-{session.person.login}",
        not DRAWS.isdisjoint(session.person.roles),
        home() / "drafts",
        Underlays(session),
        Labels(session, by_address=lambda url: registry.make_printer("labels", "zpl", url)),
        warehouse.name,
        session.person.name,
        OrderPicks(session),
        "admin" in session.person.roles,
    )
    page = LayoutPage(shell, desk)
    page.begin()
    return page
