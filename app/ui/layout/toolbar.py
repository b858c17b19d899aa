"""The bar above the plan: undo, copy, arrange, snap with its settings in words, travel graph; what is chosen, where."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.layout.addresses import borne_by, names_of
from app.layout.elements import Element, Rack
from app.layout.geometry import bounds_of
from app.layout.shapes import DRAWN, outline
from app.layout.slots import slot_keys
from app.ui.layout.command_button import CommandButtons, show_on
from app.ui.layout.facts import say_kinds
from app.ui.layout.fields import METRES
from app.ui.layout.session import EditSession, Snap
from app.ui.layout.words import bins
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label, Line
from app.ui.widgets.segmented import Option, Segmented

ALIGNS = ("left", "centre_x", "right", "top", "centre_y", "bottom")
GRAINS = (
    Option("zones", "Zones", "A click anywhere in a zone takes the zone (1)"),
    Option("racks", "Racks", "A click takes what is drawn there (2)"),
    Option("bins", "Bins", "A click takes a bin of a rack (3)"),
)
GRIDS = (10.0, 50.0, 100.0, 250.0, 500.0, 1_000.0)
AISLES = (0.0, 1_200.0, 1_600.0, 1_800.0, 2_200.0, 2_900.0, 3_200.0)


class Toolbar(QWidget):
    """graph: the travel graph's switch, shown once a panel offers one."""

    def __init__(self, theme: Theme, buttons: CommandButtons, session: EditSession) -> None:
        super().__init__()
        self._session = session
        self.setFixedHeight(34)
        self.setAccessibleName("Edit")
        self.undo, self.redo = buttons.icon("layout.undo"), buttons.icon("layout.redo")
        self.snap = buttons.icon("layout.snap")
        self.snap_words = Button(theme, "", kind="link")
        self.snap_words.setToolTip("What the pointer catches on")
        self.graph = buttons.words("layout.graph", "Travel graph")
        self.query = buttons.icon("layout.query")
        self.grain = Segmented(theme, "What the hand works on", GRAINS, session.grain)
        self.grain.chosen.connect(lambda grain: buttons.run(f"layout.grain.{grain}"))
        self.where = Label(theme, "", "small", "secondary", "number")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(4)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.undo, self.redo),
            (buttons.icon("layout.copy"), buttons.icon("layout.paste"), buttons.icon("layout.delete")),
            (
                buttons.menu("align", "Align", tuple(f"layout.align.{edge}" for edge in ALIGNS)),
                buttons.menu("distribute", "Distribute", ("layout.distribute.centre_x", "layout.distribute.centre_y")),
                buttons.menu("rotate", "Rotate", ("layout.rotate.right", "layout.rotate.left", "layout.arrange")),
                buttons.menu("mirror", "Mirror", ("layout.mirror.across", "layout.mirror.along")),
                buttons.icon("layout.arrange", name="Rotate by number, array"),
            ),
            (self.snap, self.snap_words),
            (self.graph, self.query, buttons.icon("layout.fit")),
        )
        for number, group in enumerate(groups):
            if number:
                row.addSpacing(4)
                row.addWidget(Line("v"))
                row.addSpacing(4)
            for part in group:
                row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.where)
        row.addSpacing(8)
        row.addWidget(self.grain)
        self.snap_words.clicked.connect(self._choose_snap)
        session.seen.connect(self.refresh)
        session.selected.connect(self.refresh)
        session.slots_chosen.connect(self.refresh)
        session.opened.connect(self.refresh)
        self.refresh()

    def show_steps(self, undo: str, redo: str) -> None:
        """The steps that undo and redo would take, in their tooltips and spoken names."""
        self.undo.rename("undo", f"Undo: {undo}" if undo else "Undo", "Ctrl+Z")
        self.redo.rename("redo", f"Redo: {redo}" if redo else "Redo", "Ctrl+Y")

    def refresh(self, *_: object) -> None:
        """Snap and choice as the session says."""
        show_on(self.snap, self._session.snap.on)
        self.grain.choose(self._session.grain)
        self.snap_words.setText(snap_words(self._session.snap))
        self.snap_words.updateGeometry()
        self.where.setText(bin_words(self._session) or where_words(self._session.chosen()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.where.setVisible(self.width() > 900)

    def _choose_snap(self) -> None:
        menu = QMenu(self)
        snap = self._session.snap
        for words, fields, on in (
            ("Snap", {"on": not snap.on}, snap.on),
            ("Edges", {"edges": not snap.edges}, snap.edges),
            ("Centres", {"centres": not snap.centres}, snap.centres),
        ):
            self._entry(menu, words, fields, on)
        menu.addSeparator()
        for grid in GRIDS:
            self._entry(menu, f"Grid {METRES.words(grid)} m", {"grid": grid}, snap.grid == grid)
        menu.addSeparator()
        for aisle in AISLES:
            words = f"Aisle of {METRES.words(aisle)} m" if aisle else "No aisle width"
            self._entry(menu, words, {"aisle": aisle}, snap.aisle == aisle)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.snap_words.mapToGlobal(QPoint(0, self.snap_words.height())))

    def _entry(self, menu: QMenu, words: str, fields: Mapping[str, float | bool], on: bool) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(self._setter(fields))

    def _setter(self, fields: Mapping[str, float | bool]) -> Callable[..., None]:
        return lambda *_: self._session.set_snap(**fields)


def snap_words(snap: Snap) -> str:
    """ "Snap: grid 0.1 m, edges, centres, aisle 1.6 m"; "Snap off"."""
    if not snap.on:
        return "Snap off"
    parts = [f"grid {METRES.words(snap.grid).rstrip('0').rstrip('.')} m"] if snap.grid else []
    parts += ["edges"] if snap.edges else []
    parts += ["centres"] if snap.centres else []
    parts += [f"aisle {METRES.words(snap.aisle).rstrip('0').rstrip('.')} m"] if snap.aisle else []
    return f"Snap: {', '.join(parts) or 'nothing'}"


def bin_words(session: EditSession) -> str:
    """The bins that are chosen in the rack that is worked on, by their first and last address; empty for none."""
    rack = session.document.find(session.inside) if session.inside is not None else None
    if not isinstance(rack, Rack) or not session.slots:
        return ""
    there = [key for key in slot_keys(rack) if key in session.slots]
    if not there:
        return ""
    if not borne_by(rack, session.document.find):
        return f"{bins(len(there))} chosen"
    names = names_of(rack, session.document.find, there)
    ends = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
    return f"{bins(len(names))} chosen · {ends}"


def where_words(chosen: tuple[Element, ...]) -> str:
    """What is chosen and where its corner is, in metres."""
    drawn = [element for element in chosen if isinstance(element, DRAWN)]
    if not drawn:
        return ""
    x, y, _, _ = bounds_of([point for element in drawn for point in outline(element)])
    angles = {getattr(element, "angle", 0.0) for element in drawn}
    turn = f" · {angles.pop():g}°" if len(angles) == 1 else ""
    return f"{say_kinds(drawn)} chosen · x {x / 1_000:.1f} m · y {y / 1_000:.1f} m{turn}"
