"""What does not move while a gesture goes on: painted once into a picture, put down again in every frame.

Where something was edited, that part is painted over at once. Where one stands elsewhere, or a layer or the theme is
otherwise, a new picture is painted beside it, step by step, as a frame has time for it; until it is done the one before
is put down, stretched and shifted to where one stands now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from app.layout.geometry import Bounds, bounds_of
from app.layout.racking import ElementId
from app.ui.heat.camera import Stand
from app.ui.layout.canvas.past import PastOutlines
from app.ui.layout.canvas.scene import Frame, Look, ScenePainter
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.steps import Making, Step
from app.ui.layout.canvas.surround import Rulers, paint_dots, paint_scale_bar
from app.ui.layout.canvas.words import RACK_SCALE, WordPainter
from app.ui.layout.session import EditSession

Paints = tuple[ScenePainter, WordPainter]
OVER = 24.0  # px beyond a part that is painted: words and arrows that reach into it
AROUND = 90.0
"""px around what was edited that are painted with it: codes stand before their racks."""
MARGIN = 64
"""px that the picture is larger than the window on each side: so far a pan costs nothing but putting it down."""
PATIENCE = 0.0045
"""s of a frame that go into a new picture before the one before it is put down instead."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture shows: from where, how large, and of what."""

    stand: Stand
    size: tuple[float, float]
    ratio: float
    content: tuple[object, ...]
    without: frozenset[ElementId]

    def like(self, other: "Shown") -> bool:
        """Whether the other one is of the same scale and size, shifted at most."""
        return (self.stand.scale, self.size, self.ratio) == (other.stand.scale, other.size, other.ratio)


class StillPicture:
    """The picture of one session's floor. `spoil` when something it shows changed; `edited` when that was an edit."""

    def __init__(self, session: EditSession, sheet: Sheet) -> None:
        self.session, self.sheet = session, sheet
        self.past = PastOutlines()
        self.made = 0
        self.patched = 0
        """Pictures made so far from nothing, and parts of them painted over, for tests and benches."""
        self.patience = PATIENCE
        self._turn, self._rulers = 0, Rulers()
        self._picture = QPixmap()
        self._shown: Shown | None = None
        self._making: Making | None = None
        self._urgent = self._untidy = False
        self._dirty: Bounds | None = None

    @property
    def pending(self) -> bool:
        """Whether frames have to follow by themselves until all is there."""
        return self._making is not None or self._untidy

    def spoil(self) -> None:
        """What it shows is no longer so; it stands until the new picture is there."""
        self._turn += 1

    def edited(self, box: Bounds | None = None) -> None:
        """What lies in a box (mm) is no longer so, None: what lies anywhere; the next frame shows it."""
        if self._urgent:
            self._dirty = around(self._dirty, box) if self._dirty is not None and box is not None else None
        else:
            self._urgent, self._dirty = True, box

    def put(self, painter: QPainter, frame: Frame, paints: Paints, without: frozenset[ElementId]) -> None:
        """Put the picture down, made anew where it has to be. without: what is in the hand just now."""
        size = frame.size[0] + 2 * MARGIN, frame.size[1] + 2 * MARGIN
        content = self.sheet.revision, self._turn, paints[0]
        wanted = Shown(frame.camera.stand, size, frame.ratio, content, without)
        shown = self._shown
        if shown is not None and shown.like(wanted):
            wanted = replace(wanted, stand=near(shown.stand, wanted.stand, frame.ratio))
        if shown is not None and shown.without != without:
            self.edited(self.sheet.bounds(shown.without ^ without))
        self._follow(replace(frame, camera=frame.camera.standing(wanted.stand, MARGIN), size=size), paints, wanted)
        self._put_down(painter, frame, paints)
        if "zones" not in self.session.hidden:
            paints[1].zones(painter, frame, self.sheet, Look.drawn(paints[0].inks, frozenset(), without))
        paint_scale_bar(painter, frame, paints[0].inks)
        self._rulers.put(painter, frame, paints[0].inks, paints[0].numbers)

    def _follow(self, frame: Frame, paints: Paints, wanted: Shown) -> None:
        """Bring the picture nearer to what is wanted. frame: of the picture, which is larger than the window."""
        if self._shown is None or self._urgent:
            self._at_once(frame, paints, wanted)
        elif self._making is not None and self._making.of == wanted:
            self._make(frame, paints, wanted)
        elif self._shown != wanted:
            if not self._scrolled(frame, paints, wanted):
                self._make(frame, paints, wanted)
        elif self._making is not None:
            self._drop(paints)
        elif paints[1].waiting:
            self._go_on(frame, paints)
        elif self._untidy:
            self._make(frame, paints, wanted)

    def steps(self, frame: Frame, paints: Paints, without: frozenset[ElementId]) -> Iterator[Step]:
        """Paint all that scrolls with the plan, bottom to top."""
        scene, words = paints
        inks, hidden = scene.inks, self.session.hidden

        def ground(painter: QPainter) -> None:
            painter.fillRect(frame.box, inks.floor)
            if "walls" not in hidden:
                scene.interior(painter, frame, self.sheet)
            paint_dots(painter, frame, inks)

        told = "overlays" not in hidden and any(getattr(one, "arrows", False) for one in self.session.overlays)
        look = replace(Look.drawn(inks, hidden, without), arrows=not told)
        yield ground
        yield partial(self._overlays, frame=frame, below=True)
        yield partial(
            self.past.paint, frame=frame, sheet=self.sheet, floor=self.session.floor, inks=inks, words=words
        )  # fmt: skip
        chosen = self.session.selection - without
        yield from scene.steps(frame, self.sheet, replace(look, covered=chosen) if chosen else look)
        if chosen:
            yield from scene.steps(frame, self.sheet, Look.chosen(inks, chosen))
        yield from words.steps(frame, self.sheet, look)
        yield partial(self._overlays, frame=frame, below=False)

    def _put_down(self, painter: QPainter, frame: Frame, paints: Paints) -> None:
        """The picture as it is; where one stands elsewhere by now, stretched and shifted to there."""
        shown, stand = self._shown, frame.camera.stand
        if shown is None:
            return
        grown = stand.scale / shown.stand.scale
        wide, high = shown.size[0] * grown, shown.size[1] * grown
        middle = QPointF(
            frame.size[0] / 2 + (shown.stand.x - stand.x) * stand.scale,
            frame.size[1] / 2 + (shown.stand.y - stand.y) * stand.scale,
        )
        there = QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
        if grown == 1.0:
            there.moveTo(round(there.x() * frame.ratio) / frame.ratio, round(there.y() * frame.ratio) / frame.ratio)
        if not there.contains(frame.box):
            painter.fillRect(frame.box, paints[0].inks.floor)
        if grown == 1.0 and shown.ratio == frame.ratio:
            painter.drawPixmap(there.topLeft(), self._picture)
        else:
            painter.drawPixmap(there, self._picture, QRectF(self._picture.rect()))

    def _at_once(self, frame: Frame, paints: Paints, wanted: Shown) -> None:
        """The whole picture, or that part of it which was edited."""
        shown, dirty = self._shown, self._dirty
        self._urgent, self._dirty = False, None
        where = None if shown is None or dirty is None else self._patch_of(frame, dirty)
        if shown is None or where is None or not shown.like(wanted) or shown.stand != wanted.stand:
            self._start(frame, paints, wanted).go_on(float("inf"))
            self._finish(wanted)
            return
        self._drop(paints)
        if not where.isEmpty():
            paints[1].begin(anew=False, but=QRectF(where))
            self._paint_part(QRectF(where), frame, paints, wanted.without)
            self._untidy |= bool(paints[1].waiting)
            self.patched += 1
        self._shown = wanted

    def _patch_of(self, frame: Frame, dirty: Bounds) -> QRect | None:
        """The part of the window where something was edited; None where that is most of it."""
        corners = (dirty[0], dirty[1]), (dirty[2], dirty[3])
        part = QRectF(*(frame.camera.to_px(*point) for point in corners)).normalized()
        rim = AROUND if frame.camera.scale >= RACK_SCALE else OVER  # from further away no rack has its code
        part = part.adjusted(-rim, -rim, rim, rim) & QRectF(0, 0, *frame.size)
        if part.width() * part.height() > frame.size[0] * frame.size[1] * 0.7:
            return None
        return part.toAlignedRect()

    def _make(self, frame: Frame, paints: Paints, wanted: Shown) -> None:
        """Go on with the picture that is wanted, begun anew where that is another one by now."""
        making = self._making
        if making is None or making.of != wanted:
            making = self._start(frame, paints, wanted)
        paints[1].begin(anew=False)
        if making.go_on(self.patience):
            self._finish(wanted)

    def _start(self, frame: Frame, paints: Paints, wanted: Shown) -> Making:
        size = QSize(round(frame.size[0] * frame.ratio), round(frame.size[1] * frame.ratio))
        paints[1].begin()
        self._making = Making(wanted, size, frame.ratio, self.steps(frame, paints, wanted.without))
        return self._making

    def _drop(self, paints: Paints) -> None:
        """Give up the picture on its way: the words that wait are of that one, so this one is not all there."""
        if self._making is not None:
            paints[1].begin()
            self._making, self._untidy = None, True

    def _finish(self, wanted: Shown) -> None:
        if self._making is not None:
            self._picture = self._making.picture
        self._making, self._shown, self._untidy = None, wanted, False
        self.made += 1

    def _go_on(self, frame: Frame, paints: Paints) -> None:
        """Write addresses that there was no time for; what other parts draw over them comes over them again."""
        inner = QPainter(self._picture)
        paints[1].go_on(inner)
        if not paints[1].waiting:
            self._overlays(inner, frame, below=False)
        inner.end()

    def _scrolled(self, frame: Frame, paints: Paints, wanted: Shown) -> bool:
        """Shift the picture by whole pixels and paint what comes in at its sides; False where that is no gain."""
        shown = self._shown
        if shown is None or not shown.like(wanted) or shown.content != wanted.content:
            return False
        old, new, zoom = shown.stand, wanted.stand, frame.camera.scale * frame.ratio
        dx, dy = (old.x - new.x) * zoom, (old.y - new.y) * zoom
        x, y = round(dx), round(dy)
        wide, high = self._picture.width(), self._picture.height()
        if abs(dx - x) > 1e-3 or abs(dy - y) > 1e-3 or abs(x) > wide // 3 or abs(y) > high // 3:
            return False
        self._drop(paints)
        self._picture.scroll(x, y, QRect(0, 0, wide, high))
        paints[1].begin(x / frame.ratio, y / frame.ratio, anew=False)
        sides = []
        if x:
            sides.append(QRect(0 if x > 0 else wide + x, 0, abs(x), high))
        if y:
            sides.append(QRect(0, 0 if y > 0 else high + y, wide, abs(y)))
        for side in sides:
            part = QRectF(
                side.x() / frame.ratio, side.y() / frame.ratio, side.width() / frame.ratio, side.height() / frame.ratio
            )
            self._paint_part(part, frame, paints, wanted.without)
        self._untidy |= bool(paints[1].waiting)  # words across the seam may be written twice: made anew in the end
        self._shown = wanted
        return True

    def _paint_part(self, part: QRectF, frame: Frame, paints: Paints, without: frozenset[ElementId]) -> None:
        """Paint a part of the picture over what is there."""
        inner = QPainter(self._picture)
        inner.setClipRect(part)
        for step in self.steps(replace(frame, part=part.adjusted(-OVER, -OVER, OVER, OVER)), paints, without):
            step(inner)
        inner.end()

    def _overlays(self, painter: QPainter, frame: Frame, *, below: bool) -> None:
        if ("underlay" if below else "overlays") in self.session.hidden:
            return
        for overlay in self.session.overlays:
            if overlay.below is below:
                painter.save()
                overlay.paint(painter, frame.camera)
                painter.restore()


def near(shown: Stand, wanted: Stand, ratio: float) -> Stand:
    """Where a picture stands that is to be seen from `wanted`: where it was, along each axis, as long as its margin
    reaches; pictures are only shifted by whole device px."""
    dx, dy = ((a - b) * wanted.scale * ratio for a, b in ((shown.x, wanted.x), (shown.y, wanted.y)))
    if abs(dx - round(dx)) > 1e-3 or abs(dy - round(dy)) > 1e-3:
        return wanted
    most = MARGIN * ratio
    return Stand(shown.x if abs(dx) <= most else wanted.x, shown.y if abs(dy) <= most else wanted.y, wanted.scale)


def around(one: Bounds, other: Bounds) -> Bounds:
    """The box around two boxes."""
    return bounds_of((one[:2], one[2:], other[:2], other[2:]))
