"""What the drawing changes of the version beneath it, listed by zone and drawn over the plan; N walks through it."""

from pathlib import Path

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.layout.diff import ElementChange, LayoutDiff
from app.layout.diff_list import difference_csv
from app.layout.elements import Element
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.services.layout_files.files import write_whole
from app.ui.jobs import BUSY_AFTER_MS, Progress
from app.ui.layout.difference import DifferenceOverlay
from app.ui.layout.dock import SidePanel
from app.ui.layout.facts import KIND_WORDS
from app.ui.layout.fields import FlagField
from app.ui.layout.panels import Around
from app.ui.layout.words import TOLD, value_words
from app.ui.tables import Column, StatusCell, Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.progress import ProgressPanel

FIELD_WORDS = {
    "x": "place", "y": "place", "ax": "place", "ay": "place", "bx": "place", "by": "place", "points": "place",
    "angle": "angle", "bays": "bays and levels", "names": "names", "numbering": "numbering", "pattern": "pattern",
    "walk": "pick walk", "storage_class": "class", "one_way": "direction", "flipped": "direction",
    "speed": "walking speed",
}  # fmt: skip


class ComparePanel(SidePanel):
    """A click or N flies to a difference. The overlay is shown for as long as the switch is on."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Compare")
        self._session, self._canvas, self._differences = around.session, around.canvas, around.differences
        self._around, self._drafting = around, around.drafting
        self.changes: tuple[ElementChange, ...] = ()
        self._overlay: DifferenceOverlay | None = None
        theme = self.theme
        self.words = Label(theme, "", "body", "secondary", wrap=True)
        self.switch = FlagField(theme, "Draw the differences on the plan")
        self.switch.show_values([True])
        self.table = Table(
            theme, "Differences",
            [
                Column("What", lambda change: _sign(change), "status", 104),
                Column("Which", lambda change: _named(change), "key", 116),
                Column("How", lambda change: _how(change)),
            ],
        )  # fmt: skip
        self.table.setMinimumHeight(160)
        self.column.addWidget(self.words)
        self.progress = ProgressPanel(theme, "Comparing")
        self.progress.hide()
        self.progress.cancelled.connect(self._differences.stop)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.switch)
        self.column.addWidget(self.table, 1)
        self.told = Label(theme, "", "small", "secondary", wrap=True)
        self.column.addWidget(self.told)
        self.save = Button(theme, "Save list of bins", "export", "small")
        self.add_acts(self.save)
        self.save.clicked.connect(self._ask)
        self.table.clicked.connect(lambda index: self._go(self.changes[index.row()]))
        self.table.opened.connect(self._go)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._tell(now.row()))
        self.switch.entered.connect(lambda _entry: self._draw())
        self._differences.changed.connect(self.refresh)
        self._differences.comparing.connect(self._comparing)
        self._session.opened.connect(self.refresh)
        self._differences.look()

    def refresh(self) -> None:
        """List the differences as they are now."""
        now, base = self._differences.now, self._session.published or Layout()
        zones = _Zones(base, self._session.document)
        self.changes = tuple(sorted(now.elements, key=lambda change: zones.of(change)))
        self.table.rows.show_rows(self.changes)
        self._tell(self.table.currentIndex().row())
        no = self._drafting.base.no if self._drafting.base is not None else 0
        against = f"version {no}" if no else "what the warehouse has"
        self.words.setText(
            f"Against {against}: {now.summary()}." if self.changes else f"Nothing differs from {against}."
        )
        self.show_chip(f"{len(self.changes):,}" if self.changes else "")
        self.save.set_allowed(None if self.changes else "Nothing differs.")
        self._draw()

    def step(self, by: int) -> None:
        """To the next or the previous difference."""
        if not self.changes:
            return
        now = self.table.currentIndex().row()
        row = (now + by) % len(self.changes) if now >= 0 else (0 if by > 0 else len(self.changes) - 1)
        self.table.selectRow(row)
        self._go(self.changes[row])

    def write(self, file: Path) -> None:
        """Write every bin that comes, goes, moves or is called differently, as CSV."""
        told = self._around.shell
        job = self._around.desk.jobs.run(_written, self._differences.now, file, owner=self)
        job.then(lambda _none: told.toast(f"The list is in {file.name}.")).on_refusal(told.show_refusal)

    def _tell(self, row: int) -> None:
        """What differs of the chosen one, whole: the column is narrow."""
        change = self.changes[row] if 0 <= row < len(self.changes) else None
        how = "" if change is None else _how(change)
        self.told.setText(f"{_named(change)}: {how}." if change is not None and how else "")
        self.told.setVisible(bool(how))

    def _ask(self) -> None:
        offered = f"{self._around.desk.warehouse or 'layout'} difference.csv"
        name, _ = QFileDialog.getSaveFileName(self, "Save list of bins", offered, "CSV (*.csv)")
        if name:
            self.write(Path(name).with_suffix(".csv"))

    def _comparing(self, progress: Progress | None) -> None:
        """Shown for what takes longer than a glance."""
        self.progress.setVisible(progress is not None and progress.seconds * 1_000 > BUSY_AFTER_MS)
        if progress is not None:
            self.progress.show_progress(progress)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._session.drop_overlay(DifferenceOverlay.id)

    def _go(self, change: ElementChange) -> None:
        if self._overlay is not None:
            self._overlay.current = change
        if change.after is not None:
            self._session.select([change.after.id])
            self._canvas.fly_to([change.after.id])
        elif change.before is not None:
            near = [id_ for id_ in (getattr(change.before, "aisle", None), getattr(change.before, "zone", None)) if id_]
            self._canvas.fly_to([id_ for id_ in near if self._session.document.find(id_) is not None])
        self._session.seen.emit()

    def _draw(self) -> None:
        if self.isVisible() and self.switch.toggle.isChecked() and self.changes:
            session = self._session
            old = session.published or Layout()
            self._overlay = DifferenceOverlay(self.theme, self.changes, old, lambda: session.floor)
            self._session.show_overlay(self._overlay)
        else:
            self._overlay = None
            self._session.drop_overlay(DifferenceOverlay.id)


class _Zones:
    """The zone of a change, for its place in the list."""

    def __init__(self, old: Layout, new: Layout) -> None:
        self._old, self._new = old, new

    def of(self, change: ElementChange) -> tuple[str, str, str]:
        element = change.element
        zone: ElementId | None = element.id if element.kind == "zone" else getattr(element, "zone", None)
        found: Element | None = None
        if zone is not None:
            found = self._new.find(zone) or self._old.find(zone)
        return (found.code if found is not None else "~", element.kind, element.code)


def _sign(change: ElementChange) -> StatusCell:
    if change.before is None:
        return StatusCell("+ added")
    if change.after is None:
        return StatusCell("\u2212 removed")
    return StatusCell("~ moved" if "place" in _parts(change) else "~ changed")


def _named(change: ElementChange) -> str:
    return f"{KIND_WORDS[change.element.kind][0]} {change.element.code}"


def _parts(change: ElementChange) -> list[str]:
    return list(dict.fromkeys(_part(change, name) for name in change.fields))


def _part(change: ElementChange, name: str) -> str:
    words = FIELD_WORDS.get(name, name.replace("_", " "))
    if name not in TOLD:
        return words
    before, after = (value_words(getattr(side, name)) for side in (change.before, change.after))
    return f"{words} {after}, was {before}"


def _how(change: ElementChange) -> str:
    if change.before is not None and change.after is not None and change.before.code != change.after.code:
        return f"was {change.before.code}"
    return ", ".join(_parts(change))


def _written(difference: LayoutDiff, file: Path) -> None:
    # the mark makes spreadsheets read it as UTF-8
    write_whole(file, b"\xef\xbb\xbf" + difference_csv(difference).encode())


def make(around: Around) -> QWidget:
    """The panel."""
    return ComparePanel(around)
