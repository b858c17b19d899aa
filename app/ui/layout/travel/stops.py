"""The stops of a tour in their order, and words about it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.layout.travel.graph import Journey
from app.services.tours import PlannedTour, Stop
from app.ui.layout.fields import ChoiceField, Set
from app.ui.tables import Column, Table
from app.ui.theme import Theme

ROW = 28


def say_time(seconds: float) -> str:
    """Seconds as people say them: 48 s, 2:05 min."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60}:{whole % 60:02} min"


def words_of(tour: PlannedTour) -> str:
    """What it saves, how good it is, and where it leads over floor that is no aisle."""
    bare = " Part of it leads over open floor, for no corridor is drawn." if tour.open_floor else ""
    return f"{tour.comparison}.{bare}"


def words_of_way(tour: PlannedTour, way: Journey, back: float | None, quickest: float | None) -> str:
    """From where to where, what is in the time, whether a longer way is quicker, over what it leads, and where it
    differs the way back."""
    parts = [f"{tour.start} to {tour.stops[-1].name}."]
    if way.lift_seconds >= 0.5:
        parts.append(f"Coming up to it and down again takes {say_time(way.lift_seconds)} of it.")
    if quickest is not None and way.seconds - quickest >= 0.5:
        parts.append(f"A longer way is quicker: {say_time(quickest + way.lift_seconds)}.")
    if way.open_metres >= 0.5:
        parts.append(f"{way.open_metres:,.1f} m of it lead over open floor.")
    if back is None:
        parts.append("One-way aisles let nobody go back.")
    elif abs(back - way.metres) >= 0.5:
        parts.append(f"The way back is {back:,.1f} m.")
    return " ".join(parts)


class OneOf(ChoiceField):
    """One of what is drawn now: the choice stays where it still exists, else the first is taken."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.value = ""
        self.entered.connect(self._take)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """(value, words) to choose from."""
        known = [value for value, _ in options]
        self.value = self.value if self.value in known else (known[0] if known else "")
        self.set_options(options)
        self.show_values([self.value])

    def _take(self, entry: Set) -> None:
        self.value = str(entry.value)


class StopList(QWidget):
    """A table of the stops."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.shown: tuple[tuple[int, Stop], ...] = ()
        self.table = Table(
            theme, "Stops",
            [
                Column("No.", lambda row: row[0], "number", 44),
                Column("Stop", lambda row: row[1].name, "key", 128),
                Column("Walked", lambda row: f"{row[1].metres:,.1f} m", "number"),
            ],
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.hide()

    def show_stops(self, tour: PlannedTour | None) -> None:
        """The stops of a tour; hidden without one."""
        self.shown = tuple(enumerate(tour.stops, 1)) if tour is not None else ()
        self.table.rows.show_rows(self.shown)
        self.setFixedHeight(ROW * min(len(self.shown) + 1, 13) + 6)
        self.setVisible(bool(self.shown))
