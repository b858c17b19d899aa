"""The side panels of the editor: which there are, and where another part plugs its own in.

A panel's module has `make(around: Around) -> QWidget`. It is imported and made when the panel is first opened, kept,
and told `end()` (where it has one) when the page goes. A panel whose module is not part of this program is not offered.
"""

import importlib
import importlib.util
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.ui.layout.desk import LayoutDesk
from app.ui.layout.session import EditSession, ToolName
from app.ui.shell.parts import Shell


@dataclass(frozen=True, slots=True)
class Around:
    """What a panel may reach. canvas: the `app.ui.layout.canvas.PlanCanvas` on which it may show things."""

    session: EditSession
    shell: Shell
    desk: LayoutDesk
    canvas: QWidget


@dataclass(frozen=True, slots=True)
class PanelEntry:
    """One side panel. icon: a name of [icon.names]; tool: taken into the hand when the panel is opened."""

    id: str
    title: str
    icon: str
    module: str
    tool: ToolName | None = None

    @property
    def built(self) -> bool:
        """Whether this program was built with the panel."""
        try:
            return importlib.util.find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False

    def make(self, around: Around) -> QWidget:
        """The panel, on the GUI thread."""
        made: QWidget = importlib.import_module(self.module).make(around)
        return made


PANELS: tuple[PanelEntry, ...] = (
    PanelEntry("travel", "Travel and tours", "travel_graph", "app.ui.layout.travel.panel"),
    PanelEntry("underlay", "Plan underlay", "underlay", "app.ui.layout.underlay.panel"),
    PanelEntry("plan_out", "Export and labels", "export", "app.ui.layout.plan_out.panel"),
)
"""What other parts plug in, below the editor's own panels in the strip at the right edge."""
