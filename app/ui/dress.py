"""What Qt is dressed in: the palette and the one style sheet, both filled from the tokens so that they agree."""

from collections.abc import Callable
from string import Template

from PySide6.QtGui import QColor, QPalette

import resources
from app.ui.tokens import ThemeName, Tokens

PALETTE_ROLES: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "surface.window",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.Base: "surface.raised",
    QPalette.ColorRole.AlternateBase: "surface.panel",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.Button: "surface.raised",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.BrightText: "text.on_accent",
    QPalette.ColorRole.ToolTipBase: "surface.raised",
    QPalette.ColorRole.ToolTipText: "text.primary",
    QPalette.ColorRole.PlaceholderText: "text.tertiary",
    QPalette.ColorRole.Highlight: "selection.text_bg",
    QPalette.ColorRole.HighlightedText: "selection.text_fg",
    QPalette.ColorRole.Link: "accent.line",
    QPalette.ColorRole.LinkVisited: "accent.line",
    QPalette.ColorRole.Accent: "accent.fill",
    QPalette.ColorRole.Light: "surface.raised",
    QPalette.ColorRole.Midlight: "surface.hover",
    QPalette.ColorRole.Mid: "border.normal",
    QPalette.ColorRole.Dark: "border.strong",
    QPalette.ColorRole.Shadow: "surface.floor",
}


def make_palette(colour: Callable[[str], QColor]) -> QPalette:
    """The palette for native parts and delegates, from a lookup of colours by token path."""
    palette = QPalette()
    for role, path in PALETTE_ROLES.items():
        palette.setColor(role, colour(path))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("text.disabled"))
    return palette


def make_style_sheet(tokens: Tokens, theme: ThemeName) -> str:
    """The filled template. A name in it that no token has raises KeyError."""
    template = resources.path("themes/stillage.qss").read_text(encoding="utf-8")
    return Template(template).substitute(tokens.qss_values(theme))
