"""States of the shell that are rendered and linted: palette, fault, empty, offline banner, toast, and the parts."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.commands.context import Needs
from app.commands.registry import Command
from app.domain.errors import Fault, Refusal
from app.ui.gallery import Shot
from app.ui.jobs import Jobs
from app.ui.palette.search import Hit, Preview
from app.ui.shell.parts import Shell, StatusPart
from app.ui.showcase.samples import make_window
from app.ui.tables import Column, StatusCell, Table
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, ChipButton, IconButton
from app.ui.widgets.empty import Act, EmptyState
from app.ui.widgets.glyphs import StatusGlyph
from app.ui.widgets.kpi import Kpi, KpiTile
from app.ui.widgets.labels import Chip, Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented
from app.ui.widgets.sparkline import CutOff
from app.ui.window import MainWindow

TREND = (31, 40, 30, 52, 35, 44, 58, 41, 49, 60, 47, 63, 55, 66)
TILES = (
    Kpi("DHL · cut-off 16:00", "412", "of 560 orders", "1 h 28 min", cut_off=CutOff(0.735, 0.705)),
    Kpi("UPS · cut-off 17:30", "188", "of 420 orders", "2 h 58 min", chip="24 late", cut_off=CutOff(0.45, 0.52, 0.06)),
    Kpi("Picks per hour", "1,284", "of 1,310", "60 min", "26 pickers · 49 each", trend=TREND, target=60),
    Kpi("Late at today’s rate", "37", "lines", "end of day", "31 in zone D", "warn", trend=TREND),
    Kpi(
        "Pack stations",
        "7",
        "of 9 open",
        "38 s a parcel",
        segments=("busy",) * 3 + ("fault",) + ("busy",) * 3 + ("closed",) * 2,
    ),
    Kpi("Exceptions", None, foot="oldest 6 min", counts=(("alarm", 1), ("warn", 4))),
)
STOCK = (
    (
        "D-05-14-3",
        "40-2217",
        "Mug 0.3 l, graphite",
        StatusCell("Free to use"),
        96,
        40,
        StatusCell("picking", flow="picking"),
    ),
    (
        "D-05-15-1",
        "40-2217",
        "Mug 0.3 l, graphite",
        StatusCell("Held, damage", "warn"),
        48,
        0,
        StatusCell("held", flow="held"),
    ),
    (
        "B-07-27-4",
        "40-2219",
        "Mug 0.3 l, cream",
        StatusCell("Free to use"),
        1_112,
        12,
        StatusCell("packed", flow="packed"),
    ),
    (
        "A-04-08-3",
        "40-2231",
        "Plate 26 cm, graphite",
        StatusCell("Expired", "alarm"),
        8,
        None,
        StatusCell("short", flow="short"),
    ),
)


class SamplePage(QWidget):
    """Every part of the kit on one page."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        theme = shell.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        for kpi in TILES:
            tiles.addWidget(KpiTile(theme, kpi))
        column.addLayout(tiles)
        column.addLayout(self._bar(theme))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._table(theme), 1)
        row.addWidget(self._alarms(theme))
        column.addLayout(row, 1)
        shell.set_subtitle("Late shift")
        shell.set_bell(2, "alarm")

    def _bar(self, theme: Theme) -> QHBoxLayout:
        options = [
            Option("picks", "Picks / h"),
            Option("fill", "Fill"),
            Option("hand", "On hand"),
            Option("age", "Age"),
        ]
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(Segmented(theme, "Metric", options))
        bar.addWidget(Button(theme, "Filter", "filter", "panel"))
        bar.addWidget(ChipButton(theme, "Owner: Norddeich KG"))
        bar.addStretch(1)
        bar.addWidget(Button(theme, "Layers 4", "layers", "panel"))
        bar.addWidget(IconButton(theme, "tear_off", "Open in its own window", kind="float"))
        return bar

    def _table(self, theme: Theme) -> Panel:
        panel = Panel(theme, "Stock")
        columns = [
            Column("Bin", lambda row: row[0], "key", 110),
            Column("SKU", lambda row: row[1], "code", 100),
            Column("Item", lambda row: row[2]),
            Column("Status", lambda row: row[3], "status", 140),
            Column("On hand", lambda row: row[4], "number", 90, strong=True),
            Column("Reserved", lambda row: row[5], "number", 90),
            Column("Task", lambda row: row[6], "flow", 110),
        ]
        table = Table(theme, "Stock", columns)
        table.rows.show_rows(STOCK)
        table.selectRow(0)
        panel.body.addWidget(table)
        return panel

    def _alarms(self, theme: Theme) -> Panel:
        panel = Panel(theme, "Alarms")
        panel.setFixedWidth(420)
        panel.add_to_head(Chip(theme, "2 new", "alarm"))
        panel.add_to_head(IconButton(theme, "more", "More about alarms"), stretch_before=True)
        for status, text in (("alarm", "Scale on P4 gives no stable weight"), ("warn", "Label queue to DHL growing")):
            row = QHBoxLayout()
            row.setContentsMargins(12, 8, 12, 8)
            row.setSpacing(8)
            row.addWidget(StatusGlyph(theme, "alarm" if status == "alarm" else "warn"))
            row.addWidget(Label(theme, text, "strong"), 1)
            row.addWidget(Button(theme, "Acknowledge", kind="small"))
            panel.body.addLayout(row)
        error = InlineError(theme)
        error.setContentsMargins(12, 0, 12, 0)
        error.show_refusal(Refusal("WM423", "D-05-14-3 is being counted.", "Pick from D-05-15-1 instead."))
        panel.body.addWidget(error)
        panel.body.addStretch(1)
        return panel


class _Records:
    """Bins that are always there, so that the palette has records to show."""

    prefix = "#"
    word = "orders"

    def search(self, text: str, limit: int) -> list[Hit]:
        facts = (("On hand", "144"), ("Reserved", "40"), ("Free", "104"), ("SKU", "40-2217"), ("Last pick", "14:31"))
        preview = Preview("D-05-14-3", "Zone D › Aisle 05 › Bay 14 › Level 3", facts)
        bins = [
            Hit(
                "Bins",
                "fly_to",
                f"D-05-{bay}-{level}",
                f"Pick bin · {bay * level} on hand",
                code=True,
                preview=lambda: preview,
            )
            for bay, level in ((14, 3), (14, 2), (15, 3))
        ]
        return [*bins, Hit("Orders", "order", "SO-88214", "Norddeich KG · 5 lines · 1 from D-05", code=True)][:limit]


def _window(theme: Theme) -> MainWindow:
    jobs = Jobs()
    window = make_window(theme, jobs, SamplePage, "Control room", "control_room", providers=(_Records(),))
    jobs.setParent(window)
    needs = (Needs("replay", "Only while rewinding; press Rewind first."),)
    window.registry.add(
        Command("plan.fit", "Fit the plan to the window", lambda: None, "Home", section="Plan", icon="zoom_fit"),
        Command("plan.live", "Back to live", lambda: None, "End", needs, "Plan", "live"),
        Command("stock.move", "Move stock from this bin", lambda: None, "M", section="Stock", icon="move_stock"),
    )
    return window


def _empty(theme: Theme) -> MainWindow:
    acts = [
        Act("Drop the filter “lot L24-1107”", lambda: None, "close"),
        Act("Drop all filters", lambda: None, reason="There is only one filter."),
    ]

    def page(shell: Shell) -> QWidget:
        return EmptyState(
            shell.theme, "nothing", "No bin matches these filters.", "The lot alone leaves nothing.", acts
        )

    jobs = Jobs()
    window = make_window(theme, jobs, page, "Control room", "control_room")
    jobs.setParent(window)
    return window


def _main(widget: QWidget) -> MainWindow:
    return cast(MainWindow, widget)


def _search(widget: QWidget) -> None:
    _main(widget).palette_popup.open("d-05")


def _offline(widget: QWidget) -> None:
    window = _main(widget)
    sentence = "The database has not answered since 14:31:02."
    window.banner.show_condition(
        "warn", sentence, "Figures are those of 14:31; the plan goes on when it answers.", "Try now"
    )
    window.set_status(StatusPart("database", "database_away", "Database away", "stale", tail="65 s", rank=0))


def _fault(widget: QWidget) -> None:
    fault = Fault("The control room could not be drawn.", "Stock and orders are untouched; other workspaces go on.")
    fault.reference = "7C0D11E4"
    _main(widget).show_fault(fault)


def _toasts(widget: QWidget) -> None:
    window = _main(widget)
    window.toast("12 bins were put on hold.", undo=lambda: None)
    window.toast("Report “Held stock” was saved to Documents.")


def _focus(widget: QWidget) -> None:
    widget.activateWindow()
    _main(widget).rail.theme_button.setFocus(Qt.FocusReason.TabFocusReason)
    _main(widget).top.field.setFocus(Qt.FocusReason.TabFocusReason)


def _working(widget: QWidget) -> bool:
    return _main(widget).jobs.running > 0


def _close(widget: QWidget) -> None:
    _main(widget).jobs.close()


def shots() -> list[Shot]:
    return [
        Shot("parts", _window, done=_close),
        Shot("palette", _window, lambda widget: _main(widget).palette_popup.open(), _working, _close),
        Shot("palette-records", _window, _search, _working, _close),
        Shot("offline", _window, _offline, done=_close),
        Shot("fault", _window, _fault, done=_close),
        Shot("empty", _empty, done=_close),
        Shot("toasts", _window, _toasts, done=_close),
        Shot("focus", _window, _focus, done=_close),
    ]
