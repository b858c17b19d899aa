"""The audit page over a sample: what it shows, what it asks, and that long work can be stopped."""

import threading
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import Refusal
from app.ui.audit.desk import AuditDesk
from app.ui.audit.page import AuditPage
from app.ui.audit.sample_audit import BLOCKS, PAGE, SampleAudit, SampleRepairs, block
from app.ui.jobs import Jobs
from app.ui.showcase.samples import make_window
from app.ui.theme import Theme
from app.ui.window import MainWindow


class Room:
    """A window with the page, and what lies behind it."""

    def __init__(
        self, theme: Theme, audit: SampleAudit, refuse: Refusal | None = None, file: Path | None = None
    ) -> None:
        self.audit, self.repairs = audit, SampleRepairs(audit, refuse)
        self.jobs = Jobs()
        desk = AuditDesk(audit, self.repairs, ZoneInfo("Europe/Berlin"), lambda name: file)
        self.window: MainWindow = make_window(theme, self.jobs, lambda shell: AuditPage(shell, desk), "Audit", "seal")
        page = self.window.pages.currentWidget()
        assert isinstance(page, AuditPage)
        self.page = page

    def close(self) -> None:
        self.page.end()
        self.jobs.close()
        self.window.close()


@pytest.fixture
def rooms(theme: Theme, qtbot: QtBot) -> Iterator[list[Room]]:
    made: list[Room] = []
    yield made
    for room in made:
        room.close()


def opened(rooms: list[Room], theme: Theme, qtbot: QtBot, audit: SampleAudit | None = None, **how: object) -> Room:
    room = Room(theme, audit or SampleAudit(), **how)  # type: ignore[arg-type]  # passed on as given
    rooms.append(room)
    qtbot.addWidget(room.window)
    room.window.show()
    if audit is None or audit.read().blocks:
        qtbot.waitUntil(lambda: room.page.chain.table.rows.rowCount() > 0)
    return room


def choose(room: Room, qtbot: QtBot, number: int) -> None:
    room.page.findings.choose(number)
    qtbot.waitUntil(lambda: bool(room.page.repair.words.text()))


def test_it_shows_chain_checks_and_findings(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    page = opened(rooms, theme, qtbot).page
    assert page.chain.table.rows.rowCount() == PAGE
    assert page.chain.verdict.text() == f"Sealed up to block {BLOCKS:,}. Not verified in this session."
    assert page.chain.waiting.text() == "34 entries wait to be sealed."
    assert page.runs.rows.rowCount() == 5
    assert page.findings.count.text() == "2 open"


def test_older_blocks_come_when_they_are_needed(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    page = opened(rooms, theme, qtbot).page
    page.chain.table.rows.fetchMore(page.chain.table.rootIndex())
    qtbot.waitUntil(lambda: page.chain.table.rows.rowCount() == 2 * PAGE)
    numbers = [page.chain.table.rows.row(n).block_no for n in range(2 * PAGE)]
    assert numbers == list(range(BLOCKS, BLOCKS - 2 * PAGE, -1))


def test_a_true_chain_is_said_to_be_true(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    page = opened(rooms, theme, qtbot).page
    qtbot.mouseClick(page.chain.verify, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.chain.verdict.text().startswith("True:"))
    assert page.chain.table.rows.columns[3].value(page.chain.table.rows.row(0)).text == "true"


def test_a_broken_block_is_named_and_marked(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    page = opened(rooms, theme, qtbot, SampleAudit(broken=BLOCKS - 2)).page
    page.verify()
    qtbot.waitUntil(lambda: page.chain.verdict.text().startswith(f"Block {BLOCKS - 2:,} is broken"))
    states = [page.chain.table.rows.columns[3].value(page.chain.table.rows.row(n)).text for n in range(4)]
    assert states == ["true", "true", "broken", "true"]


def test_verifying_can_be_stopped_and_begun_again(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    audit = SampleAudit()
    audit.held = threading.Event()
    page = opened(rooms, theme, qtbot, audit).page
    page.verify()
    qtbot.waitUntil(page.chain.progress.isVisible)
    page.verify()
    assert rooms[0].jobs.running == 1, "once at a time"
    qtbot.mouseClick(page.chain.progress.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rooms[0].jobs.running == 0)
    assert not page.chain.progress.isVisible()
    assert "Not verified" in page.chain.verdict.text()
    audit.held.set()
    page.verify()
    qtbot.waitUntil(lambda: page.chain.verdict.text().startswith("True:"))


def test_the_head_is_copied_whole(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    opened(rooms, theme, qtbot).page.copy_head()
    assert QGuiApplication.clipboard().text() == f"{BLOCKS}:{block(BLOCKS).block_hash}"


def test_an_export_goes_where_the_person_says(rooms: list[Room], theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    room = opened(rooms, theme, qtbot, file=tmp_path / "proof.jsonl")
    room.page.export()
    qtbot.waitUntil(lambda: room.audit.exported == [tmp_path / "proof.jsonl"])
    qtbot.waitUntil(lambda: not room.page.chain.progress.isVisible())
    other = opened(rooms, theme, qtbot)
    other.page.export()
    assert (other.audit.exported, other.jobs.running) == ([], 0), "no file was named"


def test_a_repair_needs_a_reason_and_has_the_bin_counted(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    room = opened(rooms, theme, qtbot)
    page = room.page
    choose(room, qtbot, 0)
    qtbot.waitUntil(lambda: page.repair.table.rows.rowCount() == 3)
    assert page.repair.words.text().startswith("TE-1187 in A-04-16-5")
    assert not page.repair.repair.isEnabled()
    qtbot.keyClicks(page.repair.reason, "crash of station 3")
    qtbot.keyClick(page.repair.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findings.count.text() == "1 open")
    assert room.repairs.posted == [(41, "crash of station 3")]
    assert room.repairs.counted == ["A-04-16-5"]


def test_a_refused_repair_says_why_and_keeps_the_reason(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    refusal = Refusal("WM451", "The ledger says 48, but 50 are promised.", "Release the orders first.")
    room = opened(rooms, theme, qtbot, refuse=refusal)
    choose(room, qtbot, 0)
    room.page.repair.reason.setText("crash of station 3")
    qtbot.mouseClick(room.page.repair.repair, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(room.page.repair.error.isVisible)
    assert refusal.what in room.page.repair.error.accessibleName()
    assert room.page.repair.reason.text() == "crash of station 3"
    assert room.page.repair.repair.isEnabled()


def test_what_is_repaired_already_offers_no_repair(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    room = opened(rooms, theme, qtbot)
    choose(room, qtbot, 2)
    assert not room.page.repair.repair.isVisible()
    assert "crash of station 3" in room.page.repair.words.text()


def test_who_may_only_look_is_told_so(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    room = opened(rooms, theme, qtbot, SampleAudit(may_repair=False))
    choose(room, qtbot, 1)
    room.page.repair.reason.setText("a good reason")
    assert not room.page.repair.repair.isEnabled()
    assert room.page.repair.repair.toolTip() == "Supervisors post repairs."


def test_an_empty_warehouse_says_what_is_missing(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    page = opened(rooms, theme, qtbot, SampleAudit(empty=True)).page
    qtbot.waitUntil(lambda: "Nothing is sealed yet" in page.chain.verdict.text())
    assert not page.chain.verify.isEnabled()
    assert page.findings.empty.isVisible()


def test_the_page_takes_its_commands_back(rooms: list[Room], theme: Theme, qtbot: QtBot) -> None:
    room = opened(rooms, theme, qtbot)
    registry = room.window.registry
    assert {command.id for command in registry} >= {"audit.verify", "audit.export", "audit.copy_head"}
    room.page.end()
    assert not any(command.id.startswith("audit.") for command in registry)
    rooms.remove(room)
    room.jobs.close()
