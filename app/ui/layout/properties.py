"""The property panel: what is chosen, its figures, and for racks their bays and levels."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.layout import edits
from app.layout.elements import Element, Rack
from app.layout.racking import ElementId
from app.layout.slots import slot_count
from app.layout.table import Layout
from app.ui.layout.dock import SidePanel
from app.ui.layout.facts import ADDRESS, Fact, fact_of, name_kinds, say_kinds, shared_facts
from app.ui.layout.fields import Add, ChoiceField, FieldFrame, FlagField, LineField, NumberField, Set, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.pattern_field import PatternField
from app.ui.layout.rack_editor import RackEditor
from app.ui.layout.visit import Visit
from app.ui.layout.zone_contents import ZoneContents
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError


class PropertyPanel(SidePanel):
    """Follows the selection; with nothing chosen it shows the floor. Every change of a field visit is one undo step."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Properties")
        self._session, self._may_edit, self._canvas = around.session, around.desk.may_edit, around.canvas
        self.fields: dict[str, FieldFrame] = {}
        self._shape: tuple[str, ...] = ()
        self._visit: tuple[FieldFrame, Visit] | None = None
        self.error = InlineError(self.theme)
        self._holder: QWidget | None = None
        self.racks: RackEditor | None = None
        self.zones: ZoneContents | None = None
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self.refresh)
        self.hint = Label(self.theme, "", "small", "secondary", wrap=True)
        self.column.addWidget(self.hint)
        self.column.addWidget(self.error)
        self.column.addStretch(1)
        for signal in (self._session.opened, self._session.seen, self._session.edited, self._session.selected):
            signal.connect(self._note)
        self.refresh()

    def targets(self) -> tuple[Element, ...]:
        """What is edited: the chosen elements, else the floor."""
        chosen = self._session.chosen()
        if chosen:
            return tuple(sorted(chosen, key=lambda element: (element.kind, element.code, element.id)))
        floor = self._session.document.find(self._session.floor) if self._session.floor is not None else None
        return () if floor is None else (floor,)

    def refresh(self) -> None:
        """Show the values as they are now."""
        elements = self.targets()
        facts = shared_facts(elements)
        kinds = tuple(sorted({element.kind for element in elements}))
        if kinds != self._shape:
            self._rebuild(kinds, facts)
        for fact in facts:
            field = self.fields[fact.key]
            if isinstance(field, ChoiceField) and fact.refers:
                field.set_options(references_to(self._session.document, fact.refers))
            if self._visit is None or self._visit[0] is not field or not isinstance(field, LineField):
                self._show(field, fact, elements)
        self.title.setText(say_kinds(elements) if elements else "Properties")
        self.show_chip(self._fact(elements))
        self.hint.setText(self._say(elements))
        self.hint.setVisible(bool(self.hint.text()))
        if self.zones is not None:
            self.zones.refresh()
        if self.racks is not None:
            self.racks.show_racks([element for element in elements if isinstance(element, Rack)])

    def end(self) -> None:
        """The page goes."""
        self._late.stop()

    def _note(self, *_: object) -> None:
        if not self._late.isActive():
            self._late.start()

    def _show(self, field: FieldFrame, fact: Fact, elements: Sequence[Element]) -> None:
        field.show_values([fact_of(element, fact.key).get(element) for element in elements])

    def _rebuild(self, kinds: tuple[str, ...], facts: Sequence[Fact]) -> None:
        self._end_visit()
        self._shape = kinds
        self.error.clear()
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self.fields = {fact.key: self._field(fact) for fact in facts}
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.racks = self.zones = None
        for group in dict.fromkeys(fact.group for fact in facts):
            if kinds == ("rack",) and group == ADDRESS:  # bays and levels come before what they are called
                self.racks = RackEditor(self.theme, self._session, self._may_edit)
                self.racks.refused.connect(self.error.show_refusal)
                self.racks.changed.connect(self.error.clear)
                column.addWidget(self.racks)
            self._add_group(column, group, [fact for fact in facts if fact.group == group])
        if kinds == ("zone",):
            self.zones = ZoneContents(self.theme, self._session, self._canvas)
            column.addWidget(self.zones)
        self.column.insertWidget(0, self._holder)

    def _add_group(self, column: QVBoxLayout, group: str, facts: Sequence[Fact]) -> None:
        if group != "General":
            column.addWidget(Label(self.theme, group, "small", weight=600))
        wide = [self.fields[fact.key] for fact in facts if fact.wide]
        small = [self.fields[fact.key] for fact in facts if fact.kind == "number" and not fact.wide]
        rest = [self.fields[fact.key] for fact in facts if fact.kind != "number" and not fact.wide]
        for fields, per_row in ((rest, 2), (wide, 1), (small, 3)):
            if fields:
                column.addLayout(in_rows(fields, per_row))

    def _field(self, fact: Fact) -> FieldFrame:
        field: FieldFrame
        if fact.kind == "number":
            field = NumberField(self.theme, fact.label, fact.figure)
        elif fact.kind == "choice":
            field = ChoiceField(self.theme, fact.label, fact.options)
        elif fact.kind == "flag":
            field = FlagField(self.theme, fact.label)
        elif fact.key == "pattern":
            field = PatternField(self.theme)
        else:
            field = LineField(self.theme, fact.label, code=fact.kind == "code")
        field.setEnabled(self._may_edit)
        field.entered.connect(lambda entry, fact=fact, field=field: self._enter(field, fact, entry))
        field.stepped.connect(lambda by, fact=fact, field=field: self._step(field, fact, by))
        field.left.connect(self._end_visit)
        field.dropped.connect(self._drop)
        return field

    # ------------------------------------------------------------- changing
    def _enter(self, field: FieldFrame, fact: Fact, entry: Set | Add) -> None:
        visit = self._visiting(field, fact)

        def change(element: Element) -> Element:
            own = fact_of(element, fact.key)
            value = entry.value if isinstance(entry, Set) else _from(own, element) + entry.by
            return own.put(element, value)

        self._apply(field, fact, visit, lambda: visit.apply(change, self._more))

    def _step(self, field: FieldFrame, fact: Fact, by: float) -> None:
        """On from where the visit has brought each element."""
        visit = self._visiting(field, fact)
        document = self._session.document
        now = {id_: _from(fact_of(document.elements[id_], fact.key), document.elements[id_]) for id_ in visit.ids}

        def change(element: Element) -> Element:
            value = now[element.id] + by
            return fact_of(element, fact.key).put(element, value if fact.figure.scale != 1.0 else round(value, 3))

        self._apply(field, fact, visit, lambda: visit.apply(change, self._more))

    def _more(self, new: Sequence[Element]) -> Sequence[Element]:
        """What goes along where zones are put elsewhere."""
        takes = self._canvas.tool_options.choose.contents
        return edits.following(self._session.document, new, self._session.free) if takes else ()

    def _apply(self, field: FieldFrame, fact: Fact, visit: Visit, act: object) -> None:
        try:
            act()  # type: ignore[operator]  # a closure over the visit
        except Refusal as refusal:
            field.set_error(True)
            self.error.show_refusal(refusal)
            return
        except Fault as fault:
            self.error.show_refusal(Refusal("layout", fault.what, fault.safe))
            return
        self.error.clear()
        elements = [self._session.document.elements[id_] for id_ in visit.ids]
        self._show(field, fact, elements)

    def _visiting(self, field: FieldFrame, fact: Fact) -> Visit:
        if self._visit is None or self._visit[0] is not field or not self._visit[1].open:
            ids: tuple[ElementId, ...] = tuple(element.id for element in self.targets())
            words = f"{fact.label} of {name_kinds(self.targets())}"
            self._visit = (field, Visit(self._session.document, ids, words[0].upper() + words[1:]))
        return self._visit[1]

    def _end_visit(self) -> None:
        self._visit = None
        self._note()

    def _drop(self) -> None:
        if self._visit is not None:
            self._visit[1].take_back()
        self.error.clear()
        self._end_visit()

    # ------------------------------------------------------------- words
    def _fact(self, elements: Sequence[Element]) -> str:
        racks = [element for element in elements if isinstance(element, Rack)]
        if not racks:
            return ""
        return f"{sum(slot_count(rack) for rack in racks):,} bins"

    def _say(self, elements: Sequence[Element]) -> str:
        if not elements:
            return "This drawing has no floor yet."
        if self._session.selection:
            return ""
        return "Nothing is chosen; these are the figures of the floor. Click something to see its own."


def _from(fact: Fact, element: Element) -> float:
    """The figure that steps go on from: an element's own, else what holds where there is none."""
    own = fact.get(element)
    return float(fact.usual if own is None else own)


def references_to(layout: Layout, kind: str) -> tuple[tuple[ElementId | None, str], ...]:
    """What a reference can be: none, or an element of the kind by its code; aisles with the zone before."""
    found = []
    for element in layout.elements.values():
        if element.kind == kind:
            zone = layout.find(getattr(element, "zone", None) or ElementId("")) if kind == "aisle" else None
            words = f"{zone.code} {element.code}" if zone is not None else element.code
            found.append((element.id, words))
    return ((None, "none"), *sorted(found, key=lambda one: one[1]))


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return row


def make(around: Around) -> QWidget:
    """The panel."""
    return PropertyPanel(around)
