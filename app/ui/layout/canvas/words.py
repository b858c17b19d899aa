"""Words on the plan, by how near one stands: zones, then places and racks, then bins. Text that does not fit is not
drawn; an address is never cut."""

import math
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from app.domain.errors import Refusal
from app.layout.addresses import Lookup, names_of
from app.layout.elements import Caption, Obstacle, Place, Rack, Zone
from app.layout.geometry import Bounds, placed
from app.layout.racking import SlotKey, distinct
from app.layout.slots import slot_keys
from app.ui.heat.labels import TextStock, turned, upright
from app.ui.layout.canvas.boxes import COS, DEPTH, HALF, SIN, Rows, X, Y
from app.ui.layout.canvas.camera import PlanCamera
from app.ui.layout.canvas.inks import Inks
from app.ui.layout.canvas.scene import Frame, Look
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.steps import Step
from app.ui.layout.canvas.strips import in_reach

MOST_BINS, MOST_RACKS, MOST_PLACES, KEPT = 600, 300, 500, 400
BIN_WIDTH, BIN_DEPTH = 26.0, 13.0  # px of a bin before its address is tried
FRESH = 24
"""Addresses that are laid out for one frame, the other ones for the next: laying out costs as much as writing six."""
HANDFUL = 80
"""Addresses that are written in one step of a picture."""
SPELLED = 4
"""Racks whose bins are spelled for one frame: one costs as much as ten addresses that are laid out."""
RACK_SCALE, RACK_DEPTH = 0.016, 11.0  # px a mm, and px of depth, before a rack's code is tried
ZONE_WIDTH = 40.0


@dataclass(frozen=True, slots=True)
class Word:
    """A code in its place: the px of its middle line where `align` (0 its beginning, 1 its end) lies, and degrees.

    bin: rack, column and px of room of an address that is not spelled yet; there is no text then."""

    text: str
    x: float
    y: float
    angle: float
    align: float
    ink: QColor
    bin: tuple[Rack, int, float] | None = None


class WordPainter:
    """Writes the words of a sheet in the inks of one theme. find: how an element is found by its id, for addresses."""

    def __init__(self, inks: Inks, find: Lookup) -> None:
        self._inks, self._find = inks, find
        self._strong, self._caption = TextStock(inks.strong), TextStock(inks.caption)
        self._code = TextStock(inks.code)
        self._names: OrderedDict[int, tuple[Rack, tuple[str, str], list[str]]] = OrderedDict()
        self._fresh, self._spelled = FRESH, SPELLED
        self.waiting: list[Word] = []
        """Codes that there was no time to lay out; `go_on` writes them."""

    def begin(self, dx: float = 0.0, dy: float = 0.0, *, anew: bool = True, but: QRectF | None = None) -> None:
        """A frame begins: anew, or over what was written before and stands (dx, dy) px further right and down now.
        but: where all is written again."""
        self._fresh, self._spelled = FRESH, SPELLED
        kept = [] if anew else [word for word in self.waiting if but is None or not but.contains(word.x, word.y)]
        self.waiting = [replace(word, x=word.x + dx, y=word.y + dy) for word in kept] if dx or dy else kept

    def go_on(self, painter: QPainter) -> None:
        """Write some of what waits over what is there."""
        self._fresh, self._spelled, words, self.waiting = FRESH, SPELLED, self.waiting, []
        painter.setFont(self._code.font)
        for word in words:
            painter.setPen(word.ink)
            if word.bin is None:
                self._write(painter, word)
            else:
                self._write_bin(painter, word, word.bin)

    def steps(self, frame: Frame, sheet: Sheet, look: Look) -> Iterator[Step]:
        """All words that there is room for, a handful a step: addresses of bins, codes of racks, all others."""
        if "racks" not in look.hidden:
            near = replace(frame, part=frame.box.adjusted(-80, -80, 80, 80))  # codes stand before their racks
            rows = in_reach(look.rows(sheet.racks), near.lens, near.reach)
            bins = self._bins(frame, sheet, rows)
            while some := list(islice(bins, HANDFUL)):
                yield partial(self._write_bins, words=some)
            yield partial(self._racks, frame=frame, sheet=sheet, rows=rows)
        yield partial(self.captions, frame=frame, sheet=sheet, look=look)

    def captions(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        """All other words that there is room for."""
        box = frame.box
        if "places" not in look.hidden:
            self._places(painter, frame, sheet, look)
        if "walls" not in look.hidden:
            self._obstacles(painter, frame, sheet, look)
        if "captions" not in look.hidden:
            painter.setPen(self._inks.text_second)
            painter.setFont(self._strong.font)
            for id_ in look.some(sheet.captions):
                caption = sheet.captions[id_]
                at = frame.camera.to_px(caption.x, caption.y)
                if box.adjusted(-400, -20, 0, 20).contains(at):
                    self._strong.put(painter, caption.text, at.x(), at.y(), 0.0)

    def room(self, camera: PlanCamera, caption: Caption) -> Bounds:
        """The box of a caption on the plan (mm), from where one stands."""
        wide, high = self._strong.width(caption.text) / camera.scale, 9.0 / camera.scale
        return caption.x, caption.y - high, caption.x + wide, caption.y + high

    def fits(self, text: str, width: float) -> bool:
        """Whether a caption goes into so many px."""
        return self._caption.fits(text, width)

    def zones(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        """The names of zones; they stay in the window as long as their zone does."""
        rows = in_reach(look.rows(sheet.zones), frame.lens, frame.reach)
        painter.setPen(self._inks.zone_label)
        painter.setFont(self._strong.font)
        for at, box in zip(rows.at.tolist(), rows.boxes, strict=True):
            zone = sheet.elements[sheet.zones.ids[at]]
            wide = 2 * float(box[HALF]) * frame.camera.scale
            if not isinstance(zone, Zone) or wide < ZONE_WIDTH:
                continue
            full = f"{zone.code}  {zone.name}" if zone.name and zone.name != zone.code else zone.code
            text = full if self._strong.fits(full, wide) else zone.code
            if not self._strong.fits(text, wide):
                continue
            angle = upright(math.atan2(box[SIN], box[COS]))
            flip = 1.0 if abs((math.degrees(math.atan2(box[SIN], box[COS])) - angle + 180) % 360 - 180) < 1 else -1.0
            along, across = -box[HALF] * flip, -box[DEPTH] * flip
            x = float(box[X] + along * box[COS] - across * box[SIN])
            y = float(box[Y] + along * box[SIN] + across * box[COS])
            px = frame.camera.to_px(x, y)
            if angle:
                turned(painter, px.x(), px.y(), angle, partial(self._strong.put, painter, text, 2, -10, 0.0))
            else:  # the name stays in the window as long as the box does
                left = min(max(px.x(), 22.0), max(px.x() + wide - self._strong.width(text) - 4, px.x()))
                self._strong.put(painter, text, left + 2, px.y() - 10, 0.0)

    def _racks(self, painter: QPainter, frame: Frame, sheet: Sheet, rows: Rows) -> None:
        scale = frame.camera.scale
        if scale < RACK_SCALE or not len(rows.at):
            return
        boxes = rows.boxes
        seen = (2 * boxes[:, DEPTH] * scale >= RACK_DEPTH) & (2 * boxes[:, HALF] * scale >= 40)
        back = (boxes[:, COS] < -1e-6) | ((np.abs(boxes[:, COS]) < 1e-6) & (boxes[:, SIN] < 0))
        before = boxes[:, [COS, SIN]] * np.where(back, boxes[:, HALF], -boxes[:, HALF])[:, None]
        ends = frame.camera.screens(boxes[:, :2] + before)
        around = frame.box.adjusted(-80, -80, 80, 80)
        seen &= ((ends >= (around.left(), around.top())) & (ends <= (around.right(), around.bottom()))).all(axis=1)
        painter.setPen(self._inks.text_third)
        painter.setFont(self._code.font)
        for k in np.flatnonzero(seen)[:MOST_RACKS].tolist():
            cos, sin, (end_x, end_y) = float(boxes[k, COS]), float(boxes[k, SIN]), ends[k].tolist()
            text = sheet.elements[sheet.racks.ids[int(rows.at[k])]].code
            if abs(cos) < 0.2:
                if self._code.goes(text, 2 * float(boxes[k, DEPTH]) * scale + 6):
                    self._write(painter, Word(text, end_x, end_y - 9, 0.0, 0.5, self._inks.text_third))
                continue
            angle = upright(math.atan2(sin, cos))
            x, y = placed(end_x, end_y, angle, -6.0, 0.0)
            self._write(painter, Word(text, x, y, angle, 1.0, self._inks.text_third))

    def _bins(self, frame: Frame, sheet: Sheet, rows: Rows) -> Iterator[Word]:
        """The addresses that there is room for, none of them spelled yet."""
        scale = frame.camera.scale
        if not len(rows.at):
            return
        bins = sheet.cells.strips(sheet.racks.ids)[1]
        wide, deep = bins.narrowest[rows.at] * scale, 2 * rows.boxes[:, DEPTH] * scale
        stands = np.abs(rows.boxes[:, COS]) < 0.2  # upright on the screen: the text goes level, across the rack
        room, rise = np.where(stands, deep, wide), np.where(stands, wide, deep)
        near = np.flatnonzero((room >= BIN_WIDTH) & (rise >= BIN_DEPTH))
        if not len(near):
            return
        boxes, first, count = rows.boxes[near], bins.first[rows.at[near]], bins.count[rows.at[near]]
        of = np.repeat(np.arange(len(near)), count)
        column = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
        middle = (bins.low + bins.high)[first[of] + column] / 2
        at = frame.camera.screens(boxes[of, :2] + middle[:, None] * boxes[of][:, [COS, SIN]])
        box = frame.box.adjusted(-20, -20, 20, 20)
        seen = (at > (box.left(), box.top())).all(axis=1) & (at < (box.right(), box.bottom())).all(axis=1)
        turns = np.arctan2(boxes[:, SIN], boxes[:, COS]).tolist()
        angles = [0.0 if level else upright(turn) for level, turn in zip(stands[near].tolist(), turns, strict=True)]
        rooms, racks = (room[near] - 4).tolist(), [sheet.elements[sheet.racks.ids[at]] for at in rows.at[near].tolist()]
        some = zip(of[seen].tolist(), column[seen].tolist(), at[seen].tolist(), strict=True)
        for k, n, (x, y) in islice(some, MOST_BINS):
            rack = racks[k]
            if isinstance(rack, Rack):
                yield Word("", x, y, angles[k], 0.5, self._inks.text_second, (rack, n, rooms[k]))

    def _write_bins(self, painter: QPainter, words: list[Word]) -> None:
        painter.setPen(self._inks.text_second)
        painter.setFont(self._code.font)
        for word in words:
            if word.bin is not None:
                self._write_bin(painter, word, word.bin)

    def _write_bin(self, painter: QPainter, word: Word, bin_: tuple[Rack, int, float]) -> None:
        """Write the address of a bin, as far as it fits; it waits while its rack is not spelled."""
        rack, column, room = bin_
        names = self._names_of(rack)
        if names is None:
            self.waiting.append(replace(word, bin=bin_))
        elif column < len(names) and (text := self._fitting(names[column], room)):
            self._write(painter, replace(word, text=text, bin=None))

    def _write(self, painter: QPainter, word: Word) -> None:
        """Write it, unless as many were laid out for this frame as one has time for: then it waits for the next one."""
        if not self._code.laid(word.text):
            if self._fresh <= 0:
                self.waiting.append(word)
                return
            self._fresh -= 1
        if word.angle:
            put = partial(self._code.put, painter, word.text, 0, 0, word.align)
            turned(painter, word.x, word.y, word.angle, put)
        else:
            self._code.put(painter, word.text, word.x, word.y, word.align)

    def _fitting(self, name: str, room: float) -> str:
        """The whole address, or what follows its zone and aisle, or nothing."""
        if self._code.goes(name, room):
            return name
        short = "-".join(name.split("-")[-2:])
        return short if short != name and self._code.goes(short, room) else ""

    def _names_of(self, rack: Rack) -> list[str] | None:
        """The address of the lowest bin of each column, from the rack's -x end to its +x end; None: not yet."""
        zone, aisle = (self._find(id_) if id_ is not None else None for id_ in (rack.zone, rack.aisle))
        codes = zone.code if zone is not None else "", aisle.code if aisle is not None else ""
        known = self._names.get(id(rack))
        if known is not None and known[0] is rack and known[1] == codes:
            self._names.move_to_end(id(rack))
            return known[2]
        if self._spelled <= 0:
            return None
        self._spelled -= 1
        lowest = {(key[0], key[2]): key for key in reversed(_lowest(rack))}
        try:
            spelled = dict(zip(lowest, names_of(rack, self._find, list(lowest.values())), strict=True))
        except Refusal:  # a pattern being typed that cannot be read yet names nothing
            spelled = {}
        columns = [(n, bin_) for n, bay in enumerate(rack.bays, rack.first_bay) for bin_ in range(bay.widest)]
        made = [spelled.get(column, "") for column in (columns[::-1] if rack.flipped else columns)]
        if len(self._names) >= KEPT:
            self._names.popitem(last=False)
        self._names[id(rack)] = rack, codes, made
        return made

    def _places(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        rows = in_reach(look.rows(sheet.places), frame.lens, frame.reach)
        painter.setFont(self._code.font)
        painter.setPen(self._inks.text)
        left = MOST_PLACES
        for at, box in zip(rows.at.tolist(), rows.boxes, strict=True):
            element = sheet.elements[sheet.places.ids[at]]
            text = (element.label if isinstance(element, Place) else "") or element.code
            x = (abs(box[COS]) * box[HALF] + abs(box[SIN]) * box[DEPTH]) * 2 * frame.camera.scale
            y = (abs(box[SIN]) * box[HALF] + abs(box[COS]) * box[DEPTH]) * 2 * frame.camera.scale
            middle = frame.camera.to_px(float(box[X]), float(box[Y]))
            if x < 16 or y < 12 or not frame.box.adjusted(-80, -80, 80, 80).contains(middle) or not left:
                continue
            if isinstance(element, Place) and self._code.fits(text, x - 4):
                left -= 1
                self._code.put(painter, text, middle.x(), middle.y())
            elif isinstance(element, Place) and y > x and self._code.fits(text, y - 4):
                left -= 1
                turned(painter, middle.x(), middle.y(), -90, partial(self._code.put, painter, text, 0, 0))

    def _obstacles(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        painter.setFont(self._caption.font)
        painter.setPen(self._inks.text_second)
        for id_ in look.some(sheet.outlines):
            element = sheet.elements[id_]
            if not isinstance(element, Obstacle) or not element.label:
                continue
            box: QRectF = frame.polygon(element.points).boundingRect()
            if frame.box.intersects(box) and self._caption.fits(element.label, box.width() - 4) and box.height() > 12:
                self._caption.put(painter, element.label, box.center().x(), box.center().y())


def _lowest(rack: Rack) -> list[SlotKey]:
    """The lowest bin of each column, at the front; of a rack with bins left out, all of them, lowest first."""
    if rack.missing:
        return sorted(slot_keys(rack), key=lambda key: (key[1], key[3]))
    shapes = {
        id(bay): [
            (next(at for at, level in enumerate(bay.levels) if level.bins > bin_), bin_) for bin_ in range(bay.widest)
        ]
        for bay in distinct(rack.bays)
    }
    return [(n, at, bin_, 0) for n, bay in enumerate(rack.bays, rack.first_bay) for at, bin_ in shapes[id(bay)]]
