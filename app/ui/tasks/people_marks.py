"""People over the plan: a disc with initials where each finished last, and where what is carried would land."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.heat.view import HeatView
from app.ui.tasks.words import initials
from app.ui.theme import Theme
from app.ui.widgets.painted import CENTRE, PaintedText, draw_texts
from app.ui.widgets.steady import painting

DISC = 26.0
APART = DISC + 2
MM = 0.001


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody on the plan, metres."""

    login: str
    person: str
    x: float
    y: float
    busy: bool


class PeopleMarks(QWidget):
    """Lies over the plan and lets everything through; `at` says who is under a point of the plan."""

    def __init__(self, theme: Theme, view: HeatView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._people: tuple[Standing, ...] = ()
        self._target = ""
        self._holder = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("overlay", True)
        self.setAccessibleName("People on the plan")
        view.view_changed.connect(self.update)
        theme.changed.connect(self.update)

    def show_people(self, people: Sequence[Standing]) -> None:
        """Where they are now."""
        self._people = tuple(people)
        self.update()

    def mark(self, target: str, holder: str) -> None:
        """target: whom what is carried would go to; holder: who has what is chosen."""
        if (target, holder) != (self._target, self._holder):
            self._target, self._holder = target, holder
            self.update()

    def discs(self) -> list[tuple[Standing, QRectF]]:
        """Everybody in view with their disc; those who stand on one another are moved apart."""
        found: list[tuple[Standing, QRectF]] = []
        for one in self._people:
            x, y = self._view.camera.screen(one.x, one.y)
            disc = QRectF(x - DISC / 2, y - DISC / 2, DISC, DISC)
            while any(disc.intersects(other) for _, other in found):
                disc.translate(APART, 0)
            if self.rect().toRectF().contains(disc):
                found.append((one, disc))
        return found

    def at(self, point: QPointF) -> str:
        """The login of whoever is there; empty: nobody."""
        return next((one.login for one, disc in reversed(self.discs()) if disc.contains(point)), "")

    def texts(self) -> list[PaintedText]:
        font = self._theme.font("caption", 600)
        return [
            PaintedText(initials(one.person), disc, font, self._theme.colour(self._inks(one)[1]), CENTRE)
            for one, disc in self.discs()
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one, disc in self.discs():
            if one.login == self._target:
                painter.setPen(QPen(self._theme.colour("accent.focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(disc.adjusted(-5, -5, 5, 5))
            painter.setPen(QPen(self._theme.colour("surface.floor"), 2))
            painter.setBrush(self._theme.colour(self._inks(one)[0]))
            painter.drawEllipse(disc)
        draw_texts(painter, self.texts())

    def _inks(self, one: Standing) -> tuple[str, str]:
        if one.login in (self._target, self._holder):
            return "accent.fill", "text.on_accent"
        return ("surface.inverse", "text.inverse") if one.busy else ("surface.pressed", "text.secondary")
