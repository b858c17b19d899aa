"""Layers: which are seen, which are locked, how much lies in them; and the floor that is drawn."""

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.layout.elements import Floor
from app.ui.layout.dock import add_fold, show_folded
from app.ui.layout.fields import ChoiceField
from app.ui.layout.session import EditSession, LayerName
from app.ui.layout.words import LAYER_WORDS, in_layer
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

ROW = 26
LOOK_MS = 150


class LayerRow(QWidget):
    """Eye, lock, name, count."""

    def __init__(self, theme: Theme, session: EditSession, layer: LayerName) -> None:
        super().__init__()
        self._session, self.layer = session, layer
        words = LAYER_WORDS[layer]
        self.eye = IconButton(theme, "show", f"Hide {words.lower()}", side=24)
        self.lock = IconButton(theme, "unlock", f"Lock {words.lower()}", side=24)
        self.name = Label(theme, words)
        self.count = Label(theme, "", "small", "secondary", "number")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(4)
        for part in (self.eye, self.lock):
            row.addWidget(part)
        row.addSpacing(4)
        row.addWidget(self.name, 1)
        row.addWidget(self.count)
        self.setFixedHeight(ROW)
        self.eye.clicked.connect(lambda: session.hide(layer, layer not in session.hidden))
        self.lock.clicked.connect(lambda: session.lock(layer, layer not in session.locked))

    def refresh(self) -> None:
        """As the session says."""
        words = self.name.text().lower()
        hidden, locked = self.layer in self._session.hidden, self.layer in self._session.locked
        self.eye.rename("hide" if hidden else "show", f"{'Show' if hidden else 'Hide'} {words}")
        self.lock.rename("lock" if locked else "unlock", f"{'Unlock' if locked else 'Lock'} {words}")
        self.name.set_tone("tertiary" if hidden else "primary")
        if self.layer in ("underlay", "overlays"):
            below = self.layer == "underlay"
            number = sum(one.below == below for one in self._session.overlays)
            self.count.setText("hidden" if hidden else (f"{number}" if number else "none"))
        else:
            self.count.setText("hidden" if hidden else f"{in_layer(self._session.document, self.layer):,}")


class LayersPanel(Panel):
    """All layers; with more than one floor, which one is drawn."""

    def __init__(self, theme: Theme, session: EditSession, may_edit: bool) -> None:
        super().__init__(theme, "Layers")
        self._session = session
        self.floors = ChoiceField(theme, "Floor")
        self.floors.title.hide()
        self.floors.setFixedWidth(120)
        self.add = IconButton(theme, "plus", "Add a floor")
        self.add.setVisible(may_edit)
        self.add_to_head(self.floors, stretch_before=True)
        self.add_to_head(self.add)
        self._list = QWidget()
        self.fold = add_fold(theme, self, self._list)
        self.rows = {layer: LayerRow(theme, session, layer) for layer in LAYER_WORDS}
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(0)
        for row in self.rows.values():
            column.addWidget(row)
        self.body.addWidget(self._list)
        self._by_hand = False
        self.fold.clicked.connect(self._remember)
        self._late = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._late.timeout.connect(self.refresh)
        self.floors.entered.connect(lambda entry: session.show_floor(entry.value))
        self.add.clicked.connect(self._add_floor)
        session.edited.connect(self._note)
        session.seen.connect(self.refresh)
        session.opened.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is now."""
        for row in self.rows.values():
            row.refresh()
        floors = sorted(self._session.document.of(Floor), key=lambda floor: floor.elevation)
        self.floors.set_options([(floor.id, floor.name or f"Floor {floor.code}") for floor in floors])
        self.floors.show_values([self._session.floor])
        self.floors.setVisible(len(floors) > 1)

    def make_room(self, low: bool) -> None:
        """Fold by itself where the window is low, until a person says otherwise."""
        if not self._by_hand:
            show_folded(self, self._list, self.fold, folded=low)

    def _remember(self) -> None:
        self._by_hand = True

    def end(self) -> None:
        """The page goes."""
        self._late.stop()

    def _note(self, *_: object) -> None:
        if not self._late.isActive():
            self._late.start()

    def _add_floor(self) -> None:
        """One storey above the highest, drawn and shown."""
        document = self._session.document
        floors = document.of(Floor)
        top = max((floor.elevation for floor in floors), default=-4_000.0)
        taken = {floor.code for floor in floors}
        code = next(str(number) for number in range(len(floors), len(floors) + 99) if str(number) not in taken)
        floor = Floor(id=document.new_id(), code=code, elevation=top + 4_000.0)
        with document.transaction(f"Add floor {code}"):
            document.put(replace(floor, elevation=max(0.0, floor.elevation)) if not floors else floor)
        self._session.show_floor(floor.id)
