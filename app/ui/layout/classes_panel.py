"""Storage classes (what a bin carries and who may share it) and trucks, edited like any other element."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout import edits
from app.layout.arrange import codes_of, next_code
from app.layout.elements import Element, StorageClass, Truck
from app.layout.racking import ElementId
from app.ui.layout.dock import SidePanel
from app.ui.layout.facts import MIXING
from app.ui.layout.fields import (
    COUNT,
    METRES,
    Add,
    ChoiceField,
    FieldFrame,
    Figure,
    LineField,
    NumberField,
    Set,
    in_rows,
)
from app.ui.layout.panels import Around
from app.ui.layout.properties import row_of
from app.ui.layout.visit import Visit
from app.ui.layout.words import count
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.segmented import Option, Segmented

KILOS = Figure("kg", 1_000.0, 3, "no limit")
LITRES = Figure("l", 1.0, 1, "no limit")
HEIGHT = Figure("mm", 1.0, 0, "no limit")
UNITS = Figure("", 1.0, 0, "no limit")
SPEED = Figure("m/s", 1_000.0, 2, least=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One field: key of the element, label, how it is shown; figure None for text, options for a choice."""

    key: str
    label: str
    figure: Figure | None = COUNT
    options: tuple[tuple[Any, str], ...] = ()


CLASS_LINES = (
    Line("code", "Code", None), Line("temperature_class", "Temperature", None),
    Line("hazard_classes", "Hazard classes", None),
    Line("product_mixing", "Products share a bin", None, MIXING), Line("lot_mixing", "Lots share a bin", None, MIXING),
    Line("max_weight", "Weight", KILOS), Line("max_volume", "Volume", LITRES), Line("max_height", "Height", HEIGHT),
    Line("max_handling_units", "Units", UNITS),
)  # fmt: skip
TRUCK_LINES = (
    Line("code", "Code", None), Line("name", "Name", None), Line("aisle_width", "Aisle needed", METRES),
    Line("reach", "Reaches", METRES), Line("speed", "Drives", SPEED), Line("lift_speed", "Lifts", SPEED),
)  # fmt: skip


class ClassesPanel(SidePanel):
    """One class or truck at a time; its fields below the choice."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Classes and trucks")
        self._session, self._may_edit = around.session, around.desk.may_edit
        self._visit: tuple[FieldFrame, Visit] | None = None
        self._id: ElementId | None = None
        self._holder: QWidget | None = None
        self.fields: dict[str, FieldFrame] = {}
        theme = self.theme
        self.kind = Segmented(theme, "What", [Option("class", "Storage classes"), Option("truck", "Trucks")], "class")
        self.which = ChoiceField(theme, "Which one")
        self.used = Label(theme, "", "small", "secondary", wrap=True)
        self.error = InlineError(theme)
        self.new = Button(theme, "New", "plus", "small")
        self.delete = Button(theme, "Delete", "delete", "small")
        self.column.addWidget(self.kind)
        self.column.addWidget(self.which)
        self.column.addLayout(row := row_of(self.new, self.delete))
        row.addStretch(1)
        self.column.addWidget(self.used)
        self.column.addWidget(self.error)
        self.column.addStretch(1)
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self.refresh)
        self.kind.chosen.connect(lambda _kind: self._turn())
        self.which.entered.connect(lambda entry: self._open(entry.value))
        self.new.clicked.connect(self.add)
        self.delete.clicked.connect(self._delete)
        for signal in (self._session.edited, self._session.opened):
            signal.connect(self._note)
        self._build()
        self.refresh()

    def known(self) -> tuple[Element, ...]:
        """All of the chosen kind, by code."""
        found: tuple[Element, ...] = self._session.document.of(StorageClass)
        if self.kind.current == "truck":
            found = self._session.document.of(Truck)
        return tuple(sorted(found, key=lambda element: element.code))

    def add(self) -> None:
        """A new class or truck with the next free code."""
        document = self._session.document
        truck = self.kind.current == "truck"
        taken = codes_of(document.elements.values()).get("truck" if truck else "storage_class", set())
        first = "TRUCK" if truck else "STD"
        code = next_code(first, taken) if first in taken else first
        made: Element = Truck(id=document.new_id(), code=code)
        if not truck:
            made = StorageClass(id=document.new_id(), code=code)
        with document.transaction(f"New {'truck' if truck else 'storage class'} {code}"):
            document.put(made)
        self._open(made.id)

    def refresh(self) -> None:
        """Show the fields as they are now."""
        known = self.known()
        if self._id not in {element.id for element in known}:
            self._id = known[0].id if known else None
        self.which.set_options([(element.id, element.code) for element in known])
        self.which.show_values([self._id])
        element = self._session.document.find(self._id) if self._id is not None else None
        self.which.setVisible(bool(known))
        if self._holder is not None:
            self._holder.setVisible(element is not None)
        self.new.setEnabled(self._may_edit)
        self.delete.setEnabled(self._may_edit and element is not None)
        if element is None:
            what = "truck" if self.kind.current == "truck" else "storage class"
            self.used.setText(f"There is no {what} yet. Bins without one take what fits.")
            return
        users = len(self._session.document.namers(element.id))
        self.used.setText(f"Named by {count(users, 'element', 'elements')} of the drawing.")
        for key, field in self.fields.items():
            if self._visit is None or self._visit[0] is not field:
                field.show_values([_shown(getattr(element, key))])

    def end(self) -> None:
        """The page goes."""
        self._late.stop()

    def _turn(self) -> None:
        self._id = None
        self._build()
        self.refresh()

    def _build(self) -> None:
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._visit = None
        lines = TRUCK_LINES if self.kind.current == "truck" else CLASS_LINES
        self.fields = {line.key: self._field(line) for line in lines}
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        texts = [self.fields[line.key] for line in lines if line.figure is None]
        figures = [self.fields[line.key] for line in lines if line.figure is not None]
        column.addLayout(in_rows(texts, 2))
        if lines is CLASS_LINES:
            column.addWidget(Label(self.theme, _KEPT, "small", "secondary", wrap=True))
        column.addLayout(in_rows(figures, 2))
        self.column.insertWidget(self.column.indexOf(self.error), self._holder)

    def _field(self, line: Line) -> FieldFrame:
        field: FieldFrame
        if line.options:
            field = ChoiceField(self.theme, line.label, line.options)
        elif line.figure is not None:
            field = NumberField(self.theme, line.label, line.figure)
        else:
            field = LineField(self.theme, line.label, code=line.key == "code", hint=_HINTS.get(line.key, ""))
        field.setEnabled(self._may_edit)
        field.entered.connect(lambda entry: self._enter(field, line, entry))
        field.stepped.connect(lambda by: self._enter(field, line, Add(by)))
        field.left.connect(self._leave)
        field.dropped.connect(self._drop)
        return field

    def _enter(self, field: FieldFrame, line: Line, entry: Set | Add) -> None:
        document = self._session.document
        if self._id is None or document.editing is not None:
            return
        element = document.elements[self._id]
        if self._visit is None or self._visit[0] is not field or not self._visit[1].open:
            self._visit = (field, Visit(document, [element.id], f"{line.label} of {element.code}"))
        old = getattr(element, line.key)
        value = _stored(line, entry.value if isinstance(entry, Set) else (old or 0) + entry.by)
        try:
            changes: dict[str, Any] = {line.key: value}
            self._visit[1].apply(lambda one: replace(one, **changes))
        except Refusal as refusal:
            field.set_error(True)
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        field.show_values([_shown(getattr(document.elements[self._id], line.key))])

    def _leave(self) -> None:
        self._visit = None
        self._note()

    def _drop(self) -> None:
        if self._visit is not None:
            self._visit[1].take_back()
        self._leave()

    def _delete(self) -> None:
        document = self._session.document
        if self._id is not None and document.editing is None:
            element = document.elements[self._id]
            with document.transaction(f"Delete {element.code}"):
                edits.remove(document, [element.id])

    def _open(self, id_: ElementId) -> None:
        self._id = id_
        self._visit = None
        self.refresh()

    def _note(self, *_: object) -> None:
        self._late.start()


_HINTS = {"temperature_class": "any", "hazard_classes": "as the goods lie"}
_NO_HAZARDS = "none"
_KEPT = (
    "Hazard classes: names with commas between, “none” for no dangerous goods, empty for as the goods lie. Put away "
    "shows and sets the same."
)


def _shown(value: Any) -> Any:
    return (", ".join(value) or _NO_HAZARDS) if isinstance(value, tuple) else value


def _hazards(text: str) -> tuple[str, ...] | None:
    """None: nobody says anything; empty: no dangerous goods."""
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not names:
        return None
    return () if [name.lower() for name in names] == [_NO_HAZARDS] else names


def _stored(line: Line, value: Any) -> Any:
    if line.key == "hazard_classes":
        return _hazards(str(value or ""))
    if line.key == "temperature_class":
        return str(value).strip() or None if value is not None else None
    if line.key in ("max_height", "max_handling_units"):
        return None if value is None else round(value)
    if line.key == "code" and not str(value).strip():
        raise Refusal("layout", "It needs a code.", "Enter a short one, for example STD.")
    return value


def make(around: Around) -> QWidget:
    """The panel."""
    return ClassesPanel(around)
