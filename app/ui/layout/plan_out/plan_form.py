"""The plan on paper or as a picture: floor, sheet, scale; what the page will look like; where to save it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout.elements import Floor
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.services.layout_files.files import write_whole
from app.services.layout_files.plan_marks import floor_bounds
from app.services.layout_files.plan_paper import SCALES, Paper
from app.services.layout_files.plan_sheet import PlanTitle, plan_pdf, plan_png
from app.ui.layout.fields import Set, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.plan_out.picks import Pick
from app.ui.layout.plan_out.preview import Preview, picture_of
from app.ui.layout.plan_out.work import Work
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label

PAPERS = tuple((name, name) for name in ("A4", "A3", "A2", "A1", "A0"))
TURNS = ((False, "Landscape"), (True, "Portrait"))
KINDS = (("pdf", "PDF"), ("png", "PNG, 150 dpi"), ("png300", "PNG, 300 dpi"))
LOOK_MS = 250


def save_plan(
    layout: Layout, title: PlanTitle, paper: Paper, floor: ElementId | None, dpi: int, file: Path, *,
    progress: Callable[..., object],
) -> Path:  # fmt: skip
    """Make the plan and write it; dpi 0: PDF. For a worker thread."""
    if dpi and floor is not None:
        data = plan_png(layout, title, paper, floor, dpi=dpi, progress=progress)
    else:
        data = plan_pdf(layout, title, paper, floor=floor, progress=progress)
    write_whole(file, data)
    return file


def look_at_plan(layout: Layout, title: PlanTitle, paper: Paper, floor: ElementId | None) -> QImage:
    """The first page, small. For a worker thread."""
    return picture_of(plan_pdf(layout, title, paper, floor=floor))


class PlanForm(QWidget):
    """Part of the export panel. The plan is made of a copy: drawing on does not disturb it."""

    def __init__(self, around: Around, work: Work, fail: Callable[[Refusal], object]) -> None:
        super().__init__()
        self._around, self._work, self._fail = around, work, fail
        self._session, self._jobs = around.session, around.desk.jobs
        theme = around.desk.theme
        scales = ((None, "To fit"), *((scale, f"1:{scale}") for scale in SCALES))
        self.floor, self.kind = Pick(theme, "Floor"), Pick(theme, "As", KINDS, "pdf")
        self.paper, self.turn = Pick(theme, "Sheet", PAPERS, "A3"), Pick(theme, "Lying", TURNS, False)
        self.scale = Pick(theme, "Scale", scales)
        self.words = Label(theme, "", "small", "secondary", wrap=True)
        self.preview = Preview(theme, "Preview of the plan", 230)
        self.save = Button(theme, "Save plan", "export", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(in_rows([self.floor, self.kind, self.paper, self.turn], 2))
        column.addLayout(in_rows([self.scale], 2))
        column.addWidget(self.preview)
        column.addWidget(self.words)
        column.addStretch(1)
        self._late = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._late.timeout.connect(self.look)
        for field in (self.floor, self.paper, self.turn, self.scale, self.kind):
            field.entered.connect(self._entered)
        self.save.clicked.connect(self.ask)

    def begin(self) -> None:
        """Show the floors and the page as they are now."""
        floors = self._session.document.of(Floor)
        several = [(None, "All floors")] if len(floors) > 1 else []
        self.floor.set_options([*several, *((floor.id, floor.name or floor.code) for floor in floors)])
        self.floor.show_values([self._session.floor])
        self.look()

    def look(self) -> None:
        """Draw the preview anew."""
        try:
            self.words.setText(self._say())
        except Refusal as refusal:
            self.words.setText(f"{refusal.what} {refusal.next_step}")
            self.preview.show_image(QImage())
            return
        layout = Layout(self._session.document.elements.values())
        job = self._jobs.latest(
            "plan_out.look", look_at_plan, layout, self.title(), self.sheet(), self.of(), owner=self
        )
        job.then(self.preview.show_image).on_refusal(lambda refusal: self.words.setText(refusal.what))

    def of(self) -> ElementId | None:
        """The floor that was chosen; None for all."""
        found: ElementId | None = self.floor.value
        return found

    def sheet(self) -> Paper:
        """The sheet that was chosen."""
        return Paper(self.paper.value, bool(self.turn.value), self.scale.value)

    def title(self) -> PlanTitle:
        """What the title block says."""
        desk, standing = self._around.desk, self._around.drafting.standing
        base = f"Version {standing.base}" if standing.base else "Not published yet"
        version = base if standing.draft is None else f"Draft: {standing.draft.name}"
        now = desk.clock().astimezone(desk.zone)
        return PlanTitle(desk.warehouse or desk.place, version, f"{now.day} {now:%b %Y, %H:%M}", desk.person)

    def ask(self) -> None:
        """Ask where to."""
        ending = "pdf" if self.kind.value == "pdf" else "png"
        kinds = "PDF (*.pdf)" if ending == "pdf" else "Picture (*.png)"
        offered = f"{self._around.desk.warehouse or 'plan'} {self.title().version}.{ending}".replace(":", "")
        name, _ = QFileDialog.getSaveFileName(self, "Save plan", offered, kinds)
        if name:
            self.write(Path(name).with_suffix(f".{ending}"))

    def write(self, file: Path) -> None:
        """Write the plan to a file."""
        dpi = {"pdf": 0, "png": 150, "png300": 300}[self.kind.value]
        floor = self.of()
        if dpi and floor is None:
            self._fail(Refusal("plan", "A picture shows one floor.", "Choose a floor, or PDF."))
            return
        layout = Layout(self._session.document.elements.values())
        self._work.run(
            f"Writing {file.name}", self._written, save_plan, layout, self.title(), self.sheet(), floor, dpi, file
        )

    def _say(self) -> str:
        """How many pages it will be."""
        layout, paper = self._session.document, self.sheet()
        floors = [floor.id for floor in layout.of(Floor) if self.of() in (None, floor.id)]
        pages, scales = 0, set[int]()
        for floor in floors:
            bounds = floor_bounds(layout, floor)
            if bounds is not None:
                scale = paper.scale_for(bounds)
                scales.add(scale)
                pages += len(paper.tiles(bounds, scale))
        if not pages:
            return "There is nothing on this floor yet."
        at = " and ".join(f"1:{scale}" for scale in sorted(scales))
        return f"{pages:,} {'page' if pages == 1 else 'pages'} {paper.name} at {at}"

    def _entered(self, entry: Set) -> None:
        self._late.start()

    def _written(self, file: Path) -> None:
        self._around.shell.toast(f"The plan is in {file.name}.")
