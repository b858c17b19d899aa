"""What the commands of the layout page do."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from app.domain.errors import Fault, Refusal
from app.layout.arrange import Edge
from app.layout.elements import Element, PlaceUse, Zone
from app.ui.layout.arranging import Arranging, inside
from app.ui.layout.facts import name_kinds
from app.ui.layout.fields import FlagField
from app.ui.layout.parts import Parts
from app.ui.layout.session import EditSession, Grain, ToolName

PLACE_SIZES = {"storage": (2_400.0, 2_400.0), "packing": (2_000.0, 1_200.0), "dock": (3_000.0, 4_000.0)}


class PageActs:
    """The LayoutActs of one page. A gesture that is open on the plan comes first: nothing is done in between."""

    def __init__(self, page: Parts) -> None:
        self._page = page
        self.arranging = Arranging(page.session, self.take_along)

    def choose_tool(self, tool: str, use: str) -> None:
        """Take a tool into the hand; the row tool brings its panel."""
        page = self._page
        if tool == "place":
            options = page.canvas.tool_options
            width, depth = PLACE_SIZES[use]
            place = replace(options.place, use=cast(PlaceUse, use), width=width, depth=depth)
            page.canvas.tool_options = replace(options, place=place)
        page.session.choose_tool(cast(ToolName, tool))
        page.tools.show_tool(use)
        page.canvas.setFocus()

    def edit(self, act: str) -> None:
        """One of the plain acts."""
        page, arranging = self._page, self.arranging
        document = page.session.document
        whole: dict[str, Callable[[], object]] = {
            "undo": document.undo, "redo": document.redo, "copy": arranging.copy, "cut": arranging.cut,
            "paste": self._paste, "paste_here": lambda: self._paste(in_place=True),
            "delete_whole": arranging.delete_whole, "alike": self._alike, "inside": self._inside,
            "duplicate": arranging.duplicate, "delete": self._delete, "all": lambda: choose_all(page.session),
            "fit": page.canvas.fit, "fly": self._fly, "graph": self._graph,
            "snap": lambda: page.session.set_snap(on=not page.session.snap.on),
        }  # fmt: skip
        self._do(whole[act])

    def align(self, edge: str) -> None:
        """The chosen to the outermost of them."""
        self._do(lambda: self.arranging.align(cast(Edge, edge)))

    def distribute(self, edge: str) -> None:
        """Equal floor between them."""
        self._do(lambda: self.arranging.distribute("centre_x" if edge == "centre_x" else "centre_y"))

    def rotate(self, degrees: float) -> None:
        """About their middle."""
        self._do(lambda: self.arranging.rotate(degrees))

    def mirror(self, axis: float) -> None:
        """In a line through their middle."""
        self._do(lambda: self.arranging.mirror(axis))

    def open_panel(self, panel: str) -> None:
        """Open a side panel."""
        self._page.host.open(panel)

    def save(self) -> None:
        """Save now."""
        self._page.drafting.save()

    def refresh(self) -> None:
        self._page.drafting.look()

    def work_on(self, grain: str) -> None:
        """What a click takes, and what is shown of rows to come."""
        self._page.session.work_on(cast(Grain, grain))

    def take_along(self, on: bool | None = None) -> bool:
        """Whether zones take along what is in them; given a value, from now on."""
        canvas = self._page.canvas
        choose = canvas.tool_options.choose
        if on is not None and on != choose.contents:
            choose = replace(choose, contents=on)
            canvas.tool_options = replace(canvas.tool_options, choose=choose)
            self._page.session.seen.emit()
        return choose.contents

    def step_difference(self, by: int) -> None:
        """To the next difference, in the compare panel."""
        panel = self._page.host.open("compare")
        step = getattr(panel, "step", None)
        if step is not None:
            step(by)

    def _do(self, act: Callable[[], object]) -> None:
        if self._page.session.document.editing is not None:
            return
        try:
            act()
        except Refusal as refusal:
            self._page.shell.show_refusal(refusal)
        except Fault as fault:
            self._page.shell.show_refusal(Refusal("layout", fault.what, fault.safe))

    def _paste(self, *, in_place: bool = False) -> None:
        middle = self._page.canvas.visible().center()
        self.arranging.paste(self._page.canvas.hovered, (middle.x(), middle.y()), in_place=in_place)

    def _delete(self) -> None:
        """A zone goes alone; what stays without one is told, for its addresses change."""
        session = self._page.session
        named = session.document.namers
        left = {by for zone in session.chosen() if isinstance(zone, Zone) for by in named(zone.id)} - session.selection
        self.arranging.delete()
        if left:
            what = name_kinds([session.document.elements[id_] for id_ in sorted(left)])
            session.said.emit(f"{what} now belong to no zone. Shift+Del deletes a zone with all that is in it.")

    def _alike(self) -> None:
        """All that is of the kinds of what is chosen: of racks and places also of their style or use."""
        session = self._page.session
        kinds = {_kind_of(element) for element in session.chosen()}
        elements = session.document.elements.items()
        session.select(
            id_
            for id_, element in elements
            if _kind_of(element) in kinds and getattr(element, "floor", None) == session.floor
        )

    def _inside(self) -> None:
        """What belongs to the chosen zones, in place of the zones."""
        session = self._page.session
        found = inside(session, session.selection) - session.selection
        if not found:
            raise Refusal("layout", "Nothing belongs to what is chosen.", "Choose a zone that racks or aisles name.")
        session.select(found)

    def _fly(self) -> None:
        if self._page.session.selection:
            self._page.canvas.fly_to(self._page.session.selection)
        else:
            self._page.canvas.fit()

    def _graph(self) -> None:
        """Opens the travel panel, which draws the graph; there, its switch is turned."""
        host = self._page.host
        if not host.has("travel"):
            raise Refusal("layout", "This program has no travel graph.", "Update Stillage.")
        switch = getattr(host.panel("travel"), "graph", None)
        if host.current == "travel" and isinstance(switch, FlagField):
            switch.toggle.click()
        else:
            host.open("travel")


def choose_all(session: EditSession) -> None:
    """All that is on the floor in sight."""
    elements = session.document.elements.items()
    session.select(id_ for id_, element in elements if getattr(element, "floor", None) == session.floor)


def _kind_of(element: Element) -> tuple[str, str]:
    """The kind of an element, with the style of a rack or the use of a place."""
    return element.kind, getattr(element, "style", getattr(element, "use", ""))
