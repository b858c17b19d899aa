"""The room of releases over an open warehouse."""

from pathlib import Path

from app.bootstrap.opening import Opened
from app.services.picking import PaperDesk, Substitutes
from app.services.waves import ByClock, Waves
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Shell
from app.ui.waves.desk import WavesDesk
from app.ui.waves.page import WavesPage

MAY_ACT = frozenset({"supervisor"})


def make(shell: Shell, opened: Opened) -> WavesPage:
    """The page; it begins to read at once."""
    session = opened.session
    waves = Waves(session)
    desk = WavesDesk(
        shell.theme, shell.jobs, waves, ByClock(waves), PaperDesk(session), Substitutes(session),
        zone_of(session.warehouse.time_zone), utc_now,
        not MAY_ACT.isdisjoint(session.person.roles), Path.home(),
    )  # fmt: skip
    page = WavesPage(shell, desk)
    page.begin()
    return page
