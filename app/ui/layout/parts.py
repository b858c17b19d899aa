"""The parts of one layout page, as its acts and its wiring reach them."""

from typing import Protocol

from app.ui.layout.canvas import PlanCanvas
from app.ui.layout.checks_list import ChecksPanel
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.difference import Differences
from app.ui.layout.draft_bar import DraftBar
from app.ui.layout.drafting import Drafting
from app.ui.layout.panel_host import PanelHost, PanelStrip
from app.ui.layout.publishing import Publishing
from app.ui.layout.session import EditSession
from app.ui.layout.tool_column import ToolColumn
from app.ui.layout.toolbar import Toolbar
from app.ui.shell.parts import Shell
from app.ui.widgets.messages import Banner, FaultPanel


class Takes(Protocol):
    """`acts.PageActs`."""

    def take_along(self, on: bool | None = None) -> bool:
        """Whether zones take along what is in them; given a value, from now on."""


class Parts(Protocol):
    """`page.LayoutPage`. notice: the banner above the plan; fault: stands in the plan's place."""

    shell: Shell
    desk: LayoutDesk
    session: EditSession
    canvas: PlanCanvas
    drafting: Drafting
    differences: Differences
    publishing: Publishing
    bar: DraftBar
    notice: Banner
    fault: FaultPanel
    checks: ChecksPanel
    host: PanelHost
    strip: PanelStrip
    toolbar: Toolbar
    tools: ToolColumn

    @property
    def acts(self) -> Takes:
        """What its commands do; the part of it that others ask."""

    def begin(self) -> None:
        """Open one's draft, or what is published."""
