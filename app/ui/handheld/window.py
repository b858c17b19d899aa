"""The window of a handheld, 480 x 800 and up: a head, the page, one field that hears every scan, four keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.flow.effects import Tone
from app.services.handheld.commands import Command, Digit, Key, read_command
from app.services.handheld.trades import Trade
from app.ui.handheld.asking import AskingPage
from app.ui.handheld.desk import HandheldDesk, SignedIn
from app.ui.handheld.menu import MenuPage
from app.ui.handheld.pages import Page
from app.ui.handheld.parts import GAP, BigButton, FitText, Foot
from app.ui.handheld.reasons import ReasonsPage
from app.ui.handheld.sign_in import SignInPage
from app.ui.handheld.work import WorkPage
from app.ui.station.wedge import ScanField
from app.ui.widgets.glyphs import StatusGlyph
from app.ui.widgets.labels import Label, set_state

SIZE = (480, 800)
SMALL = (420, 700)  # narrower or lower than this: smaller letters
FIELD = 56
KEYS = {Qt.Key.Key_F1: 0, Qt.Key.Key_F2: 1, Qt.Key.Key_F3: 2, Qt.Key.Key_F4: 3}


class Head(QFrame):
    """What is being done, by whom, and whether the database answers."""

    def __init__(self, desk: HandheldDesk) -> None:
        super().__init__()
        self._desk = desk
        self._since = ""
        self.setProperty("surface", "top")
        self.setFixedHeight(48)
        self.title = FitText(desk.theme, "text", roles=("value", "heading", "title"))
        self.person = Label(desk.theme, "", "heading", "secondary", weight=400)
        self.glyph = StatusGlyph(desk.theme, "ok", 20)
        self.link = Label(desk.theme, "", "heading", "secondary", "number", weight=400)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for part in (self.person, self.glyph, self.link):
            row.addWidget(part)
        self.show_link(True)

    def show_person(self, name: str) -> None:
        """Who works here."""
        self.person.setText(name)

    def show_link(self, answers: bool) -> None:
        """Whether the database answers; since when not."""
        if answers:
            self._since = ""
            self.glyph.show_status("ok")
            self.link.setText("Online")
            set_state(self, "surface", "top")
        else:
            self._since = self._since or f"{self._desk.clock():%H:%M}"
            self.glyph.show_status("warn")
            self.link.setText(f"No link since {self._since}")
            set_state(self, "surface", "warn")
        self.person.setVisible(answers)
        for part in (self.glyph, self.link):
            part.setVisible(bool(self.person.text()) or not answers)


class HandheldWindow(QWidget):
    """Sign in, choose, work. `ended` when somebody signed out, or closed it."""

    ended = Signal()

    def __init__(self, desk: HandheldDesk) -> None:
        super().__init__()
        self._desk = desk
        self.who: SignedIn | None = None
        self.setWindowTitle("Stillage")
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Handheld")
        self.head = Head(desk)
        self.sign_in, self.menu = SignInPage(desk), MenuPage(desk)
        self.work, self.reasons, self.asking = WorkPage(desk), ReasonsPage(desk), AskingPage(desk)
        self._all: tuple[Page, ...] = (self.sign_in, self.menu, self.asking, self.work, self.reasons)
        self.pages = QStackedWidget()
        self.field = ScanField()
        self.pad = BigButton(desk.theme, "123", high=FIELD)
        self.foot = Foot(desk.theme)
        self._lay_out()
        self._connect()
        self._show(self.sign_in)
        if desk.person is not None:
            self.enter(desk.person)

    # ---- going from page to page ----
    def enter(self, who: SignedIn) -> None:
        """Somebody signed in."""
        self.who = who
        self.head.show_person(who.name)
        self.head.show_link(True)
        self.menu.show_person(who)
        self._show(self.menu)

    def begin(self, trade: Trade, choice: str | None = None) -> None:
        """Take work up; where it asks for something first, that is asked."""
        if self.who is None:
            return
        if trade.asks and choice is None:
            self.asking.ask(self.who.work, trade)
            self._show(self.asking)
        else:
            self.work.begin(self.who.work, trade, choice or "")
            self._show(self.work)

    def sign_out(self) -> None:
        """Back to the badge; the connections are given back behind it."""
        if self.who is None or self._desk.sign_in is None:
            return
        who, self.who = self.who, None
        self.work.end()
        self.menu.end()
        self.head.show_person("")
        self.head.show_link(True)
        self._show(self.sign_in)
        self._desk.jobs.run(who.leave)
        self.ended.emit()

    def end(self) -> None:
        """The window goes."""
        self.work.end()
        self.menu.end()

    def say_unforeseen(self, problem: Refusal | Fault) -> None:
        """An error that nobody foresaw: the page stays, and the sentence says what to do."""
        more = problem.next_step if isinstance(problem, Refusal) else f"{problem.safe} Reference {problem.reference}."
        strip = getattr(self.page, "strip", self.work.view.strip)
        strip.say(Tone.BAD, problem.what, more)

    @property
    def page(self) -> Page:
        """What is shown."""
        shown = self.pages.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def _back(self, refusal: Refusal | None) -> None:
        """From the work to the menu, with what stood in the way."""
        self.work.end()
        self.menu.hush()
        if refusal is not None:
            self.menu.say(Tone.WARN, refusal.what, refusal.next_step)
            self._desk.sounds.play("warn")
        self.menu.look()
        self._show(self.menu)

    def _ask_reason(self) -> None:
        course = self.work.acts.course
        if course is not None:
            self.reasons.ask(self.work.asks_why, course.reasons)
            self._show(self.reasons)

    def _give_reason(self, code: str) -> None:
        self._show(self.work)
        self.work.give_reason(code)

    # ---- what comes in ----
    def hear(self, text: str, at: float | None = None, repeated: bool = False) -> None:
        """A code, by scanner (at: monotonic seconds) or by hand."""
        command = read_command(text)
        if command is None:
            self.page.take(text, at, repeated)
        elif not repeated:
            self.do(command)

    def do(self, command: Command) -> None:
        """A key."""
        match command:
            case Digit(text=text):
                self._type(text)
            case Key.CLEAR:
                self._type("")
            case Key.ENTER:
                self._type("\n")
            case _:
                self.page.command(command)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 to F4; and a scan is taken wherever the focus is."""
        at = KEYS.get(Qt.Key(event.key()))
        if at is not None:
            self.foot.press(at)
        elif event.key() == Qt.Key.Key_F5:
            self.do(Key.MAP)
        elif event.text() and event.text().isprintable():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        small = event.size().width() < SMALL[0] or event.size().height() < SMALL[1]
        for page in self._all:
            page.set_small(small)

    def _type(self, text: str) -> None:
        """Figures put together by finger or by scanning them."""
        match text:
            case "":
                self.field.clear()
            case "\n":
                typed = self.field.text().strip()
                self.field.clear()
                if typed:
                    self.hear(typed)
            case _:
                self.field.insert(text)

    # ---- wiring ----
    def _lay_out(self) -> None:
        self.field.setFont(self._desk.theme.code_font("value"))
        self.field.setFixedHeight(FIELD)
        self.pad.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.pad.setFixedWidth(88)
        self.pad.setAccessibleName("Figures for a finger")
        row = QHBoxLayout()
        row.setContentsMargins(GAP, 0, GAP, GAP)
        row.setSpacing(GAP)
        row.addWidget(self.field, 1)
        row.addWidget(self.pad)
        for page in self._all:
            self.pages.addWidget(page)
            page.changed.connect(self._refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        column.addLayout(row)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.sign_in.signed_in.connect(self.enter)
        self.menu.chosen.connect(self.begin)
        self.asking.chosen.connect(self.begin)
        self.asking.left.connect(self._back)
        self.menu.left.connect(self.sign_out)
        self.menu.linked.connect(self.head.show_link)
        self.work.left.connect(self._back)
        self.work.asked.connect(self._ask_reason)
        self.work.linked.connect(self.head.show_link)
        self.work.typing.connect(self._type)
        self.reasons.given.connect(self._give_reason)
        self.reasons.left.connect(lambda: self._show(self.work))
        self.field.scanned.connect(self.hear)
        self.field.typed.connect(self.hear)
        self.foot.pressed.connect(self.do)
        self.pad.clicked.connect(self.work.view.toggle_keypad)

    def _show(self, page: Page) -> None:
        policy = QSizePolicy.Policy
        for one in self._all:  # only what is shown asks for room
            one.setSizePolicy(policy.Ignored, policy.Preferred if one is page else policy.Ignored)
        self.pages.setCurrentWidget(page)
        self.field.clear()
        self._refresh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        """Keys, title and hint of the page that is shown."""
        page = self.page
        self.head.title.show_text(page.title)
        self.field.setPlaceholderText(page.hint)
        self.field.setAccessibleName(page.hint)
        echo = QLineEdit.EchoMode
        self.field.setEchoMode(echo.Password if page.secret else echo.Normal)
        self.pad.setVisible(page is self.work)
        self.foot.show_caps(page.caps())
