"""Acts on what is chosen: copy and paste (also between warehouses), align, distribute, turn, mirror, arrays."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from PySide6.QtGui import QGuiApplication

from app.domain.errors import Refusal
from app.layout import arrange, edits
from app.layout.arrange import Edge, codes_of, copied
from app.layout.clipboard import fitted, packed, unpacked
from app.layout.elements import Element
from app.layout.geometry import Point, bounds_of
from app.layout.racking import ElementId
from app.layout.shapes import DRAWN, outline
from app.ui.layout.facts import name_kinds
from app.ui.layout.session import EditSession

NUDGE = 1_000.0  # a copy stands this far from its original, mm


class Arranging:
    """Each act is one step of undo. Acts on nothing chosen do nothing. takes: whether zones take along what is in them
    now; it holds for whatever puts a zone elsewhere or makes another of it."""

    def __init__(self, session: EditSession, takes: Callable[[], bool]) -> None:
        self._session, self._takes = session, takes

    def align(self, edge: Edge) -> None:
        """To the first of the chosen, as they stand in the direction of the edge."""
        chosen = self.ordered(edge)
        self._put(f"Align {name_kinds(chosen)}", arrange.align(chosen, edge))

    def distribute(self, edge: Literal["centre_x", "centre_y"], gap: float | None = None) -> None:
        """Equal floor between neighbours. Raises Refusal for fewer than three without a gap."""
        chosen = self.ordered("left" if edge == "centre_x" else "top")
        if gap is None and len(chosen) < 3:
            what = "Between two things there is nothing to spread."
            raise Refusal("layout", what, "Choose three or more, or give the gap between them under Arrange (Shift+R).")
        self._put(f"Distribute {name_kinds(chosen)}", arrange.distribute(chosen, edge, gap))

    def rotate(self, degrees: float) -> None:
        """About the middle of all that is chosen, clockwise."""
        chosen = self.movable()
        if chosen:
            document = self._session.document
            with document.transaction(f"Rotate {name_kinds(chosen)} by {degrees:g}°"):
                edits.rotate(document, [one.id for one in self._whole(chosen)], degrees, self.middle(chosen))

    def mirror(self, axis: float) -> None:
        """In a line through the middle of what is chosen."""
        chosen = self.movable()
        if chosen:
            document = self._session.document
            with document.transaction(f"Mirror {name_kinds(chosen)}"):
                document.put(*arrange.mirror(self._whole(chosen), axis, self.middle(chosen)))

    def array(self, across: int, down: int, step_x: float, step_y: float) -> None:
        """Copies in a grid; the steps are mm from one to the next, turned by nothing."""
        chosen = self.movable()
        if not chosen or across * down < 2:
            return
        document = self._session.document
        whole = self._whole(chosen)
        made = arrange.array(document, [one.id for one in whole], across, down, (step_x, 0.0), (0.0, step_y))
        with document.transaction(f"Array of {across} x {down}: {name_kinds(chosen)}"):
            document.put(*made)
        heads = [one.id for at, one in enumerate(made) if at % len(whole) < len(chosen)]
        self._session.select([*(one.id for one in chosen), *heads])

    def delete(self) -> None:
        """Take out what is chosen. Raises Refusal where something stands on a floor that is to go."""
        chosen = self._session.chosen()
        if chosen:
            document = self._session.document
            with document.transaction(f"Delete {name_kinds(chosen)}"):
                edits.remove(document, [element.id for element in chosen])

    def cut(self) -> None:
        """Put what is chosen on the clipboard and take it out, with all that was copied along."""
        chosen = self.movable()
        if chosen:
            self.copy()
            with self._session.document.transaction(f"Cut {name_kinds(chosen)}"):
                edits.remove(self._session.document, [element.id for element in self._whole(chosen)])

    def delete_whole(self) -> None:
        """Take out the chosen zones and all that belongs to them, but for what is locked or hidden."""
        session = self._session
        chosen = self.movable()
        whole = inside(session, (one.id for one in chosen))
        if chosen:
            more = len(whole) - len(chosen)
            with session.document.transaction(f"Delete {name_kinds(chosen)} with {more:,} things in it"):
                edits.remove(session.document, whole)

    def duplicate(self) -> None:
        """A copy beside what is chosen."""
        chosen = self.movable()
        if chosen:
            document = self._session.document
            made = copied(self._whole(chosen), document, codes_of(document.elements.values()), NUDGE, NUDGE)
            with document.transaction(f"Duplicate {name_kinds(chosen)}"):
                document.put(*made)
            self._session.select(element.id for element in made[: len(chosen)])

    def copy(self) -> None:
        """Put what is chosen on the clipboard as layout JSON, with what it names."""
        chosen = self.movable()
        if chosen:
            QGuiApplication.clipboard().setText(packed(self._session.document, self._whole(chosen)))

    def paste(self, at: Point | None, middle: Point, *, in_place: bool = False) -> None:
        """What the clipboard holds, about a point (mm) where the hand is; without one beside where it was, or about the
        middle of the view if it comes from elsewhere. in_place: exactly where it was. Raises Refusal for other text."""
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
        if in_place:
            dx, dy = 0.0, 0.0
        elif made and (at is not None or not here):
            (x, y), goal = self.middle(made), at or middle
            dx, dy = round(goal[0] - x, -2), round(goal[1] - y, -2)
        new = copied(made, session.document, codes_of(session.document.elements.values()), dx, dy)
        with session.document.transaction(f"Paste {name_kinds(new)}"):
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

    def _whole(self, chosen: Sequence[Element]) -> list[Element]:
        """The chosen ones first, then what their zones take along."""
        document, ids = self._session.document, {element.id for element in chosen}
        more = edits.with_doors(document, inside(self._session, ids) if self._takes() else ids) - ids
        return [*chosen, *(document.elements[id_] for id_ in sorted(more))]

    def _put(self, label: str, elements: Sequence[Element]) -> None:
        if elements:
            document = self._session.document
            more = edits.following(document, elements, self._session.free) if self._takes() else ()
            with document.transaction(label):
                document.put(*elements, *more)


def inside(session: EditSession, ids: Iterable[ElementId]) -> frozenset[ElementId]:
    """These, and what belongs to the zones among them, but for what is locked or hidden."""
    held = frozenset(ids)
    return held | {id_ for id_ in edits.with_contents(session.document, held) if session.free(id_)}
