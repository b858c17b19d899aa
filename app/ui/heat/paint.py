"""What the plan asks of a theme, and the colours it works with, looked up once a theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QColor, QFont

from app.heat import colours


class PlanPaint(Protocol):
    """A theme, as painters need it. Paths and roles are those of resources/themes/tokens.toml."""

    @property
    def changed(self) -> SignalInstance:
        """Emitted after the theme was switched."""

    def colour(self, path: str) -> QColor:
        """The colour of a token path such as "surface.floor"; entries of a list by number: "plan.route.0"."""

    def scale(self, name: str) -> tuple[Sequence[str], tuple[float, float]]:
        """Stops ("#rrggbb") and the part in use of a data scale such as "cividis"."""

    def font(self, role: str, weight: int | None = None) -> QFont:
        """Text font of a [type] role such as "caption"."""

    def number_font(self, role: str, weight: int | None = None) -> QFont:
        """Font for quantities: tabular figures."""

    def code_font(self, role: str, weight: int | None = None) -> QFont:
        """Font for addresses and codes: tabular figures, slashed zero."""

    def motion(self, name: str) -> int:
        """A duration in ms; 0 where the system asks for less motion."""


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours of the plan in one theme; table is the 256-entry table of the data scale."""

    floor: QColor
    aisle: QColor
    zone_line: QColor
    zone_label: QColor
    wall: QColor
    empty: QColor
    no_data: QColor
    dimmed: QColor
    person: QColor
    routes: tuple[QColor, ...]
    text: QColor
    text_second: QColor
    text_third: QColor
    tag: QColor
    tag_text: QColor
    panel: QColor
    raised: QColor
    border: QColor
    border_strong: QColor
    accent: QColor
    focus: QColor
    ring_inner: QColor
    ring_outer: QColor
    alarm: QColor
    alarm_sign: QColor
    warn: QColor
    warn_sign: QColor
    warn_text: QColor
    table: colours.Table

    @classmethod
    def of(cls, paint: PlanPaint, scale: str = "cividis") -> "Inks":
        """Look all of them up; scale names the data scale."""
        c = paint.colour
        stops, use = paint.scale(scale)
        empty, no_data = c("plan.empty_bin").name(), c("plan.no_data").name()
        table = colours.table(
            stops,
            use,
            empty=empty,
            no_data=colours.mixed(empty, no_data),
            dimmed=c("plan.dimmed").name(),
            absent=c("plan.aisle").name(),
        )
        return cls(
            floor=c("surface.floor"), aisle=c("plan.aisle"), zone_line=c("plan.zone_line"),
            zone_label=c("plan.zone_label"), wall=c("plan.wall"), empty=c("plan.empty_bin"), no_data=c("plan.no_data"),
            dimmed=c("plan.dimmed"), person=c("plan.person"), routes=tuple(c(f"plan.route.{i}") for i in range(4)),
            text=c("text.primary"), text_second=c("text.secondary"), text_third=c("text.tertiary"),
            tag=c("surface.inverse"), tag_text=c("text.inverse"), panel=c("surface.panel"), raised=c("surface.raised"),
            border=c("border.normal"), border_strong=c("border.strong"), accent=c("accent.line"),
            focus=c("accent.focus"), ring_inner=c("selection.map_inner"), ring_outer=c("selection.map_outer"),
            alarm=c("status.alarm_fill"), alarm_sign=c("text.on_alarm"), warn=c("status.warn_fill"),
            warn_sign=c("text.on_warn"), warn_text=c("status.warn"), table=table,
        )  # fmt: skip
