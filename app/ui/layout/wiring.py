"""Who hears whom on the layout page."""

from app.domain.errors import Fault, Refusal
from app.layout import edits
from app.layout.checks import Finding, Fix, Known, check_all
from app.layout.table import Layout
from app.services.layout import Published
from app.ui.layout.drafting import Standing
from app.ui.layout.hints import hint_for
from app.ui.layout.kept import Copy
from app.ui.layout.parts import Parts
from app.ui.layout.settled import Settled
from app.ui.layout.together import Together
from app.ui.layout.tool_panel import LINES
from app.ui.layout.words import count
from app.ui.shell.parts import StatusPart

HINT = "layout.hint"
STEP = "layout.step"
AT = "layout.at"


class Wiring:
    """Connects the parts of one page, and keeps context, status strip and banner as they are."""

    def __init__(self, page: Parts) -> None:
        self._page = page
        session, drafting = page.session, page.drafting
        self._settled = Settled(session, session)
        self._settled.settled.connect(self._steps)
        session.selected.connect(self._chosen)
        session.slots_chosen.connect(self._chosen)
        session.tool_chosen.connect(self._tool)
        session.opened.connect(self._steps)
        session.said.connect(lambda words: self._status(HINT, words, "select"))
        page.canvas.coordinates.connect(lambda words: self._status(AT, words, "", side_right=True))
        page.checks.rows.chose.connect(self._fly)
        page.checks.rows.fixed.connect(self._fix)
        page.checks.looked.connect(lambda found: page.bar.show_findings(found, page.checks.stopping, page.checks.bins))
        page.checks.waits.connect(page.bar.show_wait)
        page.differences.changed.connect(lambda: page.bar.show_difference(page.differences.now))
        page.bar.asked.connect(page.host.open)
        page.strip.asked.connect(page.host.open)
        page.host.opened.connect(page.strip.mark)
        page.host.opened.connect(self._panel)
        drafting.told.connect(self._told)
        drafting.ready.connect(self._ready)
        session.opened.connect(self._accept)
        drafting.torn.connect(self._torn)
        drafting.merged.connect(self._merged)
        drafting.found.connect(self._found)
        drafting.failed.connect(self._failed)
        drafting.refused.connect(page.shell.show_refusal)
        page.publishing.published.connect(self.published)
        page.fault.retried.connect(page.begin)
        context = page.shell.context
        context.set("layout.edits", page.desk.may_edit)
        context.set("layout.open", False)
        self._chosen()
        self._steps()
        page.bar.show_standing(drafting.standing)
        page.bar.show_findings(page.checks.findings, page.checks.stopping, page.checks.bins)

    def end(self) -> None:
        """Follow no more."""
        self._settled.end()
        for id_ in (HINT, STEP, AT):
            self._page.shell.clear_status(id_)

    # ------------------------------------------------------------- the drawing
    def _chosen(self, *_: object) -> None:
        page = self._page
        number = len(page.session.selection)
        page.shell.context.set("layout.chosen", number > 0)
        page.shell.context.set("layout.several", number > 1)
        if page.session.tool == "choose":
            self._status(HINT, hint_for(page.session, takes=page.acts.take_along()), "select")
        if number and page.session.tool == "choose" and page.host.current in ("rows", "tool"):
            page.host.open("properties")

    def _tool(self, tool: str) -> None:
        """Drawing tools bring what they draw with; the properties come back with the pointer."""
        page = self._page
        if tool == "rows":
            panel = page.host.open("rows")
            middle = page.canvas.visible().center()
            panel.begin((middle.x(), middle.y()))  # type: ignore[attr-defined]  # the generator's panel
            return
        page.session.plan_rows(None)
        if tool in LINES and tool != "choose":
            page.host.open("tool")
        elif page.host.current in ("rows", "tool"):
            page.host.open("properties")

    def _panel(self, panel: str) -> None:
        if panel != "rows" and self._page.session.tool == "rows":
            self._page.session.choose_tool("choose")

    def _steps(self) -> None:
        page = self._page
        history = page.session.document.history
        done, undone = history.done, history.undone
        page.shell.context.set("layout.undo", bool(done))
        page.shell.context.set("layout.redo", bool(undone))
        page.toolbar.refresh()
        page.toolbar.show_steps(done[-1].label if done else "", undone[-1].label if undone else "")
        self._status(STEP, f"Undo: {done[-1].label}" if done else "", "undo")

    def _fly(self, finding: Finding) -> None:
        page = self._page
        ids = [finding.element, *finding.others]
        page.session.select(ids)
        page.canvas.fly_to(ids)

    def _fix(self, finding: Finding, fix: Fix) -> None:
        document = self._page.session.document
        if document.editing is not None:
            return
        try:
            with document.transaction(fix.title):
                if fix.remove:
                    edits.remove(document, fix.remove)
                document.put(*fix.elements(document))
        except Refusal as refusal:
            self._page.shell.show_refusal(refusal)
        self._page.checks.look()

    # ------------------------------------------------------------- the draft
    def _told(self, standing: Standing) -> None:
        page = self._page
        page.bar.show_standing(standing)
        page.shell.set_subtitle(f"Draft {standing.draft.draft_id}" if standing.draft is not None else "")
        if standing.stale and standing.draft is not None:
            page.notice.show_condition(
                "warn", "The plan changed meanwhile.",
                f"Your draft starts from v{standing.draft.base}; somebody published since, or set in Put away what "
                "bins are kept for. Until it is merged it cannot be published.", "Merge",
                page.drafting.rebase,
            )  # fmt: skip
        elif standing.saving == "away" and standing.refusal is not None:
            page.notice.show_condition(
                "warn", standing.refusal.what, standing.refusal.next_step, "Try now", page.drafting.save
            )
        elif page.notice.property("kept") is None:
            page.notice.clear()

    def _ready(self) -> None:
        page = self._page
        page.fault.hide()
        page.shell.context.set("layout.open", True)
        page.canvas.fit()
        page.differences.look()

    def _accept(self) -> None:
        """What was published like that is known, and stops nothing; found out off the GUI thread."""
        page = self._page
        base = page.session.published
        if base is not None and base.elements:
            page.desk.jobs.latest("layout.accepted", known_of, base, owner=page.checks).then(page.checks.accept)

    def _torn(self, outcome: Together) -> None:
        panel = self._page.host.open("conflicts")
        panel.show_outcome(outcome)  # type: ignore[attr-defined]  # the conflicts' panel

    def _merged(self, outcome: Together, came: int) -> None:
        """Say what came by a merge: it is drawn, and nobody pressed a key for it."""
        if outcome.kept is None and came:
            number = count(came, "element is", "elements are")
            self._page.shell.toast(f"{outcome.theirs} drew as well: {number} as there now.")

    def _found(self, copy: Copy) -> None:
        page = self._page
        at = copy.at.astimezone(page.desk.zone)

        def take() -> None:
            self._let_go()
            page.drafting.take_back(copy)

        page.notice.setProperty("kept", True)
        page.notice.show_condition(
            "info", f"Work of {at:%d %b, %H:%M} was not saved.",
            "It was kept on this computer. Draw on to leave it out.", "Take it back", take,
        )  # fmt: skip

    def _let_go(self) -> None:
        self._page.notice.setProperty("kept", None)
        self._page.notice.clear()

    def _failed(self, fault: Fault) -> None:
        self._page.fault.show_fault(fault)

    def published(self, published: Published) -> None:
        """A draft was published: what is drawn on from now on is that version."""
        self._page.shell.toast(f"Version {published.version.no} is published.")
        self._page.drafting.begin()

    def _status(self, id_: str, words: str, icon: str, *, side_right: bool = False) -> None:
        if not words:
            self._page.shell.clear_status(id_)
            return
        side = "right" if side_right else "left"
        self._page.shell.set_status(StatusPart(id_, icon, words, side=side, rank=3))  # type: ignore[arg-type]  # a Side


def known_of(layout: Layout) -> Known:
    """What the checks find blocking in a version."""
    return Known.of(check_all(layout))
