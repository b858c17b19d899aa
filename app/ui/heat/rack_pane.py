"""The elevation beside the plan: the rack under the pointer or the chosen one, every level, every face."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.heat.elevation import RackFace, back_to_back, first_bin, rack_order, standing, step_rack
from app.ui.heat.rack_faces import RackFaces
from app.ui.heat.rack_grid import needed
from app.ui.heat.view import HeatView
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Label

HEAD = 34
LEAST, SHARE = 96, 0.42  # px of the faces; of what plan and pane have together


class RackPane(QFrame):
    """Follows the plan it stands beside. `opened` with the bin that is clicked (the plan chooses it too); `closed`."""

    opened = Signal(object)  # location id
    closed = Signal()

    def __init__(self, view: HeatView, theme: Theme) -> None:
        super().__init__()
        self._view = view
        self.rack = -1
        self.flipped = False
        self._room = 0
        self.setProperty("surface", "panel")
        self.setAccessibleName("Elevation of a rack")
        self.title = Label(theme, "", "strong")
        self.note = Label(theme, "", "small", "secondary")
        self.back = IconButton(theme, "back", "Rack before", "[")
        self.on = IconButton(theme, "forward", "Next rack", "]")
        self.flip_button = IconButton(theme, "mirror", "From the other side", "Shift+E")
        self.close_button = IconButton(theme, "close", "Close the elevation", "E")
        self.faces = RackFaces(theme, view.inks)
        head = QHBoxLayout()
        head.setContentsMargins(12, 3, 6, 3)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.note)
        head.addStretch(1)
        for button in (self.back, self.on, self.flip_button, self.close_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.faces, 1)
        self.hide()
        self._connect()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return self.back, self.on, self.flip_button, self.close_button, self.faces

    def keep_within(self, room: int) -> None:
        """How high plan and pane are together; the faces take what they need, at most their share."""
        self._room = room
        self._fit()

    def open_pane(self) -> None:
        """Show it, with the rack chosen on the plan, or the first one."""
        self.show()
        self._follow()
        if self.rack < 0:
            self.step(1)
        self.refresh()

    def close_pane(self) -> None:
        """Hide it."""
        self.hide()
        self.closed.emit()

    def step(self, by: int) -> None:
        """To the next rack (1) or the one before (-1) by name; a bin in its middle becomes the current one."""
        picture = self._view.picture
        order = rack_order(picture.plan)
        goal = step_rack(picture.plan, self.rack, by)
        if not order or goal < 0:
            return
        self.show_rack(goal)
        found = first_bin(next((face for face in self.faces.faces if face.rack == goal), self.faces.faces[0]))
        if found >= 0:
            self._view.choice.choose(int(picture.plan.locations.ids[found]))

    def show_rack(self, rack: int) -> None:
        """Show a rack (its row in the plan)."""
        self.rack = rack
        self.refresh()
        self._fit()

    def flip(self) -> None:
        """Look at it from the other side."""
        self.flipped = not self.flipped
        self.refresh()

    def refresh(self) -> None:
        """Read the values again; nothing while it is hidden."""
        picture = self._view.picture
        if self.isHidden():
            return
        if not 0 <= self.rack < len(picture.plan.racks):
            self.title.setText("Elevation")
            self.note.setText("Point at a rack on the plan, or go through them with [ and ].")
            self.faces.show_faces(picture, (), (), -1, self._view.inks)
            return
        faces = standing(picture, self.rack, self.flipped)
        chosen = self._view.choice.location_id
        current = picture.plan.index(chosen) if chosen is not None else -1
        self.faces.show_faces(picture, faces, [self._name(face) for face in faces], current, self._view.inks)
        self.title.setText(f"Rack {picture.plan.racks.codes[self.rack]}")
        self.note.setText(self._say(faces))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_pane()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        view, choice = self._view, self._view.choice
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.flip_button.clicked.connect(self.flip)
        self.close_button.clicked.connect(self.close_pane)
        self.faces.opened.connect(self._open)
        self.faces.picked.connect(choice.choose)
        self.faces.pointed.connect(self._point)
        choice.hovered.connect(lambda _: self._follow())
        choice.current_changed.connect(lambda _: self._follow())
        view.refreshed.connect(self.refresh)
        view.picture_changed.connect(self._changed)

    def _open(self, location_id: int) -> None:
        self._view.choice.choose(location_id)
        self.opened.emit(location_id)

    def _point(self, location_id: int | None) -> None:
        """What is pointed at on the face is ringed on the plan."""
        picture = self._view.picture
        index = picture.plan.index(location_id) if location_id is not None else -1
        chosen = self._view.choice.chosen
        cell = int(picture.plan.locations.cell[index]) if index >= 0 else -1
        if cell != chosen.hovered:
            chosen.hovered = cell
            self._view.update()

    def _changed(self) -> None:
        """Another metric, theme or plan."""
        if self.rack >= len(self._view.picture.plan.racks):
            self.rack = -1
        self.refresh()

    def _follow(self) -> None:
        """The rack under the pointer, else the chosen one, else the one before."""
        if self.isHidden():
            return
        chosen, plan = self._view.choice.chosen, self._view.picture.plan
        cell = chosen.hovered if chosen.hovered >= 0 else chosen.current
        if cell >= 0:
            rack = int(plan.rack_of[cell])
            faces = {face.rack for face in self.faces.faces}
            if rack not in faces:
                self.show_rack(rack)
                return
        self.refresh()

    def _fit(self) -> None:
        most = max(LEAST, round(self._room * SHARE) - HEAD)
        wanted = round(needed(self.faces.faces, float(self.faces.width()))) + 4
        self.faces.setFixedHeight(min(max(wanted, LEAST), most))

    def _name(self, face: RackFace) -> str:
        where = "" if face.depth == 0 else f", {_ordinal(face.depth + 1)} bin deep"
        return f"{face.code}{where}"

    def _say(self, faces: tuple[RackFace, ...]) -> str:
        plan = self._view.picture.plan
        levels, columns = faces[0].index.shape
        partner = back_to_back(plan, self.rack)
        parts = [
            self._view.picture.metric.label.lower(),
            f"{columns} bays" if columns > 1 else "1 bay",
            f"{levels} levels" if levels > 1 else "1 level",
            f"back to back with {plan.racks.codes[partner]}" if partner >= 0 else "",
            "from the other side" if self.flipped else "",
        ]
        return " · ".join(part for part in parts if part)


def _ordinal(number: int) -> str:
    return {2: "2nd", 3: "3rd"}.get(number, f"{number}th")
