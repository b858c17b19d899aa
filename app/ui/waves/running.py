"""Waves that were released: how far they are, their carts, and taking back what nobody has begun."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.outbound.going import go
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.waves.columns import batch_columns, wave_columns
from app.ui.waves.desk import WavesDesk
from app.ui.waves.paper import PaperActs
from app.ui.waves.s_shape import in_sentence
from app.ui.waves.words import counted, duration, metres
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

EDGE = 8


class RunningView(QWidget):
    """What was streamed today first, then the newest wave; the carts of the chosen one below it."""

    def __init__(self, shell: Shell, desk: WavesDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self._wave: int | None = None
        self._sought: tuple[str, int] | None = None
        self._follows = True  # the newest wave, until a person chooses one
        self.waves = Table(theme, "Waves", wave_columns(desk.zone, desk.clock()))
        self.waves.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.batches = Table(theme, "Carts of the wave", batch_columns())
        self.none = EmptyState(
            theme, "release", "Nothing was released yet.",
            "Choose orders under To release and run the pre-flight,\nor open a channel that streams by itself.",
        )  # fmt: skip
        self.foretold = Label(theme, "", "small", "secondary", wrap=True)
        self.foretold.setContentsMargins(12, 8, 12, 8)
        self.reason = Choices(theme, "Reason", (("", "Reason"),), "")
        self.back = Button(theme, "Take back", "undo", "small")
        self.back.clicked.connect(self.take_back)
        self.orders, self.work = Button(theme, "Orders", "outbound", "small"), Button(theme, "Work", "review", "small")
        self.orders.clicked.connect(self.show_orders)
        self.work.clicked.connect(self.show_work)
        self.error = InlineError(theme)
        self.listed, self._detail = Panel(theme, "Waves"), Panel(theme, "Carts")
        self.listed.body.addWidget(self.waves, 1)
        self.listed.body.addWidget(self.none, 1)
        self.listed.body.addWidget(self.foretold)
        self.paper = PaperActs(shell, desk, self.batches, self.error)
        self.paper.entering.connect(self._show_entry)
        self.paper.recorded.connect(lambda: self.refresh())
        self._detail.head.addStretch(1)
        for button, room in ((self.orders, "orders"), (self.work, "work")):
            button.setToolTip(f"The {room} of the chosen cart")
        for button in (self.orders, self.work, self.paper.print, self.paper.enter):
            self._detail.add_to_head(button)
        for widget in (self.reason, self.back):
            self._detail.add_to_head(widget)
            widget.setVisible(desk.may_act)
        self._detail.body.addWidget(self.batches, 1)
        self._detail.body.addWidget(self.error)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(EDGE)
        column.addWidget(self.listed, 1)
        column.addWidget(self._detail, 1)
        column.addWidget(self.paper.panel, 2)
        self._show([])

    def begin(self) -> None:
        """Read the reasons for taking back."""
        self._desk.jobs.run(self._desk.waves.reasons, owner=self).then(self._show_reasons).on_refusal(
            self._shell.show_refusal
        ).on_fault(self._shell.show_fault)

    def refresh(self, wave: int | None = None) -> None:
        """Read anew; `wave` is chosen, else the one that was."""
        self._wave, self._follows = wave or self._wave, self._follows and not wave
        job = self._desk.jobs.latest("waves.running", self._desk.waves.waves, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def seek(self, wave: str, cart: int) -> None:
        """This cart of the wave with that number ("": streamed), once they are read."""
        self._sought, self._follows = (wave, cart), False
        self.refresh()

    def show_orders(self) -> None:
        """The orders on the chosen cart, in their room."""
        row = self.batches.currentIndex().row()
        if row >= 0:
            go(self._shell, "outbound", f"cart:{self.batches.rows.row(row).batch_id}")

    def show_work(self) -> None:
        """The work of the chosen cart, in its room."""
        row = self.batches.currentIndex().row()
        if row >= 0:
            go(self._shell, "tasks", f"cart:{self.batches.rows.row(row).batch_id}")

    def take_back(self) -> None:
        """Take back what nobody has begun of the chosen wave."""
        if self._wave is None or not self.reason.value:
            return
        self.error.clear()
        self.back.set_busy(True)
        job = self._desk.jobs.run(self._desk.waves.cancel, self._wave, self.reason.value, owner=self)
        job.then(self._taken).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.back.set_busy(False))

    def _taken(self, answer: dict[str, Any]) -> None:
        kept = f"; {counted(answer['kept'], 'cart')} begun before go on" if answer["kept"] else ""
        self._shell.toast(f"{counted(answer['cancelled'], 'cart')} taken back{kept}.")
        self.refresh()

    def _show_reasons(self, reasons: Sequence[Any]) -> None:
        for reason in reasons:
            self.reason.addItem(reason.name, reason.code)
        self.reason.setCurrentIndex(min(1, self.reason.count() - 1))

    def _show_entry(self, on: bool) -> None:
        """A pick list that is entered takes the room of the tables."""
        self.paper.panel.setVisible(on)
        self.listed.setVisible(not on)
        self._detail.setVisible(not on and self.waves.rows.rowCount() > 0)

    def _show(self, waves: Sequence[Any]) -> None:
        self.waves.rows.show_rows(waves)
        self.waves.setVisible(bool(waves))
        self._detail.setVisible(bool(waves) and self.paper.panel.isHidden())
        self.foretold.setVisible(bool(waves))
        self.none.setVisible(not waves)
        if waves:
            numbers = [wave.wave_id for wave in waves]
            if self._follows and self._sought is None:
                self._wave = numbers[0] if len(numbers) == 1 or numbers[0] is not None else numbers[1]
            if self._sought is not None:
                named = [wave.wave_id for wave in waves if (wave.number or "") == self._sought[0]]
                self._wave = named[0] if named else self._wave
            self.waves.selectRow(numbers.index(self._wave) if self._wave in numbers else 0)

    def _choose(self, row: int) -> None:
        self.error.clear()
        if row < 0:
            return
        wave = self.waves.rows.row(row)
        self._wave = wave.wave_id
        self._follows = self._follows and not self.waves.hasFocus()
        self.foretold.setText(_foretold(wave))
        waits = wave.wave_id is not None and wave.state == "released" and wave.begun + wave.finished < wave.batches
        self.back.set_allowed(None if waits else "Choose a wave with carts that nobody has begun.")
        self.reason.setEnabled(waits)
        job = self._desk.jobs.latest("waves.carts", self._desk.waves.batches, wave.wave_id, owner=self)
        job.then(self._show_carts).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)

    def _show_carts(self, carts: Sequence[Any]) -> None:
        self.batches.rows.show_rows(carts)
        sought, self._sought = self._sought, None
        ids = [cart.batch_id for cart in carts]
        if sought is not None and sought[1] in ids:
            self.batches.selectRow(ids.index(sought[1]))
            self.batches.scrollTo(self.batches.currentIndex())
            self.batches.setFocus()


def _foretold(wave: Any) -> str:
    """What was foretold of a wave, beside what it is."""
    told = wave.preflight
    if not told:
        return "Streamed orders go by themselves: nothing was foretold."
    against = in_sentence(told["metres"], told.get("s_shape_metres"))
    return (
        f"Foretold: {counted(told['batches'], 'cart')}, {metres(told['metres'])}{against}; {duration(told['minutes'])} "
        f"with {counted(told['pickers'], 'picker')}. "
        f"Released: {counted(wave.batches, 'cart')}, {metres(wave.metres)}."
    )
