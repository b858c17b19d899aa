"""What keys do to what is chosen: nudge, turn, stretch, take out."""

from collections.abc import Iterable

from app.layout import edits
from app.layout.elements import Element, Rack
from app.layout.geometry import mm
from app.layout.racking import ElementId
from app.ui.layout.arranging import inside
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.handles import HandleFrame
from app.ui.layout.canvas.tools.gestures import StretchGesture
from app.ui.layout.facts import name_kinds


class ChosenActs:
    """One step of undo each; nothing chosen, nothing done."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def nudge(self, dx: float, dy: float) -> None:
        """Move by mm."""
        chosen = self._chosen()
        if chosen:
            with self.board.gesture(f"Move {name_kinds(chosen)}"):
                edits.move(self.board.document, along(self.board, [one.id for one in chosen]), dx, dy)

    def turn(self, angle: float, frame: HandleFrame | None) -> None:
        """Turn by degrees about the middle of the frame."""
        chosen = self._chosen()
        if chosen and frame is not None:
            with self.board.gesture(f"Rotate {name_kinds(chosen)}"):
                edits.rotate(self.board.document, along(self.board, [one.id for one in chosen]), angle, frame.middle)

    def stretch(self, dx: float, dy: float, frame: HandleFrame | None) -> None:
        """Alt and an arrow: the right and the lower side of one element follow; a rack takes a bay a press."""
        chosen = self._chosen()
        if frame is None or len(chosen) != 1:
            return
        grip = "e" if dx else "s"
        if grip not in frame.grips:
            return
        rack = chosen[0]
        if isinstance(rack, Rack) and dx:
            dx = rack.bays[-1].width * (1 if dx > 0 else -1)
        along = dx or dy
        u0, v0, u1, v1 = frame.box
        wider = (u0, v0, u1 + along, v1) if grip == "e" else (u0, v0, u1, v1 + along)
        to = HandleFrame(frame.angle, wider, frame.grips).corner(grip)
        gesture = StretchGesture(self.board, list(chosen), frame, grip)
        at = self.board.camera.to_px(*to)
        gesture.move(Touch(at, (mm(to[0]), mm(to[1])), alt=True))
        gesture.end(Touch(at, to))
        self.board.guides = ()

    def delete(self) -> None:
        """Take what is chosen out; within a rack, leave its chosen bins out."""
        session, document = self.board.session, self.board.document
        if session.inside is not None and session.slots:
            inside, slots = session.inside, session.slots
            with self.board.gesture(f"Leave out {len(slots)} bins"):
                edits.leave_out(document, inside, slots)
            session.enter(inside)
            return
        chosen = session.chosen()
        if chosen:
            with self.board.gesture(f"Delete {name_kinds(chosen)}"):
                edits.remove(document, [one.id for one in chosen])

    def _chosen(self) -> tuple[Element, ...]:
        return tuple(one for one in self.board.session.chosen() if one.id in self.board.sheet.elements)


def along(board: Board, ids: Iterable[ElementId], *, once: bool = False) -> frozenset[ElementId]:
    """What moves when these are moved: with the contents of zones where that is wanted (once: this time otherwise), but
    for what is locked or hidden."""
    return frozenset(ids) if board.options.choose.contents is once else inside(board.session, ids)
