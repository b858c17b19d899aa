"""The saved views over a plan: show, save, share, time on the wall, delete. A panel on the plan, not a dialog."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.services.plan_views import PlanView, Share, rotation
from app.ui.control_room.one_line import OneLine, chain
from app.ui.control_room.views import Views, say_whose
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.labels import Label, Line
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

WIDTH = 420
ROW = 34
SHARES = (
    Option("mine", "Only me", "Nobody else sees it"),
    Option("role", "My role", "Everybody with your role in this warehouse sees it"),
    Option("all", "Everybody", "Everybody in this warehouse sees it"),
)


class ViewLine(QWidget):
    """One view: its name is the button that shows it."""

    def __init__(self, theme: Theme, view: PlanView, key: str, views: Views) -> None:
        super().__init__()
        self.view = view
        self.show_button = Button(theme, view.name, kind="link", shortcut=key)
        self.show_button.setAccessibleName(f"Show the view {view.name}")
        self.whose = OneLine(theme, "small", "tertiary")
        self.whose.show_text(" · ".join(part for part in (key, say_whose(view)) if part))
        said = f"{view.dwell} s" if view.dwell else "not on the wall"
        self.dwell = Button(theme, said, "clock" if view.dwell else "", kind="small")
        self.dwell.setAccessibleName(f"Time of {view.name} on the wall: {said}")
        self.dwell.setToolTip("How long the wall shows it; click for another time")
        self.dwell.clicked.connect(lambda: views.next_dwell(view))
        self.delete = IconButton(theme, "delete", f"Delete the view {view.name}")
        self.delete.clicked.connect(lambda: views.drop(view))
        if not view.mine:
            self.dwell.hide()
            self.delete.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.show_button)
        row.addWidget(self.whose, 1)
        row.addWidget(self.dwell)
        row.addWidget(self.delete)
        self.setFixedHeight(ROW)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops."""
        return self.show_button, self.dwell, self.delete


class ViewsPanel(Panel):
    """`chosen` with a view, `saved` with name and share, `wall_asked`, `closed`."""

    chosen = Signal(object)
    saved = Signal(str, str)
    wall_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, room: QWidget, views: Views) -> None:
        super().__init__(theme, surface="raised")
        EscapeKey(self, self.close_panel)
        self.setParent(room)
        self.setProperty("overlay", True)
        self.setAccessibleName("Saved views of the plan")
        self.setFixedWidth(WIDTH)
        self._theme, self._views = theme, views
        self.lines: list[ViewLine] = []
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.nothing = Label(theme, "", "small", "secondary", wrap=True)
        self.nothing.setContentsMargins(12, 4, 12, 8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        for ground in (self._inner, self._area.viewport()):
            ground.setAutoFillBackground(False)
        self._build()
        views.changed.connect(self.show_views)
        self.show_views()
        self.hide()

    def show_views(self) -> None:
        """The views there are now."""
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [
            ViewLine(self._theme, view, self._views.key_of(view.view_id), self._views) for view in self._views.views
        ]
        for place, line in enumerate(self.lines):
            line.show_button.clicked.connect(partial(self.chosen.emit, line.view))
            self._column.insertWidget(place, line)
        self.nothing.setText(
            "" if self.lines else "None yet. Name what the plan shows now, and come back to it with one key."
        )
        self.nothing.setVisible(not self.lines)
        many = len(rotation(self._views.views))
        timed = any(view.dwell for view in self._views.views)
        self.wall_words.setText(
            f"{many} {'view' if many == 1 else 'views'}" + ("" if timed or not self.lines else ", 20 s each")
        )
        stops = [stop for line in self.lines for stop in line.stops]
        chain(self._close, *stops, self.name, self.share, self.save, self.wall)
        self.fit()

    def open_panel(self, *, naming: bool = False) -> None:
        """Show it; naming: with the cursor in the name."""
        self.show()
        self.raise_()
        self.fit()
        first = self.name if naming or not self.lines else self.lines[0].show_button
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Hide it."""
        self.hide()
        self.closed.emit()

    def fit(self) -> None:
        """As high as its views, at most what the plan has; under the tool row, at the right."""
        room = self.parentWidget()
        if room is None:
            return
        rows = max(1, len(self.lines)) * ROW + (14 if not self.lines else 0)
        fixed = self.sizeHint().height() - self._area.sizeHint().height()
        most = max(ROW, room.height() - 62 - fixed)
        self._area.setFixedHeight(min(rows, most))
        self.adjustSize()
        self.move(max(12, room.width() - self.width() - 52), 50)

    def _build(self) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 4)
        head.addWidget(Label(theme, "Saved views", "strong"))
        head.addStretch(1)
        self._close = IconButton(theme, "close", "Close the saved views", "Esc")
        self._close.clicked.connect(self.close_panel)
        head.addWidget(self._close)
        self.name = QLineEdit()
        self.name.setFixedHeight(28)
        self.name.setMaxLength(60)
        self.name.setPlaceholderText("Name of what is shown now")
        self.name.setAccessibleName("Name of the view")
        self.name.returnPressed.connect(self._save)
        self.share = Segmented(theme, "Who sees it", SHARES)
        self.save = Button(theme, "Save", "saved_view", "small")
        self.save.clicked.connect(self._save)
        self.wall = Button(theme, "Show on the wall", "play", "small", "F11")
        self.wall.clicked.connect(self.wall_asked)
        self.wall_words = Label(theme, "", "small", "tertiary", "number")
        form, foot = QHBoxLayout(), QHBoxLayout()
        for row in (form, foot):
            row.setContentsMargins(12, 8, 12, 8)
            row.setSpacing(8)
        column = QVBoxLayout()
        column.setContentsMargins(12, 8, 12, 0)
        column.addWidget(self.name)
        form.addWidget(self.share)
        form.addStretch(1)
        form.addWidget(self.save)
        foot.addWidget(self.wall)
        foot.addWidget(self.wall_words)
        foot.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self._area)
        self.body.addWidget(self.nothing)
        self.body.addWidget(Line("h"))
        self.body.addLayout(column)
        self.body.addLayout(form)
        self.body.addWidget(Line("h"))
        self.body.addLayout(foot)

    def _save(self) -> None:
        """Without a name there is nothing to save under; the field says so by taking the cursor."""
        name = self.name.text().strip()
        if not name:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.name.clear()
        self.saved.emit(name, self.share.current)


def share_of(said: str) -> Share:
    """The share that a choice of SHARES stands for."""
    found: dict[str, Share] = {"mine": "mine", "role": "role", "all": "all"}
    return found[said]
