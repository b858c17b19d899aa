"""Drafts and published versions: open a draft, rename or drop it; look at an older version, or draw it again."""

from datetime import tzinfo
from types import MappingProxyType
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import Fault, Refusal
from app.services.layout import Draft, OpenDraft, Opened, Version
from app.ui.layout.difference import Differences
from app.ui.layout.dock import SidePanel
from app.ui.layout.fields import FlagField, LineField, Set
from app.ui.layout.panels import Around
from app.ui.layout.properties import row_of
from app.ui.layout.words import draft_words, version_words
from app.ui.tables import Column, Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError

STATES = MappingProxyType({"draft": "", "review": "in review", "approved": "approved", "published": "published"})


class VersionsPanel(SidePanel):
    """Reads anew whenever it is shown."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Versions")
        self._around, self._desk, self._drafting = around, around.desk, around.drafting
        theme = self.theme
        self.drafts = Table(
            theme, "Drafts",
            [
                Column("Draft", lambda draft: draft.name, strong=True),
                Column("By", lambda draft: STATES[draft.state] or draft.saved_by, width=96),
            ],
        )  # fmt: skip
        self.versions = Table(
            theme, "Published versions",
            [
                Column("No.", lambda version: version.no, "number", 44),
                Column("Version", lambda version: version.name, strong=True),
                Column("Published", lambda version: f"{version.published_at.astimezone(self._desk.zone):%d %b %Y}",
                       width=104),
            ],
        )  # fmt: skip
        self.open = Button(theme, "Open", "draw", "small")
        self.drop = Button(theme, "Throw away", "delete", "small")
        self.name = LineField(theme, "Name of this draft")
        self.compare = Button(theme, "Compare with it", "compare")
        self.again = Button(theme, "Draw it again", "rewind")
        self.about = Label(theme, "", "small", "secondary", wrap=True)
        self.about_draft = Label(theme, "", "small", "secondary", wrap=True)
        self.error = InlineError(theme)
        self.add_group("Drafts")
        self.drafts.setMinimumHeight(110)
        self.column.addWidget(self.drafts, 2)
        self.column.addWidget(self.about_draft)
        self.column.addLayout(row := row_of(self.open, self.drop))
        row.addStretch(1)
        self.column.addWidget(self.name)
        self.add_group("Published")
        self.versions.setMinimumHeight(110)
        self.column.addWidget(self.versions, 3)
        self.column.addWidget(self.about)
        self.rule = FlagField(theme, "Publish only what was reviewed")
        self.rule.setEnabled(around.desk.may_rule)
        reviewed = "Somebody else has to look at a draft before it is published."
        self.rule.toggle.setToolTip(reviewed if around.desk.may_rule else f"{reviewed} Administrators decide this.")
        self.column.addWidget(self.rule)
        self.add_to_foot(self.error)
        self.add_acts(self.compare, self.again)
        self._wire()
        self._choose()

    def refresh(self) -> None:
        """Read drafts and versions."""
        jobs, versions = self._desk.jobs, self._desk.versions

        def read() -> tuple[tuple[Draft, ...], tuple[Version, ...], bool]:
            return versions.drafts(), versions.versions(), versions.review_demanded()

        job = jobs.latest("layout.versions", read, owner=self)
        job.then(self._show).on_refusal(self.error.show_refusal).on_fault(self._fail)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _wire(self) -> None:
        for table in (self.drafts, self.versions):
            table.selectionModel().selectionChanged.connect(self._choose)
        self.drafts.opened.connect(lambda draft: self._drafting.open_draft(draft.draft_id))
        self.open.clicked.connect(self._open)
        self.drop.clicked.connect(self._drop)
        self.name.entered.connect(lambda entry: self._rename(str(entry.value)))
        self.compare.clicked.connect(self._compare)
        self.again.clicked.connect(self._again)
        self.rule.entered.connect(self._demand)
        self._drafting.told.connect(self._choose)

    def _show(self, read: tuple[tuple[Draft, ...], tuple[Version, ...], bool]) -> None:
        drafts, versions, review = read
        self.error.clear()
        self.drafts.rows.show_rows(drafts)
        self.versions.rows.show_rows(versions)
        self.show_chip(f"v{versions[0].no}" if versions else "none published")
        self.rule.show_values([review])
        self._choose()

    def _choose(self, *_: object) -> None:
        draft, version = _chosen(self.drafts), _chosen(self.versions)
        may = self._desk.may_edit
        self.open.set_allowed(None if draft is not None else "Choose a draft first.")
        mine = draft is not None and draft.mine and may
        self.drop.set_allowed(None if mine else "Choose a draft of your own first.")
        self.compare.set_allowed(None if version is not None else "Choose a version first.")
        reason = "Choose a version first." if version is None else None if may else "Planners draw the layout."
        self.again.set_allowed(reason)
        self.about.setText(_about(version, self._desk.zone) if isinstance(version, Version) else "")
        own = self._drafting.standing.draft
        self.name.setEnabled(own is not None and may)
        self.name.show_values([own.name if own is not None else ""])
        self.about_draft.setText(draft_words(draft, self._desk.clock()) if isinstance(draft, Draft) else "")
        self.about_draft.setVisible(isinstance(draft, Draft))

    def _open(self) -> None:
        draft = _chosen(self.drafts)
        if isinstance(draft, Draft):
            self._drafting.open_draft(draft.draft_id)

    def _drop(self) -> None:
        """Throw a draft away; what was drawn in it can be brought back while the message stands."""
        draft = _chosen(self.drafts)
        if isinstance(draft, Draft):
            current, versions = self._drafting.standing.draft, self._desk.versions
            here = current is not None and current.draft_id == draft.draft_id

            def drop() -> OpenDraft:
                held = versions.open_draft(draft.draft_id)
                versions.delete_draft(draft)
                return held

            job = self._desk.jobs.run(drop, owner=self)
            job.then(lambda held: self._dropped(held, here)).on_refusal(self.error.show_refusal).on_fault(self._fail)

    def _demand(self, entry: Set) -> None:
        job = self._desk.jobs.run(self._desk.versions.demand_review, bool(entry.value), owner=self)
        job.then(lambda _none: self.refresh()).on_refusal(self._not_demanded).on_fault(self._fail)

    def _not_demanded(self, refusal: Refusal) -> None:
        self.rule.show_values([not self.rule.toggle.isChecked()])
        self.error.show_refusal(refusal)

    def _dropped(self, held: OpenDraft, here: bool) -> None:
        if here:
            self._drafting.begin()
        self.refresh()
        said = f"The draft “{held.draft.name}” is thrown away."
        self._around.shell.toast(said, lambda: self._bring_back(held, here))

    def _bring_back(self, held: OpenDraft, here: bool) -> None:
        """As a draft of the same name upon the same version; opened where it was."""
        new = self._desk.versions.new_draft
        job = self._desk.jobs.run(new, held.draft.name, held.layout, held.draft.base, owner=self)
        job.then(lambda made: self._restored(made) if here else self.refresh())
        job.on_refusal(self.error.show_refusal).on_fault(self._fail)

    def _rename(self, name: str) -> None:
        draft = self._drafting.standing.draft
        if draft is not None and name and name != draft.name:
            job = self._desk.jobs.run(self._desk.versions.rename_draft, draft, name, owner=self)
            job.then(self._renamed).on_refusal(self.error.show_refusal).on_fault(self._fail)

    def _renamed(self, draft: Draft) -> None:
        self._drafting.take(draft)
        self.refresh()

    def _compare(self) -> None:
        version = _chosen(self.versions)
        if isinstance(version, Version):
            job = self._desk.jobs.latest("layout.old", self._desk.versions.open_version, version.no, owner=self)
            job.then(self._against).on_refusal(self.error.show_refusal).on_fault(self._fail)

    def _against(self, opened: Opened) -> None:
        """The drawing is compared with that version until the drawing is opened again."""
        self._around.session.published = opened.layout
        differences: Differences = self._around.differences
        differences.look()
        self._around.open_panel("compare")

    def _again(self) -> None:
        version = _chosen(self.versions)
        if isinstance(version, Version):
            name = f"Version {version.no} again, {self._desk.clock().astimezone(self._desk.zone):%d %b %H:%M:%S}"
            job = self._desk.jobs.run(self._desk.versions.restore, version.no, name, owner=self)
            job.then(self._restored).on_refusal(self.error.show_refusal).on_fault(self._fail)

    def _restored(self, opened: OpenDraft) -> None:
        self._drafting.open_draft(opened.draft.draft_id)
        self.refresh()

    def _fail(self, fault: Fault) -> None:
        self.error.show_refusal(Refusal("layout", fault.what, fault.safe))


def _chosen(table: Table) -> Any:
    rows = table.selectionModel().selectedRows()
    return table.rows.row(rows[0].row()) if rows else None


def _about(version: Version, zone: tzinfo) -> str:
    parts = [version_words(version, zone), version.summary]
    if version.restores:
        parts.append(f"draws version {version.restores} again")
    if version.reviewer:
        parts.append(f"reviewed by {version.reviewer}")
    if version.note:
        parts.append(version.note)
    return " · ".join(part for part in parts if part)


def make(around: Around) -> QWidget:
    """The panel."""
    return VersionsPanel(around)
