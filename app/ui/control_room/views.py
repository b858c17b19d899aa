"""Saved views of one control room: read once, kept and dropped in the database, in the palette by name, with keys."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.commands.plan import view_commands
from app.domain.errors import Fault, Refusal
from app.services.plan_views import DWELLS, Look, PlanView, Share
from app.ui.control_room.desk import Desk
from app.ui.jobs import Job
from app.ui.shell.parts import Shell


class Views(QObject):
    """`changed` when there are others; `shown` with the id of a view that was asked for by its command."""

    changed = Signal()
    shown = Signal(int)

    def __init__(self, shell: Shell, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._desk = shell, desk
        self.views: tuple[PlanView, ...] = ()
        self._commands: tuple[str, ...] = ()
        shell.context.set("control_room.keeps_views", desk.views is not None)

    @property
    def possible(self) -> bool:
        """Whether views can be kept here."""
        return self._desk.views is not None

    def view(self, view_id: int) -> PlanView | None:
        """The view of an id; None where there is none (any more)."""
        return next((view for view in self.views if view.view_id == view_id), None)

    def key_of(self, view_id: int) -> str:
        """The key that shows a view; empty where it has none."""
        id_ = f"control_room.view.{view_id}"
        return self._shell.registry[id_].shortcut if id_ in self._shell.registry else ""

    def read(self) -> None:
        """Which views there are."""
        if self._desk.views is not None:
            self._guard(self._desk.jobs.latest("plan.views", self._desk.views.views, owner=self).then(self._take))

    def keep(self, name: str, look: Look, share: Share) -> None:
        """Save a look under a name; the time in the rotation of one's own view of that name stays."""
        known = next((view for view in self.views if view.mine and view.name == name.strip()), None)
        self._save(PlanView(0, name.strip(), look, share, dwell=0 if known is None else known.dwell))

    def next_dwell(self, view: PlanView) -> None:
        """Another time in the rotation: none, 10 s, 20 s, 30 s, a minute, two, none again."""
        longer = [dwell for dwell in DWELLS if dwell > view.dwell]
        self._save(replace(view, dwell=longer[0] if longer else DWELLS[0]))

    def drop(self, view: PlanView) -> None:
        """Delete one's own view; it can be brought back from the toast."""
        if self._desk.views is None:
            return
        job = self._desk.jobs.run(self._desk.views.drop, view.view_id, owner=self)
        job.then(lambda _: self._dropped(view))
        self._guard(job)

    def end(self) -> None:
        """Take the commands back."""
        self._shell.registry.remove(self._commands)

    def _save(self, view: PlanView) -> None:
        if self._desk.views is None:
            return
        self._guard(self._desk.jobs.run(self._desk.views.save, view, owner=self).then(lambda _: self.read()))

    def _dropped(self, view: PlanView) -> None:
        self.read()
        self._shell.toast(f"The view “{view.name}” is deleted.", lambda: self._save(view))

    def _take(self, views: tuple[PlanView, ...]) -> None:
        if views == self.views:
            return
        self.views = views
        registry = self._shell.registry
        registry.remove(self._commands)
        told = [(view.view_id, view.name, say_whose(view)) for view in views]
        commands = view_commands(told, self.shown.emit)
        registry.add(*commands)
        self._commands = tuple(command.id for command in commands)
        self.changed.emit()

    def _guard(self, job: Job) -> None:
        job.on_refusal(self._shell.show_refusal).on_fault(self._cannot)

    def _cannot(self, fault: Fault) -> None:
        """The banner of the window says that the database is away; a view is not worth more than that."""
        if not fault.retry:
            self._shell.show_refusal(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))


def say_whose(view: PlanView) -> str:
    """Whose view it is and who sees it, in words."""
    if not view.mine:
        return f"shared by {view.person}"
    return {"mine": "only you", "role": "your role", "all": "everybody"}[view.share]
