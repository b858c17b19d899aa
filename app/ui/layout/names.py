"""Names as they will be: how many, whether one is in use, how long, whether they sort as they are walked; the list."""

from collections import Counter

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.layout.addresses import names_of
from app.layout.elements import Element, Rack, Zone
from app.layout.generate import Proposal
from app.layout.patterns import lacking
from app.layout.racking import ElementId
from app.layout.slots import slots
from app.layout.table import Layout
from app.ui.theme import Theme
from app.ui.widgets.glyphs import Status
from app.ui.widgets.painted import LEFT, PaintedText, draw_texts, text_width

ROW = 20
ROWS = 4


def say_names(layout: Layout, proposal: Proposal) -> tuple[Status, str]:
    """One line about the names, and about what stands in the way. The worst of it gives the state."""
    names = proposal.names
    longest = max((len(name) for name in names), default=0)
    parts = [f"{len(names):,} names"]
    state: Status = "ok"
    if proposal.doubled:
        state = "alarm"
        parts += _doubled(proposal)
    else:
        parts.append("none in use")
    twin = {zone.code for zone in layout.of(Zone)} & {one.code for one in proposal.elements if isinstance(one, Zone)}
    if twin:
        state = "alarm"
        parts.insert(0, f"zone {min(twin)} is there already: choose it as the zone, or give another code")
    if proposal.ill_formed:
        state = "alarm"
        parts.append(f"{proposal.ill_formed[0]} cannot be an address")
    parts.append(f"all \u2264 {longest} characters")
    parts.append("sorts as walked" if sorts_as_walked(layout, proposal) else "walked in another order")
    if proposal.collisions:
        state = "warn" if state == "ok" else state
        number = len(proposal.collisions)
        parts.append(f"{number:,} {'collision' if number == 1 else 'collisions'} with what stands")
    return state, " · ".join(parts)


def _doubled(proposal: Proposal) -> list[str]:
    """Names that stand twice among the new ones lack a field; those in use are somebody else's."""
    counts = Counter(proposal.names)
    again = [name for name in proposal.doubled if counts[name] > 1]
    used = [name for name in proposal.doubled if counts[name] == 1]
    parts = []
    if again:
        lacks = " and ".join(f"{{{name}}}" for name in lacking([e for e in proposal.elements if isinstance(e, Rack)]))
        parts.append(f"{again[0]} and {len(again) - 1:,} more stand twice" if len(again) > 1 else f"{again[0]} twice")
        parts += [f"the pattern needs {lacks}"] if lacks else []
    if used:
        parts.append(f"{len(used):,} in use, first {used[0]}")
    return parts


def _finder(layout: Layout, proposal: Proposal) -> dict[ElementId, Element]:
    return {element.id: element for element in proposal.elements}


def sorts_as_walked(layout: Layout, proposal: Proposal) -> bool:
    """Whether the picker meets the addresses in the order in which they sort."""
    new = _finder(layout, proposal)
    walked: list[tuple[int, str]] = []
    for rack in proposal.elements:
        if isinstance(rack, Rack):
            names = names_of(rack, lambda id_: new.get(id_) or layout.find(id_))
            if rack.walk is None:
                return False
            walked += [(slot.pick_sequence or 0, name) for slot, name in zip(slots(rack), names, strict=True)]
    walked.sort()
    ordered = [name for _, name in walked]
    return ordered == sorted(ordered)


class NameList(QWidget):
    """The first names of row 01, how many more there are, and the last."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self.setAccessibleName("Names")
        self.setFixedHeight(ROW * (ROWS + 1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_proposal(self, layout: Layout, proposal: Proposal) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Show its names; returns the numbers of the bays of row 01, and its names."""
        new = _finder(layout, proposal)
        first = next((element for element in proposal.elements if isinstance(element, Rack)), None)
        self.show_names(proposal.names)
        if first is None:
            return (), ()
        count = first.numbering
        labels = tuple(f"{count.bay_start + count.bay_step * at:02}" for at in range(len(first.bays)))
        return labels, tuple(names_of(first, lambda id_: new.get(id_) or layout.find(id_)))

    def show_names(self, names: tuple[str, ...]) -> None:
        """All names; those that have room are painted."""
        self._names = names
        self.setAccessibleDescription(", ".join(names[:8]))
        self.update()

    def texts(self) -> list[PaintedText]:
        theme, names = self._theme, self._names
        font, strong = theme.code_font("small"), theme.code_font("small", 600)
        wide = max([text_width(strong, name) for name in names[: 4 * ROWS]] + [40.0]) + 10
        columns = max(1, min(4, int(self.width() / wide)))
        step = self.width() / columns
        shown = names[: columns * ROWS]
        found = [
            PaintedText(
                name, QRectF(at % columns * step, at // columns * ROW, step - 4, ROW), font if at else strong,
                theme.colour("accent.line" if at == 0 else "text.secondary"), LEFT,
            )
            for at, name in enumerate(shown)
        ]  # fmt: skip
        more = len(names) - len(shown)
        if more > 0:
            words = f"and {more - 1:,} more, to" if more > 1 else ""
            last = f"{names[-1]}"
            foot = ROWS * ROW
            found.append(
                PaintedText(
                    words,
                    QRectF(0, foot, self.width() / 2, ROW),
                    theme.font("small"),
                    theme.colour("text.tertiary"),
                    LEFT,
                )
            )
            found.append(
                PaintedText(
                    last,
                    QRectF(self.width() / 2, foot, self.width() / 2, ROW),
                    font,
                    theme.colour("text.secondary"),
                    LEFT,
                )
            )
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_texts(QPainter(self), self.texts())
