"""Layouts as files: what is written and why one would, and opening what was written here or drawn elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout.dxf.found import Drawing
from app.layout.lists import FoundList
from app.layout.table import Layout
from app.services.layout_files.dxf_in import read_dxf_file
from app.services.layout_files.files import read_layout, write_layout
from app.services.layout_files.lists_in import ENDINGS as LISTS
from app.services.layout_files.lists_in import read_list_file
from app.ui.layout.panels import Around
from app.ui.layout.plan_out.picks import Pick
from app.ui.layout.plan_out.work import Work
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label

KINDS: Final = (
    (".dxf", "DXF, for CAD programs"), (".json", "JSON, all of the layout"), (".xlsx", "Excel, all locations"),
    (".csv", "CSV, all locations"),
)  # fmt: skip
TELLS: Final = {
    ".dxf": "Zones, racks, bins, aisles, walls and places on layers of their own. Comes back here exactly.",
    ".json": "Everything that is drawn, in a documented format. Comes back here exactly.",
    ".xlsx": "A line for each location: address, place, size, class, pick sequence. Codes stay text.",
    ".csv": "A line for each location: address, place, size, class, pick sequence.",
}
OPENED: Final = "Layouts, drawings and lists (*.json *.dxf *.xlsx *.csv *.txt *.tsv)"


def save_layout(layout: Layout, file: Path, *, progress: Callable[..., object]) -> Path:
    """Write it; for a worker thread."""
    write_layout(layout, file, progress=progress)
    return file


def open_layout(file: Path, *, progress: Callable[..., object]) -> Layout | Drawing | FoundList:
    """A layout of our own, or a drawing or a list of another program, whose layers or columns have to be told what they
    are; for a worker thread."""
    if file.suffix.lower() in LISTS:
        return read_list_file(file, progress=progress)
    if file.suffix.lower() != ".dxf":
        return read_layout(file, progress=progress)
    drawing = read_dxf_file(file, progress=progress)
    return drawing if drawing.own is None else drawing.own


class FileForm(QWidget):
    """Part of the export panel. found: a Drawing of another program was opened; listed: a list, (Path, FoundList)."""

    found = Signal(object)
    listed = Signal(object, object)

    def __init__(self, around: Around, work: Work, fail: Callable[[Refusal], object]) -> None:
        super().__init__()
        self._around, self._work, self._fail = around, work, fail
        theme = around.desk.theme
        self.kind = Pick(theme, "Save as", KINDS, ".dxf")
        self.words = Label(theme, TELLS[".dxf"], "small", "secondary", wrap=True)
        self.save = Button(theme, "Save file", "export", "primary")
        self.told = Label(
            theme, "A layout that was saved here replaces the drawing. Of a DXF of another program you choose what "
            "its layers become; of a list of locations (Excel, CSV) what its columns are, and racks are drawn from it. "
            "Each is one step that can be undone.", "small", "secondary", wrap=True,
        )  # fmt: skip
        self.open = Button(theme, "Open a file", "import")
        self.open.set_allowed(None if around.desk.may_edit else "Only planners draw.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.kind)
        column.addWidget(self.words)
        column.addSpacing(8)
        column.addWidget(Label(theme, "Open", "small", weight=600))
        column.addWidget(self.told)
        column.addStretch(1)
        self.kind.entered.connect(lambda entry: self.words.setText(TELLS[entry.value]))
        self.save.clicked.connect(self.ask)
        self.open.clicked.connect(self.ask_open)

    def begin(self) -> None:
        """Nothing has to be asked for."""

    def ask(self) -> None:
        """Ask where to."""
        ending = self.kind.value
        offered = f"{self._around.desk.warehouse or 'layout'}{ending}"
        name, _ = QFileDialog.getSaveFileName(self, "Save layout", offered, f"*{ending}")
        if name:
            self.write(Path(name).with_suffix(ending))

    def write(self, file: Path) -> None:
        """Write the layout to a file."""
        layout = Layout(self._around.session.document.elements.values())
        told = self._around.shell.toast
        self._work.run(
            f"Writing {file.name}", lambda done: told(f"The layout is in {done.name}."), save_layout, layout, file
        )

    def ask_open(self) -> None:
        """Ask which file."""
        name, _ = QFileDialog.getOpenFileName(self, "Open layout, drawing or list", "", OPENED)
        if name:
            self.read(Path(name))

    def read(self, file: Path) -> None:
        """Open a file: replace the drawing by a layout of ours, or go on to the layers of a foreign one."""
        self._work.run(f"Reading {file.name}", lambda answer: self._opened(file, answer), open_layout, file)

    def _opened(self, file: Path, answer: Layout | Drawing | FoundList) -> None:
        if isinstance(answer, FoundList):
            self.listed.emit(file, answer)
            return
        if isinstance(answer, Drawing):
            self.found.emit(answer)
            return
        session = self._around.session
        document = session.document
        with document.transaction(f"Open {file.name}"):
            document.remove(*(id_ for id_ in list(document.elements) if id_ not in answer.elements))
            document.put(*answer.elements.values())
        if session.floor not in answer.elements:
            floors = [id_ for id_, element in answer.elements.items() if element.kind == "floor"]
            if floors:
                session.show_floor(floors[0])
        self._around.shell.toast(f"{len(answer.elements):,} elements came from {file.name}.", document.undo)
