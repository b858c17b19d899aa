"""What is wrong with the drawing, live: stops first, then what is well; a click flies there, a link puts it right."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.domain.errors import Fault
from app.layout.checks import Finding, FirstLook, Fix, Known, LiveChecks, fixes_for
from app.layout.diff import bins_in
from app.ui.jobs import Job, Jobs
from app.ui.layout.dock import add_fold, scrolling
from app.ui.layout.mending import Mending
from app.ui.layout.session import EditSession
from app.ui.layout.words import PASSED, RULES, number_of
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.glyphs import draw_status
from app.ui.widgets.labels import Chip, Label
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts, text_width
from app.ui.widgets.panel import Panel

ROW = 28
RULE_AT = 40.0
LOOK_MS = 120  # so long after a change the drawing is looked at; a drag is not held up by every move
MORE = 26.0  # px at the right for the other ways to fix


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a finding, or a rule that is well (finding None) with what was looked at."""

    rule: str
    what: str
    finding: Finding | None = None
    stops: bool = False


class CheckRows(QWidget):
    """The rows. chose: a finding; fixed: (finding, Fix); mended: a check, all of whose findings are to be put right;
    stepped: the y of the row that the keys went to."""

    chose = Signal(object)
    mended = Signal(str)
    stepped = Signal(int)
    fixed = Signal(object, object)

    def __init__(self, theme: Theme, session: EditSession, may_fix: bool) -> None:
        super().__init__()
        self._theme, self._session, self._may_fix = theme, session, may_fix
        self.lines: tuple[Line, ...] = ()
        self._counts: Counter[str] = Counter()
        self.current = -1
        self._fixes: dict[Finding, tuple[Fix, ...]] = {}
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Checks of the drawing")
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Other rows; the current one stays where it is still there."""
        held = self.lines[self.current].finding if 0 <= self.current < len(self.lines) else None
        self.lines = tuple(lines)
        self._counts = Counter(line.finding.check for line in lines if line.finding is not None)
        self._fixes.clear()
        found = [at for at, line in enumerate(lines) if held is not None and line.finding == held]
        self.current = found[0] if found else -1
        self.setFixedHeight(max(1, len(lines) * ROW))
        self.update()

    def fixes(self, finding: Finding) -> tuple[Fix, ...]:
        """Ways to put it right, computed when it is first seen."""
        if not self._may_fix:
            return ()
        if finding not in self._fixes:
            self._fixes[finding] = fixes_for(self._session.document, finding, self._session.live.book)
        return self._fixes[finding]

    def link_rect(self, row: int) -> QRect:
        """Where the link of a row is; empty where it has none."""
        finding = self.lines[row].finding
        found = self.fixes(finding) if finding is not None else ()
        if not found:
            return QRect()
        wide = text_width(self._link_font(), found[0].title)
        return QRectF(self._right(found, finding) - wide, row * ROW, wide, ROW).toRect()

    def more_rect(self, row: int) -> QRect:
        """Where the dots for the other ways are."""
        finding = self.lines[row].finding
        if finding is None or not self._more(finding):
            return QRect()
        return QRect(round(self.width() - 12 - MORE), row * ROW, round(MORE), ROW)

    def texts(self) -> list[PaintedText]:
        """The rows in view, for painting and for the lint."""
        return [text for row in self._in_view(self.visibleRegion().boundingRect()) for text in self._texts_of(row)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        for row in self._in_view(event.rect()):
            line = self.lines[row]
            place = QRectF(0, row * ROW, self.width(), ROW)
            if row == self.current:
                painter.fillRect(place, theme.colour("accent.wash"))
            painter.fillRect(QRectF(0, place.bottom() - 1, place.width(), 1), theme.colour("border.subtle"))
            state = "ok" if line.finding is None else ("alarm" if line.stops else "warn")
            draw_status(painter, QRectF(13, place.top() + 7, 14, 14), state, theme)  # type: ignore[arg-type]  # one of the literals above
            draw_texts(painter, self._texts_of(row))
            if not self.more_rect(row).isEmpty():
                dots = QRectF(self.more_rect(row)).adjusted(5, 6, -5, -6)
                theme.draw_icon(painter, dots, "more", "accent.line")
        if self._ring and self.hasFocus() and self.current >= 0:
            painter.setPen(theme.colour("accent.focus"))
            painter.drawRect(QRectF(0.5, self.current * ROW + 0.5, self.width() - 1, ROW - 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // ROW)
        if not 0 <= row < len(self.lines):
            return
        self._ring = False
        self.current = row
        self.update()
        spot, finding = event.position().toPoint(), self.lines[row].finding
        if finding is None:
            return
        if self.link_rect(row).contains(spot):
            self.fixed.emit(finding, self.fixes(finding)[0])
        elif self.more_rect(row).contains(spot):
            self._offer(finding, self.mapToGlobal(spot))
        else:
            self.chose.emit(finding)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row, spot = int(event.position().y() // ROW), event.position().toPoint()
        on = 0 <= row < len(self.lines) and (self.link_rect(row).contains(spot) or self.more_rect(row).contains(spot))
        self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring = True
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self.lines:
            self.current = min(len(self.lines) - 1, max(0, self.current + steps[key]))
            self.stepped.emit(self.current * ROW + ROW // 2)
            self.update()
            return
        finding = self.lines[self.current].finding if 0 <= self.current < len(self.lines) else None
        if finding is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.fixes(finding):
                self.fixed.emit(finding, self.fixes(finding)[0])
            else:
                self.chose.emit(finding)
            return
        if finding is not None and key == Qt.Key.Key_Menu and self.fixes(finding):
            self._offer(finding, self.mapToGlobal(QPoint(round(RULE_AT), (self.current + 1) * ROW)))
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        if self.current < 0 and self.lines:
            self.current = 0
        self.update()

    def _in_view(self, place: QRect) -> range:
        return range(max(0, place.top() // ROW), min(len(self.lines), place.bottom() // ROW + 1))

    def _texts_of(self, row: int) -> list[PaintedText]:
        theme, line, top = self._theme, self.lines[row], row * ROW
        found = self.fixes(line.finding) if line.finding is not None else ()
        quiet = line.finding is None
        rule_font = theme.font("body") if quiet else theme.font("body", 500)
        rule = QRectF(RULE_AT, top, 210, ROW)
        right = self._right(found, line.finding) - (text_width(self._link_font(), found[0].title) + 16 if found else 0)
        ink = theme.colour("text.secondary" if quiet else "text.primary")
        texts = [
            PaintedText(line.rule, rule, rule_font, ink, LEFT),
            PaintedText(
                line.what, QRectF(RULE_AT + 222, top, max(0.0, right - RULE_AT - 222), ROW), theme.code_font("small"),
                theme.colour("text.secondary"), LEFT, True,
            ),
        ]  # fmt: skip
        if found:
            texts.append(
                PaintedText(
                    found[0].title, QRectF(self.link_rect(row)).adjusted(-2, 0, 1, 0), self._link_font(),
                    theme.colour("accent.line"), RIGHT,
                )
            )  # fmt: skip
        return texts

    def _right(self, found: Sequence[Fix], finding: Finding | None) -> float:
        return self.width() - 12 - (MORE if found and finding is not None and self._more(finding) else 0)

    def _alike(self, finding: Finding) -> int:
        """How many findings there are of this kind."""
        return self._counts[finding.check]

    def _more(self, finding: Finding) -> bool:
        """Whether there is more to do than what the link says."""
        found = self.fixes(finding)
        return len(found) > 1 or (bool(found) and self._alike(finding) > 1)

    def _link_font(self) -> QFont:
        return self._theme.font("small", 500)

    def _offer(self, finding: Finding, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        alike = self._alike(finding)
        if alike > 1:
            menu.addAction(f"Put all {alike:,} right: {RULES[finding.check]}", lambda: self.mended.emit(finding.check))
            menu.addSeparator()
        for fix in self.fixes(finding):
            menu.addAction(fix.title, lambda fix=fix: self.fixed.emit(finding, fix))  # type: ignore[misc]  # bound now
        menu.popup(at)


class ChecksPanel(Panel):
    """Head with the counts, rows below. looked: (findings) after each look; waits: words while nothing is known yet,
    for the first look at a drawing is a job. It can be stopped and begun again."""

    looked = Signal(object)
    waits = Signal(str)

    def __init__(self, theme: Theme, session: EditSession, may_fix: bool, jobs: Jobs) -> None:
        super().__init__(theme, "Checks")
        self._session, self._jobs = session, jobs
        self._first: Job | None = None
        self._of: LiveChecks | None = None
        self.findings: tuple[Finding, ...] = ()
        self.bins = 0
        self._accepted = Known()
        self.stops = Chip(theme, "", "alarm")
        self.warns = Chip(theme, "", "warn")
        self.live = Label(theme, "", "small", "secondary", "number")
        self.add_to_head(self.stops)
        self.add_to_head(self.warns)
        self.stop = Button(theme, "Stop", "", "small")
        self.stop.hide()
        self.stop.clicked.connect(self._stop_or_begin)
        self.add_to_head(self.live, stretch_before=True)
        self.add_to_head(self.stop)
        self.rows = CheckRows(theme, session, may_fix)
        self.mending = Mending(session, jobs, self)
        self.rows.mended.connect(self.mending.begin)
        self.mending.told.connect(self._mends)
        self.area = scrolling(self.rows)
        self.rows.stepped.connect(lambda y: self.area.ensureVisible(0, y, 0, ROW))
        self.body.addWidget(self.area, 1)
        self.fold = add_fold(theme, self, self.area)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._late = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._late.timeout.connect(self.look)
        session.edited.connect(self._note)
        session.opened.connect(lambda: self.accept(Known()))
        self.look()

    def look(self) -> None:
        """Look at what changed, now; at a drawing that was never looked at, off the GUI thread."""
        self._late.stop()
        if not self._session.live.looked:
            self._begin()
            return
        began = time.perf_counter()
        self.findings = self._session.live.findings()
        self._show((time.perf_counter() - began) * 1_000)

    def _begin(self) -> None:
        live = self._session.live
        if self._first is not None and self._of is live and live.looking:
            return
        self._give_up()
        self._of, look = live, live.first_look()
        self.bins = bins_in(self._session.document)
        self._say(f"looking at {self.bins:,} bins", "Stop")
        began = time.perf_counter()
        job = self._jobs.run_long(look.look, owner=self)
        job.on_progress(lambda p: self._say(f"looking at {self.bins:,} bins · {p.done} of {p.total}", "Stop"))
        job.then(lambda done: self._adopt(live, done, (time.perf_counter() - began) * 1_000)).on_fault(self._failed)
        self._first = job

    def _adopt(self, live: LiveChecks, look: FirstLook, took: float) -> None:
        """What was found, unless another drawing is open, or somebody has looked meanwhile."""
        self._first = None
        if live is self._session.live and live.adopt(look):
            self.findings = live.findings()
            self._show(took)
        else:
            self.look()

    def _failed(self, fault: Fault) -> None:
        self._give_up()
        self._say(fault.what, "Look again")

    def _mends(self, words: str) -> None:
        self.stop.setText("Stop")
        self.stop.setVisible(bool(words))
        if words:
            self.live.setText(words)
        else:
            self.look()

    def _stop_or_begin(self) -> None:
        if self.mending.running:
            self.mending.stop()
            return
        if self._first is None:
            self.look()
            return
        self._give_up()
        self._say("not looked at", "Look now")

    def _give_up(self) -> None:
        if self._first is not None:
            self._first.cancel()
            self._first = None
        if self._of is not None:
            self._of.give_up()

    def _say(self, words: str, act: str) -> None:
        self.live.setText(words)
        self.stop.setText(act)
        self.stop.show()
        for chip in (self.stops, self.warns):
            chip.hide()
        self.rows.show_lines(())
        self.waits.emit(words)

    def _show(self, took: float) -> None:
        document = self._session.document
        bins = self.bins = bins_in(document)
        stops = self.stopping
        notes = len(self.findings) - stops
        self.stop.hide()
        self.stops.setText(f"{stops:,} {'stops' if stops == 1 else 'stop'} publishing")
        self.stops.setVisible(stops > 0)
        self.warns.setText(f"{notes:,} to look at")
        self.warns.setVisible(notes > 0)
        self.live.setText(f"live · {bins:,} bins in {took:.0f} ms")
        broken = {finding.check for finding in self.findings}
        ordered = sorted(self.findings, key=lambda finding: not self.stops_publishing(finding))
        lines = [
            Line(RULES[finding.check], finding.what, finding, self.stops_publishing(finding)) for finding in ordered
        ]
        if bins:
            lines += [
                Line(words, number_of(document, self._session.live, check))
                for check, words in PASSED.items()
                if check not in broken
            ]
        self.rows.show_lines(lines)
        self.looked.emit(self.findings)

    def accept(self, known: Known) -> None:
        """What was published like that: it is shown, and stops nothing that did not stop before."""
        self._accepted = known
        self.look()

    def stops_publishing(self, finding: Finding) -> bool:
        """Whether this one stands against publishing."""
        return finding.blocking and not self._accepted.covers(finding)

    @property
    def stopping(self) -> int:
        """How many stand against publishing."""
        return sum(self.stops_publishing(finding) for finding in self.findings)

    def end(self) -> None:
        """The page goes."""
        self._late.stop()
        self.mending.stop()
        self._give_up()

    @property
    def folded(self) -> bool:
        """Whether only the head is shown."""
        return self.area.isHidden()

    def _note(self, *_: object) -> None:
        if not self._late.isActive():
            self._late.start()
