"""One plan and the saved views: which one it shows, its panel, and how a view is shown on it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.services.plan_views import Look, PlanView
from app.ui.control_room.finds import Finds
from app.ui.control_room.look import look_of, same_look, show_look
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.views import Views
from app.ui.control_room.views_panel import ViewsPanel, share_of


class Viewing(QObject):
    """`named` with the name of the view that is shown as it was saved, empty while something else is. panels: which
    panels of the page stand, and what opens and closes them."""

    named = Signal(str)

    def __init__(self, plan: PlanDesk, views: Views, finds: Finds, panels: "Panels") -> None:
        super().__init__(plan)
        self._plan, self._views, self._finds, self._panels = plan, views, finds, panels
        self._view: PlanView | None = None
        self._name = ""
        self.panel = ViewsPanel(plan.theme, plan.pane, views)
        self.panel.chosen.connect(self.show_view)
        self.panel.saved.connect(lambda name, share: views.keep(name, self.look, share_of(share)))
        self.panel.closed.connect(plan.pane.view.setFocus)
        plan.tools.views_asked.connect(self.toggle)
        plan.resized.connect(self.panel.fit)
        plan.filtered.connect(lambda _: self._look())
        plan.pane.view.picture_changed.connect(self._look)
        views.changed.connect(self._changed)
        if views.possible:
            plan.tools.show_view("")

    @property
    def look(self) -> Look:
        """What is shown now, with the panels that stand."""
        return look_of(self._plan, self._panels.standing())

    @property
    def name(self) -> str:
        """The view that is shown as it was saved; empty where none is."""
        return self._name

    def show_view(self, view: PlanView, *, fly: bool = True) -> None:
        """Show a view, with its panels."""
        self._view = view
        if not self.panel.isHidden():
            self.panel.close_panel()
        show_look(self._plan, view.look, lambda source: self._finds.find(source, self._plan), fly=fly)
        self._panels.stand(view.look.panels)
        self._look()

    def toggle(self) -> None:
        """Open the panel, or close it."""
        if self.panel.isVisible():
            self.panel.close_panel()
        else:
            self.panel.open_panel()

    def _changed(self) -> None:
        self._view = self._views.view(self._view.view_id) if self._view is not None else None
        self._look()

    def _look(self) -> None:
        """Is it still what was saved?"""
        view = self._view
        name = view.name if view is not None and same_look(view.look, look_of(self._plan)) else ""
        if name != self._name:
            self._name = name
            if self._views.possible:
                self._plan.tools.show_view(name)
            self.named.emit(name)


class Panels:
    """The panels round a plan that a view opens and closes; a window of its own has none but the elevation."""

    def __init__(
        self,
        standing: Callable[[], tuple[str, ...]] = tuple,
        stand: Callable[[tuple[str, ...]], object] = lambda _: None,
    ) -> None:
        self.standing, self.stand = standing, stand
