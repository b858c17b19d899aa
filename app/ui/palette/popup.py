"""The command palette over the window: typed text in, hits out, everything by the keyboard."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.commands.match import rank
from app.commands.registry import Registry
from app.domain.errors import Fault, Refusal
from app.ui.jobs import Jobs
from app.ui.palette.frame import PaletteFrame
from app.ui.palette.search import COMMAND_PREFIX, Hit, SearchProvider, ask, command_hits, parse
from app.ui.theme import Theme

WIDTH = 860
TOP = 84
HEIGHT = 660
NARROW = 900
COMMANDS_AT_MOST = 60
COMMANDS_BESIDE_RECORDS = 8
RECORDS_AT_MOST = 12
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class CommandPalette(QWidget):
    """A scrim over the window with the frame in it. Commands at once from memory, records below as they are found."""

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        registry: Registry,
        run_command: Callable[[str], object],
        providers: Sequence[SearchProvider],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._jobs = jobs
        self._registry = registry
        self._run_command = run_command
        self._providers = tuple(providers)
        self._local: list[Hit] = []
        self._scope: Hit | None = None
        self._before: QWidget | None = None
        self._asked_at = 0.0
        self.setProperty("overlay", True)
        self.setProperty("modalOverlay", True)
        self.frame = PaletteFrame(theme, self)
        self.frame.show_keys(self._signs(), (("↑ ↓", "choose"), ("Enter", "run"), ("Tab", "actions")))
        self.frame.field.textChanged.connect(self._search)
        self.frame.field.installEventFilter(self)
        self.frame.list.clicked.connect(self._clicked)
        self.frame.list.selectionModel().currentChanged.connect(self._preview)
        window.installEventFilter(self)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show it with the cursor in the field; text is chosen, so that typing replaces it."""
        self._before = QApplication.focusWidget()
        self._scope = None
        self._place()
        self.show()
        self.raise_()
        self.frame.field.setText(text)
        self.frame.field.selectAll()
        self.frame.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._search()

    def close_palette(self) -> None:
        """Hide, forget what still runs, and give the keyboard back."""
        self._jobs.forget("palette.search")
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    @property
    def chosen(self) -> Hit | None:
        row = self.frame.model.row(self.frame.list.currentIndex().row())
        return row if isinstance(row, Hit) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is not self.frame.field and self.isVisible():
            self._place()
        if watched is self.frame.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour("surface.scrim"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def _key(self, key: Qt.Key) -> bool:
        """True where the key belongs to the list and not to the text."""
        if key in STEPS:
            self._step(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.chosen)
        elif key == Qt.Key.Key_Tab:
            self._enter_scope(self.chosen)
        elif key == Qt.Key.Key_Escape and self._scope is None:
            self.close_palette()
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Backspace and self._scope and not self.frame.field.text()):
            self._leave_scope()
        else:
            return key == Qt.Key.Key_Backtab
        return True

    def _search(self) -> None:
        self._asked_at = time.perf_counter()
        query = parse(self.frame.field.text(), [provider.prefix for provider in self._providers])
        if self._scope is not None:
            found = rank(query.text, self._scope.actions, lambda hit: hit.name, COMMANDS_AT_MOST)
            self._show([hit for hit, _ in found], query.text, done=True)
            return
        asked = [one for one in self._providers if one.prefix == query.prefix or not query.prefix]
        if query.prefix == COMMAND_PREFIX or not query.text:
            asked = []
        most = COMMANDS_BESIDE_RECORDS if asked else COMMANDS_AT_MOST
        wants_commands = query.prefix in ("", COMMAND_PREFIX)
        self._local = command_hits(self._registry, query.text, self._run_command, most) if wants_commands else []
        self._show(self._local, query.text, done=not asked)
        self._jobs.forget("palette.search")
        if asked:
            job = self._jobs.latest("palette.search", ask, asked, query.text, RECORDS_AT_MOST, owner=self)
            text = query.text
            job.then(lambda hits: self._show([*self._local, *hits], text, done=True))
            job.on_refusal(self._cannot).on_fault(self._cannot).on_busy(self.frame.ring.set_busy)

    def _show(self, hits: list[Hit], text: str, done: bool) -> None:
        """Swap the rows; the chosen row stays chosen where it is still there."""
        key = self.chosen.key if self.chosen is not None and self.frame.model.text == text else None
        self.frame.model.show_hits(hits, text)
        self._choose(self.frame.model.number_of(key))
        took = (time.perf_counter() - self._asked_at) * 1000
        self.frame.count.setText(f"{len(hits)} in {took:.0f} ms" if done else f"{len(hits)}")
        self.frame.nothing.setVisible(done and not hits)
        self.frame.nothing.setText(
            f"Nothing found for “{text}”. Fewer letters find more." if text else "Nothing here yet."
        )

    def _cannot(self, problem: Refusal | Fault) -> None:
        """Commands stay; the line says why records cannot be looked up."""
        rest = problem.next_step if isinstance(problem, Refusal) else f"Reference {problem.reference}."
        self.frame.count.setText("records not searched")
        self.frame.nothing.setText(f"Records cannot be searched now. {problem.what} {rest}")
        self.frame.nothing.show()

    def _choose(self, number: int) -> None:
        index = self.frame.model.index(number, 0) if number >= 0 else QModelIndex()
        self.frame.list.setCurrentIndex(index)
        if number >= 0:
            self.frame.list.scrollTo(self.frame.model.index(number - 1, 0) if number == 1 else index)
        else:
            self.frame.pane.show_preview(None)

    def _step(self, by: int) -> None:
        """Move the choice over hits, past heads; it stops at the ends."""
        numbers = [n for n in range(self.frame.model.rowCount()) if isinstance(self.frame.model.row(n), Hit)]
        if numbers:
            current = self.frame.list.currentIndex().row()
            at = numbers.index(current) if current in numbers else 0
            self._choose(numbers[max(0, min(len(numbers) - 1, at + by))])

    def _preview(self, index: QModelIndex) -> None:
        hit = self.chosen
        self.frame.field.setAccessibleDescription(str(index.data() or ""))
        if hit is None or hit.preview is None or self.frame.pane.isHidden():
            self._jobs.forget("palette.preview")
            self.frame.pane.show_preview(None)
        else:
            self._jobs.latest("palette.preview", hit.preview, owner=self).then(self.frame.pane.show_preview)

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())
        self._run(self.chosen)

    def _run(self, hit: Hit | None) -> None:
        """A hit with a reason stays where it is: its row says why."""
        if hit is not None and hit.reason is None:
            self.close_palette()
            hit.run()

    def _enter_scope(self, hit: Hit | None) -> None:
        if hit is not None and hit.actions:
            self._scope = hit
            self.frame.field.setPlaceholderText(f"Act on {hit.name}")
            self.frame.field.clear()
            self._search()

    def _leave_scope(self) -> None:
        scope, self._scope = self._scope, None
        self.frame.field.setPlaceholderText("")
        self.frame.field.setText(scope.name if scope is not None else "")

    def _signs(self) -> list[tuple[str, str]]:
        return [(COMMAND_PREFIX, "commands"), *((one.prefix, one.word) for one in self._providers if one.prefix)]

    def _place(self) -> None:
        window = self.window()
        self.setGeometry(window.rect())
        narrow = window.width() < NARROW
        width = window.width() - 48 if narrow else WIDTH
        height = min(HEIGHT, window.height() - TOP - 24)
        self.frame.show_pane(not narrow)
        self.frame.setGeometry((window.width() - width) // 2, TOP, width, height)
