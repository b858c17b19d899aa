"""What a release would be, as a card: cards of several policies stand side by side."""

from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.waves import Preflight
from app.ui.theme import Theme
from app.ui.waves.s_shape import less_than_s_shape
from app.ui.waves.words import clock, counted, duration, metres, people, policy_words, saved
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

Row = tuple[str, str]
WIDEST = 460


class ForecastCard(Panel):
    """`wanted` when this one is to be released, `dropped` when it is not looked at any more."""

    wanted = Signal(object)
    dropped = Signal(object)

    def __init__(self, theme: Theme, told: Preflight, zone: tzinfo, now: datetime, may_act: bool) -> None:
        super().__init__(theme, policy_words(told.policy))
        self.told = told
        self.setMaximumWidth(WIDEST)
        self.go = Button(theme, f"Release {counted(len(told.orders), 'order')}", "release", "primary")
        self.go.clicked.connect(lambda: self.wanted.emit(self))
        why = "A supervisor releases orders." if not may_act else "Nothing of these orders can be picked."
        self.go.set_allowed(None if may_act and told.batches else why)
        close = IconButton(theme, "close", "Take this forecast away")
        close.clicked.connect(lambda: self.dropped.emit(self))
        self.add_to_head(close, stretch_before=True)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        head = QGridLayout()
        head.addWidget(Label(theme, metres(told.metres), "title", cut="number"), 0, 0)
        head.addWidget(Label(theme, saved(told), "small", "secondary"), 1, 0)
        head.addWidget(_right(Label(theme, duration(told.minutes), "title", cut="number")), 0, 1)
        head.addWidget(
            _right(Label(theme, f"with {counted(told.policy.pickers, 'picker')}", "small", "secondary")), 1, 1
        )
        column.addLayout(head)
        column.addSpacing(4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        for at, (words, figure) in enumerate(rows_of(told, zone, now)):
            grid.addWidget(Label(theme, words, "small", "secondary"), at, 0)
            grid.addWidget(_right(Label(theme, figure, "small", cut="number")), at, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        scroll.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        self.body.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 10)
        foot.addWidget(self.go)
        self.body.addLayout(foot)


def rows_of(told: Preflight, zone: tzinfo, now: datetime) -> list[Row]:
    """The figures of a card, in their order."""
    rows = [
        ("Carts", f"{len(told.batches):,}"),
        ("Lines, pieces", f"{told.lines:,}, {told.pieces:,.0f}"),
        ("Against the S-shape", less_than_s_shape(told.metres, told.s_shape_metres)),
        ("Stay behind", counted(len(told.left), "order")),
        ("Lines that go short", f"{len(told.short):,}"),
        ("Pick faces run empty", f"{len(told.refills):,}"),
    ]
    rows += [(f"With {counted(count, 'picker')}", duration(minutes)) for count, minutes in people(told)]
    rows.append((f"Packing, {told.packing.name}", duration(told.packing.minutes)))
    rows += [
        (f"{load.name}, {clock(load.until, zone, now)}", f"{counted(load.orders, 'order')}, {load.litres:,.0f} l")
        for load in told.docks[:6]
    ]
    if len(told.docks) > 6:
        rows.append(("Other carriers", counted(sum(load.orders for load in told.docks[6:]), "order")))
    if told.off_plan:
        rows.append(("Bins off the plan", f"{len(told.off_plan):,}"))
    return rows


def _right(label: Label) -> Label:
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
