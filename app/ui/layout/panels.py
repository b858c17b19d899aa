"""The side panels of the editor: which there are, and where another part plugs its own in.

A panel's module has `make(around: Around) -> QWidget`. It is imported and made when the panel is first opened, kept,
and told `end()` (where it has one) when the page goes. A panel whose module is not part of this program is not offered.
"""

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.layout.desk import LayoutDesk
from app.ui.layout.difference import Differences
from app.ui.layout.drafting import Drafting
from app.ui.layout.publishing import Publishing
from app.ui.layout.session import EditSession, ToolName
from app.ui.shell.parts import Shell

if TYPE_CHECKING:
    from app.ui.layout.canvas import PlanCanvas


@dataclass(frozen=True, slots=True)
class Around:
    """What a panel may reach. canvas: the plan, on which it may show things; open_panel: opens another by its id."""

    session: EditSession
    shell: Shell
    desk: LayoutDesk
    canvas: "PlanCanvas"
    drafting: Drafting
    differences: Differences
    publishing: Publishing
    open_panel: Callable[[str], object]


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


_OWN = "app.ui.layout"
OWN_PANELS: tuple[PanelEntry, ...] = (
    PanelEntry("properties", "Properties", "properties", f"{_OWN}.properties"),
    PanelEntry("tool", "The tool in the hand", "draw", f"{_OWN}.tool_panel"),
    PanelEntry("rows", "Rack rows", "draw_rows", f"{_OWN}.generator", "rows"),
    PanelEntry("arrange", "Rotate by number, array", "arrange", f"{_OWN}.arrange_panel"),
    PanelEntry("query", "Select by query", "query", f"{_OWN}.query_panel"),
    PanelEntry("renumber", "Renumber bins", "renumber", f"{_OWN}.renumber_panel"),
    PanelEntry("classes", "Storage classes and trucks", "classes", f"{_OWN}.classes_panel"),
    PanelEntry("history", "History", "rewind", f"{_OWN}.history_panel"),
    PanelEntry("compare", "Compare", "compare", f"{_OWN}.compare_panel"),
    PanelEntry("versions", "Versions and drafts", "versions", f"{_OWN}.versions_panel"),
    PanelEntry("moves", "Move map", "move_map", f"{_OWN}.moves_panel"),
    PanelEntry("publish", "Publish", "publish", f"{_OWN}.publish_panel"),
    PanelEntry("conflicts", "Conflicts", "merge", f"{_OWN}.conflicts_panel"),
    PanelEntry("keys", "All keys", "help", f"{_OWN}.keys_panel"),
)
"""The editor's own, in the order of the strip at the right edge."""
PANELS: tuple[PanelEntry, ...] = (
    PanelEntry("travel", "Travel and tours", "travel_graph", "app.ui.layout.travel.panel"),
    PanelEntry("underlay", "Plan underlay", "underlay", "app.ui.layout.underlay.panel"),
    PanelEntry("plan_out", "Import, export, labels", "export", "app.ui.layout.plan_out.panel"),
)
"""What other parts plug in, below the editor's own panels in the strip at the right edge."""
