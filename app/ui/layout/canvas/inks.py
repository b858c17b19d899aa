"""The colours and fonts of the drawing board, looked up once a theme."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPen

from app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours by what they are used for."""

    floor: QColor
    inside: QColor
    dot: QColor
    zone: QColor
    zone_label: QColor
    aisle: QColor
    rack: QColor
    rack_line: QColor
    bay_line: QColor
    bin_line: QColor
    wall: QColor
    place: QColor
    text: QColor
    text_second: QColor
    text_third: QColor
    ruler: QColor
    ruler_line: QColor
    accent: QColor
    accent_fill: QColor
    wash: QColor
    on_accent: QColor
    alarm: QColor
    alarm_wash: QColor
    on_alarm: QColor
    warn: QColor
    on_warn: QColor
    tag: QColor
    on_tag: QColor
    caption: QFont
    number: QFont
    code: QFont
    strong: QFont

    @classmethod
    def of(cls, theme: Theme) -> "Inks":
        """Look all of them up in a theme."""
        c = theme.colour
        return cls(
            floor=c("surface.floor"), inside=c("plan.aisle"),
            dot=mixed(c("border.normal"), c("border.strong"), 0.4), zone=c("border.strong"),
            zone_label=c("plan.zone_label"), aisle=c("text.tertiary"), rack=c("surface.raised"),
            rack_line=c("border.strong"), bay_line=mixed(c("surface.raised"), c("border.strong"), 0.55),
            bin_line=c("border.normal"), wall=c("plan.wall"), place=c("surface.raised"), text=c("text.primary"),
            text_second=c("text.secondary"), text_third=c("text.tertiary"), ruler=c("surface.panel"),
            ruler_line=c("border.normal"), accent=c("accent.line"), accent_fill=c("accent.fill"),
            wash=c("accent.wash"), on_accent=c("text.on_accent"), alarm=c("status.alarm_fill"),
            alarm_wash=c("status.alarm_wash"), on_alarm=c("text.on_alarm"), warn=c("status.warn_fill"),
            on_warn=c("text.on_warn"), tag=c("surface.inverse"), on_tag=c("text.inverse"),
            caption=theme.font("caption"), number=theme.number_font("caption"), code=theme.code_font("caption"),
            strong=theme.font("small", 600),
        )  # fmt: skip


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two; share 0 is the first."""
    pairs = (one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue())
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return QColor(red, green, blue)


def clear(colour: QColor, alpha: float) -> QColor:
    """The colour, seen through: 0 is nothing, 1 is whole."""
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


def hair(colour: QColor, width: float = 1.0) -> QPen:
    """A pen that is as wide at every scale."""
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen
