"""The layout editor: draft bar, tools, plan, checks, and the side panels, put together over one drawing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.commands.layout import layout_commands
from app.domain.errors import Refusal
from app.ui.layout.acts import PageActs
from app.ui.layout.canvas import PlanCanvas
from app.ui.layout.checks_list import ChecksPanel
from app.ui.layout.command_button import CommandButtons
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.difference import Differences
from app.ui.layout.draft_bar import DraftBar
from app.ui.layout.drafting import Drafting
from app.ui.layout.first_steps import FirstSteps
from app.ui.layout.keys import Keys
from app.ui.layout.layers_panel import LayersPanel
from app.ui.layout.panel_host import PanelHost, PanelStrip
from app.ui.layout.panels import OWN_PANELS, PANELS, Around
from app.ui.layout.plan_menu import PlanMenu
from app.ui.layout.publishing import Publishing
from app.ui.layout.query import find
from app.ui.layout.session import EditSession
from app.ui.layout.tool_column import ToolColumn
from app.ui.layout.toolbar import Toolbar
from app.ui.layout.underlay.keeper import keeper_for
from app.ui.layout.wiring import Wiring
from app.ui.shell.parts import Shell
from app.ui.widgets.messages import Banner, FaultPanel

EDGE = 8
DOCK, DOCK_SMALL = 384, 336
SMALL = 1_500  # px of the page below which the dock is narrower
LOW = 760  # px of the page below which the layers fold
CHECKS_SHARE = 0.24


class LayoutPage(QWidget):
    """begin() once it is in the window; end() before it goes."""

    def __init__(self, shell: Shell, desk: LayoutDesk) -> None:
        super().__init__()
        self.shell, self.desk = shell, desk
        theme = desk.theme
        self.setAccessibleName("Layout")
        self.session = EditSession(self)
        self.canvas = PlanCanvas(theme, self.session)
        self.drafting = Drafting(desk, self.session, self)
        self.differences = Differences(self.session, desk.jobs, self)
        self.publishing = Publishing(desk, self.drafting, self)
        self.bar = DraftBar(desk)
        self.notice = Banner(theme)
        self.fault = FaultPanel(theme)
        self.fault.hide()
        self.checks = ChecksPanel(theme, self.session, desk.may_edit, desk.jobs)
        self.layers = LayersPanel(theme, self.session, desk.may_edit)
        self.host = PanelHost((*OWN_PANELS, *PANELS))
        self.strip = PanelStrip(theme, (OWN_PANELS, PANELS))
        self.host.begin(
            Around(
                self.session, shell, desk, self.canvas, self.drafting, self.differences, self.publishing, self.host.open
            )
        )
        keeper_for(self.session, desk)  # plans lie there before their panel is open
        self.acts = PageActs(self)
        self._commands = layout_commands(self.acts)
        shell.registry.add(*self._commands)
        self.buttons = CommandButtons(theme, shell.registry, shell.show_refusal, self)
        self.toolbar = Toolbar(theme, self.buttons, self.session)
        self.toolbar.graph.setVisible(self.host.has("travel"))
        self.tools = ToolColumn(self.buttons, self.session)
        self.keys = Keys(self, self.canvas, self.buttons.run)
        self.first = FirstSteps(theme, self.session, self.canvas, self.buttons.run)
        self.menu = PlanMenu(self.canvas, self.session, shell.registry, self.buttons.run, self.acts.take_along)
        self.canvas.menu_wanted.connect(self.menu.offer)
        self.wiring = Wiring(self)
        self._lay_out()
        self.host.open("properties")

    def begin(self) -> None:
        """Open one's draft, or what is published."""
        self.drafting.begin()

    def show_about(self, about: str) -> None:
        """ "panel:ID" opens a side panel; anything else is a query: what it finds is chosen and shown."""
        kind, _, name = about.partition(":")
        if kind == "panel":
            if self.host.has(name):
                self.host.open(name)
            return
        try:
            ids = find(self.session.document, about)
        except Refusal as refusal:
            self.shell.show_refusal(refusal)
            return
        self.session.select(ids)
        self.canvas.fly_to(ids)

    def end(self) -> None:
        """Give the commands back; what is not saved stays on this computer."""
        self.wiring.end()
        self.host.end()
        for part in (self.checks, self.layers, self.bar, self.differences, self.drafting, self.buttons):
            part.end()
        self.shell.registry.remove(command.id for command in self._commands)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = DOCK if self.width() >= SMALL else DOCK_SMALL
        self.host.setFixedWidth(wide)
        self.layers.setFixedWidth(wide)
        self.layers.make_room(self.height() < LOW)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setAccessibleName("Plan and checks")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(EDGE)
        split.addWidget(self.canvas)
        split.addWidget(self.checks)
        split.setStretchFactor(0, 1)
        split.setSizes([760, round(760 * CHECKS_SHARE)])
        self.shell.keep("layout.checks", split)
        left = QHBoxLayout()
        left.setSpacing(EDGE)
        left.addWidget(self.tools)
        left.addWidget(split, 1)
        dock = QVBoxLayout()
        dock.setSpacing(EDGE)
        dock.addWidget(self.host, 1)
        dock.addWidget(self.layers)
        row = QHBoxLayout()
        row.setSpacing(EDGE)
        row.addLayout(left, 1)
        row.addLayout(dock)
        row.addWidget(self.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(6)
        column.addWidget(self.bar)
        column.addWidget(self.notice)
        column.addWidget(self.toolbar)
        column.addWidget(self.fault, 1)
        column.addLayout(row, 1)
