"""The page of releases: orders to release with forecasts side by side, waves that run, channels, substitutes."""

import threading
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands.waves import waves_commands
from app.domain.errors import Refusal
from app.services.waves import Policy, Preflight
from app.ui.shell.parts import Shell
from app.ui.waves.card import ForecastCard
from app.ui.waves.channels import ChannelsView
from app.ui.waves.choose import ChooseView
from app.ui.waves.desk import WavesDesk
from app.ui.waves.looking import Looking, Watched
from app.ui.waves.policy_panel import PolicyPanel
from app.ui.waves.running import RunningView
from app.ui.waves.substitutes import SubstitutesView
from app.ui.waves.words import counted
from app.ui.widgets.buttons import Button
from app.ui.widgets.messages import InlineError
from app.ui.widgets.progress import ProgressPanel
from app.ui.widgets.segmented import Option, Segmented

EDGE, SIDE = 8, 348
VIEWS = (
    Option("release", "To release"), Option("waves", "Waves"), Option("channels", "Channels"),
    Option("substitutes", "Substitutes"),
)  # fmt: skip


class WavesPage(QWidget):
    """One pre-flight at a time; a release takes its forecast as it stands."""

    def __init__(self, shell: Shell, desk: WavesDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.setAccessibleName("Waves")
        self._enough = threading.Event()
        self._working = False
        theme = desk.theme
        self.tabs = Segmented(theme, "View", VIEWS, "release")
        self.tabs.chosen.connect(self.show_view)
        self.again = Button(theme, "Refresh", "refresh", "", "F5")
        self.again.clicked.connect(self.refresh)
        self.choose = ChooseView(desk)
        self.choose.wanted.connect(self._release)
        self.choose.changed.connect(lambda: shell.context.set("waves.foretold", bool(self.choose.cards)))
        self.policy = PolicyPanel(theme)
        self.policy.asked.connect(self._foretell)
        self.progress = ProgressPanel(theme, "Pre-flight")
        self.progress.cancel.setText("Stop here")
        self.progress.cancelled.connect(self.stop_here)
        self.progress.hide()
        self.error = InlineError(theme)
        self.running = RunningView(shell, desk)
        self.channels = ChannelsView(shell, desk)
        self.substitutes = SubstitutesView(shell, desk)
        watched = Watched(
            lambda: self.tabs.current, self.choose, self.running, self.channels.form, lambda: self._working
        )  # fmt: skip
        self._looking = Looking(self, watched, self.refresh)
        self._lay_out()
        self._commands = waves_commands(self)
        shell.registry.add(*self._commands)
        shell.context.set("waves.foretold", False)
        shell.context.set("waves.act", desk.may_act)
        self.show_view("release")

    def begin(self) -> None:
        """Read what is listed, and the plan for the first pre-flight."""
        self.refresh()
        self.running.begin()
        job = self._desk.jobs.run(self._desk.waves.warm, owner=self)
        job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)

    def show_view(self, view: str) -> None:
        """release, waves, channels or substitutes."""
        self.tabs.choose(view)
        self.stack.setCurrentIndex([option.id for option in VIEWS].index(view))
        if view != "release":
            self.refresh()

    def show_about(self, about: str) -> None:
        """A cart in its wave ("cart:W261123-04:4413"; without a number of a wave: one that was streamed)."""
        _, wave, cart = (*about.split(":"), "", "")[:3]
        self.show_view("waves")
        self.running.seek(wave, int(cart) if cart.isdecimal() else 0)

    def refresh(self) -> None:
        """Read anew what is shown."""
        if self.tabs.current == "waves":
            self.running.refresh()
        elif self.tabs.current == "channels":
            self.channels.refresh()
        elif self.tabs.current == "substitutes":
            self.substitutes.refresh()
        else:
            job = self._desk.jobs.latest("waves.candidates", self._desk.waves.candidates, owner=self)
            job.then(self.choose.show_orders).on_refusal(self._shell.show_refusal)
            job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def foretell(self) -> None:
        """Pre-flight of the chosen orders, or of all that are listed."""
        self.show_view("release")
        self.policy.send()

    def stop_here(self) -> None:
        """Stop looking for shorter tours; what was found so far is shown."""
        self._enough.set()

    def release(self) -> None:
        """Release what was foretold last."""
        if self.choose.cards:
            self._release(self.choose.cards[-1])

    def stream_now(self) -> None:
        """One round of streaming, at once."""
        self.show_view("channels")
        self.channels.stream_now()

    def take_back(self) -> None:
        """Take the chosen wave back."""
        self.show_view("waves")
        self.running.take_back()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shell.set_subtitle("Release")

    def end(self) -> None:
        """Give the commands back and let a search stop."""
        self._enough.set()
        self._looking.stop()
        self._shell.registry.remove(command.id for command in self._commands)

    def _foretell(self, policy: Policy) -> None:
        orders = self.choose.chosen()
        if self._working or not orders:
            if not orders:
                self.error.show_refusal(
                    Refusal("waves.nothing", "No order is listed.", "Choose another cut-off or channel.")
                )
            return
        self._enough.clear()
        self.error.clear()
        self._busy(f"Pre-flight of {counted(len(orders), 'order')}")
        job = self._desk.jobs.run_long(self._desk.waves.preflight, orders, policy, self._enough.is_set, owner=self)
        job.then(self._told).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.on_progress(self.progress.show_progress)
        job.ended.connect(lambda: self._busy(""))

    def _told(self, told: Preflight) -> None:
        self.choose.add_card(told)
        if not told.batches:
            self.error.show_refusal(
                Refusal(
                    "waves.nothing", "Nothing of these orders can be picked.",
                    "Look at what they lack; receive or replenish it, or let them go short.",
                )
            )  # fmt: skip

    def _release(self, card: ForecastCard) -> None:
        if self._working:
            return
        self.error.clear()
        self._busy(f"Releasing {counted(len(card.told.orders), 'order')}")
        card.go.set_busy(True)
        job = self._desk.jobs.run(self._let_go, card.told, owner=self)
        job.then(self._released).on_refusal(self._not_released).on_fault(self._shell.show_fault)

        def ended() -> None:
            self._busy("")
            if card in self.choose.cards:
                card.go.set_busy(False)

        job.ended.connect(ended)

    def _let_go(self, told: Preflight) -> dict[str, Any]:
        waves = self._desk.waves
        return waves.release(told, waves.next_number())

    def _released(self, made: dict[str, Any]) -> None:
        carts = counted(sum(at is not None for at in made["batches"]), "cart")
        stay = f"; {counted(len(made['left']), 'order')} stayed behind" if made["left"] else ""
        self._shell.toast(f"Wave {made['number']}: {counted(made['orders'], 'order')} on {carts}{stay}.")
        self.choose.clear()
        self.refresh()
        self.running.refresh(made["wave_id"])
        self.show_view("waves")

    def _not_released(self, refusal: Refusal) -> None:
        self.error.show_refusal(refusal)
        self.refresh()

    def _busy(self, title: str) -> None:
        self._working = bool(title)
        self.policy.ask.set_busy(self._working)
        self.progress.setVisible(self._working)
        if title:
            self.progress.start(title)

    def _lay_out(self) -> None:
        self.policy.setFixedWidth(SIDE)
        side = QVBoxLayout()
        side.setSpacing(EDGE)
        for part in (self.policy, self.progress, self.error):
            side.addWidget(part)
        side.addStretch(1)
        release = QWidget()
        row = QHBoxLayout(release)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(EDGE)
        row.addWidget(self.choose, 1)
        row.addLayout(side)
        self.stack = QStackedWidget()
        for view in (release, self.running, self.channels, self.substitutes):
            self.stack.addWidget(view)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
