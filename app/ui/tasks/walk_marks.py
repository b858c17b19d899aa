"""Everybody's walk over the plan, quiet: what each has in hand, from where they are through the places still ahead."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.services.tasks.estimate import in_hand
from app.services.tasks.kinds import Board
from app.services.tasks.walks import PieceWalk
from app.ui.heat.view import HeatView
from app.ui.tasks.desk import TasksDesk
from app.ui.tasks.people_marks import MM
from app.ui.theme import Theme
from app.ui.widgets.steady import painting

WIDTH, DOT, SEEN = 1.5, 2.0, 0.5


class WalkMarks(QWidget):
    """Lies over the plan under the people and lets everything through. Walks are metres, by login."""

    def __init__(self, theme: Theme, view: HeatView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._walks: Mapping[str, PieceWalk] = {}
        self._chosen = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("overlay", True)
        self.setAccessibleName("Walks of all people")
        view.view_changed.connect(self.update)
        theme.changed.connect(self.update)

    @property
    def shown(self) -> tuple[str, ...]:
        """Logins whose walk is drawn here: all but that of the chosen piece, which is drawn strong elsewhere."""
        return tuple(sorted(login for login, walk in self._walks.items() if walk.key != self._chosen))

    def show_walks(self, walks: Mapping[str, PieceWalk]) -> None:
        """The walk of each person."""
        self._walks = dict(walks)
        self.update()

    def choose(self, key: str) -> None:
        """This piece is drawn strong by the plan."""
        if key != self._chosen:
            self._chosen = key
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(self._theme.colour("text.secondary"))  # our own: the theme's is everybody's
        ink.setAlphaF(SEEN)
        pen = QPen(ink, WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        for login in self.shown:
            walk = self._walks[login]
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(self._screen(walk.line)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            for stop in self._screen(walk.stops):
                painter.drawEllipse(stop, DOT, DOT)

    def _screen(self, points: Sequence[tuple[float, float]]) -> list[QPointF]:
        camera = self._view.camera
        return [QPointF(*camera.screen(x * MM, y * MM)) for x, y in points]


class WalksAhead:
    """Has the walks of what people have in hand reckoned when the board has changed, and shows them."""

    def __init__(self, owner: QWidget, desk: TasksDesk) -> None:
        self._owner, self._desk = owner, desk
        self._seen: tuple[tuple[str, int], ...] = ()

    def show(self, board: Board, marks: WalkMarks, *, anew: bool = False) -> None:
        """The walks of a board on these marks; read again only where somebody's work has gone on."""
        mine = in_hand(board.pieces)
        seen = tuple(sorted((piece.key, piece.left) for piece in mine.values()))
        if seen == self._seen and not anew:
            return
        self._seen = seen
        job = self._desk.jobs.latest("tasks.walks", self._desk.walks, tuple(mine.values()), owner=self._owner)
        job.then(lambda walks: _show(marks, {login: piece.key for login, piece in mine.items()}, walks))


def _show(marks: WalkMarks, keys: Mapping[str, str], walks: Mapping[str, PieceWalk]) -> None:
    marks.show_walks({login: walks[key] for login, key in keys.items() if key in walks})
