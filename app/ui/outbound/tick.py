"""A box to tick, drawn as those of the facets."""

from app.ui.inventory.facet_panel import FacetRow
from app.ui.theme import Theme
from app.ui.widgets.painted import text_width

BOX = 42  # px of the box and what is left free around the words


class Tick(FacetRow):
    """`isChecked()` says whether it is ticked."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(theme, "tick", words)
        self.show_value(words, "", 0.0)
        self.setAccessibleName(words)
        self.setMinimumWidth(round(text_width(theme.font("body"), words)) + BOX)
