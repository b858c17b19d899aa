"""Whether people count by walking past, and how far they go out of their way for it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.domain.errors import Refusal
from app.services.counting import CountWalk
from app.ui.counting.desk import CountingDesk, Counts
from app.ui.shell.parts import Shell
from app.ui.widgets.combo import Combo

WAYS = (CountWalk("off"), CountWalk("aisle"), *(CountWalk("metres", far) for far in (5.0, 10.0, 20.0, 50.0)))
WHY = "Whoever asks for the next task near a bin that is to be counted is given the bin first."


def walk_words(walk: CountWalk) -> str:
    """How far people go to count, as the list says it."""
    if walk.way == "metres":
        return f"Within {walk.metres:g} m of where they stand"
    return "In the aisle where they stand" if walk.way == "aisle" else "Off"


class WalkChoice(QWidget):
    """A line with the choice; what is chosen holds from then on."""

    def __init__(self, shell: Shell, desk: CountingDesk, counts: Counts) -> None:
        super().__init__()
        self._shell, self._desk, self._counts = shell, desk, counts
        self._shown = WAYS[0]
        label = QLabel("Count on the way")
        label.setFont(desk.theme.font("body"))
        self.box = Combo(desk.theme)
        self.box.setAccessibleName("Count on the way")
        self.box.setToolTip(WHY)
        label.setToolTip(WHY)
        label.setBuddy(self.box)
        self.box.activated.connect(lambda _: self._choose())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.box, 1)
        self._show(self._shown)

    def refresh(self) -> None:
        """Read how it is."""
        self._desk.jobs.latest("counting.walk", self._counts.walk, owner=self).then(self._show)

    def _show(self, walk: CountWalk) -> None:
        self._shown = walk
        now = CountWalk(walk.way, walk.metres)
        self.box.clear()
        for way in WAYS if now in WAYS else (*WAYS, now):
            self.box.addItem(walk_words(way), way)
        self.box.setCurrentText(walk_words(now))

    def _choose(self) -> None:
        walk: CountWalk = self.box.currentData()
        if walk == CountWalk(self._shown.way, self._shown.metres):
            return
        job = self._desk.jobs.run(self._counts.set_walk, walk, owner=self)
        job.then(lambda _: self._did(walk)).on_refusal(self._refused).on_fault(self._shell.show_fault)

    def _did(self, walk: CountWalk) -> None:
        self._shown = walk
        off = walk.way == "off"
        self._shell.toast("Nobody counts on the way." if off else f"Counted on the way: {walk_words(walk).lower()}.")

    def _refused(self, refusal: Refusal) -> None:
        self._shell.show_refusal(refusal)
        self._show(self._shown)
