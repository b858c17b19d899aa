"""DXF files read into shapes by layer. What cannot be read is refused in words before anything of ours is touched.

Curves become lines (arcs within 10 mm where the unit is known to be mm). A block whose shapes lie on one layer is one
thing, with the turned box around it; any other block is taken apart, as buildings that were inserted whole must be.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ezdxf import bbox, path, recover
from ezdxf.document import Drawing as Document
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.entities.lwpolyline import LWPolyline
from ezdxf.entities.mtext import MText
from ezdxf.entities.polyline import Polyline
from ezdxf.entities.text import Text
from ezdxf.lldxf.const import DXFError

from app.domain.errors import Refusal
from app.layout.dxf.found import MM_OF, Drawing, Shape, Unit, layers_of
from app.layout.geometry import Point
from app.services.layout_files.dxf_marks import APP, LAYERS, read_own

Progress = Callable[..., object]
LARGEST = 96_000_000
"""Bytes. ezdxf needs about twenty times a file's size while it reads it."""
MOST_SHAPES = 250_000
DEEPEST = 8
"""Blocks within blocks that are taken apart."""
UNITS: dict[int, Unit] = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m", 7: "km", 10: "yd", 14: "dm"}
"""$INSUNITS; 0 and what is not here (miles, microns, light years) is asked for."""
_CURVES = frozenset({"CIRCLE", "ARC", "ELLIPSE", "SPLINE"})
_FILLED = frozenset({"SOLID", "TRACE", "3DFACE"})


def read_dxf_file(file: Path, *, progress: Progress | None = None) -> Drawing:
    """The drawing in a file. Raises Refusal as `read_dxf` does, and where the file cannot be read or is too large."""
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise _too_large(file.name, size)
        data = file.read_bytes()
    except OSError as error:
        raise Refusal("file", f"{file} cannot be read ({error.strerror}).", "Choose another file.") from error
    return read_dxf(file.name, data, progress=progress)


def read_dxf(name: str, data: bytes, *, progress: Progress | None = None) -> Drawing:
    """The drawing in these bytes. Raises Refusal for DWG, a file that is cut off, damaged beyond reading, or huge."""
    say = progress or (lambda *_: None)
    if len(data) > LARGEST:
        raise _too_large(name, len(data))
    _look(name, data)
    say(0, None, f"Reading {name}")
    try:
        document, auditor = recover.read(io.BytesIO(data))
    except (DXFError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as wrong:
        # a damaged file raises nearly anything within the parser; ours is the same answer to all of it
        raise Refusal(
            "drawing", f"{name} is damaged: {str(wrong)[:120] or 'its parts do not fit together'}.",
            "Save it again as DXF (2013) in the program that made it.",
        ) from wrong  # fmt: skip
    own = read_own(document)
    reader = _Reader(document, say, own is not None)
    reader.space()
    notes = list(own.notes if own is not None else ()) + reader.notes()
    if auditor.errors:
        notes.append(f"{len(auditor.errors):,} damaged parts of the file were left out.")
    shapes = tuple(reader.shapes)
    hidden = frozenset(layer.dxf.name for layer in document.layers if layer.is_off() or layer.is_frozen())
    unit = UNITS.get(int(document.header.get("$INSUNITS", 0)))
    return Drawing(name, unit, layers_of(shapes, hidden), shapes, tuple(notes), own.layout if own else None)


def _look(name: str, data: bytes) -> None:
    """What a file is, by its first and last bytes: the parser would read half a file without a word."""
    if data[:2] == b"AC" and data[2:6].isdigit():
        raise Refusal("drawing", f"{name} is a DWG file.", "Save it as DXF in the program that made it.")
    binary = data.startswith(b"AutoCAD Binary DXF")
    if not binary and not data[:4096].split(b"\n", 1)[0].strip(b"\xef\xbb\xbf \r\t").isdigit():
        raise Refusal("drawing", f"{name} is no DXF file.", "Choose a drawing that was saved as DXF.")
    if b"EOF" not in data[-64:]:
        raise Refusal("drawing", f"{name} was cut off: its end is missing.", "Copy it again, or save it again as DXF.")


def _too_large(name: str, size: int) -> Refusal:
    return Refusal(
        "drawing", f"{name} has {size / 1e6:,.0f} MB; drawings of up to {LARGEST / 1e6:,.0f} MB are read.",
        "Save only the layers that you need.",
    )  # fmt: skip


def _too_many() -> Refusal:
    return Refusal(
        "drawing", f"The drawing holds more than {MOST_SHAPES:,} shapes.", "Save only the layers that you need."
    )


@dataclass(slots=True)
class _Reader:
    """Collects the shapes of the model space."""

    document: Document
    say: Progress
    own: bool
    shapes: list[Shape] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    flat: float = 0.01

    def __post_init__(self) -> None:
        unit = UNITS.get(int(self.document.header.get("$INSUNITS", 0)))
        self.flat = 10.0 / MM_OF[unit] if unit is not None else 0.01

    def space(self) -> None:
        """Read everything in the model space."""
        space = self.document.modelspace()
        known: dict[str, int] = {}
        if sum(self._weight(entity, known) for entity in space if isinstance(entity, Insert)) > MOST_SHAPES:
            raise _too_many()
        total = len(space)
        for at, entity in enumerate(space):
            if at % 500 == 0:
                self.say(at, total, f"{at:,} of {total:,} shapes read")
            self._entity(entity, 0)

    def notes(self) -> list[str]:
        """What was not read, by kind."""
        return [
            f"{count:,} x {kind} left out: no line, outline, block or text." for kind, count in self.skipped.items()
        ]

    def _entity(self, entity: DXFGraphic, depth: int) -> None:
        kind = entity.dxftype()
        if self.own and (entity.has_xdata(APP) or entity.dxf.layer in _OWN_LAYERS):
            return
        if kind == "LINE":
            self._add("line", entity, [_xy(entity.dxf.start), _xy(entity.dxf.end)])
        elif isinstance(entity, (LWPolyline, Polyline)):
            self._polyline(entity)
        elif kind in _CURVES:
            self._curve(entity)
        elif isinstance(entity, Text):
            self._add("text", entity, [_xy(entity.get_placement()[1])], words=str(entity.plain_text()))
        elif isinstance(entity, MText):
            self._add("text", entity, [_xy(entity.dxf.insert)], words=str(entity.plain_text()))
        elif kind in _FILLED:
            corners = [_xy(entity.dxf.get(f"vtx{n}")) for n in (0, 1, 3, 2) if entity.dxf.hasattr(f"vtx{n}")]
            self._add("outline", entity, corners)
        elif isinstance(entity, Insert):
            self._insert(entity, depth)
        else:
            self.skipped[kind] = self.skipped.get(kind, 0) + 1

    def _polyline(self, entity: LWPolyline | Polyline) -> None:
        if isinstance(entity, Polyline) and not (entity.is_2d_polyline or entity.is_3d_polyline):
            self.skipped["MESH"] = self.skipped.get("MESH", 0) + 1
            return
        closed = bool(entity.closed if isinstance(entity, LWPolyline) else entity.is_closed)
        made = path.make_path(entity)
        points = [_xy(p) for p in made.flattening(self.flat, 4)] if len(made) else []
        closed = closed or (len(points) > 3 and points[0] == points[-1])
        if closed and len(points) > 1 and points[0] == points[-1]:
            points.pop()
        self._add("outline" if closed else "line", entity, points)

    def _curve(self, entity: DXFGraphic) -> None:
        made = path.make_path(entity)
        points = [_xy(p) for p in made.flattening(self.flat, 8)] if len(made) else []
        closed = made.is_closed
        self._add("outline" if closed else "line", entity, points[:-1] if closed else points)

    def _insert(self, insert: Insert, depth: int) -> None:
        block = insert.block()
        if block is None:
            self.skipped["INSERT without its block"] = self.skipped.get("INSERT without its block", 0) + 1
            return
        layers = {entity.dxf.layer for entity in block} - {"0", insert.dxf.layer}
        nested = any(isinstance(entity, Insert) for entity in block)
        words = next((attrib.plain_text().strip() for attrib in insert.attribs if attrib.dxf.text.strip()), "")
        if not layers and not nested:
            self._block(insert, block, words)
            return
        if depth >= DEEPEST:
            self.skipped["INSERT nested too deep"] = self.skipped.get("INSERT nested too deep", 0) + 1
            return
        for part in insert.multi_insert() if insert.mcount > 1 else (insert,):
            for entity in part.virtual_entities():
                if entity.dxf.layer == "0":
                    entity.dxf.layer = insert.dxf.layer
                self._entity(entity, depth + 1)
        for attrib in insert.attribs:
            self._add("text", attrib, [_xy(attrib.get_placement()[1])], words=attrib.plain_text())

    def _weight(self, insert: Insert, known: dict[str, int]) -> int:
        """Shapes that an inserted block holds, before any is taken apart: ten blocks of ten of ten ..."""
        name = str(insert.dxf.name)
        if name not in known:
            known[name] = 0  # a block within itself holds nothing more
            block = insert.block()
            known[name] = sum(self._weight(e, known) if isinstance(e, Insert) else 1 for e in block or ())
        return known[name] * max(1, insert.mcount)

    def _block(self, insert: Insert, block: Any, words: str) -> None:
        shown = [entity for entity in block if entity.dxftype() not in ("ATTDEF", "TEXT", "MTEXT", "POINT")]
        extents = bbox.extents(shown, fast=True)
        if not extents.has_data:
            self.skipped["empty block"] = self.skipped.get("empty block", 0) + 1
            return
        (x0, y0, _), (x1, y1, _) = extents.extmin, extents.extmax
        corners = [(x0, y0, 0), (x1, y0, 0), (x1, y1, 0), (x0, y1, 0)]
        for part in insert.multi_insert() if insert.mcount > 1 else (insert,):
            turned = [_xy(point) for point in part.matrix44().transform_vertices(corners)]
            self._add("block", insert, turned, name=str(insert.dxf.name), words=words)

    def _add(self, kind: Any, entity: DXFGraphic, points: list[Point], *, name: str = "", words: str = "") -> None:
        finite = all(abs(x) < 1e15 and abs(y) < 1e15 for x, y in points)  # also false for what is no number
        if not points or not finite:
            self.skipped["shape without a place"] = self.skipped.get("shape without a place", 0) + 1
            return
        if len(self.shapes) >= MOST_SHAPES:
            raise _too_many()
        handle = str(entity.dxf.handle or "")
        self.shapes.append(Shape(kind, str(entity.dxf.layer), tuple(points), handle, name, words))


_OWN_LAYERS = frozenset(name for name, _ in LAYERS.values())


def _xy(point: Any) -> Point:
    return float(point[0]), float(point[1])
