"""The chain: its verdict in one sentence, the head to copy, the blocks with what is known of each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.services.audit import AuditPicture, SealedBlock, Verified
from app.ui.audit.desk import AuditDesk
from app.ui.audit.words import block_columns, say_verdict, say_waiting
from app.ui.jobs import Progress
from app.ui.tables import Table
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label, Line
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressPanel

HEAD_SHOWN = 40  # figures: more than enough to compare by eye; all of it is copied


class ChainPanel(Panel):
    """Emits what the person wants; the page does it. wants_older carries the number of the oldest block shown."""

    wants_verify = Signal()
    wants_copy = Signal()
    wants_export = Signal()
    wants_older = Signal(int)
    wants_stop = Signal()

    def __init__(self, theme: Theme, desk: AuditDesk) -> None:
        super().__init__(theme, "Sealed blocks")
        self._picture: AuditPicture | None = None
        self._verified: Verified | None = None
        self._blocks: list[SealedBlock] = []
        self.copy = Button(theme, "Copy head", "copy", "small")
        self.export = Button(theme, "Export", "export", "small")
        self.verify = Button(theme, "Verify", "seal", "primary")
        self.add_to_head(self.copy, stretch_before=True)
        self.add_to_head(self.export)
        self.verdict = Label(theme, "", "body", "secondary", weight=500, wrap=True)
        self.waiting = Label(theme, "", "small", "secondary", wrap=True)
        for words in (self.verdict, self.waiting):
            tall = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            tall.setHeightForWidth(True)  # as many lines as it takes
            words.setSizePolicy(tall)
        self.head_line = Label(theme, "", "small", "secondary", "code")
        self.head_line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.head_line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = ProgressPanel(theme, "Verifying")
        self.progress.hide()
        self.table = Table(theme, "Sealed blocks", block_columns(desk.zone, lambda: self._verified))
        self._lay_out()
        for button, signal in (
            (self.verify, self.wants_verify),
            (self.copy, self.wants_copy),
            (self.export, self.wants_export),
        ):
            button.clicked.connect(signal)
        self.progress.cancelled.connect(self.wants_stop)
        self.table.rows.wants_page.connect(lambda last: self.wants_older.emit(last.block_no if last else 0))
        self.show_picture(None)

    def show_picture(self, picture: AuditPicture | None) -> None:
        """The chain as it was read."""
        self._picture = picture
        self._blocks = list(picture.blocks) if picture else []
        self.table.rows.show_rows(self._blocks, complete=not (picture and picture.more))
        head = picture.head if picture else None
        self.head_line.setText(f"Head {str(head)[:HEAD_SHOWN]}" if head else "")
        self.head_line.setToolTip(str(head) if head else "")
        none = None if head else "Nothing is sealed yet."
        for button in (self.copy, self.export, self.verify):
            button.set_allowed(none)
        self._say()

    def add_blocks(self, blocks: list[SealedBlock], more: bool) -> None:
        """Older ones, at the end."""
        self.table.rows.add_page(blocks, complete=not more)

    def show_verified(self, verified: Verified | None) -> None:
        """What a verification found."""
        self._verified = verified
        self.table.viewport().update()
        self._say()

    def show_work(self, title: str) -> None:
        """Something long has begun."""
        self.progress.start(title)
        self.progress.show()
        self.verify.set_busy(title == "Verifying")
        self.export.set_busy(title != "Verifying")

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self.progress.show_progress(progress)

    def rest(self) -> None:
        """Nothing long runs."""
        self.progress.hide()
        self.verify.set_busy(False)
        self.export.set_busy(False)

    def _say(self) -> None:
        words, tone = say_verdict(self._picture, self._verified)
        self.verdict.setText(words)
        self.verdict.set_tone(tone)
        self.waiting.setText(say_waiting(self._picture))

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(2)
        for line in (self.verdict, self.waiting, self.head_line):
            said.addWidget(line)
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addLayout(said, 1)
        row.addWidget(self.verify, 0, Qt.AlignmentFlag.AlignTop)
        top = QWidget()
        top.setLayout(row)
        self.progress.setContentsMargins(12, 0, 12, 10)
        self.body.addWidget(top)
        self.body.addWidget(self.progress)
        self.body.addWidget(Line())
        self.body.addWidget(self.table, 1)
