"""An entry of the ledger, taken back in one gesture; where later acts used the goods, their chain is drawn instead."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.errors import Fault, Refusal
from app.services.inventory.done import Acted, Done, Verdict
from app.ui.control_room.line_list import ROW, Line, LineList
from app.ui.control_room.words import DONE, joined, plain, say_clock, say_state, short_name
from app.ui.inventory.desk import StockDesk
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

SHOWN = 5  # acts of a chain that are in view at once


class TakeBack(Panel):
    """One act at a time, inline. `done` with what was done; it closes itself. Esc gives it up."""

    done = Signal(object)
    closed = Signal()

    def __init__(self, desk: StockDesk) -> None:
        super().__init__(desk.theme, surface="raised")
        EscapeKey(self, self.close_panel)
        self._desk = desk
        self._op: UUID | None = None
        theme = desk.theme
        self.says = Label(theme, "", "strong", wrap=True)
        self.why = Label(theme, "", "body", "warn", wrap=True)
        self.chain = LineList(theme, "What has to be taken back before, the newest first")
        self.chain.opened.connect(self.open_act)
        self.error = InlineError(theme)
        self.reason = Combo(theme)
        self.reason.setAccessibleName("Reason")
        self.reason.setFixedHeight(32)
        self.reason.setFont(theme.font("body"))
        self.reason.setMinimumWidth(200)
        self.go = Button(theme, "Take back", "undo", "primary")
        self.go.clicked.connect(self._run)
        self.leave = Button(theme, "Cancel")
        self.leave.clicked.connect(self.close_panel)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.reason)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.setSpacing(8)
        for part in (self.says, self.why, self.chain):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        self.body.addWidget(self.error)
        self.hide()

    def open_act(self, op: UUID) -> None:
        """Ask whether this act may be taken back, and draw what stands in the way."""
        self._op = op
        self.error.clear()
        self.says.setText("Looking at what used these goods since …")
        self.why.hide()
        self.chain.hide()
        self.go.set_busy(False)
        self.go.set_allowed("What used the goods since is being read.")
        self.show()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        jobs = self._desk.jobs
        reasons = jobs.latest("inventory.undo_reasons", self._desk.stock.reasons, "undo", owner=self)
        reasons.then(self._show_reasons).on_refusal(self._refuse).on_fault(self._fail)
        job = jobs.latest("inventory.verdict", self._desk.acts.verdict, op, owner=self)
        job.then(self._show).on_refusal(self._refuse).on_fault(self._fail)

    def close_panel(self) -> None:
        """Give it up."""
        for key in ("inventory.undo_reasons", "inventory.verdict"):
            self._desk.jobs.forget(key)
        self._op = None
        self.hide()
        self.closed.emit()

    def _show_reasons(self, reasons: Sequence[tuple[str, str]]) -> None:
        self.reason.clear()
        for code, name in reasons:
            self.reason.addItem(name, code)

    def _show(self, verdict: Verdict) -> None:
        zone, now = self._desk.zone, self._desk.clock()
        act = verdict.act
        self.says.setText("This entry" if act is None else f"Take back: {act_words(act, zone, now)}")
        self.why.setText(f"{verdict.what} {verdict.next_step}".strip())
        self.why.setVisible(not verdict.possible)
        lines = chain_lines(verdict, zone, now)
        self.chain.lines.show_lines(lines)
        self.chain.setVisible(bool(lines))
        self.chain.setFixedHeight(min(len(lines), SHOWN) * ROW + 2)
        self.reason.setVisible(verdict.possible)
        self.go.set_allowed(None if verdict.possible else verdict.next_step)
        if act is not None and act.lines > 1:
            self.go.setText(f"Take back {act.lines:,} movements")
        else:
            self.go.setText("Take back")
        if verdict.possible:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run(self) -> None:
        if self._op is None:
            return
        self.error.clear()
        self.go.set_busy(True)
        job = self._desk.jobs.run(self._desk.acts.undo, self._op, self.reason.currentData() or "mistake", owner=self)
        job.then(self._finish).on_refusal(self._refuse_undo).on_fault(self._fail)

    def _finish(self, done: Done) -> None:
        self.go.set_busy(False)
        self.hide()
        self.done.emit(done)

    def _refuse_undo(self, refusal: Refusal) -> None:
        """Somebody used the goods since we looked: say so, and draw the chain as it is now."""
        op = self._op
        self._refuse(refusal)
        if refusal.code == "WM455" and op is not None:
            self.open_act(op)

    def _refuse(self, refusal: Refusal) -> None:
        self.go.set_busy(False)
        self.error.show_refusal(refusal)

    def _fail(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))


def act_words(act: Acted, zone: tzinfo, now: datetime) -> str:
    """ "Moved 12 of 40-2217 from A-01 to B-02, by M. Okafor at 14:05", and how many movements more."""
    more = f" and {act.lines - 1:,} more" if act.lines > 1 else ""
    done = DONE.get(act.kind, say_state(act.kind))
    at = say_clock(act.at, zone, now)
    way = f"from {act.from_code} to {act.to_code}"
    return f"{done} {plain(act.quantity)} of {act.sku}{more} {way}, by {short_name(act.person)}, {at}."


def chain_lines(verdict: Verdict, zone: tzinfo, now: datetime) -> list[Line]:
    """The chain from the newest act down to the one that was asked for; empty where nothing stands in the way."""
    if not verdict.chain:
        return [Line(f"Order {one} has reserved these goods", status="warn") for one in verdict.reserved]
    lines = [
        Line(
            f"{number}.  {_title(act)}",
            amount=plain(act.quantity),
            below=_below(act, zone, now, "" if act.can_undo else "cannot be taken back"),
            number=act.sku,
            status="warn" if act.can_undo else "alarm",
            key=act.op,
        )
        for number, act in enumerate(verdict.chain, 1)
    ]
    if verdict.act is not None:
        act = verdict.act
        lines.append(
            Line(
                f"{len(lines) + 1}.  {_title(act)}",
                amount=plain(act.quantity),
                below=_below(act, zone, now, "then this one"),
                number=act.sku,
                flow="created",
            )
        )
    return lines


def _title(act: Acted) -> str:
    return f"{DONE.get(act.kind, say_state(act.kind))}  {act.from_code} → {act.to_code}"


def _below(act: Acted, zone: tzinfo, now: datetime, said: str) -> str:
    more = f"{act.lines:,} movements" if act.lines > 1 else ""
    parts: list[Any] = [say_clock(act.at, zone, now), short_name(act.person), act.order, more, said]
    return joined(parts)
