"""Export of what the plan shows: a picture, a PDF or a table; painted and written off the GUI thread; it can stop."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QByteArray, QMarginsF, QSaveFile
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QFileDialog

from app.domain.errors import Fault, Refusal
from app.heat.filters import passes
from app.heat.metrics import METRICS
from app.heat.tables import Reals
from app.services.floor import Content
from app.services.plan_file import PlanTable, write_csv
from app.ui.control_room.desk import Desk
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.viewing import Viewing
from app.ui.control_room.words import joined
from app.ui.heat.paint import Inks
from app.ui.heat.sheet import FOOT, HEAD, Sheet, Words, sheet_of
from app.ui.jobs import Job
from app.ui.shell.parts import Shell
from app.ui.theme import Theme, parse_colour
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressPanel

KINDS = "Picture (*.png);;PDF (*.pdf);;Table of the bins, comma-separated (*.csv)"
COUNTED = ("fill", "on_hand", "picks_hour", "held", "tasks")  # where nothing is 0, and not unknown
PAPER = (1122.5, 793.7)  # px at 96 an inch: A4 on its side
DPI = 300
SHARPNESS = 2.0  # device px of a picture a px
LEAST = (1280.0, 800.0)


class PaperTheme:
    """The light theme's colours, whatever is on the screen: paper is white. Fonts are the theme's own."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.changed = theme.changed
        self.font, self.number_font, self.code_font = theme.font, theme.number_font, theme.code_font
        self.scale, self.motion = theme.scale, theme.motion

    def colour(self, path: str) -> QColor:
        """A colour of the light theme."""
        return parse_colour(self._theme.tokens.colours["light"][path])


class PlanExport(Panel):
    """Floats on the plan while something is written; one at a time."""

    def __init__(
        self, shell: Shell, desk: Desk, plan: PlanDesk, viewing: Viewing, contents: Callable[[], dict[int, Content]]
    ) -> None:
        super().__init__(desk.theme, surface="raised")
        self._shell, self._desk, self._plan, self._viewing, self._contents = shell, desk, plan, viewing, contents
        self._job: Job | None = None
        self.setParent(plan.pane)
        self.setProperty("overlay", True)
        self.setAccessibleName("Export")
        self.setFixedWidth(400)
        self.progress = ProgressPanel(desk.theme, "Export")
        self.progress.setContentsMargins(12, 10, 12, 10)
        self.progress.cancelled.connect(self.stop)
        self.body.addWidget(self.progress)
        plan.resized.connect(self._place)
        self.hide()

    def ask(self) -> None:
        """Ask where to, and write what is shown."""
        at = self._moment()
        what = self._viewing.name or self._plan.pane.view.picture.metric.label
        named = "".join(letter for letter in what if letter.isalnum() or letter in " -_")
        offered = self._desk.folder / f"{named.strip() or 'plan'} {at.astimezone(self._desk.zone):%Y-%m-%d %H%M}.png"
        name, kind = QFileDialog.getSaveFileName(self.window(), "Export what is shown", str(offered), KINDS)
        if name:
            file = Path(name)
            self.write(file if file.suffix else file.with_suffix(f".{kind.rpartition('*.')[2].rstrip(')')}"))

    def write(self, file: Path) -> None:
        """Write what is shown now; the ending says which kind. Nothing where something is being written already."""
        if self._job is not None:
            return
        made = self._task(file)
        if made is None:
            self._shell.show_refusal(
                Refusal("file", f"{file.name} is neither .png, .pdf nor .csv.", "Choose one of these endings.")
            )
            return
        self.progress.start(f"Writing {file.name}")
        self._place()
        self.show()
        self.raise_()
        job = self._desk.jobs.run_long(made, owner=self)
        job.then(lambda said: self._written(file, said)).on_refusal(self._refuse).on_fault(self._fail)
        job.on_progress(self.progress.show_progress)
        self._job = job

    def stop(self) -> None:
        """Write no further; what was there before stays."""
        if self._job is not None:
            self._job.cancel()
        self._end()

    def table(self) -> PlanTable:
        """What is shown, as rows; taken out of the grid now."""
        picture = self._plan.pane.view.picture
        grid = picture.grid
        mask = passes(picture.filters, grid)
        everything = slice(None)
        metrics = (*METRICS, picture.metric)
        values: dict[str, Reals] = {}
        for metric in metrics:
            read, empty = grid.read(metric.key, everything)
            values[metric.key] = np.where(empty, np.float32(0), read) if metric.key in COUNTED else read.copy()
        shown = np.ones(len(picture.plan.locations), np.bool_) if mask is None else mask
        facts, contents = grid.table.copy(), dict(self._contents())
        zone = self._desk.zone
        return PlanTable(picture.plan, facts, values, shown, contents, picture.metric, self._moment(), zone)

    def _task(self, file: Path) -> Callable[..., str] | None:
        """What writes it, on a worker; everything it needs is taken out of the plan here."""
        view, kind = self._plan.pane.view, file.suffix.lower()
        if kind == ".csv":
            return partial(_write_table, self.table(), file)
        if kind == ".png":
            size = (max(view.width() + 48.0, LEAST[0]), max(view.height() + HEAD + FOOT, LEAST[1]))
            return partial(write_picture, sheet_of(view, view.inks, self._words(), size), file)
        if kind == ".pdf":
            return partial(write_pdf, sheet_of(view, self._paper(), self._words(), PAPER), file)
        return None

    def _paper(self) -> Inks:
        return Inks.of(PaperTheme(self._desk.theme), self._plan.pane.view.scale_name)

    def _words(self) -> Words:
        picture = self._plan.pane.view.picture
        chips = [chip.text for chip in self._plan.filter.chips(picture.plan)]
        zone, at = self._desk.zone, self._moment()
        live = "as it is now" if self._desk.moment.at is None else "as it was"
        ranged = "range of 98 % of bins" if picture.scale.quantile else "fixed range"
        return Words(
            self._viewing.name or picture.metric.label,
            joined([picture.metric.label, picture.scale.unit, ranged, picture.levels.lower()]),
            self._desk.site,
            joined([f"{at.astimezone(zone):%a %d %b %Y %H:%M:%S %Z}", live]),
            joined(chips) or "All bins",
        )

    def _moment(self) -> datetime:
        return self._desk.moment.at or self._desk.clock()

    def _place(self) -> None:
        self.adjustSize()
        room = self._plan.pane.rect()
        self.move((room.width() - self.width()) // 2, max(56, room.height() - self.height() - 24))

    def _end(self) -> None:
        self._job = None
        self.hide()

    def _written(self, file: Path, said: str | None) -> None:
        self._end()
        if said is not None:
            self._shell.toast(f"{said} in {file.name}.")

    def _refuse(self, refusal: Refusal) -> None:
        self._end()
        self._shell.show_refusal(refusal)

    def _fail(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))


def write_picture(sheet: Sheet, file: Path, *, progress: Callable[..., object]) -> str:
    """Paint a sheet as PNG. On a worker."""
    wide, high = (round(side * SHARPNESS) for side in sheet.size)
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(SHARPNESS, SHARPNESS)
        sheet.paint(painter, progress)
    finally:
        painter.end()
    progress(1, 1, "Writing the picture")
    target = QSaveFile(str(file))
    if not (
        target.open(QSaveFile.OpenModeFlag.WriteOnly)
        and QImageWriter(target, QByteArray(b"png")).write(image)
        and target.commit()
    ):
        raise _unwritten(file, target.errorString())
    return "The picture is"


def write_pdf(sheet: Sheet, file: Path, *, progress: Callable[..., object]) -> str:
    """Paint a sheet as one page of PDF: bins as vectors, text as text. On a worker."""
    target = QSaveFile(str(file))
    if not target.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise _unwritten(file, target.errorString())
    writer = QPdfWriter(target)
    writer.setResolution(DPI)
    writer.setTitle(sheet.words.title)
    writer.setCreator("Stillage")
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF())
    writer.setPageLayout(layout)
    painter = QPainter(writer)
    try:
        painter.scale(DPI / 96, DPI / 96)
        sheet.paint(painter, progress)
    except BaseException:
        painter.end()
        target.cancelWriting()
        raise
    painter.end()
    progress(1, 1, "Writing the page")
    if not target.commit():
        raise _unwritten(file, target.errorString())
    return "The page is"


def _write_table(table: PlanTable, file: Path, *, progress: Callable[..., object]) -> str:
    rows = write_csv(table, file, progress=progress)
    return f"{rows:,} bins are" if rows != 1 else "1 bin is"


def _unwritten(file: Path, why: str) -> Refusal:
    return Refusal("file", f"{file} could not be written ({why}).", "Choose another place.")
