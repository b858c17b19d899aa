"""The Qt application: one per person and profile, dressed by the theme, its errors said and logged, never lost."""

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLockFile, QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import Fault, Refusal
from app.ui.fonts import load_fonts
from app.ui.jobs import fault_of
from app.ui.theme import Theme, ThemeChoice
from app.ui.tokens import Tokens

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# Said by Qt's offscreen platform for every window; it means nothing and would fill the log of each headless run.
OFFSCREEN_CHATTER = "This plugin does not support propagateSizeHints()"
ANSWER_WITHIN_MS = 1000


def make_application(arguments: Sequence[str], choice: ThemeChoice = "system") -> tuple[QApplication, Theme]:
    """The QApplication in its dress. Fractional scales pass through, so that 125 and 150 % are drawn as such.

    Fonts that are not cut are a warning in the log and a system font on the screen.
    """
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(list(arguments))
    app.setApplicationName("stillage")
    app.setApplicationDisplayName("Stillage")
    app.setDesktopFileName("stillage")
    notice = load_fonts()
    if notice is not None:
        log.warning(notice)
    theme = Theme(Tokens.load(), choice)
    theme.install(app)
    return app, theme


def route_qt_messages() -> None:
    """Qt's own words go to the log, under "qt"."""

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message != OFFSCREEN_CHATTER:
            qt_log.log(LEVELS[kind], "%s: %s", context.category or "default", message)

    qInstallMessageHandler(handle)


class Unforeseen(QObject):
    """Takes every error that nobody caught, on any thread: logs it, and says it on the GUI thread."""

    happened = Signal(object)

    def __init__(self, show: Callable[[Fault | Refusal], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.happened.connect(show)

    def install(self) -> None:
        """Become the hook of the main thread and of all others."""
        sys.excepthook = self.take
        threading.excepthook = lambda args: self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def take(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Log with the reference that the person will read; Ctrl+C ends the program as it should."""
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        if isinstance(error, Refusal):
            log.info("refused: %s", error)
            self.happened.emit(error)
            return
        fault = fault_of(error)
        log.error("reference %s: %s", fault.reference, error, exc_info=(kind, error, trace))
        self.happened.emit(fault)


class SingleInstance(QObject):
    """One program per person and profile: the second start asks the first to show itself, and ends."""

    asked = Signal()

    def __init__(self, folder: Path, profile: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        # The folder is the person's own; its hash keeps the socket's name short (107 bytes on Linux).
        self.name = f"stillage-{sha256(f'{folder.resolve()}|{profile}'.encode()).hexdigest()[:16]}"
        self._lock = QLockFile(str(folder / f"{self.name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """True: this is the first. False: another runs, and was asked to raise its window."""
        if not self._lock.tryLock(0):
            self._ask()
            return False
        QLocalServer.removeServer(self.name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(self.name):
            log.warning("a second start cannot raise this window: %s", self._server.errorString())
        return True

    def release(self) -> None:
        """Let the next start be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._lock.unlock()

    def _ask(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if socket.waitForConnected(ANSWER_WITHIN_MS):
            socket.write(b"raise\n")
            socket.waitForBytesWritten(ANSWER_WITHIN_MS)
            socket.disconnectFromServer()
        else:
            log.warning("the running program does not answer: %s", socket.errorString())

    def _answer(self) -> None:
        server = self._server
        socket = server.nextPendingConnection() if server is not None else None
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()


def raise_window(window: QWidget) -> None:
    """Bring a window to the front, out of the task bar if it was put there."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
