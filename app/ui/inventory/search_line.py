"""The line that says what is looked for, with completion of keys and values, and how much was found."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.inventory import Search, parse, say
from app.services.inventory.words import CHOICES, KEYS
from app.ui.theme import Theme
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.progress import BusyRing

PAUSE_MS = 250  # after the last key before the search is asked


class SearchField(QLineEdit):
    """Completes the word under the cursor; Down goes to the table."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.code_font("body"))
        self.setFixedHeight(32)
        self.setAccessibleName("Find stock")
        self.setPlaceholderText("Find stock: mug oak   sku:40-*   bin:A-04   lot:L24   zone:A,B   held:yes")
        self._words = QStringListModel(self)
        self._values: dict[str, tuple[str, ...]] = dict(CHOICES)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setWidget(self)
        completer.activated.connect(self._complete)
        self._completer = completer
        self.textEdited.connect(self._offer)

    def know_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """Values that keys can have, as the facets told them."""
        self._values |= {key: tuple(known) for key, known in values.items()}

    def offers(self, word: str) -> list[str]:
        """What a word could become."""
        if ":" not in word:
            return [f"{key}:" for key in KEYS if word and key.startswith(word.lower())]
        key, _, begun = word.partition(":")
        head, comma, last = begun.rpartition(",")
        said = f"{key}:{head}{comma}"
        known = self._values.get(key, ())
        return [f"{said}{_quoted(one)}" for one in known if one.lower().startswith(last.lower())][:30]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        offering = self._offers_shown()
        if offering and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Escape) and not offering:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _offers_shown(self) -> bool:
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()

    def _hide_offers(self) -> None:
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    def _word(self) -> str:
        return self.text()[: self.cursorPosition()].rpartition(" ")[2]

    def _offer(self) -> None:
        found = [one for one in self.offers(self._word()) if one != self._word()]
        self._words.setStringList(found)
        if found:
            self._completer.setCompletionPrefix("")
            self._completer.complete()
        else:
            self._hide_offers()

    def _complete(self, chosen: str) -> None:
        text, at = self.text(), self.cursorPosition()
        start = at - len(self._word())
        self.setText(text[:start] + chosen + text[at:])
        self.setCursorPosition(start + len(chosen))
        self.textEdited.emit(self.text())


class SearchLine(QWidget):
    """`changed` with a search once typing pauses or Enter is pressed; what cannot be read is said below."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._search = Search()
        self.field = SearchField(theme)
        self.found = Label(theme, "", "small", "secondary", "number")
        self.ring = BusyRing(theme)
        self.error = InlineError(theme)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.field.textEdited.connect(lambda _: self._pause.start())
        self.field.returnPressed.connect(self._read_now)
        self.field.left.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.ring)
        row.addWidget(self.found)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.error)

    def show_search(self, search: Search) -> None:
        """Say a search that was chosen elsewhere; what the person is typing is left alone while it means the same."""
        self._search = search
        self.error.clear()
        try:
            same = parse(self.field.text()).filters == search.filters
        except Refusal:
            same = False
        if not same:
            self._pause.stop()
            self.field.setText(say(search))

    def show_found(self, words: str, busy: bool) -> None:
        """How much was found, and whether more is on its way."""
        self.found.setText(words)
        self.ring.set_busy(busy)

    def _read_now(self) -> None:
        self._pause.stop()
        self._read()

    def _read(self) -> None:
        try:
            search = parse(self.field.text(), self._search.sort)
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        if search.filters != self._search.filters:
            self.changed.emit(search)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value or "," in value else value
