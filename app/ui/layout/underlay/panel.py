"""The panel of the plan underlay: which file, how dim, which page, and two points that make it true."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import Refusal
from app.layout.geometry import Point
from app.layout.underlay import Placing
from app.ui.jobs import Job
from app.ui.layout.dock import SidePanel
from app.ui.layout.fields import DEGREES, METRES, Add, ChoiceField, Figure, FlagField, NumberField, Set, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.underlay.keeper import UnderlayKeeper, keeper_for
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.progress import ProgressPanel

FILES = "Plans (*.png *.jpg *.jpeg *.svg *.pdf *.dxf)"
PERCENT = Figure("%", 0.01, 0)
LINES = (("own", "as it lies"), ("level", "level"), ("upright", "upright"))


class UnderlayPanel(SidePanel):
    """One plan a floor; each change is seen at once and kept a moment later."""

    def __init__(self, around: Around, keeper: UnderlayKeeper) -> None:
        super().__init__(around.desk.theme, "Plan underlay")
        self._session, self._shell, self.keeper = around.session, around.shell, keeper
        self._may_edit = around.desk.may_edit
        self.points: tuple[Point, Point] | None = None
        theme = self.theme
        self.words = self.add_words("")
        self.file = Button(theme, "Choose a file", "underlay", "primary")
        self.progress = ProgressPanel(theme, "Reading the plan")
        self.progress.hide()
        self.column.addWidget(self.progress)
        self.opacity = NumberField(theme, "Opacity", PERCENT)
        self.page = NumberField(theme, "Page")
        self.locked = FlagField(theme, "Locked")
        self.column.addLayout(in_rows([self.opacity, self.page, self.locked], 3))
        self.place_head = self.add_group("Place")
        self.at_x, self.at_y = NumberField(theme, "X", METRES), NumberField(theme, "Y", METRES)
        self.angle = NumberField(theme, "Angle", DEGREES)
        self.column.addLayout(in_rows([self.at_x, self.at_y, self.angle], 3))
        self.true_head = self.add_group("Calibrate")
        self.how = Label(theme, "", "small", "secondary", wrap=True)
        self.column.addWidget(self.how)
        self.pick = Button(theme, "Pick two points", "measure")
        self.column.addWidget(self.pick)
        self.distance = NumberField(theme, "True distance", METRES)
        self.line = ChoiceField(theme, "Turn the line", LINES)
        self.line.show_values(["own"])
        self.column.addLayout(in_rows([self.distance, self.line], 2))
        self.apply = Button(theme, "Calibrate", "ok", "primary")
        self.column.addWidget(self.apply)
        self.column.addStretch(1)
        self.error = InlineError(theme)
        self.add_to_foot(self.error)
        self.other = Button(theme, "Another file", "underlay")
        self.remove = Button(theme, "Remove", "delete")
        self.foot_row = self.add_acts(self.file, self.other, self.remove)
        self._wire()
        self.refresh()

    def choose_file(self) -> None:
        """Ask which file, and lay it under the floor."""
        name, _ = QFileDialog.getOpenFileName(self, "Plan to lie under the drawing", "", FILES)
        if name:
            self.open_file(Path(name))

    def open_file(self, file: Path) -> None:
        """Lay a file under the floor."""
        self.error.clear()
        self.keeper.choose(file)

    def refresh(self) -> None:
        """Show what lies there."""
        now, size = self.keeper.now, self.keeper.size_px
        there, busy = now is not None, self.keeper.busy
        free = there and not busy and self._may_edit and now is not None and not now.locked
        self.file.setVisible(not there and not busy and self._may_edit)
        pages = self.keeper.source.pages if self.keeper.source is not None else 1
        place: list[QWidget] = [self.at_x, self.at_y, self.angle, self.pick, self.remove]
        truth: list[QWidget] = [self.distance, self.line, self.apply]
        chosen: list[QWidget] = [self.opacity, self.locked, self.other]
        for part in (*place, *chosen, self.place_head, self.true_head, self.how):
            part.setVisible(there)
        self.page.setVisible(there and pages > 1)
        for part in truth:
            part.setVisible(there and self.points is not None)
        for part in (*place, *truth):
            part.setEnabled(free)
        for part in (*chosen, self.page, self.file):
            part.setEnabled(self._may_edit and not busy)
        if now is None:
            self.words.setText(
                "A plan of the building, to draw over: PNG, JPEG, SVG, PDF or DXF. It is kept for all planners."
            )
            return
        wide = "" if size is None else f", {size[0] * now.placing.scale / 1_000:,.1f} m wide"
        self.words.setText(f"{now.name}{wide}")
        self.opacity.show_values([now.opacity])
        self.page.show_values([self.keeper.page + 1])
        self.locked.show_values([now.locked])
        for field, value in ((self.at_x, now.placing.x), (self.at_y, now.placing.y), (self.angle, now.placing.angle)):
            field.show_values([value])
        self._say_points()

    def end(self) -> None:
        """Send what is not sent yet."""
        self.keeper.save()

    def calibrate(self) -> None:
        """Make the plan true by the two points and what was entered; can be taken back."""
        now, points = self.keeper.now, self.points
        read = self.distance.read(self.distance.edit.text())
        if now is None or points is None:
            return
        distance = read.value if isinstance(read, Set) and read.value is not None else math.nan
        try:
            self.keeper.calibrate(*points, float(distance), _heading(self._line(), *points))
        except Refusal as refusal:
            self.distance.set_error(True)
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        self.points = None
        self._session.choose_tool("choose")
        before = now.placing
        self._shell.toast("The plan is calibrated.", lambda: self.keeper.change(placing=before))
        self.refresh()

    # ------------------------------------------------------------- within
    def _wire(self) -> None:
        self.file.clicked.connect(self.choose_file)
        self.other.clicked.connect(self.choose_file)
        self.remove.clicked.connect(self.keeper.drop)
        self.pick.clicked.connect(self._pick)
        self.apply.clicked.connect(self.calibrate)
        self.distance.edit.returnPressed.connect(self.calibrate)
        self.progress.cancelled.connect(self.keeper.stop)
        self.opacity.entered.connect(lambda entry: self._set_opacity(entry))
        self.opacity.stepped.connect(lambda by: self._set_opacity(Add(by * 5)))
        self.page.entered.connect(lambda entry: self._set_page(entry))
        self.page.stepped.connect(lambda by: self._set_page(Add(by)))
        self.locked.entered.connect(lambda entry: self.keeper.change(locked=entry.value))
        for field, key in ((self.at_x, "x"), (self.at_y, "y"), (self.angle, "angle")):
            field.entered.connect(lambda entry, key=key: self._set_place(key, entry))
            field.stepped.connect(lambda by, key=key: self._set_place(key, Add(by)))
        self._session.points_picked.connect(self._picked)
        self.keeper.changed.connect(self.refresh)
        self.keeper.refused.connect(self.error.show_refusal)
        self.keeper.began.connect(self._began)
        self.keeper.ended.connect(self._ended)

    def _pick(self) -> None:
        self.points = None
        self.error.clear()
        self._session.choose_tool("calibrate")
        self.refresh()
        self._session.said.emit("Pick two points of the plan whose distance you know")

    def _picked(self, points: Sequence[Point]) -> None:
        if self._session.tool != "calibrate" or len(points) < 2 or self.keeper.now is None:
            return
        a, b = points[-2], points[-1]
        self.points = (a[0], a[1]), (b[0], b[1])
        self.distance.show_values([round(math.dist(*self.points), 1)])
        self.refresh()
        self.distance.edit.setFocus()
        self.distance.edit.selectAll()

    def _say_points(self) -> None:
        if self.points is None:
            self.how.setText("Two points whose true distance is known make the plan true: a wall, a row of columns.")
        else:
            apart = math.dist(*self.points) / 1_000
            self.how.setText(f"The points are {apart:,.2f} m apart now. What is it in the building?")

    def _line(self) -> str:
        return LINES[max(0, self.line.box.currentIndex())][0]

    def _set_opacity(self, entry: Set | Add) -> None:
        now = self.keeper.now
        if now is not None:
            value = now.opacity + entry.by if isinstance(entry, Add) else float(entry.value or 0.0)
            self.keeper.change(opacity=min(1.0, max(0.0, round(value, 2))))

    def _set_page(self, entry: Set | Add) -> None:
        page = self.keeper.page + (
            round(entry.by) if isinstance(entry, Add) else int(entry.value or 1) - 1 - self.keeper.page
        )
        self.keeper.show_page(page)
        self.refresh()

    def _set_place(self, key: str, entry: Set | Add) -> None:
        now = self.keeper.now
        if now is None:
            return
        old: float = getattr(now.placing, key)
        value = old + entry.by if isinstance(entry, Add) else float(entry.value or 0.0)
        try:
            placing: Placing = replace(now.placing, **{key: value % 360 if key == "angle" else value})
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        self.keeper.change(placing=placing)

    def _began(self, job: Job) -> None:
        self.progress.start("Reading the plan")
        self.progress.show()
        job.on_progress(self.progress.show_progress)
        self.refresh()

    def _ended(self) -> None:
        self.progress.hide()
        self.refresh()


def _heading(line: str, a: Point, b: Point) -> float | None:
    """Degrees that the line shall have: the nearest level or upright one."""
    if line == "own":
        return None
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    return float(round(angle / 180) * 180) if line == "level" else float(round((angle - 90) / 180) * 180 + 90)


def make(around: Around) -> QWidget:
    """The panel."""
    return UnderlayPanel(around, keeper_for(around.session, around.desk))
