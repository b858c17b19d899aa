"""What belongs to the chosen zones, and whether it goes along where they go."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.layout import edits
from app.layout.elements import Rack, Zone
from app.layout.slots import slot_count
from app.ui.layout.canvas import PlanCanvas
from app.ui.layout.facts import name_kinds
from app.ui.layout.fields import FlagField
from app.ui.layout.session import EditSession
from app.ui.layout.words import bins
from app.ui.theme import Theme
from app.ui.widgets.labels import Label


class ZoneContents(QWidget):
    """A part of the property panel, which brings it up to date."""

    def __init__(self, theme: Theme, session: EditSession, canvas: PlanCanvas) -> None:
        super().__init__()
        self._session, self._canvas = session, canvas
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.words = Label(theme, "", "small", "secondary", wrap=True)
        self.along = FlagField(theme, "Moves and turns with what is in it")
        self.along.setToolTip("Ctrl at the start of a drag turns it about for once")
        column.addWidget(Label(theme, "What is in it", "small", weight=600))
        column.addWidget(self.words)
        column.addWidget(self.along)
        self.along.entered.connect(lambda entry: self._take(bool(entry.value)))

    def refresh(self) -> None:
        """As the drawing is now."""
        document = self._session.document
        zones = [element.id for element in self._session.chosen() if isinstance(element, Zone)]
        more = [document.elements[id_] for id_ in sorted(edits.with_contents(document, zones).difference(zones))]
        number = sum(slot_count(element) for element in more if isinstance(element, Rack))
        self.words.setText(f"{name_kinds(more)}; {bins(number)}" if more else "Nothing names it as its zone.")
        self.along.show_values([self._canvas.tool_options.choose.contents])

    def _take(self, on: bool) -> None:
        options = self._canvas.tool_options
        self._canvas.tool_options = replace(options, choose=replace(options.choose, contents=on))
        self._session.seen.emit()
