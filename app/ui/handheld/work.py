"""Work in hand: codes and keys into acts of the station, and what the station says onto the screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.domain.errors import Fault, Refusal
from app.flow.effects import Confirm, Say, Tone
from app.flow.machine import Exit, Prompt, Wants
from app.services.handheld.commands import Choose, Command, Key
from app.services.handheld.sight import Sight
from app.services.handheld.trades import Trade
from app.services.handheld.walks import Trail
from app.services.station import Shown
from app.ui.handheld.acts import HandActs
from app.ui.handheld.desk import AtCourse, AtWork, HandheldDesk
from app.ui.handheld.pages import Page
from app.ui.handheld.parts import Cap
from app.ui.handheld.view import WorkView

SOUND = {Tone.GOOD: "good", Tone.INFO: "info", Tone.WARN: "warn", Tone.WAIT: "wait", Tone.BAD: "bad"}
NOTHING_TO_FINISH = "There is nothing to finish here."
NO_REASON = "No reason is needed here."
SHORT_OF = frozenset({"pick", "move", "next"})


class WorkPage(Page):
    """`left` when the work is over or was refused (with the Refusal, or None), `asked` for a reason, `linked` with
    whether the database answers, `typing` when figures are put together by finger."""

    left = Signal(object)
    asked = Signal()
    linked = Signal(bool)
    typing = Signal(str)

    def __init__(self, desk: HandheldDesk) -> None:
        super().__init__()
        self._desk = desk
        self._work: AtWork | None = None
        self._trade: Trade | None = None
        self._choice = ""
        self._question: Confirm | None = None
        self._walk: tuple[str, tuple[str, ...]] | None = None
        self.acts = HandActs(desk.jobs, self)
        self.acts.heard.connect(self._hear)
        self.acts.moved.connect(self._moved)
        self.acts.slow.connect(self._slow)
        self.acts.refused.connect(self._refused)
        self.acts.failed.connect(self._failed)
        self.view = WorkView(desk.theme)
        self.view.typing.connect(self.typing)
        self.view.answered.connect(lambda yes: self.command(Key.YES if yes else Key.NO))
        self.view.opted.connect(lambda number: self.command(Choose(number)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    # ---- beginning and ending ----
    def begin(self, work: AtWork, trade: Trade, choice: str = "") -> None:
        """Take this work up. choice: what was chosen before, where this work asks for it."""
        self._work, self._trade, self._choice = work, trade, choice
        self.title = trade.title
        self._question, self._walk = None, None
        self.acts.take(None)
        self.view.show_opening()
        job = self._desk.jobs.run(work.open, trade.id, self.acts.say, choice, owner=self)
        job.then(self._stand).on_refusal(self.left.emit).on_fault(self._not_opened)
        if work.sees_plan:
            self._desk.jobs.latest("handheld.plan", work.plan, owner=self).then(self.view.map.show_plan)
        self.changed.emit()

    def end(self) -> None:
        """Stop; what is recorded is recorded."""
        self.acts.take(None)
        self._work = None

    def _stand(self, course: AtCourse) -> None:
        self.acts.take(course)
        self.title = course.trade.title
        if course.given:
            self.view.strip.say(Tone.INFO, course.given)
        self.linked.emit(True)
        self._show_state()

    def _not_opened(self, fault: Fault) -> None:
        self.left.emit(Refusal("fault", fault.what, fault.safe))

    # ---- keys ----
    def caps(self) -> tuple[Cap, ...]:
        course = self.acts.course
        if course is None:
            return (Cap(Key.DONE, ""), Cap(Key.UNDO, ""), Cap(Key.SHORT, ""), Cap(Key.STOP, "Menu"))
        if course.over:
            again = Cap(Key.DONE, "Go on", primary=True)
            return (again, Cap(Key.UNDO, ""), Cap(Key.SHORT, ""), Cap(Key.STOP, "Menu"))
        exits = course.station.prompt.exits
        if self._asking(course):
            first, second = Cap(Key.YES, "Yes", primary=True), Cap(Key.NO, "No")
        else:
            first, second = _way_on(exits), _undo(exits)
        short = Cap(Key.SHORT, "Short" if _comes_short(course) else "Why", None if Exit.SHORT in exits else NO_REASON)
        stop = Cap(Key.STOP, "Stop", None if Exit.LEAVE in exits else "Finish this step first.")
        return (first, second, short if course.reasons else Cap(Key.SHORT, ""), stop)

    def take(self, text: str, at: float | None, repeated: bool) -> None:
        course = self.acts.course
        if course is None or course.over:
            what = "This work is over." if course is not None else "The work is still being looked for."
            self._say(Tone.WARN, what, "F1 goes on, F4 leads to the menu." if course is not None else "Scan it again.")
            return
        if not repeated or course.station.prompt.repeats:
            self._desk.sounds.play("heard")  # at once, whatever the workers are at
        if at is None:
            self.acts.do(lambda course: course.station.typed(text))
        else:
            self.acts.do(lambda course: course.scanned(text, at, repeated))

    def command(self, command: Command) -> None:
        course = self.acts.course
        if course is None or course.over:
            if command is Key.STOP:
                self.left.emit(None)
            elif command is Key.DONE and course is not None and self._work is not None and self._trade is not None:
                self.begin(self._work, self._trade, self._choice)
            return
        exits, options = course.station.prompt.exits, course.sight.options
        match command:
            case Key.YES if self._asking(course):
                self.acts.do(lambda course: course.station.answer(True))
            case Key.NO if self._asking(course):
                self.acts.do(lambda course: course.station.answer(False))
            case Key.LATER:
                self.acts.do(lambda course: course.station.skip())
            case Choose(number=number) if number <= len(options):
                self.acts.do(lambda course: course.station.typed(options[number - 1][0]))
            case Key.DONE | Key.WEIGH:
                self.acts.do(lambda course: course.station.finish())
            case Key.UNDO:
                self.acts.do(lambda course: course.station.undo())
            case Key.STOP:
                self.acts.do(lambda course: course.station.leave())
            case Key.SHORT if Exit.SHORT in exits and course.reasons:
                self.asked.emit()
            case Key.MAP:
                self.view.map.toggle()
            case _:
                self._say(Tone.BAD, "This key does nothing here.", course.station.prompt.line)

    def _asking(self, course: AtCourse) -> bool:
        """Whether yes or no is an answer now."""
        wants = course.station.prompt.wants is Wants.ANSWER and not course.sight.options
        return self._question is not None or wants

    @property
    def asks_why(self) -> str:
        """What a reason is given for, as a question."""
        course = self.acts.course
        short = course is not None and _comes_short(course)
        return "Why is there less?" if short else "Why is it other than planned?"

    def give_reason(self, code: str) -> None:
        """Short, for this reason."""
        self.acts.do(lambda course: course.station.short(code))

    # ---- what the station says ----
    def _hear(self, items: list[Shown]) -> None:
        for item in items:
            match item:
                case Say():
                    self._say(item.tone, item.text, item.next_step)
                case Confirm():
                    self._question = item
                case Prompt():
                    self._question = self._question if item.wants is Wants.ANSWER else None
        self._show_state()

    def _say(self, tone: Tone, text: str, next_step: str) -> None:
        self.view.strip.say(tone, text, next_step)
        self._desk.sounds.play(SOUND[tone])

    def _slow(self, slow: bool) -> None:
        """A scan is answered at once, also where the database is slow."""
        if slow and not self.acts.waiting:
            self.view.strip.say(Tone.WAIT, "Heard. Waiting for the answer …")

    def _moved(self) -> None:
        self.linked.emit(not self.acts.waiting)
        self._show_state()

    def _refused(self, refusal: Refusal) -> None:
        self._say(Tone.BAD, refusal.what, refusal.next_step)

    def _failed(self, fault: Fault) -> None:
        self._say(Tone.BAD, fault.what, f"{fault.safe} Reference {fault.reference}.")

    # ---- what is shown ----
    def _show_state(self) -> None:
        course = self.acts.course
        if course is None:
            return
        line, sight = course.station.prompt.line, course.sight
        self.view.show_state(line, sight)
        self.view.show_question(self._question)
        self.view.show_options([words for _, words in sight.options])
        self._show_walk(sight)
        self.changed.emit()

    def _show_walk(self, sight: Sight) -> None:
        work = self._work
        if work is None or not work.sees_plan or (sight.here, sight.ahead) == self._walk:
            return
        self._walk = (sight.here, sight.ahead)
        if not sight.ahead and not sight.here:
            self.view.map.show_trail(Trail())
            return
        self._desk.jobs.latest("handheld.trail", work.trail, sight, owner=self).then(self.view.map.show_trail)

    def set_small(self, small: bool) -> None:
        self.view.set_small(small)


def _undo(exits: tuple[Exit, ...]) -> Cap:
    return Cap(Key.UNDO, "Undo", None if Exit.UNDO in exits else "There is nothing to take back.")


def _way_on(exits: tuple[Exit, ...]) -> Cap:
    """The first key: whichever way on there is besides scanning."""
    if Exit.WEIGH in exits:
        return Cap(Key.WEIGH, "Weigh", primary=True)
    if Exit.FINISH in exits:
        return Cap(Key.DONE, "Done")
    if Exit.SKIP in exits:
        return Cap(Key.LATER, "Later")
    return Cap(Key.DONE, "Done", NOTHING_TO_FINISH)


def _comes_short(course: AtCourse) -> bool:
    """Whether a reason says why there is less, rather than why it is other than planned."""
    return course.trade.id in SHORT_OF
