"""The side panel of travel: the graph over the plan, a tour through picked or typed bins, times from a place."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.domain.errors import Refusal
from app.layout.document import ChangeSet
from app.layout.elements import Place, Rack, Truck
from app.layout.racking import ElementId, SlotKey
from app.layout.travel import BinAt, PlaceAt, PointAt, Target
from app.services.floor.places import BASES
from app.ui.layout.dock import SidePanel
from app.ui.layout.fields import FlagField, LineField
from app.ui.layout.panels import Around
from app.ui.layout.session import EditSession, Overlay
from app.ui.layout.settled import Settled
from app.ui.layout.travel.contour_lines import ContoursOverlay
from app.ui.layout.travel.legend import TimesLegend
from app.ui.layout.travel.mirror import Answer, Ask, Mode, TravelMirror
from app.ui.layout.travel.overlays import GraphOverlay, TimesOverlay, TourOverlay
from app.ui.layout.travel.stops import OneOf, StopList, say_time, words_of, words_of_way
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.segmented import Option, Segmented

Picked = tuple[float, float, ElementId | None, SlotKey | None]
MODES = (
    Option("tour", "Tour", "The shortest walk through bins, numbered"),
    Option("distance", "Distance", "How far it is from one place to another"),
    Option("times", "Times", "Seconds from a place to every bin"),
)
PICKED, BACK, LAST = "picked", "back", "last"
HOW = {
    "tour": "Click bins on the plan, or type addresses or an order number.",
    "distance": "Click where the way begins, then where it leads, or type both addresses.",
    "times": "Click the place from which the seconds count, or type its address.",
}
LINES = {"tour": "Bins or order number", "distance": "From and to", "times": "From"}
HINTS = {"tour": "A-01-01-1 A-02-05-2", "distance": "A-01-01-1 PACK-1", "times": "PACK-1"}


class TravelPanel(SidePanel):
    """Asks anew when the drawing has settled. The overlays go when the panel's switch is off or the page ends."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Travel and tours")
        self._session, self._desk, self._shell = around.session, around.desk, around.shell
        self._mirror: TravelMirror | None = None
        self._changes: list[ChangeSet] = []
        self.targets: tuple[Target, ...] = ()
        self.names: tuple[str, ...] = ()
        self.answer: Answer | None = None
        self._asked: Ask | None = None
        self._build()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._ask)
        self._settled = Settled(self._session, self)
        self._settled.settled.connect(self.look)
        self._session.opened.connect(self._opened)
        self._session.edited.connect(self._note)
        self._session.points_picked.connect(self._picked)
        # another floor in sight: pictures are of it
        session = self._session
        session.seen.connect(lambda: self._asked and self._asked.floor != session.floor and self.look())
        self.show_mode()
        self.look()

    @property
    def mode(self) -> Mode:
        """What is asked for."""
        return cast(Mode, self.modes.current)

    def look(self) -> None:
        """Ask again, once this turn of the event loop is over."""
        self._later.start()

    def end(self) -> None:
        """Nothing more is drawn or asked."""
        self._settled.end()
        self._later.stop()
        for id_ in (GraphOverlay.id, TourOverlay.id, TimesOverlay.id, ContoursOverlay.id):
            self._session.drop_overlay(id_)

    def pick(self) -> None:
        """Take the route tool into the hand."""
        self._session.choose_tool("route")
        self._session.said.emit(HOW[self.mode])

    def clear(self) -> None:
        """No stops any more."""
        self.targets, self.names = (), ()
        self.line.show_values([""])
        if self._session.tool == "route":
            self._session.choose_tool("choose")
        self.look()

    def read_line(self) -> None:
        """Addresses, parted by spaces or commas; one that no bin bears may be an order's number."""
        text = self.line.edit.text().replace(",", " ").replace(";", " ").split()
        self.names, self.targets = tuple(text), ()
        orders = self._desk.orders
        own = self._session.live.addresses.codes()
        if self.mode == "tour" and len(text) == 1 and orders is not None and text[0] not in own:
            self._desk.jobs.latest("layout order", orders.codes_of, text[0], owner=self).then(self._ordered).on_refusal(
                self._refused
            ).on_fault(self._shell.show_fault)
            return
        self.look()

    # ------------------------------------------------------------- within
    def _build(self) -> None:
        theme = self.theme
        self.graph = FlagField(theme, "Draw the travel graph")
        self.graph.show_values([True])
        self.mover = OneOf(theme, "Who travels")
        self.modes = Segmented(theme, "What to ask", MODES, "tour")
        self.how = Label(theme, "", "small", "secondary", wrap=True)
        self.line = LineField(theme, "Bins or order number", code=True, hint="A-01-01-1 A-02-05-2")
        self.start = OneOf(theme, "Start")
        self.finish = OneOf(theme, "End")
        self.rule = FlagField(theme, "Draw the S-shape")
        self.rule.show_values([False])
        self.lines = FlagField(theme, "Lines of equal time")
        self.lines.show_values([True])
        self.lines.toggle.setToolTip("As many as the scale has room for; without coming up to the bins")
        self.facts = Label(theme, "", "small", "secondary", wrap=True)
        self.result = Label(theme, "", "title", weight=600)
        self.compared = Label(theme, "", "body", "secondary", wrap=True)
        self.legend = TimesLegend(theme)
        self.stops = StopList(theme)
        for part in (self.graph, self.facts, self.mover, self.modes, self.how, self.line, self.start, self.finish,
                     self.rule, self.lines, self.result, self.compared, self.legend, self.stops):  # fmt: skip
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.error = InlineError(theme)
        self.add_to_foot(self.error)
        self.picking, self.wipe = Button(theme, "Pick on the plan", "travel_graph", "primary"), Button(theme, "Clear")
        self.add_acts(self.picking, self.wipe)
        self.picking.clicked.connect(self.pick)
        self.wipe.clicked.connect(self.clear)
        self.modes.chosen.connect(lambda _mode: self.show_mode())
        self.line.edit.returnPressed.connect(self.read_line)
        for field in (self.graph, self.mover, self.start, self.finish, self.rule, self.lines):
            field.entered.connect(lambda _entry: self.look())

    def show_mode(self) -> None:
        """Offer what the mode needs, and ask."""
        tour, mode = self.mode == "tour", self.mode
        for part in (self.start, self.finish, self.rule):
            part.setVisible(tour)
        self.line.title.setText(LINES[mode])
        self.line.edit.setAccessibleName(LINES[mode])
        self.line.edit.setPlaceholderText(HINTS[mode])
        self.legend.setVisible(mode == "times")
        self.lines.setVisible(mode == "times")
        self.how.setText(HOW[mode])
        if self._session.tool == "route":  # the strip below the plan goes on saying what a click does
            self._session.said.emit(HOW[mode])
        self.look()

    def _note(self, change: ChangeSet) -> None:
        self._changes.append(change)

    def _opened(self) -> None:
        self._mirror, self._changes, self.targets, self.names = None, [], (), ()

    def _choices(self) -> None:
        """Trucks and starting places as they are drawn now."""
        document = self._session.document
        trucks = [(truck.id, truck.name or truck.code) for truck in document.of(Truck)]
        self.mover.offer([("", "On foot"), *trucks])
        found = sorted((BASES.index(one.use), one.code, one.id) for one in document.of(Place) if one.use in BASES)
        bases = [(str(id_), code) for _, code, id_ in found]
        self.start.offer([*bases, (PICKED, "First stop")])
        self.finish.offer([(BACK, "Where it began"), (LAST, "At the last stop"), *bases])

    def _ask(self) -> None:
        document = self._session.document
        if document.editing is not None:
            return  # the drawing has not settled: it is looked at again when it has
        self._choices()
        if self._mirror is None:
            self._mirror, self._changes = TravelMirror(tuple(document.elements.values())), []
        changes, self._changes = self._changes, []
        start = self.start.value if self.mode == "tour" else PICKED
        ask = Ask(
            self.mode, ElementId(self.mover.value) if self.mover.value else None, _place(start), self.targets,
            self.names, self.finish.value == BACK, _place(self.finish.value), self.rule.toggle.isChecked(),
            self._session.floor, self.lines.toggle.isChecked(),
        )  # fmt: skip
        self._asked = ask
        job = self._desk.jobs.run(self._mirror.answer, tuple(changes), ask, owner=self)
        job.then(lambda answer: self._show(ask, answer)).on_fault(self._shell.show_fault)

    def _picked(self, points: Sequence[Picked]) -> None:
        if self._session.tool != "route" or not points:
            return
        found = [self._target(point) for point in points]
        if self.mode == "times":
            self.targets = (found[-1],)
        elif self.mode == "distance":
            whole = len(found) - len(found) % 2
            self.targets = tuple(found[whole:] or found[-2:])
        else:
            self.targets = tuple(dict.fromkeys(found))
        self.names = ()
        self.look()

    def _target(self, point: Picked) -> Target:
        x, y, id_, slot = point
        element = self._session.document.find(id_) if id_ is not None else None
        if isinstance(element, Rack) and slot is not None:
            return BinAt(element.id, slot)
        if isinstance(element, Place):
            return PlaceAt(element.id)
        return PointAt(self._session.floor or ElementId(""), x, y)

    def _ordered(self, codes: tuple[str, ...]) -> None:
        self.names = codes
        self.look()

    def _refused(self, refusal: Refusal) -> None:
        self.names = ()
        self.error.show_refusal(refusal)

    def _show(self, ask: Ask, answer: Answer) -> None:
        if ask is not self._asked:
            return
        self.answer = answer
        if answer.refusal is not None:
            self.error.show_refusal(answer.refusal)
        else:
            self.error.clear()
        sketch = " No corridors are drawn: between aisles one walks straight over open floor."
        self.facts.setText(f"{answer.graph.facts}.{sketch if len(answer.graph.open) else ''}")
        self._show_tour(answer)
        self._show_times(answer)
        theme, lies = self.theme, self.graph.toggle.isChecked()
        lay(self._session, GraphOverlay.id, GraphOverlay(theme, answer.graph) if lies else None)
        lay(self._session, TimesOverlay.id, None if answer.times is None else TimesOverlay(theme, answer.times))
        lines = () if answer.times is None else answer.times.lines
        lay(self._session, ContoursOverlay.id, ContoursOverlay(theme, lines) if lines else None)
        here = answer.tour if answer.floor in (None, self._session.floor) else None
        lay(self._session, TourOverlay.id, None if here is None else TourOverlay(theme, here))

    def _show_tour(self, answer: Answer) -> None:
        tour = answer.tour
        self.result.setVisible(tour is not None)
        self.compared.setVisible(tour is not None)
        self.stops.show_stops(tour if self.mode == "tour" else None)
        if tour is not None:
            self.result.setText(f"{tour.metres:,.1f} m, {say_time(tour.seconds)}")
            way = answer.way
            self.compared.setText(
                words_of(tour) if way is None else words_of_way(tour, way, answer.back, answer.quickest)
            )

    def _show_times(self, answer: Answer) -> None:
        times = answer.times
        self.legend.setVisible(times is not None)
        if times is None:
            return
        self.legend.show_most(times.most)
        self.result.setVisible(True)
        self.result.setText(f"From {times.name}")
        self.compared.setVisible(True)
        out = "" if not times.lost else f" {times.lost:,} bins are out of reach, outlined in the colour of alarms."
        self.compared.setText(
            f"Half of the bins are within {say_time(times.half)}, nine of ten within {say_time(times.most_of_them)}, "
            f"the farthest {say_time(times.most)} away, coming up to it included.{out}"
        )


def lay(session: EditSession, id_: str, overlay: Overlay | None) -> None:
    """Draw an overlay, or no longer the one of this id."""
    if overlay is None:
        session.drop_overlay(id_)
    else:
        session.show_overlay(overlay)


def _place(value: str) -> PlaceAt | None:
    """A choice that names a place."""
    return None if value in ("", PICKED, BACK, LAST) else PlaceAt(ElementId(value))


def make(around: Around) -> QWidget:
    """The panel."""
    return TravelPanel(around)
