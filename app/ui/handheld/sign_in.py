"""Signing in with a badge, or with a name and a password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.domain.errors import Fault, Refusal
from app.flow.effects import Tone
from app.services.handheld.badges import read_badge
from app.services.handheld.commands import Command, Key
from app.ui.handheld.answer import AnswerStrip
from app.ui.handheld.desk import HandheldDesk, SignedIn
from app.ui.handheld.pages import Page
from app.ui.handheld.parts import Cap
from app.ui.widgets.labels import Label


class SignInPage(Page):
    """`signed_in` with the SignedIn."""

    signed_in = Signal(object)
    title = "Stillage"

    def __init__(self, desk: HandheldDesk) -> None:
        super().__init__()
        self._desk = desk
        self._login: str | None = None
        self._busy = False
        theme = desk.theme
        self.line = Label(theme, "", "display", wrap=True)
        self.more = Label(theme, "", "value", "secondary", weight=400, wrap=True)
        self.strip = AnswerStrip(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 16)
        column.setSpacing(16)
        for part in (self.line, self.more, self.strip):
            column.addWidget(part)
        column.addStretch(1)
        self._ask()

    def caps(self) -> tuple[Cap, ...]:
        back = Cap(Key.NO, "Back") if self._login else Cap(Key.NO, "")
        return (Cap(Key.DONE, ""), back, Cap(Key.SHORT, ""), Cap(Key.STOP, ""))

    def take(self, text: str, at: float | None, repeated: bool) -> None:
        if self._busy:
            return
        if self._login is not None and not text.upper().startswith("BADGE:"):
            self.open(self._login, text)
            return
        badge = read_badge(text)
        if badge.password is None and self._desk.asks_password:
            self._ask(badge.login)
        else:
            self.open(badge.login, badge.password)

    def command(self, command: Command) -> None:
        if command in (Key.NO, Key.UNDO) and not self._busy:
            self._ask()

    def _ask(self, login: str | None = None) -> None:
        """For the name, or for the password of a name."""
        self._login = login
        self.secret = login is not None
        if login is None:
            self.line.setText("Scan your badge.")
            kept = self._desk.others()
            names = ", ".join(f"{name}: {many}" for name, many in kept.items())
            waits = f" Acts kept here until their person signs in: {names}." if kept else ""
            self.more.setText(f"Or type your name and press Enter.{waits}")
            self.hint = "Badge or name"
        else:
            self.line.setText(f"{login}, type your password.")
            self.more.setText("Then press Enter. F2 goes back to the name.")
            self.hint = "Password"
        self.strip.clear()
        self.changed.emit()

    def open(self, login: str, password: str | None) -> None:
        """Sign this person in."""
        sign_in = self._desk.sign_in
        if sign_in is None:
            return
        self._busy = True
        self.strip.say(Tone.WAIT, f"Signing in as {login} …")
        job = self._desk.jobs.run(sign_in, login, password, owner=self)
        job.then(self._enter).on_refusal(self._refused).on_fault(self._failed)

    def _enter(self, who: SignedIn) -> None:
        self._busy = False
        self._ask()
        self._desk.sounds.play("good")
        self.signed_in.emit(who)

    def _refused(self, refusal: Refusal) -> None:
        self._wrong(refusal.what, refusal.next_step)

    def _failed(self, fault: Fault) -> None:
        self._wrong(fault.what, fault.safe)

    def _wrong(self, what: str, next_step: str) -> None:
        self._busy = False
        self._ask()
        self.strip.say(Tone.BAD, what, next_step)
        self._desk.sounds.play("bad")
