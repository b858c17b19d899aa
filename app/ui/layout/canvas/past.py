"""What stood elsewhere in the published layout, drawn dashed under what stands there now."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.layout.elements import Element
from app.layout.racking import ElementId
from app.layout.shapes import outline
from app.layout.table import Layout
from app.ui.heat.floor import draw_lines
from app.ui.layout.canvas.inks import Inks, clear, hair
from app.ui.layout.canvas.scene import Frame
from app.ui.layout.canvas.sheet import Sheet, lines_of
from app.ui.layout.canvas.strokes import dashes
from app.ui.layout.canvas.words import WordPainter

MOST = 400  # outlines in one picture


class PastOutlines:
    """Keeps what stood elsewhere, change by change."""

    def __init__(self) -> None:
        self._past: dict[ElementId, Element] = {}

    @property
    def ids(self) -> frozenset[ElementId]:
        """What is drawn dashed."""
        return frozenset(self._past)

    def compare(self, now: Layout, published: Layout | None, ids: frozenset[ElementId] | None = None) -> bool:
        """Find anew what stood elsewhere in the published layout; ids: only these changed. True where something came
        or went."""
        before = frozenset(self._past)
        if published is None:
            self._past = {}
            return bool(before)
        for id_ in published.elements.keys() if ids is None else ids:
            was, is_ = published.find(id_), now.find(id_)
            if was is not None and (is_ is None or (is_ is not was and outline(was) != outline(is_))):
                self._past[id_] = was
            else:
                self._past.pop(id_, None)
        return before != self._past.keys()

    def paint(
        self, painter: QPainter, frame: Frame, sheet: Sheet, floor: ElementId | None, inks: Inks, words: WordPainter
    ) -> None:
        """The outlines on a floor, with a word where there is room."""
        seen = 0
        painter.setFont(inks.caption)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for was in self._past.values():
            points = outline(was)
            if len(points) < 2 or getattr(was, "floor", None) != floor or seen >= MOST:
                continue
            lines = frame.px(lines_of(points if was.kind == "wall" else (*points, points[0])))
            box = frame.polygon(points).boundingRect()
            if not frame.box.intersects(box):
                continue
            seen += 1
            painter.setPen(hair(inks.text_second))
            draw_lines(painter, dashes(lines, 5.0, 4.0))
            text = f"was here: {was.code}" if was.id not in sheet.elements else "was here"
            if words.fits(text, box.width() - 8) and box.height() >= 14 and was.kind != "zone":
                painter.setPen(clear(inks.text_second, 1.0))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
