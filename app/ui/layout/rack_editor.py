"""Bays and levels of the chosen racks: how many, how high, how many bins side by side, their kind and class."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout.edits import extend_rack
from app.layout.elements import Rack
from app.layout.racking import Bay, Level
from app.ui.layout.bin_names import BinNames
from app.ui.layout.face import Face, RackFace
from app.ui.layout.facts import say_kinds
from app.ui.layout.fields import COUNT, METRES, Add, ChoiceField, FieldFrame, NumberField, Set, in_rows
from app.ui.layout.session import EditSession
from app.ui.layout.visit import Visit
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.segmented import Option, Segmented

SCOPES = (Option("all", "All"), Option("level", "Level"), Option("bay", "Bay"), Option("cell", "One cell"))
KINDS = (("storage", "Storage"), ("pick", "Pick"))


class RackEditor(QWidget):
    """Acts on all chosen racks; the face is that of the first. refused: a Refusal to show; changed: it went well."""

    refused = Signal(object)
    changed = Signal()

    def __init__(self, theme: Theme, session: EditSession, may_edit: bool) -> None:
        super().__init__()
        self._session = session
        self._racks: tuple[Rack, ...] = ()
        self._visit: tuple[FieldFrame, Visit] | None = None
        self.head = Label(theme, "Bays and levels", "small", weight=600)
        self.face = RackFace(theme, "Face of the rack, seen from its aisle")
        self.scope = Segmented(theme, "The figures below hold for", SCOPES, "all")
        self.bays = NumberField(theme, "Bays", COUNT)
        self.levels = NumberField(theme, "Levels", COUNT)
        self.bay_width = NumberField(theme, "Bay width", METRES)
        self.bins = NumberField(theme, "Bins a level", COUNT)
        self.level_height = NumberField(theme, "Level height", METRES)
        self.kind = ChoiceField(theme, "Kind of bins", KINDS)
        self.known = ChoiceField(theme, "Storage class")
        self.hole = Button(theme, "Leave out", "close", "small")
        self.hole.setToolTip("No bin there: a column, a passage below")
        self.names = BinNames(theme, session, may_edit)
        self.names.refused.connect(self.refused)
        self._lay_out(may_edit)
        session.slots_chosen.connect(self._follow)
        self.face.chose.connect(self._choose)
        self.scope.chosen.connect(lambda _scope: self._show())
        self.hole.clicked.connect(self._leave_out)

    def show_racks(self, racks: Sequence[Rack]) -> None:
        """The chosen racks, as they are now."""
        self._racks = tuple(racks)
        if racks:
            self._show()

    def cells(self, rack: Rack) -> list[tuple[int, int]]:
        """(index of the bay, level) of all that the figures hold for."""
        bay, level = self.face.cell or (0, 0)
        scope = self.scope.current
        return [
            (number, at)
            for number, one in enumerate(rack.bays)
            for at in range(len(one.levels))
            if (scope in ("all", "level") or number == bay) and (scope in ("all", "bay") or at == level)
        ]

    # ------------------------------------------------------------- showing
    def _lay_out(self, may_edit: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.face)
        row = QHBoxLayout()
        row.addWidget(self.scope)
        row.addStretch(1)
        row.addWidget(self.hole)
        column.addLayout(row)
        column.addWidget(self.names)
        column.addLayout(in_rows([self.bays, self.levels, self.bay_width, self.bins, self.level_height], 3))
        column.addLayout(in_rows([self.kind, self.known], 2))
        self._wire(self.bays, self._bay_count)
        self._wire(self.levels, self._level_count)
        self._wire(self.bay_width, self._set_width)
        for field, key in ((self.bins, "bins"), (self.level_height, "height")):
            self._wire(field, self._level_field(key))
        for choice, key in ((self.kind, "kind"), (self.known, "storage_class")):
            self._wire(choice, self._level_field(key))
        parts: tuple[QWidget, ...] = (
            self.bays,
            self.levels,
            self.bay_width,
            self.bins,
            self.level_height,
            self.kind,
            self.known,
            self.hole,
        )
        for part in parts:
            part.setEnabled(may_edit)

    def _show(self) -> None:
        rack, document = self._racks[0], self._session.document
        self.face.show_face(Face(rack.bays, _labels(rack), rack.flipped, frozenset(rack.missing), rack.first_bay))
        many = len(self._racks) > 1
        self.head.setText(f"Bays and levels of {say_kinds(self._racks)}" if many else "Bays and levels")
        cells = self.cells(rack)
        self.face.choose(self.face.cell, cells if self.scope.current != "all" else ())
        classes = [
            (element.id, element.code) for element in document.elements.values() if element.kind == "storage_class"
        ]
        self.known.set_options([(None, "none"), *sorted(classes, key=lambda one: one[1])])
        levels = [one.bays[bay].levels[level] for one in self._racks for bay, level in self.cells(one)]
        shown: tuple[tuple[FieldFrame, list[Any]], ...] = (
            (self.bays, [len(one.bays) for one in self._racks]),
            (self.levels, [len(bay.levels) for one in self._racks for bay in set(one.bays)]),
            (
                self.bay_width,
                [one.bays[bay].width for one in self._racks for bay in {cell[0] for cell in self.cells(one)}],
            ),
            (self.bins, [level.bins for level in levels]),
            (self.level_height, [level.height for level in levels]),
            (self.kind, [level.kind for level in levels]),
            (self.known, [level.storage_class for level in levels]),
        )
        for field, values in shown:
            field.show_values(values)
        one_cell = self.scope.current == "cell" and not many
        self.names.show_cell(rack if one_cell else None, *(self.face.cell or (0, 0)))
        self.hole.setVisible(self.scope.current == "cell")
        self.hole.setText("Leave out" if self._keys(rack) - set(rack.missing) else "Put back")

    def _follow(self, *_: object) -> None:
        """Bins that are chosen on the plan: their bay, in the face as well."""
        rack, slots = self._racks[0] if len(self._racks) == 1 else None, self._session.slots
        if rack is None or rack.id != self._session.inside or not slots:
            return
        bay, level = min((key[0], key[1]) for key in slots)
        at = self.face.cell[1] if self.face.cell is not None and self.scope.current == "cell" else level
        self.face.choose((bay - rack.first_bay, at))
        if self.scope.current in ("all", "level"):
            self.scope.choose("bay")
        self._show()

    def _choose(self, bay: int, level: int) -> None:
        self.face.choose((bay, level))
        if self.scope.current == "all":
            self.scope.choose("cell")
        self._show()

    # ------------------------------------------------------------- changing
    def _wire(self, field: FieldFrame, act: Callable[[Set | Add], object]) -> None:
        field.entered.connect(lambda entry: self._try(field, lambda: act(entry)))
        field.stepped.connect(lambda by: self._try(field, lambda: act(Add(by))))
        field.left.connect(self._leave)
        field.dropped.connect(self._drop)

    def _try(self, field: FieldFrame, act: Callable[[], object]) -> None:
        racks = tuple(rack.id for rack in self._racks)
        document = self._session.document
        if self._visit is None or self._visit[0] is not field or not self._visit[1].open:
            self._visit = (field, Visit(document, racks, f"{field.name} of {say_kinds(self._racks)}"))
        try:
            act()
        except Refusal as refusal:
            field.set_error(True)
            self.refused.emit(refusal)
            return
        self.changed.emit()
        self.show_racks([document.get(id_, Rack) for id_ in racks])

    def _leave(self) -> None:
        self._visit = None

    def _drop(self) -> None:
        if self._visit is not None:
            self._visit[1].take_back()
        self._visit = None

    def _bay_count(self, entry: Set | Add) -> None:
        document, visit = self._session.document, self._now()
        goals = {rack.id: _goal(entry, len(rack.bays), "bays") for rack in self._racks}

        def act() -> None:
            for id_, goal in goals.items():
                extend_rack(document, id_, 0, goal - len(document.get(id_, Rack).bays))

        visit.act(act)

    def _level_count(self, entry: Set | Add) -> None:
        self._reshape(lambda bay: _with_levels(bay, _goal(entry, len(bay.levels), "levels")), every=True)

    def _set_width(self, entry: Set | Add) -> None:
        self._reshape(lambda bay: replace(bay, width=_figure(entry, bay.width)), every=False)

    def _level_field(self, key: str) -> Callable[[Set | Add], None]:
        def act(entry: Set | Add) -> None:
            now = {rack.id: rack for rack in self._racks}
            cells = {rack.id: set(self.cells(rack)) for rack in self._racks}

            def change(rack: Any) -> Rack:
                mine = now[rack.id]
                return _with_cells(mine, cells[rack.id], lambda level: _with_field(level, key, entry))

            self._now().apply(change)

        return act

    def _reshape(self, change: Callable[[Bay], Bay], *, every: bool) -> None:
        now = {rack.id: rack for rack in self._racks}
        wanted = {rack.id: {cell[0] for cell in self.cells(rack)} for rack in self._racks}

        def made(rack: Any) -> Rack:
            mine = now[rack.id]
            shapes: dict[Bay, Bay] = {}
            bays = tuple(
                shapes.setdefault(bay, change(bay)) if every or number in wanted[rack.id] else bay
                for number, bay in enumerate(mine.bays)
            )
            return _swept(replace(mine, bays=bays))

        self._now().apply(made)

    def _leave_out(self) -> None:
        rack = self._racks[0]
        keys = self._keys(rack)
        missing = set(rack.missing)
        missing = missing - keys if keys <= missing else missing | keys
        with self._session.document.transaction(f"Leave out bins of rack {rack.code}"):
            self._session.document.put(replace(rack, missing=tuple(sorted(missing))))

    def _keys(self, rack: Rack) -> set[tuple[int, int, int, int]]:
        return {
            (bay + rack.first_bay, level, bin_, depth)
            for bay, level in self.cells(rack)
            for bin_ in range(rack.bays[bay].levels[level].bins)
            for depth in range(rack.deep)
        }

    def _now(self) -> Visit:
        assert self._visit is not None
        return self._visit[1]


def _labels(rack: Rack) -> tuple[str, ...]:
    """The number of each bay; where the pattern counts columns of bins, that of its first column."""
    count, at = rack.numbering, rack.first_bay
    found = []
    if "{column" in rack.pattern:
        at = 0
    for bay in rack.bays:
        found.append(f"{count.bay_start + count.bay_step * at:02}")
        at += bay.widest if "{column" in rack.pattern else 1
    return tuple(found)


def _figure(entry: Set | Add, now: float) -> float:
    return float(entry.value) if isinstance(entry, Set) else now + entry.by


def _goal(entry: Set | Add, now: int, what: str) -> int:
    goal = round(_figure(entry, now))
    if goal < 1:
        raise Refusal("layout", f"A rack needs at least one of its {what}.", "Delete the rack instead.")
    return goal


def _with_levels(bay: Bay, count: int) -> Bay:
    """New levels are like the topmost one."""
    kept = bay.levels[:count]
    return replace(bay, levels=kept + (kept[-1],) * (count - len(kept)))


def _with_field(level: Level, key: str, entry: Set | Add) -> Level:
    value: Any = entry.value if isinstance(entry, Set) else getattr(level, key) + entry.by
    fields: dict[str, Any] = {key: int(value) if key == "bins" else value}
    return replace(level, **fields)


def _with_cells(rack: Rack, cells: set[tuple[int, int]], change: Callable[[Level], Level]) -> Rack:
    """Bays of equal shape, changed alike, go on sharing one value."""
    shapes: dict[tuple[Bay, frozenset[int]], Bay] = {}
    by_bay: dict[int, set[int]] = {}
    for bay, level in cells:
        by_bay.setdefault(bay, set()).add(level)
    bays = []
    for number, bay_ in enumerate(rack.bays):
        mine = frozenset(by_bay.get(number, ()))
        if (bay_, mine) not in shapes:
            levels = tuple(change(level) if at in mine else level for at, level in enumerate(bay_.levels))
            shapes[bay_, mine] = replace(bay_, levels=levels)
        bays.append(shapes[bay_, mine])
    return _swept(replace(rack, bays=tuple(bays)))


def _swept(rack: Rack) -> Rack:
    """Without names and gaps of bins that are no more."""
    if not rack.missing and not rack.names:
        return rack

    def there(key: tuple[int, int, int, int]) -> bool:
        bay, level, bin_, depth = key[0] - rack.first_bay, key[1], key[2], key[3]
        if not (0 <= bay < len(rack.bays) and level < len(rack.bays[bay].levels) and depth < rack.deep):
            return False
        return bin_ < rack.bays[bay].levels[level].bins

    return replace(
        rack,
        missing=tuple(key for key in rack.missing if there(key)),
        names=tuple((key, name) for key, name in rack.names if there(key)),
    )
