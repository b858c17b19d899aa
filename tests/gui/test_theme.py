"""The theme: every declared pair is readable, the style sheet is filled, a switch changes what is drawn."""

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QImage, QPainter, QPalette
from PySide6.QtWidgets import QLabel

from app.ui.dress import PALETTE_ROLES, make_style_sheet
from app.ui.fonts import load_fonts
from app.ui.theme import Theme, parse_colour
from app.ui.tokens import THEME_NAMES, Tokens, contrast, luminance, qss_colour

TOKENS = Tokens.load()


@pytest.mark.parametrize("pair", TOKENS.pairs, ids=lambda pair: f"{pair.fore} on {pair.back}")
@pytest.mark.parametrize("name", THEME_NAMES)
def test_every_pair_can_be_read(name, pair):
    colours = TOKENS.colours[name]
    assert contrast(colours[pair.fore], colours[pair.back]) >= pair.floor


def test_contrast_is_that_of_the_standard():
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_style_sheet_is_filled_to_the_last_name(name):
    sheet = make_style_sheet(TOKENS, name)
    assert "$" not in sheet
    assert TOKENS.colours[name]["surface.panel"] in sheet


def test_both_themes_have_the_same_colours():
    assert TOKENS.colours["dark"].keys() == TOKENS.colours["light"].keys()


def test_a_colour_that_somebody_changes_is_nobody_elses():
    theme = Theme(TOKENS, "light")
    ink = theme.colour("text.secondary")
    ink.setAlphaF(0.5)
    assert theme.colour("text.secondary").alphaF() == 1.0


def test_alpha_stands_at_the_end_in_tokens():
    assert parse_colour("#0b0d0fb0").getRgb() == (0x0B, 0x0D, 0x0F, 0xB0)
    assert qss_colour("#0b0d0fb0") == "rgba(11, 13, 15, 176)"
    assert qss_colour("#0b0d0f") == "#0b0d0f"


def test_a_misspelt_token_is_an_error_and_not_black(theme):
    with pytest.raises(KeyError):
        theme.colour("surface.pannel")


def test_a_switch_changes_palette_labels_and_tells_painters_once(theme, qapp, qtbot):
    label = QLabel("text")
    qtbot.addWidget(label)
    label.setProperty("tone", "tertiary")
    label.ensurePolished()
    told = []
    theme.changed.connect(lambda: told.append(theme.name))
    theme.choose("light")
    theme.choose("light")
    label.ensurePolished()
    assert told == ["light"]
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.colour("surface.window")
    assert label.palette().color(label.foregroundRole()) == theme.colour("text.tertiary")
    theme.toggle()
    assert theme.choice == "dark"
    assert told == ["light", "dark"]


def test_the_palette_agrees_with_the_tokens(theme, qapp):
    for role, path in PALETTE_ROLES.items():
        assert qapp.palette().color(QPalette.ColorGroup.Active, role) == theme.colour(path), path


def test_system_follows_the_desktop_and_is_dark_where_it_does_not_say(qapp):
    theme = Theme(TOKENS, "system")
    hints = qapp.styleHints()
    expected = "light" if hints.colorScheme() == Qt.ColorScheme.Light else "dark"
    assert theme.name == expected
    assert theme.choice == "system"


def _ink(icon: QIcon, mode: QIcon.Mode, ratio: float = 1.0) -> set[str]:
    image = icon.pixmap(QSize(18, 18), ratio, mode).toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_made_once_follows_the_theme(theme):
    icon = theme.icon("administration")
    assert theme.colour("text.secondary").name() in _ink(icon, QIcon.Mode.Normal, 3.0)
    assert theme.colour("text.disabled").name() in _ink(icon, QIcon.Mode.Disabled, 3.0)
    dark = theme.colour("text.secondary").name()
    theme.choose("light")
    assert theme.colour("text.secondary").name() in _ink(icon, QIcon.Mode.Normal, 3.0)
    assert dark not in _ink(icon, QIcon.Mode.Normal, 3.0)


def test_icons_are_sharp_at_every_scale(theme):
    pixmap = theme.icon("search").pixmap(QSize(18, 18), 1.5)
    assert pixmap.size() == QSize(27, 27)
    assert pixmap.devicePixelRatio() == 1.5


def test_drawn_icons_stay_in_their_square(theme):
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    theme.draw_icon(painter, QRectF(10, 10, 20, 20), "search", "text.primary")
    painter.end()
    drawn = [(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha()]
    assert drawn
    assert all(9 <= x <= 30 and 9 <= y <= 30 for x, y in drawn)


def test_fonts_are_cut_and_the_weights_differ(theme):
    assert load_fonts() is None
    widths = [
        QFontMetricsF(theme.font("value", weight)).horizontalAdvance("Stillage 120") for weight in (400, 500, 600)
    ]
    assert widths[0] < widths[1] < widths[2]
    assert theme.font("body").pixelSize() == 13


def test_numbers_are_tabular_and_codes_have_a_slashed_zero(theme):
    number, code, text = theme.number_font("body"), theme.code_font("body"), theme.font("body")
    assert QFontMetricsF(number).horizontalAdvance("1111") == QFontMetricsF(number).horizontalAdvance("0000")
    assert QFontMetricsF(text).horizontalAdvance("1111") < QFontMetricsF(text).horizontalAdvance("0000")

    def picture(font):
        image = QImage(30, 30, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setFont(font)
        painter.drawText(5, 20, "0")
        painter.end()
        return image

    assert picture(code) != picture(number)


def test_missing_fonts_are_said_and_do_not_stop_anything(monkeypatch, tmp_path):
    monkeypatch.setattr("resources.build.missing", lambda: ["Inter-Medium.ttf"])
    notice = load_fonts()
    assert notice is not None
    assert "Inter-Medium.ttf" in notice
    assert "python -m resources.build" in notice


def test_scale_is_what_the_plan_paints_with(theme):
    stops, (low, high) = theme.scale("cividis")
    assert len(stops) == 11
    assert 0.0 <= low < high <= 1.0
    assert len(theme.colours("plan.route")) == 4
    assert len(theme.colours("series")) == 5
