"""What does not move while a gesture goes on: painted once into a picture, put down again in every frame.

It is made anew when the camera, the drawing, the choice, the layers or the theme changed, and at no other time."""

from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.layout.elements import Element
from app.layout.racking import ElementId
from app.layout.shapes import outline
from app.layout.table import Layout
from app.ui.heat.camera import Stand
from app.ui.heat.floor import draw_lines
from app.ui.layout.canvas.inks import Inks, clear, hair
from app.ui.layout.canvas.scene import Frame, Look, ScenePainter
from app.ui.layout.canvas.sheet import Sheet, lines_of
from app.ui.layout.canvas.strokes import dashes
from app.ui.layout.canvas.surround import paint_dots, paint_rulers, paint_scale_bar
from app.ui.layout.canvas.words import WordPainter
from app.ui.layout.session import EditSession

Paints = tuple[ScenePainter, WordPainter]
OVER = 24.0  # px beyond a strip that comes in: words and arrows that reach into it
MOST_PAST = 400  # outlines of what stood in the published layout


class StillPicture:
    """The picture of one session's floor. `spoil` when something it shows changed."""

    def __init__(self, session: EditSession, sheet: Sheet) -> None:
        self.session, self.sheet = session, sheet
        self.made = 0
        """Pictures made so far from nothing, for tests and benches."""
        self._picture = QPixmap()
        self._key: tuple[object, ...] = ()
        self._stand = Stand(0.0, 0.0, 1.0)
        self._past: dict[ElementId, Element] = {}
        self._patched = False

    @property
    def spoilt(self) -> bool:
        """Whether it is made anew with the next frame."""
        return not self._key

    def spoil(self) -> None:
        """What it shows is no longer so."""
        self._key = ()

    def compare(self, published: Layout | None, ids: frozenset[ElementId] | None = None) -> None:
        """Find anew what stood elsewhere in the published layout; ids: only these changed."""
        if published is None:
            self._past = {}
            return
        now = self.session.document
        for id_ in published.elements.keys() if ids is None else ids:
            was, is_ = published.find(id_), now.find(id_)
            if was is not None and (is_ is None or (is_ is not was and outline(was) != outline(is_))):
                self._past[id_] = was
            else:
                self._past.pop(id_, None)

    @property
    def past(self) -> frozenset[ElementId]:
        """What is drawn dashed, because it stood there in the published layout."""
        return frozenset(self._past)

    def put(self, painter: QPainter, frame: Frame, paints: Paints, without: frozenset[ElementId]) -> None:
        """Put the picture down, made anew where it has to be. without: what is in the hand just now."""
        stand = frame.camera.stand
        key = stand.scale, frame.size, frame.ratio, self.sheet.revision, without, paints[0]
        if key != self._key or (stand != self._stand and not self._scrolled(frame, paints, without)):
            size = QSize(round(frame.size[0] * frame.ratio), round(frame.size[1] * frame.ratio))
            if self._picture.size() != size:
                self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(frame.ratio)
            self._patched = False
            paints[1].begin()
            inner = QPainter(self._picture)
            self.paint(inner, frame, paints, without)
            inner.end()
            self.made += 1
        elif paints[1].waiting and stand == self._stand:
            self._go_on(frame, paints)
        done = self._patched and not paints[1].waiting
        self._key, self._stand = () if done else key, stand
        painter.drawPixmap(0, 0, self._picture)
        if "zones" not in self.session.hidden:
            paints[1].zones(painter, frame, self.sheet, Look.drawn(paints[0].inks, frozenset(), without))
        paint_scale_bar(painter, frame, paints[0].inks)
        paint_rulers(painter, frame, paints[0].inks, paints[0].numbers)

    def paint(self, painter: QPainter, frame: Frame, paints: Paints, without: frozenset[ElementId]) -> None:
        """Paint all that scrolls with the plan, bottom to top."""
        scene, words = paints
        inks, hidden = scene.inks, self.session.hidden
        painter.fillRect(frame.box, inks.floor)
        if "walls" not in hidden:
            scene.interior(painter, frame, self.sheet)
        paint_dots(painter, frame, inks)
        self._overlays(painter, frame, below=True)
        told = "overlays" not in hidden and any(getattr(one, "arrows", False) for one in self.session.overlays)
        look = replace(Look.drawn(inks, hidden, without), arrows=not told)
        self._paint_past(painter, frame, inks, words)
        scene.paint(painter, frame, self.sheet, look)
        chosen = self.session.selection - without
        if chosen:
            scene.paint(painter, frame, self.sheet, Look.chosen(inks, chosen))
        words.paint(painter, frame, self.sheet, look)
        self._overlays(painter, frame, below=False)

    def _go_on(self, frame: Frame, paints: Paints) -> None:
        """Write addresses that there was no time for; what other parts draw over them comes over them again."""
        inner = QPainter(self._picture)
        paints[1].go_on(inner)
        if not paints[1].waiting:
            self._overlays(inner, frame, below=False)
        inner.end()

    def _scrolled(self, frame: Frame, paints: Paints, without: frozenset[ElementId]) -> bool:
        """Shift the picture by whole pixels and paint what comes in at its sides; False where that is no gain."""
        old, new, zoom = self._stand, frame.camera.stand, frame.camera.scale * frame.ratio
        dx, dy = (old.x - new.x) * zoom, (old.y - new.y) * zoom
        x, y = round(dx), round(dy)
        wide, high = self._picture.width(), self._picture.height()
        if abs(dx - x) > 1e-3 or abs(dy - y) > 1e-3 or abs(x) > wide // 3 or abs(y) > high // 3:
            return False
        self._picture.scroll(x, y, QRect(0, 0, wide, high))
        paints[1].begin(x / frame.ratio, y / frame.ratio, anew=False)
        sides = []
        if x:
            sides.append(QRect(0 if x > 0 else wide + x, 0, abs(x), high))
        if y:
            sides.append(QRect(0, 0 if y > 0 else high + y, wide, abs(y)))
        inner = QPainter(self._picture)
        for side in sides:
            part = QRectF(
                side.x() / frame.ratio, side.y() / frame.ratio, side.width() / frame.ratio, side.height() / frame.ratio
            )
            inner.setClipRect(part)
            wider = part.adjusted(-OVER, -OVER, OVER, OVER)
            self.paint(inner, replace(frame, part=wider), paints, without)
        inner.end()
        self._patched |= bool(paints[1].waiting)  # words across the seam may be written twice: made anew in the end
        return True

    def _overlays(self, painter: QPainter, frame: Frame, *, below: bool) -> None:
        if ("underlay" if below else "overlays") in self.session.hidden:
            return
        for overlay in self.session.overlays:
            if overlay.below is below:
                painter.save()
                overlay.paint(painter, frame.camera)
                painter.restore()

    def _paint_past(self, painter: QPainter, frame: Frame, inks: Inks, words: WordPainter) -> None:
        floor, seen = self.session.floor, 0
        painter.setFont(inks.caption)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for was in self._past.values():
            points = outline(was)
            if len(points) < 2 or getattr(was, "floor", None) != floor or seen >= MOST_PAST:
                continue
            lines = frame.px(lines_of(points if was.kind == "wall" else (*points, points[0])))
            box = frame.polygon(points).boundingRect()
            if not frame.box.intersects(box):
                continue
            seen += 1
            painter.setPen(hair(inks.text_second))
            draw_lines(painter, dashes(lines, 5.0, 4.0))
            text = f"was here: {was.code}" if was.id not in self.sheet.elements else "was here"
            if words.fits(text, box.width() - 8) and box.height() >= 14 and was.kind != "zone":
                painter.setPen(clear(inks.text_second, 1.0))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
