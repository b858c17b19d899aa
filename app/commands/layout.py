"""What can be done in the layout editor, as commands, and the keys for it while the plan or the page has the keyboard.

Single letters belong to the plan alone, so that they can be typed into a field; they are no shortcuts of the window.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Protocol, TypeAlias

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open Layout first.", "layout"),)
OPEN = (*HERE, Needs("layout.open", "The drawing is being opened."))
EDITING = (*OPEN, Needs("layout.edits", "You may look at this layout; planners draw it."))
CHOSEN = (*EDITING, Needs("layout.chosen", "Choose something on the plan first."))
SEVERAL = (*EDITING, Needs("layout.several", "Choose two or more things first."))
UNDO = (*EDITING, Needs("layout.undo", "There is nothing to undo."))
REDO = (*EDITING, Needs("layout.redo", "There is nothing to do again."))
SECTION = "Layout"
Where: TypeAlias = Literal["plan", "page"]


@dataclass(frozen=True, slots=True)
class ToolKey:
    """A tool of the column. use: what a place is drawn for."""

    id: str
    tool: str
    title: str
    icon: str
    key: str
    group: int
    use: str = ""

    @property
    def command(self) -> str:
        """The id of its command."""
        return f"layout.tool.{self.id}"


TOOLS = (
    ToolKey("choose", "choose", "Choose and move", "select", "V", 0),
    ToolKey("hand", "hand", "Move the view", "pan", "H", 0),
    ToolKey("zone", "zone", "Draw a zone", "draw_zone", "Z", 1),
    ToolKey("aisle", "aisle", "Draw an aisle", "draw_aisle", "A", 1),
    ToolKey("rows", "rows", "Rack rows", "draw_rows", "R", 1),
    ToolKey("rack", "rack", "Draw one rack", "draw_rack", "K", 1),
    ToolKey("bulk", "place", "Bulk storage", "draw_station", "B", 1, "storage"),
    ToolKey("station", "place", "Packing station", "packing", "S", 1, "packing"),
    ToolKey("dock", "place", "Dock", "draw_dock", "D", 1, "dock"),
    ToolKey("obstacle", "obstacle", "Obstacle", "draw_obstacle", "O", 1),
    ToolKey("wall", "wall", "Wall", "draw_wall", "W", 1),
    ToolKey("door", "door", "Door", "draw_door", "G", 1),
    ToolKey("charger", "charger", "Charging point", "draw_charger", "P", 1),
    ToolKey("caption", "caption", "Words on the plan", "draw_caption", "T", 1),
    ToolKey("measure", "measure", "Measure", "measure", "M", 2),
)
"""In the order of the tool column."""


class LayoutActs(Protocol):
    """What the page does when a command runs."""

    def choose_tool(self, tool: str, use: str) -> None:
        """Take a tool into the hand."""

    def edit(self, act: str) -> None:
        """undo, redo, copy, cut, paste, paste_here, duplicate, delete, delete_whole, all, alike, inside, fit, fly,
        snap, graph."""

    def align(self, edge: str) -> None:
        """left, centre_x, right, top, centre_y, bottom."""

    def distribute(self, edge: str) -> None:
        """centre_x, centre_y."""

    def rotate(self, degrees: float) -> None:
        """About the middle of what is chosen."""

    def mirror(self, axis: float) -> None:
        """90: left and right change places; 0: top and bottom."""

    def open_panel(self, panel: str) -> None:
        """Open a side panel by its id."""

    def work_on(self, grain: str) -> None:
        """zones, racks, bins."""

    def save(self) -> None:
        """Save the draft now."""

    def refresh(self) -> None:
        """Look what others drew and published."""

    def step_difference(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) difference."""


KEYS: Mapping[str, tuple[str, Where]] = MappingProxyType({
    **{tool.command: (tool.key, "plan") for tool in TOOLS},
    "layout.undo": ("Ctrl+Z", "page"), "layout.redo": ("Ctrl+Y", "page"), "layout.save": ("Ctrl+S", "page"),
    "layout.copy": ("Ctrl+C", "plan"), "layout.cut": ("Ctrl+X", "plan"), "layout.paste": ("Ctrl+V", "plan"),
    "layout.paste_here": ("Ctrl+Alt+V", "plan"), "layout.delete_whole": ("Shift+Del", "plan"),
    "layout.alike": ("Shift+A", "plan"), "layout.inside": ("Shift+Z", "plan"), "layout.keys": ("F1", "page"),
    "layout.duplicate": ("Ctrl+D", "plan"), "layout.delete": ("Del", "plan"), "layout.all": ("Ctrl+A", "plan"),
    "layout.fit": ("Home", "plan"), "layout.fly": ("F", "plan"), "layout.snap": ("Shift+S", "plan"),
    "layout.graph": ("Shift+T", "plan"), "layout.query": ("Ctrl+F", "page"),
    "layout.align.left": ("Ctrl+Alt+Left", "plan"), "layout.align.right": ("Ctrl+Alt+Right", "plan"),
    "layout.align.top": ("Ctrl+Alt+Up", "plan"), "layout.align.bottom": ("Ctrl+Alt+Down", "plan"),
    "layout.align.centre_x": ("Ctrl+Alt+X", "plan"), "layout.align.centre_y": ("Ctrl+Alt+Y", "plan"),
    "layout.distribute.centre_x": ("Ctrl+Shift+H", "plan"), "layout.distribute.centre_y": ("Ctrl+Shift+V", "plan"),
    "layout.rotate.right": (".", "plan"), "layout.rotate.left": (",", "plan"), "layout.arrange": ("Shift+R", "plan"),
    "layout.mirror.across": ("X", "plan"), "layout.mirror.along": ("Shift+X", "plan"),
    "layout.grain.zones": ("1", "plan"), "layout.grain.racks": ("2", "plan"), "layout.grain.bins": ("3", "plan"),
    "layout.renumber": ("Ctrl+Shift+N", "page"), "layout.compare": ("Ctrl+Shift+D", "page"),
    "layout.publish": ("Ctrl+Shift+P", "page"), "layout.history": ("Ctrl+Shift+Y", "page"),
    "layout.next": ("N", "plan"), "layout.previous": ("Shift+N", "plan"),
})  # fmt: skip
"""By command: its key, and whether the plan alone or the whole page (but not a field) listens to it."""

_PANELS = (
    ("properties", "Properties", "properties"), ("arrange", "Rotate by number, array", "arrange"),
    ("query", "Select by query", "query"), ("renumber", "Renumber bins", "renumber"),
    ("classes", "Storage classes and trucks", "classes"), ("history", "History of the drawing", "rewind"),
    ("compare", "Compare with what is published", "compare"), ("versions", "Versions", "versions"),
    ("moves", "Move map", "move_map"), ("publish", "Publish the layout", "publish"),
    ("underlay", "Plan underlay: PNG, SVG, PDF, DXF", "underlay"),
    ("plan_out", "Import, export, bin labels", "export"), ("keys", "All keys of the editor", "help"),
    ("travel", "Travel: tours, distances, times", "travel_graph"),
)  # fmt: skip
_EDITS = (
    ("undo", "Undo", "undo", UNDO), ("redo", "Redo", "redo", REDO), ("copy", "Copy", "copy", CHOSEN),
    ("cut", "Cut", "copy", CHOSEN), ("paste", "Paste", "paste", EDITING),
    ("paste_here", "Paste where it was", "paste", EDITING),
    ("duplicate", "Duplicate", "copy", CHOSEN), ("delete", "Delete", "delete", CHOSEN),
    ("delete_whole", "Delete with all that is in it", "delete", CHOSEN),
    ("alike", "Choose all alike", "select", CHOSEN), ("inside", "Choose what is in the zone", "select", CHOSEN),
    ("all", "Choose everything", "select", OPEN), ("fit", "Show the whole layout", "zoom_fit", OPEN),
    ("fly", "Go to what is chosen", "fly_to", OPEN), ("snap", "Snap on or off", "snap", EDITING),
    ("graph", "Show the travel graph", "travel_graph", OPEN),
)  # fmt: skip
_EDGES = (
    ("left", "left edges"), ("centre_x", "middles across"), ("right", "right edges"), ("top", "top edges"),
    ("centre_y", "middles down"), ("bottom", "bottom edges"),
)  # fmt: skip


def layout_commands(acts: LayoutActs) -> tuple[Command, ...]:
    """The commands of one open layout page."""
    found = [
        _command(
            tool.command, tool.title, _bound(acts.choose_tool, tool.tool, tool.use), tool.icon,
            EDITING if tool.group == 1 else OPEN,
        )
        for tool in TOOLS
    ]  # fmt: skip
    found += [
        _command(f"layout.{id_}", title, _bound(acts.edit, id_), icon, needs) for id_, title, icon, needs in _EDITS
    ]
    found += [
        _command(f"layout.align.{edge}", f"Align {words}", _bound(acts.align, edge), "align", SEVERAL)
        for edge, words in _EDGES
    ]
    found += [
        _command("layout.distribute.centre_x", "Distribute across", _bound(acts.distribute, "centre_x"), "distribute",
                 SEVERAL),
        _command("layout.distribute.centre_y", "Distribute down", _bound(acts.distribute, "centre_y"), "distribute",
                 SEVERAL),
        _command("layout.rotate.right", "Rotate by 90° right", _bound(acts.rotate, 90.0), "rotate", CHOSEN),
        _command("layout.rotate.left", "Rotate by 90° left", _bound(acts.rotate, -90.0), "rotate", CHOSEN),
        _command("layout.mirror.across", "Mirror left and right", _bound(acts.mirror, 90.0), "mirror", CHOSEN),
        _command("layout.mirror.along", "Mirror top and bottom", _bound(acts.mirror, 0.0), "mirror", CHOSEN),
        _command("layout.grain.zones", "Work on zones", _bound(acts.work_on, "zones"), "draw_zone", OPEN),
        _command("layout.grain.racks", "Work on racks", _bound(acts.work_on, "racks"), "draw_rack", OPEN),
        _command("layout.grain.bins", "Work on bins", _bound(acts.work_on, "bins"), "elevation", OPEN),
        _command("layout.save", "Save the draft", acts.save, "ok", EDITING),
        refresh_command("layout", "what others drew and published", acts.refresh, OPEN, SECTION),
        _command("layout.next", "Next difference", _bound(acts.step_difference, 1), "forward", OPEN),
        _command("layout.previous", "Previous difference", _bound(acts.step_difference, -1), "back", OPEN),
    ]  # fmt: skip
    found += [
        _command(f"layout.{id_}", title, _bound(acts.open_panel, id_), icon, OPEN) for id_, title, icon in _PANELS
    ]
    return tuple(found)


def _bound(act: Callable[..., object], *args: object) -> Callable[[], object]:
    return lambda: act(*args)


def _command(id_: str, title: str, run: Callable[[], object], icon: str, needs: tuple[Needs, ...]) -> Command:
    key = KEYS.get(id_)
    detail = "" if key is None else f"{key[0]} on the plan" if key[1] == "plan" else key[0]
    return Command(id_, title, run, "", needs, SECTION, icon, detail)
