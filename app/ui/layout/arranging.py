"""Acts on what is chosen: copy and paste (also between warehouses), align, distribute, turn, mirror, arrays."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtGui import QGuiApplication

from app.domain.errors import Refusal
from app.layout import arrange, edits
from app.layout.arrange import Edge, codes_of, copied
from app.layout.clipboard import fitted, packed, unpacked
from app.layout.elements import Element
from app.layout.geometry import Point, bounds_of
from app.layout.shapes import DRAWN, outline
from app.ui.layout.facts import say_kinds
from app.ui.layout.session import EditSession

NUDGE = 1_000.0  # a copy stands this far from its original, mm


class Arranging:
    """Each act is one step of undo. Acts on nothing chosen do nothing."""

    def __init__(self, session: EditSession) -> None:
        self._session = session

    def align(self, edge: Edge) -> None:
        """To the first of the chosen, as they stand in the direction of the edge."""
        chosen = self.ordered(edge)
        self._put(f"Align {say_kinds(chosen)}", arrange.align(chosen, edge))

    def distribute(self, edge: Literal["centre_x", "centre_y"], gap: float | None = None) -> None:
        """Equal floor between neighbours."""
        chosen = self.ordered("left" if edge == "centre_x" else "top")
        self._put(f"Distribute {say_kinds(chosen)}", arrange.distribute(chosen, edge, gap))

    def rotate(self, degrees: float) -> None:
        """About the middle of all that is chosen, clockwise."""
        chosen = self.movable()
        if chosen:
            document = self._session.document
            with document.transaction(f"Rotate {say_kinds(chosen)} by {degrees:g}°"):
                edits.rotate(document, [element.id for element in chosen], degrees, self.middle(chosen))

    def mirror(self, axis: float) -> None:
        """In a line through the middle of what is chosen."""
        chosen = self.movable()
        if chosen:
            self._put(f"Mirror {say_kinds(chosen)}", arrange.mirror(chosen, axis, self.middle(chosen)))

    def array(self, across: int, down: int, step_x: float, step_y: float) -> None:
        """Copies in a grid; the steps are mm from one to the next, turned by nothing."""
        chosen = self.movable()
        if not chosen or across * down < 2:
            return
        document = self._session.document
        ids = [element.id for element in chosen]
        made = arrange.array(document, ids, across, down, (step_x, 0.0), (0.0, step_y))
        with document.transaction(f"Array of {across} x {down}: {say_kinds(chosen)}"):
            document.put(*made)
        self._session.select([*ids, *(element.id for element in made)])

    def delete(self) -> None:
        """Take out what is chosen. Raises Refusal where something stands on a floor that is to go."""
        chosen = self._session.chosen()
        if chosen:
            document = self._session.document
            with document.transaction(f"Delete {say_kinds(chosen)}"):
                edits.remove(document, [element.id for element in chosen])

    def duplicate(self) -> None:
        """A copy beside what is chosen."""
        chosen = self.movable()
        if chosen:
            document = self._session.document
            made = copied(chosen, document, codes_of(document.elements.values()), NUDGE, NUDGE)
            with document.transaction(f"Duplicate {say_kinds(chosen)}"):
                document.put(*made)
            self._session.select(element.id for element in made)

    def copy(self) -> None:
        """Put what is chosen on the clipboard as layout JSON, with what it names."""
        chosen = self.movable()
        if chosen:
            QGuiApplication.clipboard().setText(packed(self._session.document, chosen))

    def paste(self, middle: Point | None) -> None:
        """What the clipboard holds, about a point (mm), or beside where it was. Raises Refusal for other text."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            raise Refusal("layout", "There is nothing to paste.", "Copy something from a drawing first.")
        session = self._session
        if session.floor is None:
            raise Refusal("layout", "There is no floor to paste on.", "Add a floor first.")
        elements, chosen = unpacked(text)
        made, also = fitted(session.document, elements, chosen, session.floor)
        here = [element for element in chosen if session.document.find(element.id) is not None]
        dx, dy = NUDGE, NUDGE
        if not here and middle is not None and made:
            x, y = self.middle(made)
            dx, dy = round(middle[0] - x, -2), round(middle[1] - y, -2)
        new = copied(made, session.document, codes_of(session.document.elements.values()), dx, dy)
        with session.document.transaction(f"Paste {say_kinds(new)}"):
            session.document.put(*also, *new)
        session.select(element.id for element in new)

    # ------------------------------------------------------------- within
    def movable(self) -> tuple[Element, ...]:
        """What is chosen and has a place on the plan."""
        return tuple(element for element in self._session.chosen() if isinstance(element, DRAWN))

    def ordered(self, edge: Edge) -> tuple[Element, ...]:
        """The chosen ones, outermost in the direction of the edge first."""
        at = {"left": 0, "centre_x": 0, "right": 2, "top": 1, "centre_y": 1, "bottom": 3}[edge]
        sign = -1 if edge in ("right", "bottom") else 1
        return tuple(sorted(self.movable(), key=lambda element: (sign * bounds_of(outline(element))[at], element.id)))

    @staticmethod
    def middle(elements: Sequence[Element]) -> Point:
        """Of the bounds of all."""
        x0, y0, x1, y1 = bounds_of([point for element in elements for point in outline(element)])
        return (x0 + x1) / 2, (y0 + y1) / 2

    def _put(self, label: str, elements: Sequence[Element]) -> None:
        if elements:
            with self._session.document.transaction(label):
                self._session.document.put(*elements)
