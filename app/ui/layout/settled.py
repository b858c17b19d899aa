"""Tells once, after a gesture has ended, that the drawing is another: for what need not follow every move of a drag."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.layout.session import EditSession

STILL_MS = 60  # so often an open gesture is looked at again


class Settled(QObject):
    """`settled` after edits, undo, redo and another document; never while a gesture is open."""

    settled = Signal()

    def __init__(self, session: EditSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look)
        session.edited.connect(self._note)
        session.opened.connect(self._note)

    def end(self) -> None:
        """Tell nothing more."""
        self._timer.stop()
        self._session.edited.disconnect(self._note)
        self._session.opened.disconnect(self._note)

    def _note(self, *_: object) -> None:
        if not self._timer.isActive():
            self._timer.start(0)

    def _look(self) -> None:
        if self._session.document.editing is not None:
            self._timer.start(STILL_MS)
        else:
            self.settled.emit()
