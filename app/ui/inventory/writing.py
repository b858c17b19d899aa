"""Export of all that was found: where to, how far it is, a way to stop it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import Fault, Refusal
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.finder import Finder
from app.ui.jobs import Job
from app.ui.shell.parts import Shell
from app.ui.widgets.progress import ProgressPanel

KINDS = "Excel workbook (*.xlsx);;Comma-separated (*.csv)"


class Writing(ProgressPanel):
    """The progress of one export; hidden while there is none."""

    def __init__(self, shell: Shell, desk: StockDesk, finder: Finder) -> None:
        super().__init__(desk.theme, "Export")
        self._shell, self._desk, self._finder = shell, desk, finder
        self._job: Job | None = None
        self.setContentsMargins(12, 8, 12, 8)
        self.cancelled.connect(self.stop)
        self.hide()

    def ask(self, parent: QWidget) -> None:
        """Ask where to, and write all that was found."""
        now = self._desk.clock().astimezone(self._desk.zone)
        offered = self._desk.downloads / f"stock {now:%Y-%m-%d %H%M}.xlsx"
        name, _ = QFileDialog.getSaveFileName(parent, "Export stock", str(offered), KINDS)
        if name:
            self.write(Path(name))

    def write(self, file: Path) -> None:
        """Write all that was found to a file; nothing where one is being written already."""
        if self._job is not None:
            return
        facets = self._finder.facets
        total = facets.records if facets is not None else None
        self.start(f"Writing {file.name}")
        self.show()
        job = self._desk.jobs.run_long(self._desk.export, self._finder.search, file, total, owner=self)
        job.then(lambda rows: self._written(file, rows)).on_refusal(self._refuse).on_fault(self._fail)
        job.on_progress(self.show_progress)
        self._job = job

    def stop(self) -> None:
        """Write no further; what was there before stays."""
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _end(self) -> None:
        self._job = None
        self.hide()

    def _written(self, file: Path, rows: int) -> None:
        self._end()
        self._shell.toast(f"{rows:,} rows are in {file.name}.")

    def _refuse(self, refusal: Refusal) -> None:
        self._end()
        self._shell.show_refusal(refusal)

    def _fail(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))
