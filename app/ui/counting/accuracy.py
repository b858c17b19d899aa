"""How right the stock is: by bin, SKU, class or person."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.counting.columns import accuracy_columns
from app.ui.counting.desk import CountingDesk, Counts
from app.ui.counting.words import share
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

BY = (Option("bin", "Bin"), Option("sku", "SKU"), Option("class", "Class"), Option("person", "Person"))


class AccuracyView(QWidget):
    """The worst first, over the last 90 days."""

    def __init__(self, shell: Shell, desk: CountingDesk, counts: Counts) -> None:
        super().__init__()
        self._shell, self._desk, self._counts = shell, desk, counts
        theme = desk.theme
        self.by = Segmented(theme, "Accuracy by", BY, "bin")
        self.by.chosen.connect(lambda _: self.refresh())
        self.table = Table(theme, "Count accuracy", accuracy_columns())
        self.all = Label(theme, "", "strong", cut="number")
        why = "It is known once counts are finished:\nthe share of counted lines without a difference."
        self.none = EmptyState(theme, "counting", "Nothing was counted in the last 90 days.", why)
        panel = Panel(theme, "Accuracy, last 90 days")
        panel.add_to_head(self.all)
        panel.add_to_head(self.by, stretch_before=True)
        panel.body.addWidget(self.table, 1)
        panel.body.addWidget(self.none, 1)
        self.none.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    def refresh(self) -> None:
        """Ask anew."""
        job = self._desk.jobs.latest("counting.accuracy", self._counts.accuracy, self.by.current, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def _show(self, rows: Sequence[Any]) -> None:
        self.table.rows.show_rows(rows)
        counted, right = sum(row.counted for row in rows), sum(row.right for row in rows)
        whole = share(Decimal(right) / counted if counted else None)
        self.all.setText(f"{whole} of {counted:,} lines right" if counted else "")
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
